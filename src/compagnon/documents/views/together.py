"""Many papers signed by one person at once: each can be read, those ticked are signed, whichever the door."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import security
from compagnon.core.access import desk, journey
from compagnon.core.access import guest as by_link
from compagnon.documents import queries
from compagnon.documents.actions import codes
from compagnon.documents.actions.asking import PAPERS, SIGN
from compagnon.documents.actions.signing import Act
from compagnon.documents.actions.together import sign_together
from compagnon.documents.choices import DocumentState
from compagnon.documents.forms.signing import OpenForm, TogetherForm
from compagnon.documents.models import Signature
from compagnon.documents.sentences import consent_of
from compagnon.documents.views import signing
from compagnon.people import links
from compagnon.people.phones import masked, mobile_of

AT_ONCE = 50
"""Papers on one page: the next ones come when these are signed."""
OPENED = f"{settings.COOKIE_PREFIX}papers"
SECONDS_OPEN = 60 * 60
"""How long a code opens the papers on the device on which it was typed."""


@dataclass(frozen=True)
class Row:
    """One paper that waits: what is ticked names it with the version that was offered to read."""

    signature: Signature
    paper_url: str
    alone: str = ""
    """Where it is refused, or signed by hand: an address, or the value of a button."""

    @property
    def document(self) -> Any:
        return self.signature.document

    @property
    def value(self) -> str:
        return f"{self.signature.code}.{self.document.agreed_sha256}"

    @property
    def consent(self) -> str:
        return consent_of(self.signature)


@dataclass(frozen=True)
class Known:
    """How who signs is known; by a code that opened all papers, also the number to which it went, empty for a letter."""

    identified_by: str
    number: str | None = None


def _answer(request: Any, rows: list[Row], *, template: str, known: Known, shown: dict[str, Any]) -> HttpResponse:
    """Show what waits; on POST sign what is ticked. A GET changes nothing."""
    offered = {row.value: row for row in rows[:AT_ONCE]}
    form = TogetherForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_bound and form.is_valid():
        outcome = sign_together(
            chosen=[
                (offered[value].signature, _act(request, form, offered[value], known))
                for value in form.cleaned_data["chosen"]
            ]
        )
        _tell(request, outcome)
        return redirect(request.path)
    first = next(iter(offered.values()), None)
    shown = {
        **shown,
        "rows": list(offered.values()),
        "more": max(len(rows) - AT_ONCE, 0),
        "form": form,
        "signer": first.signature.signer if first else "",
    }
    return render(request, template, shown, status=422 if form.is_bound else 200)


def _act(request: Any, form: TogetherForm, row: Row, known: Known) -> Act:
    return Act(
        typed_name=form.cleaned_data["typed_name"].strip(),
        drawing=form.cleaned_data["signature"],
        consent_sentence=row.consent,
        shown_sha256=row.document.agreed_sha256,
        identified_by=known.identified_by,
        address=security.address_of(request) or None,
        browser=request.headers.get("User-Agent", ""),
        number=known.number,
    )


def _tell(request: Any, outcome: Any) -> None:
    if outcome.signed:
        said = ngettext("%d paper is signed.", "%d papers are signed.", outcome.signed)
        messages.success(request, said % outcome.signed)
    for document, why in outcome.refused:
        messages.warning(request, f"{document.get_kind_display()}, {document.subject}: {why}")


@desk("documents.prepare_documents")
def at_desk(request: Any) -> HttpResponse:
    """What waits for the signature of somebody of the centre, of every file that they see."""
    waiting = queries.waiting_at_desk(request.person)
    rows = [
        Row(
            one,
            reverse("documents:paper", args=[one.document.code]),
            reverse("documents:sign-at-desk", args=[one.code]),
        )
        for one in waiting
    ]
    known = Known(f"account:{request.person.email}")
    return _answer(request, rows, template="documents/desk/together.html", known=known, shown={})


@journey()
def own(request: Any) -> HttpResponse:
    """What waits for a participant."""
    rows = [
        Row(
            one,
            reverse("documents:my-paper", args=[one.document.code]),
            reverse("documents:my-signature", args=[one.code]),
        )
        for one in queries.waiting_for(request.person)
    ]
    known = Known(f"account:{request.person.email}")
    return _answer(request, rows, template="documents/journey/together.html", known=known, shown={})


@by_link(PAPERS)
def papers(request: Any, link: Any) -> HttpResponseBase:
    """Every paper that waits at the address of a link, and those signed there; nothing of them before the code."""
    number = _opened_by(request, link)
    if number is None:
        return _gate(request, link)
    token, email = request.resolver_match.kwargs["token"], link.holder.email
    if (alone := request.POST.get("alone")) is not None:
        return _alone(link, alone)
    waiting = list(queries.waiting_at(email))
    rows = [Row(one, reverse("documents:guest-papers-paper", args=[token, one.code]), one.code) for one in waiting]
    signed = [
        (one, reverse("documents:guest-papers-paper", args=[token, one.code]))
        for one in queries.signed_at(email)[:AT_ONCE]
    ]
    if request.method == "POST" and rows:
        links.used(link)
    known = Known(f"text:{masked(number)}" if number else f"code:{email}", number)
    return _answer(request, rows, template="documents/guest/together.html", known=known, shown={"signed": signed})


def _gate(request: Any, link: Any) -> HttpResponse:
    """Ask for the code that is sent to the address or number; once typed, the papers are open on this device for an hour."""
    answer = request.POST.get("answer", "")
    form = OpenForm(request.POST if answer == "open" else None)
    if answer in ("code", "text"):
        is_there = signing.ask_for_code(
            request, lambda: codes.send_papers_code(reader=link.holder, by_text=answer == "text")
        )
        return redirect(f"{request.path}?asked" if is_there else request.path)
    if form.is_bound and form.is_valid():
        if proof := codes.opens_papers(link.holder, form.cleaned_data["code"]):
            return _opened(redirect(request.path), link, proof)
        form.add_error("code", _("This is not the code, or it is too old. Ask for another one."))
    sent = codes.last_sent(link.holder) if form.is_bound or "asked" in request.GET else None
    shown = {"form": form, **signing.code_shown(codes.ways_to_papers(link.holder), sent)}
    return render(request, "documents/guest/papers_closed.html", shown, status=422 if form.is_bound else 200)


def _opened(response: HttpResponse, link: Any, proof: str) -> HttpResponse:
    """Remember on this device, and nowhere else, that the code was typed, and how it had come."""
    response.set_signed_cookie(
        OPENED, f"{link.code}:{proof}", salt=link.purpose, max_age=SECONDS_OPEN, secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return response


def _opened_by(request: Any, link: Any) -> str | None:
    """The number to which the code went that opened the papers on this device, empty for the address; None while they are closed.

    A number that is on file no more opens nothing.
    """
    kept: str = request.get_signed_cookie(OPENED, "", salt=link.purpose, max_age=SECONDS_OPEN)
    number = mobile_of(link.holder)
    if kept == f"{link.code}:{codes.proof_of('')}":
        return ""
    return number if number and kept == f"{link.code}:{codes.proof_of(number)}" else None


def _alone(link: Any, code: str) -> HttpResponse:
    """The page of one paper, where it is refused or signed by hand."""
    signature = get_object_or_404(queries.waiting_at(link.holder.email), code=code)
    one = links.make(purpose=SIGN, holder=signature.signer, about=signature)
    return redirect("documents:sign", links.token_of(one))


@by_link(PAPERS)
def paper(request: Any, link: Any, code: str) -> HttpResponse:
    """The exact bytes of a paper that waits or was signed at the address; before the code, the page that asks for it."""
    if _opened_by(request, link) is None:
        return redirect("documents:guest-papers", request.resolver_match.kwargs["token"])
    email = link.holder.email
    found = queries.waiting_at(email).filter(code=code).first() or get_object_or_404(
        queries.signed_at(email), code=code
    )
    return signing.paper(found.document, final=found.document.state == DocumentState.FINAL)


@by_link(SIGN)
@require_POST
def others(request: Any, link: Any) -> HttpResponse:
    """From the page of one paper to all that wait at the same address: there the code is asked for."""
    every = links.make(purpose=PAPERS, holder=link.holder, about=link.holder)
    return redirect("documents:guest-papers", links.token_of(every))
