"""What the documents app plugs into others."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import (
    Batch,
    Evidence,
    LinkPurpose,
    Panel,
    evidence,
    follow,
    link_purposes,
    mobility_batches,
    mobility_panels,
)
from compagnon.documents import queries
from compagnon.documents.actions import sending
from compagnon.documents.views import many
from compagnon.mobilities.models import Mobility

words(
    {
        "documents.agreement_proposed": _("%(by)s filled the learning agreement with the proposals for the trade."),
        "documents.agreement_changed": _("%(by)s changed the learning agreement."),
        "documents.document_draft": _("%(by)s began version %(version)s of the learning agreement."),
        "documents.document_signing": _("%(by)s sent version %(version)s of the learning agreement for signature."),
        "documents.document_returned": _("%(by)s returned version %(version)s of the learning agreement."),
        "documents.document_replaced": _("%(by)s put version %(version)s aside."),
        "documents.document_final": _("Everybody has signed version %(version)s: the paper is final."),
        "documents.signature_signed": _("%(by)s signed version %(version)s of the learning agreement."),
        "documents.signature_refused": _("%(by)s did not sign version %(version)s of the learning agreement."),
    }
)

link_purposes.add(sending.SIGN, LinkPurpose("documents:sign", _("Sign a document"), days=60))
link_purposes.add(sending.COPY, LinkPurpose("documents:copy", _("Keep a copy"), days=365))


def _desk_url(mobility: Mobility) -> str:
    return reverse("documents:agreement", args=[mobility.code])


def _journey_url(mobility: Mobility) -> str:
    waiting = queries.waiting_for(mobility.participant.person).filter(document__mobility=mobility).first()
    return reverse("documents:my-signature", args=[waiting.code]) if waiting else reverse("documents:my-papers")


def _remind(mobility: Mobility, by: Any) -> int:
    document = queries.current(mobility)
    return sending.remind(document=document, by=by, outside=by is None) if document else 0


evidence.add(
    "learning_agreement_signed",
    Evidence(done=queries.is_signed, desk_url=_desk_url, journey_url=_journey_url, remind=_remind),
)


def _panel(request: Any, mobility: Mobility) -> str:
    document, former = queries.agreements_of(mobility)
    shown = {
        "mobility": mobility,
        "document": document,
        "signatures": list(document.signatures.select_related("person", "contact")) if document else [],
        "is_editable": queries.allows_changes(mobility, document),
        "others": former,
    }
    return render_to_string("documents/desk/panel.html", shown, request=request)


mobility_batches.add("papers", Batch(_("Papers"), "file-text", "documents.prepare_documents", many.papers), position=20)
mobility_panels.add("documents", Panel(_panel), position=30)
follow("mobilities.mobility_cancelled", sending.stop_when_cancelled)
