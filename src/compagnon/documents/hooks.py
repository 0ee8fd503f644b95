"""What the documents app plugs into others."""

from typing import Any

import rules
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core.activity import words
from compagnon.core.registries import (
    Batch,
    Entry,
    Evidence,
    LinkPurpose,
    Panel,
    Setting,
    Waiting,
    departure_panels,
    desk_attention,
    desk_navigation,
    evidence,
    follow,
    link_purposes,
    mobility_batches,
    mobility_panels,
    network_settings,
    partner_panels,
)
from compagnon.documents import inquiries, queries
from compagnon.documents.actions import accepting, asking, comparing_days, inquiring, sending, watching
from compagnon.documents.amending.standing import Otherwise, as_noted
from compagnon.documents.choices import DocumentKind, DocumentState
from compagnon.documents.filling import agreement_of
from compagnon.documents.models import Document
from compagnon.documents.views import many
from compagnon.mobilities.models import Mobility

words(
    {
        "documents.agreement_proposed": _("%(by)s filled the learning agreement with the proposals for the trade."),
        "documents.agreement_changed": _("%(by)s changed the learning agreement."),
        "documents.document_draft": _("%(by)s began version %(version)s: %(paper)s."),
        "documents.amendment_opened": _("%(by)s opened an amendment: %(paper)s."),
        "documents.document_signing": _("%(by)s sent for signature: %(paper)s, version %(version)s."),
        "documents.document_returned": _("%(by)s returned for correction: %(paper)s, version %(version)s."),
        "documents.document_expired": _("Not signed in time: %(paper)s, version %(version)s."),
        "documents.document_replaced": _("%(by)s put version %(version)s aside."),
        "documents.differs": _("What was signed says otherwise now: %(paper)s, version %(version)s."),
        "documents.document_final": _("Final: %(paper)s, version %(version)s."),
        "documents.proof_kept": _("%(by)s kept evidence made by others: %(what)s."),
        "documents.proof_removed": _("%(by)s took evidence made by others away: %(what)s."),
        "documents.terms_said": _("%(by)s completed: %(paper)s."),
        "documents.signature_checking": _("%(by)s handed in, signed by hand: %(paper)s, version %(version)s."),
        "documents.signature_waiting": _("%(by)s asked for a better scan: %(paper)s, version %(version)s."),
        "documents.handed_over": _("%(by)s let %(after)s sign in place of %(before)s: %(paper)s."),
        "documents.signer_added": _("%(by)s asked %(after)s to sign too: %(paper)s."),
        "documents.paperbundle_gathering": _("%(by)s had the papers gathered again: %(title)s."),
        "documents.answers_said": _("%(by)s answered once for %(count)s files: %(paper)s."),
        "documents.paperbundle_ready": _("The papers are gathered: %(title)s."),
        "documents.paperbundle_sending": _("%(by)s sent every paper that is ready: %(title)s."),
        "documents.paperbundle_sent": _("Every paper that was ready is out: %(title)s."),
        "documents.wording_written": _("%(by)s worded anew, as a draft: %(paper)s, version %(version)s."),
        "documents.wording_dropped": _("%(by)s threw away a draft of words: %(paper)s, version %(version)s."),
        "documents.paperwording_published": _("%(by)s published own words: %(paper)s, version %(version)s."),
        "documents.paperwording_replaced": _("%(by)s put own words aside: %(paper)s, version %(version)s."),
        "documents.form_brought": _("%(by)s brought an official form, as a draft: %(paper)s, version %(version)s."),
        "documents.form_filled": _("%(by)s said what goes into an official form: %(paper)s, version %(version)s."),
        "documents.form_dropped": _("%(by)s threw away a draft of an official form: %(paper)s, version %(version)s."),
        "documents.officialform_published": _("%(by)s took an official form into use: %(paper)s, version %(version)s."),
        "documents.officialform_replaced": _("%(by)s put an official form aside: %(paper)s, version %(version)s."),
        "documents.inquiry_asked": _("%(by)s asked %(name)s for what is missing: %(paper)s (%(what)s)."),
        "documents.inquiry_answered": _("%(by)s answered what was asked: %(paper)s (%(what)s)."),
        "documents.not_mine": _("%(by)s says that this is not theirs to sign: %(paper)s, version %(version)s."),
        "documents.codes_set": _("%(by)s changed who types a code to sign: %(paper)s."),
        "documents.signature_signed": _("%(by)s signed: %(paper)s, version %(version)s."),
        "documents.signature_refused": _("%(by)s did not sign: %(paper)s, version %(version)s."),
    }
)

link_purposes.add(asking.SIGN, LinkPurpose("documents:sign", _("Sign a document"), days=90))
link_purposes.add(asking.COPY, LinkPurpose("documents:copy", _("Keep a copy"), days=365))
link_purposes.add(inquiring.ANSWER, LinkPurpose("documents:asked", _("Say what a paper lacks"), days=90))
link_purposes.add(asking.PAPERS, LinkPurpose("documents:guest-papers", _("Sign several papers"), days=90))


AGREEMENT = DocumentKind.LEARNING_AGREEMENT


def _desk_url(mobility: Mobility) -> str:
    key = agreement_of(mobility)
    if key != AGREEMENT:
        return reverse("documents:paper-of-mobility", args=[mobility.code, key])
    return reverse("documents:agreement", args=[mobility.code])


