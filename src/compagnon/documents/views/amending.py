"""Amendments at the desk: which signed papers say otherwise, one opened, followed, called back or given up."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import files
from compagnon.core.access import desk
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.documents import queries
from compagnon.documents.actions import amending, sending
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.amending.comparing import Change, here
from compagnon.documents.amending.consequences import consequences_of
from compagnon.documents.amending.days import why_not
from compagnon.documents.amending.drafting import draft
from compagnon.documents.amending.standing import as_noted
from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.choices import DocumentState, SignatureState
from compagnon.documents.forms.amending import Amending
from compagnon.documents.forms.writing import ReasonForm
from compagnon.documents.models import Document
from compagnon.documents.standings import url_of_document
from compagnon.documents.views.desk import documents_seen

OF_STAY = tuple(
    f"mobility__{name}"
    for name in (
        *("scheme", "participant__employer", "participant__mentor", "participant__guardian", "participant__network"),
        *("participant__sending_organisation", "host", "tutor", "site__organisation", "trade", "referent", "network"),
        *("terms", "stay_terms", "application"),
    )
)
JOINED = ("mobility__participant__person", "departure", "organisation", "amends")


@desk("documents.prepare_documents")
def otherwise(request: Any) -> HttpResponse:
    """Signed papers that read otherwise than what is true now, the longest waiting first."""
    rows = queries.that_differ(request.person).select_related(*JOINED).prefetch_related("amendments")
    page = CountedPaginator(rows.order_by("differs_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    found = [(as_noted(one, _standing(one)), url_of_document(one)) for one in page.object_list]
    return render(request, "documents/desk/otherwise.html", {"page": page, "found": found})


def _standing(document: Document) -> list[Document]:
    return [one for one in document.amendments.all() if one.state != DocumentState.REPLACED]


def _paper(request: Any, code: str) -> Document:
    """A signed paper that this person sees, no amendment itself."""
    found: Document = get_object_or_404(
        documents_seen(request)
        .filter(amends=None, state=DocumentState.FINAL)
        .select_related(*JOINED, *OF_STAY)
        .prefetch_related("mobility__participant__support_measures", "mobility__outcomes"),
        code=code,
    )
    return found


@desk("documents.prepare_documents")
def amend(request: Any, code: str) -> HttpResponse:
    """What changes, why, since when, who signs and what follows; then it goes out."""
    document = _paper(request, code)
    finals, under_way = queries.amendments_of(document)
    if under_way is not None and under_way.state == DocumentState.SIGNING:
        messages.info(request, _("An amendment of this paper is out for signature: call it back to change it."))
        return redirect("documents:amendment", under_way.code)
    if refused := why_not(document):
        messages.warning(request, refused)
        return redirect(url_of_document(document))
    posted = request.POST if request.method == "POST" else None
    page = Amending(posted, document=document, finals=finals, before=under_way, by=request.person)
    if request.method == "POST" and page.is_valid() and (answer := _answered(request, document, page)):
        return answer
    shown = {
        "document": document,
        "page": page,
        "title": said_here(page.title),
        "row": document.subject,
        "follows": consequences_of(document, page.changes, finals=page.finals),
        "back_url": url_of_document(document),
    }
    return render(request, "documents/desk/amend.html", shown, status=422 if request.method == "POST" else 200)


def _answered(request: Any, document: Document, page: Amending) -> HttpResponse | None:
    """What the button asks for; None where the page comes back with what is new on it."""
    button = request.POST.get("button", "show")
    try:
        if button == "preview":
            content = draft(document=document, wanted=page.wanted(), by=request.person).typeset()
            return files.stream(content, kind=files.PDF, filename=f"draft-{document.code}.pdf")
        if button == "send" and page.unseen:
            messages.warning(request, _("More changes than the page showed: look at it, then send it."))
        elif button == "send":
            made = amending.amend(document=document, wanted=page.wanted(), by=request.person)
            messages.success(request, _("The amendment is out for signature."))
            return redirect("documents:amendment", made.code)
    except AgreementRefused as refused:
        messages.warning(request, str(refused))
    return None


def _amendment(request: Any, code: str) -> Document:
    joined = documents_seen(request).filter(amends__isnull=False).select_related(*JOINED)
    found: Document = get_object_or_404(joined, code=code)
    return found


def _paper_of(amendment: Document) -> str:
    return url_of_document(amendment.amends or amendment)


@desk("documents.prepare_documents")
def amendment(request: Any, code: str) -> HttpResponse:
    """One amendment: what it changes, who has signed, and what can be done."""
    document = _amendment(request, code)
    signatures = list(document.signatures.select_related("person", "contact"))
    waiting = [one for one in signatures if one.state == SignatureState.WAITING]
    is_out = document.state == DocumentState.SIGNING
    mine = (one for one in waiting if one.person == request.person and queries.is_open(one))
    shown = {
        "document": document,
        "original": document.amends,
        "changes": [Change.read(one) for one in document.changes],
        "why": here(document.terms.get("reason", {})),
        "signatures": signatures,
        "refusals": [one for one in signatures if one.state == SignatureState.REFUSED],
        "mine": next(mine, None) if is_out else None,
        "waiting": len(waiting) if is_out else 0,
        "may_correct": document.state in amending.TO_CORRECT,
        "reason_form": ReasonForm(),
        "back_url": _paper_of(document),
    }
    return render(request, "documents/desk/amendment.html", shown)


@desk("documents.prepare_documents")
@require_POST
def act(request: Any, code: str) -> HttpResponse:
    """Remind those who are missing, call an amendment back, or give it up: as the button says."""
    document, button = _amendment(request, code), request.POST.get("button")
    reason = request.POST.get("reason", "")[:1000]
    try:
        if button == "remind":
            count = sending.remind(document=document, by=request.person)
            messages.success(
                request, ngettext("%d letter is on its way.", "%d letters are on their way.", count) % count
            )
        elif button == "call-back":
            sending.call_back(document=document, reason=reason, by=request.person)
            messages.success(request, _("Called back: correct it and send it again."))
        elif button == "give-up":
            amending.give_up(amendment=document, reason=reason, by=request.person)
            messages.success(request, _("Given up: what was signed stays as it is."))
            return redirect(_paper_of(document))
    except AgreementRefused as refused:
        messages.warning(request, str(refused))
    return redirect("documents:amendment", code)
