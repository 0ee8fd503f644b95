"""The papers of a mobility, a departure or a partner at the desk: which there are, and each one written and followed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import clock, files
from compagnon.core.access import desk
from compagnon.core.registries import paper_makers
from compagnon.documents import filing, inquiries, queries, real_days
from compagnon.documents.actions import sending, terms
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.amending.standing import now
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.choices import DocumentState, SignatureState
from compagnon.documents.following import standing
from compagnon.documents.forms.papers import PaperForm
from compagnon.documents.forms.writing import ReasonForm
from compagnon.documents.received import keys_received, received
from compagnon.documents.standings import standings, url_of
from compagnon.documents.wordings import kind_of
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, for_page, visible_to
from compagnon.network.models import Organisation


def row_of(request: Any, about: str, code: str) -> Any:
    """What the papers are about, if this person may see it."""
    if about == "mobility":
        return get_object_or_404(for_page(visible_to(request.person, Mobility.objects.all())), code=code)
    if about == "departure":
        seen = departures_visible_to(request.person, Departure.objects.select_related("scheme", "accompanying"))
        return get_object_or_404(seen, code=code)
    return get_object_or_404(Organisation.objects.filter(partner__isnull=False), code=code)


def kind_named(request: Any, about: str, key: str) -> PaperKind:
    """A kind of paper about this that has a page of its own here."""
    kind = kind_of(request.network.pk, key)
    if kind is None or kind.about != about or kind.made not in ("general", "europass"):
        raise Http404
    return kind


@desk("documents.prepare_documents")
def listing(request: Any, code: str, about: str) -> HttpResponse:
    row = row_of(request, about, code)
    proofs = received(row, row.proofs.all())
    found = standings(row, request.person, received=keys_received(one.proof for one in proofs))
    asked = [one for one in found if one.is_asked or (about == "partner" and one.is_ours)]
    ours = [one for one in asked if one.is_ours]
    shown = {
        "row": row,
        "about": about,
        "asked": ours,
        "elsewhere": [one for one in found if one.is_asked and not one.is_ours],
        "others": [one for one in found if one not in asked and one.is_ours],
        "final": sum(one.is_there for one in ours),
        "travellers": _travellers(request, row) if about == "departure" else [],
        "proofs": proofs,
        "proof_url": reverse(f"documents:proof-of-{about}", args=[row.code]),
    }
    return render(request, "documents/desk/papers.html", shown)


def _travellers(request: Any, departure: Departure) -> list[filing.Filed]:
    """How complete the file of each traveller is, the least complete first."""
    going = visible_to(request.person, Mobility.objects.filter(departure=departure)).exclude(state="cancelled")
    rows = filing.filed(filing.with_finals(going).order_by("participant__person__last_name", "pk"))
    return sorted(rows, key=lambda one: one.is_complete)


@desk("documents.prepare_documents")
def page(request: Any, code: str, kind: str, about: str) -> HttpResponse:
    """One paper: what only somebody can say is asked while nobody signs it; then it is followed."""
    row, known = row_of(request, about, code), kind_named(request, about, kind)
    document = queries.current_of(row, known.key)
    if document is not None and document.state not in queries.EDITABLE:
        return _follow(request, row, known, document)
    if paper_makers.get(known.key):
        return redirect(row)  # who fills it asks for it there
    subject = subject_of(row, request.person)
    answers = standing(known, subject, document)
    form = _form(request, subject, known, answers)
    edition = terms.edition_of(answers)
    if request.method == "POST" and form.is_valid() and _kept(request, row, known, form):
        return redirect(url_of(known, row, about))
    shown = {
        **_shown(row, known, document),
        "form": form,
        **_missing(request, subject, known, document),
        "unsigned": ", ".join(queries.unsigned(document)),
        "edition": edition,
        "refusals": document.signatures.filter(state=SignatureState.REFUSED) if document and document.pk else [],
    }
    return render(request, "documents/desk/paper.html", shown, status=422 if request.method == "POST" else 200)


def _missing(request: Any, subject: Subject, kind: PaperKind, document: Any) -> dict[str, Any]:
    """What keeps it from going out, and who can be asked."""
    row = subject.row
    lacks = queries.lacks_of(row, kind, document, request.person, subject=subject)
    return {
        "lacks": lacks,
        "can_stay_empty": [one for one in lacks if not one.blocks],
        "too_early": filing.too_early(row) if filing.is_still_to_come(kind, row) else "",
        "real_days": real_days.told(row, document),
        "outcomes_url": _outcomes_url(row, kind),
        **inquiries.on_page(row, kind, lacks, request.person),
    }


def _outcomes_url(row: Any, kind: PaperKind) -> str:
    """Where the learning outcomes are written that this paper prints: they are those of the stay, whichever paper says them."""
    prints = kind.about == "mobility" and any(section.table == "outcomes" for section in kind.sections)
    return reverse("documents:agreement", args=[row.code]) if prints else ""


def _form(request: Any, subject: Subject, kind: PaperKind, known: dict[str, Any]) -> PaperForm:
    filling = Filling(kind, subject, known)
    posted = request.POST if request.method == "POST" else None
    return PaperForm(posted, kind=kind, subject=filling.subject, terms=known, languages=tuple(filling.languages))


def _kept(request: Any, row: Any, kind: PaperKind, form: PaperForm) -> bool:
    """Save what was typed, then send it when the button says so; a refusal is told, and what was typed is kept.

    False when somebody else wrote meanwhile: the page comes back with what was typed and today's mark.
    """
    try:
        edition = request.POST.get("edition")
        terms.say(row=row, kind=kind, terms=form.said(), by=request.person, edition=edition)
        if request.POST.get("button") == "send":
            sent = sending.send_paper(row=row, kind=kind, by=request.person)
            is_out = sent.state == DocumentState.SIGNING
            messages.success(request, _("The paper is out for signature.") if is_out else _("The paper is final."))
        else:
            messages.success(request, _("Kept."))
    except terms.Overtaken as overtaken:
        messages.warning(request, str(overtaken))
        return False
    except AgreementRefused as refused:
        messages.warning(request, str(refused))
    return True


def _shown(row: Any, kind: PaperKind, document: Any) -> dict[str, Any]:
    where = [row.code, kind.key]
    return {
        "row": row,
        "kind": kind,
        "title": said_here(kind.title),
        "told": said_here(kind.told),
        "document": document,
        "versions": row.documents.filter(kind=kind.key).exclude(final_file=""),
        "papers_url": reverse(f"documents:papers-of-{kind.about}", args=[row.code]),
        "preview_url": reverse(f"documents:preview-of-{kind.about}", args=where),
        "act_url": reverse(f"documents:act-on-{kind.about}", args=where),
    }


def _follow(request: Any, row: Any, kind: PaperKind, document: Any) -> HttpResponse:
    signatures = list(document.signatures.select_related("person", "contact"))
    waiting = [one for one in signatures if one.state == SignatureState.WAITING]
    mine = next((one for one in waiting if one.person == request.person and queries.is_open(one)), None)
    shown = {
        **_shown(row, kind, document),
        "signatures": signatures,
        "mine": mine,
        "waiting": len(waiting),
        "reason_form": ReasonForm(),
        "otherwise": now(document, request.person),
        "real_days": real_days.told(row, document),
    }
    return render(request, "documents/desk/paper_out.html", shown)


@desk("documents.prepare_documents")
def preview(request: Any, code: str, kind: str, about: str) -> HttpResponse:
    """The paper as it would go out now."""
    row, known = row_of(request, about, code), kind_named(request, about, kind)
    try:
        content = sending.preview(row=row, kind=known, by=request.person)
    except AgreementRefused as refused:
        messages.warning(request, str(refused))
        return redirect(url_of(known, row, about))
    return files.stream(content, kind=files.PDF, filename=f"{known.key}-{code}-{clock.today():%Y-%m-%d}.pdf")


@desk("documents.prepare_documents")
@require_POST
def act(request: Any, code: str, kind: str, about: str) -> HttpResponse:
    """Remind those who are missing, call a paper back, or begin its next version: as the button says."""
    row, known = row_of(request, about, code), kind_named(request, about, kind)
    document = get_object_or_404(row.documents.exclude(state=DocumentState.REPLACED), kind=known.key)
    reason = request.POST.get("reason", "")[:1000]
    try:
        if request.POST.get("button") == "remind":
            count = sending.remind(document=document, by=request.person)
            messages.success(
                request, ngettext("%d letter is on its way.", "%d letters are on their way.", count) % count
            )
        elif request.POST.get("button") == "call-back":
            sending.call_back(document=document, reason=reason, by=request.person)
            messages.success(request, _("Called back: correct it and send it again."))
        else:
            messages.success(request, _renewed(row, known, reason, request.person))
    except AgreementRefused as refused:
        messages.warning(request, str(refused))
    return redirect(url_of(known, row, about))


def _renewed(row: Any, kind: PaperKind, reason: str, by: Any) -> str:
    """The next version is begun, or made by who fills it; what is told of it. Raises AgreementRefused."""
    maker = paper_makers.get(kind.key)
    if maker is None:
        sending.renew(row=row, key=kind.key, reason=reason, by=by)
        return _("You can change the paper now, and send the new version.")
    if not reason.strip():
        raise AgreementRefused(_("Say why a new version is needed: the reason is kept."))
    maker.send(row, by, reason)
    return _("The paper is out for signature.")
