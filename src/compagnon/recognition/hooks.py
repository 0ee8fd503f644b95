"""What the recognition app plugs into others."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core.activity import words
from compagnon.core.registries import Evidence, Panel, PaperMaker, evidence, follow, mobility_panels, paper_makers
from compagnon.documents.choices import DocumentState, SignatureState
from compagnon.documents.models import Document
from compagnon.documents.queries import current, is_open
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.recognition import actions, queries

words({"recognition.europass_issued": _("%(by)s issued the Europass Mobility.")})


def _desk_url(mobility: Mobility) -> str:
    return f"{mobility.get_absolute_url()}#europass"


def _journey_url(mobility: Mobility) -> str:
    return reverse("documents:my-papers")


def _as_data(document: Document) -> list[tuple[str | Promise, str]]:
    if document.mobility is None:
        return []
    label = pgettext_lazy("journey", "Europass Mobility as data (European Learning Model)")
    return [(label, reverse("recognition:my-credential", args=[document.mobility.code]))]


paper_makers.add(
    actions.EUROPASS,
    PaperMaker(
        lacks=queries.obstacles,
        printed=lambda mobility, by: actions.preview_europass(mobility=mobility, by=by),
        send=lambda mobility, by, reason: actions.issue_europass(mobility=mobility, by=by, reason=reason),
        brings=actions.brings,
        taken_as=_as_data,
    ),
)
follow("documents.document_final", actions.tell_when_signed)
evidence.add("europass_issued", Evidence(queries.is_issued, desk_url=_desk_url, journey_url=_journey_url))


def _panel(request: Any, mobility: Mobility) -> str:
    if mobility.state not in (MobilityState.RETURNED, MobilityState.CLOSED):
        return ""
    document = current(mobility, actions.EUROPASS)
    there = document is not None and document.state in (DocumentState.SIGNING, DocumentState.FINAL)
    signatures = list(document.signatures.select_related("person", "contact")) if document else []
    waiting = [one for one in signatures if one.state == SignatureState.WAITING]
    shown = {
        "mobility": mobility,
        "document": document,
        "is_there": there,
        "signatures": signatures,
        "waiting": len(waiting),
        "mine": next((one for one in waiting if one.person == request.person and is_open(one)), None),
        "obstacles": [] if there else queries.obstacles(mobility),
        "kind": actions.EUROPASS,
    }
    return render_to_string("recognition/desk/panel.html", shown, request=request)


mobility_panels.add("europass", Panel(_panel), position=60)
