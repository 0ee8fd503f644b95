"""The learning agreement at the desk: written, previewed, sent, followed, corrected."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import clock, files
from compagnon.core.access import desk
from compagnon.documents import inquiries, queries
from compagnon.documents.actions import agreement, sending
from compagnon.documents.amending.standing import now
from compagnon.documents.choices import DocumentKind, DocumentState, SignatureState
from compagnon.documents.forms.writing import ReasonForm
from compagnon.documents.models import Document, Signature
from compagnon.documents.standings import url_of_document
from compagnon.documents.views import signing
from compagnon.documents.views.writing import Writing
from compagnon.documents.wordings import kinds_of
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, for_page, visible_to


def _mobility(request: Any, code: str) -> Mobility:
    return get_object_or_404(for_page(visible_to(request.person, Mobility.objects.all())), code=code)


def documents_seen(request: Any) -> Any:
    """Papers about a mobility or departure that this person sees, and those with partners."""
    seen = Q(mobility__in=visible_to(request.person, Mobility.objects.all()))
    seen |= Q(departure__in=departures_visible_to(request.person, Departure.objects.all()))
    return Document.objects.filter(seen | Q(organisation__isnull=False))


@desk("documents.prepare_documents")
def page(request: Any, code: str) -> HttpResponse:
    """The agreement of one mobility: to be written while nobody is asked to sign it, to be followed afterwards."""
    mobility = _mobility(request, code)
    document = queries.current(mobility)
    if queries.is_editable(mobility):
        return _write(request, mobility, document)
    signatures = document.signatures.select_related("person", "contact") if document else []
    mine = next(
        (one for one in signatures if one.person == request.person and one.state == SignatureState.WAITING), None
    )
    shown = {
        "mobility": mobility,
        "document": document,
        "signatures": signatures,
        "mine": mine,
        "reason_form": ReasonForm(),
        "waiting": sum(one.state == SignatureState.WAITING for one in signatures),
        "otherwise": now(document, request.person) if document else None,
    }
    return render(request, "documents/desk/follow.html", shown)


def _write(request: Any, mobility: Mobility, document: Document | None) -> HttpResponse:
    if (
        request.method == "GET"
        and document is None
        and not mobility.outcomes.exists()
        and not hasattr(mobility, "terms")
    ):
        return render(request, "documents/desk/begin.html", {"mobility": mobility})
    writing = Writing(
        request.POST if request.method == "POST" else None, mobility=mobility, more=request.GET.get("more") == "1"
    )
    if request.method == "POST" and writing.is_valid():
        try:
            writing.save(by=request.person)
            if writing.wants_to_send:
                sending.send_for_signature(mobility=mobility, by=request.person)
                messages.success(request, _("The agreement is out for signature."))
            return redirect(writing.next_url(reverse("documents:agreement", args=[mobility.code])))
        except agreement.AgreementRefused as refused:
            messages.warning(request, str(refused))
            writing = writing.overtaken()
    returned = document if document and document.state == DocumentState.RETURNED else None
    kind = kinds_of(mobility.network_id)[DocumentKind.LEARNING_AGREEMENT]
    lacks = queries.lacks_of(mobility, kind, document, request.person)
    shown = {
        "mobility": mobility,
        "kind": kind,
        "document": document,
        "writing": writing,
        "lacks": lacks,
        **inquiries.on_page(mobility, kind, lacks, request.person),
        "unsigned": ", ".join(queries.unsigned(document)),
        "refusal": returned and returned.signatures.filter(state=SignatureState.REFUSED).first(),
    }
    return render(request, "documents/desk/write.html", shown, status=422 if request.method == "POST" else 200)


@desk("documents.prepare_documents")
def change(request: Any, code: str) -> HttpResponse:
    """Write what a signed agreement is to say from then on; what was signed stays until everybody signs the amendment."""
    mobility = _mobility(request, code)
    document = queries.current(mobility)
    if document is None or not queries.may_change_signed(mobility):
        messages.warning(
            request, _("Only an agreement that everybody signed is changed here, while no amendment is out.")
        )
        return redirect("documents:agreement", code)
    posted = request.POST if request.method == "POST" else None
    writing = Writing(posted, mobility=mobility, more=request.GET.get("more") == "1", to_amend=True)
    if posted is not None and writing.is_valid():
        try:
            writing.save(by=request.person)
            is_done = writing.button == "amend"
            return redirect("documents:amend", document.code) if is_done else redirect(writing.next_url(request.path))
        except agreement.AgreementRefused as refused:
            messages.warning(request, str(refused))
            writing = writing.overtaken()
    shown = {"mobility": mobility, "document": document, "writing": writing, "to_amend": True}
    shown["lacks"] = queries.lacks(mobility)
    return render(request, "documents/desk/write.html", shown, status=422 if posted is not None else 200)


@desk("documents.prepare_documents")
@require_POST
def begin(request: Any, code: str) -> HttpResponse:
    """Fill the agreement with what is proposed for the trade."""
    mobility = _mobility(request, code)
    try:
        agreement.propose(mobility=mobility, by=request.person)
    except agreement.AgreementRefused as refused:
        messages.warning(request, str(refused))
    return redirect("documents:agreement", code)


@desk("documents.prepare_documents")
def preview(request: Any, code: str) -> HttpResponse:
    mobility = _mobility(request, code)
    try:
        content = sending.preview(row=mobility, by=request.person)
    except agreement.AgreementRefused as refused:
        messages.warning(request, str(refused))
        return redirect("documents:agreement", code)
    return files.stream(content, kind=files.PDF, filename=f"draft-{code}-{clock.today():%Y-%m-%d}.pdf")


@desk("documents.prepare_documents")
def paper(request: Any, code: str) -> HttpResponse:
    """The kept bytes of any version; `?signed` gives the text that was signed instead of the final paper."""
    document = get_object_or_404(documents_seen(request).exclude(agreed_file="", final_file=""), code=code)
    return signing.paper(document, final=bool(document.final_file) and "signed" not in request.GET)


@desk("documents.prepare_documents")
def sign(request: Any, code: str) -> HttpResponse:
    """The referent signs for the centre."""
    mine = Signature.objects.filter(person=request.person, document__in=documents_seen(request))
    joined = mine.select_related("document__mobility", "document__departure", "document__organisation")
    signature = get_object_or_404(joined, code=code)
    document = signature.document
    then = url_of_document(document)
    where = signing.Page(
        template="documents/desk/sign.html", identified_by=f"account:{request.person.email}", then=then
    )
    shown = {"back_url": then, "paper_url": reverse("documents:paper", args=[document.code])}
    return signing.answer(request, signature, page=where, shown=shown)


@desk("documents.prepare_documents")
@require_POST
def remind(request: Any, code: str) -> HttpResponse:
    document = get_object_or_404(documents_seen(request), code=code)
    count = sending.remind(document=document, by=request.person)
    messages.success(request, ngettext("%d letter is on its way.", "%d letters are on their way.", count) % count)
    return redirect(url_of_document(document))


@desk("documents.prepare_documents")
@require_POST
def new_version(request: Any, code: str) -> HttpResponse:
    mobility = _mobility(request, code)
    form = ReasonForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        sending.start_new_version(mobility=mobility, reason=reason, by=request.person)
        messages.success(request, _("You can change the agreement now, and send the new version."))
    except agreement.AgreementRefused as refused:
        messages.warning(request, str(refused))
    return redirect("documents:agreement", code)
