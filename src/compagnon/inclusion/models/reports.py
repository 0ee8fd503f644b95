"""Reports of discrimination or harassment, and what was said about them since; every word is sealed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.inclusion.choices import ReportKind, ReportState
from compagnon.inclusion.sealing import SealedField


class Report(Coded, NetworkModel):
    """What somebody reported, with or without a name. `reference_hash` is of the code by which they follow it.

    No activity rows and no letters that others read: even that there is a report is known to nobody else.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind)
    state = models.CharField(_("state"), max_length=12, choices=ReportState, default=ReportState.NEW)
    sealed = SealedField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reference_hash = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(default=clock.now, editable=False)
    due_on = models.DateField(_("answer until"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [models.Index(fields=["network", "state", "due_on"], name="report_list")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_late(self) -> bool:
        return self.state != ReportState.CLOSED and self.due_on < clock.today()


class ReportMessage(NetworkModel):
    """One message in the talk about a report, or the note of a step; sealed like the report."""

    report: Any = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    at = models.DateTimeField(default=clock.now, editable=False)
    is_from_reporter = models.BooleanField(default=False)
    is_note = models.BooleanField(_("note for oneself"), default=False)
    by_name = models.CharField(max_length=200, blank=True)
    sealed = SealedField()

    class Meta:
        verbose_name = _("message about a report")
        verbose_name_plural = _("messages about a report")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.report_id}"
