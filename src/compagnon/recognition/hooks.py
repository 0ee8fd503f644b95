"""What the recognition app plugs into others."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import Evidence, Panel, evidence, mobility_panels
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.recognition import queries

words({"recognition.europass_issued": _("%(by)s issued the Europass Mobility.")})


def _desk_url(mobility: Mobility) -> str:
    return f"{mobility.get_absolute_url()}#europass"


def _journey_url(mobility: Mobility) -> str:
    return reverse("documents:my-papers")


evidence.add("europass_issued", Evidence(queries.is_issued, desk_url=_desk_url, journey_url=_journey_url))


def _panel(request: Any, mobility: Mobility) -> str:
    if mobility.state not in (MobilityState.RETURNED, MobilityState.CLOSED):
        return ""
    document = queries.europass_of(mobility)
    obstacles = [] if document else queries.obstacles(mobility)
    shown = {"mobility": mobility, "document": document, "obstacles": obstacles}
    return render_to_string("recognition/desk/panel.html", shown, request=request)


mobility_panels.add("europass", Panel(_panel), position=60)