def _journey_url(mobility: Mobility) -> str:
    waiting = (
        queries.waiting_for(mobility.participant.person)
        .filter(document__mobility=mobility, document__kind__in=queries.AGREEMENTS)
        .first()
    )
    return reverse("documents:my-signature", args=[waiting.code]) if waiting else reverse("documents:my-papers")


def _remind(mobility: Mobility, by: Any) -> int:
    document = queries.current_of(mobility, agreement_of(mobility))
    return sending.remind(document=document, by=by, outside=by is None) if document else 0


evidence.add(
    "learning_agreement_signed",
    Evidence(done=queries.is_signed, desk_url=_desk_url, journey_url=_journey_url, remind=_remind),
)


def _panel(request: Any, mobility: Mobility) -> str:
    if not rules.test_rule("documents.prepare_documents", request.person):
        return ""
    document, former, begun = queries.on_page_of(mobility)
    shown = {
        "mobility": mobility,
        "document": document,
        "signatures": list(document.signatures.select_related("person", "contact")) if document else [],
        "is_editable": queries.allows_changes(mobility, document),
        "of_staff": "" if document else _of_staff(mobility),
        "others": former,
        "begun": begun,
        "otherwise_all": _noted([*([document] if document else []), *begun]),
        "papers_url": reverse("documents:papers-of-mobility", args=[mobility.code]),
    }
    return render_to_string("documents/desk/panel.html", shown, request=request)


def _of_staff(mobility: Mobility) -> str:
    """Where the agreement of staff is written, if their scheme asks for it instead of the learning agreement."""
    return _desk_url(mobility) if agreement_of(mobility) != AGREEMENT else ""


def _noted(documents: list[Document]) -> list[Otherwise]:
    """Of the papers shown, those that say otherwise than what is true now."""
    return [as_noted(one, documents) for one in documents if one.differs]


def _papers_panel(about: str) -> Any:
    """The papers that have been begun about a departure or a partner, and the way to all."""

    def render(request: Any, row: Any) -> str:
        if not rules.test_rule("documents.prepare_documents", request.person):
            return ""
        begun = list(row.documents.exclude(state=DocumentState.REPLACED))
        papers_url = reverse(f"documents:papers-of-{about}", args=[row.code])
        shown = {"begun": begun, "papers_url": papers_url, "otherwise_all": _noted(begun)}
        return render_to_string("documents/desk/begun.html", shown, request=request)

    return render


def _otherwise(request: Any) -> Waiting | None:
    if not rules.test_rule("documents.prepare_documents", request.person):
        return None
    return Waiting(
        lambda: queries.that_differ(request.person),
        lambda count: ngettext(
            "%(count)s signed paper says otherwise than what is true now",
            "%(count)s signed papers say otherwise than what is true now",
            count,
        ),
        reverse("documents:otherwise"),
        icon="file-pen",
    )


def _to_sign(request: Any) -> Waiting | None:
    if not rules.test_rule("documents.prepare_documents", request.person):
        return None
    return Waiting(
        lambda: queries.waiting_at_desk(request.person),
        lambda count: ngettext(
            "%(count)s paper waits for your signature", "%(count)s papers wait for your signature", count
        ),
        reverse("documents:to-sign"),
        icon="signature",
    )


def _answered(request: Any) -> Waiting | None:
    if not rules.test_rule("documents.prepare_documents", request.person):
        return None
    return Waiting(
        lambda: inquiries.answered(request.person),
        lambda count: ngettext(
            "%(count)s paper was completed by whom you asked: look at it and send it",
            "%(count)s papers were completed by whom you asked: look at them and send them",
            count,
        ),
        reverse("documents:inquiries"),
        icon="file-pen",
    )


desk_navigation.add(
    "projects",
    Entry(_("Projects"), "documents:projects", "archive", "documents.prepare_documents", beside=True),
    position=60,
)
desk_attention.add("papers_to_sign", _to_sign, position=35)
desk_attention.add("papers-answered", _answered, position=37)
network_settings.add(
    "wordings",
    Setting(
        _("Wording of papers"),
        _("The sentences of agreements, lists and certificates, in your own words, or official forms in their place."),
        "documents:wordings",
        "file-pen",
        "network.administer",
    ),
    position=85,
)
departure_panels.add("documents", Panel(_papers_panel("departure")), position=30)
partner_panels.add("documents", Panel(_papers_panel("partner")), position=30)
mobility_batches.add(
    "papers", Batch(_("All papers"), "file-text", "documents.prepare_documents", many.papers), position=20
)
mobility_batches.add(
    "binder", Batch(_("Evidence binder"), "archive", "documents.prepare_documents", many.binder), position=25
)
mobility_panels.add("documents", Panel(_panel), position=30)
follow("mobilities.mobility_cancelled", sending.stop_when_cancelled)
follow("mobilities.mobility_cancelled", inquiring.close_of_stay)
for _out in ("signing", "final"):
    follow(f"documents.document_{_out}", inquiring.close_of)
for _change in ("dates_moved", "split", "host_assigned", "host_released", "changed", "joined"):
    follow(f"mobilities.mobility_{_change}", watching.look_again_at)
follow("placement.placementrequest_accepted", accepting.ask_to_file)
follow("placement.placementrequest_withdrawn", accepting.put_aside)
follow("documents.agreement_changed", watching.look_again_at)
follow("travel.terms_told", watching.look_again_at)
follow("documents.document_final", watching.look_after_signing)
follow("documents.document_final", comparing_days.open_task)
desk_attention.add("signed-otherwise", _otherwise, position=40)
