"""A task where an end proof that everybody signed tells other days than planned (DC-01)."""

from datetime import timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.i18n import says
from compagnon.documents.models import Document
from compagnon.documents.real_days import told
from compagnon.timeline.actions import add_task

WITHIN = timedelta(days=7)
LONGEST = 200


def open_task(document: Document, by: Any) -> None:
    """Give the referent the task to correct the days, once for the same difference however many papers tell it."""
    mobility = document.mobility
    if mobility is None or document.is_amendment:
        return
    with translation.override(mobility.network.default_language):
        if not (differs := told(mobility, document)):
            return
        title = says(_("Correct the days of the stay"), differs)[:LONGEST]
    if not mobility.tasks.filter(own_title=title).exists():
        due_on = clock.today() + WITHIN
        add_task(mobility=mobility, title=title, role="referent", step="evaluate", due_on=due_on, by=None)
