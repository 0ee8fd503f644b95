"""What every door does when somebody signs or refuses: one form, one evidence, whoever the signer is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core import files, security
from compagnon.core.files import FileRefused
from compagnon.core.headers import shown_in_our_frames
from compagnon.documents import code_rules
from compagnon.documents.actions import circuit, codes, signing
from compagnon.documents.amending.comparing import Change, here
from compagnon.documents.choices import SignatureState
from compagnon.documents.code_rules import Ways
from compagnon.documents.forms.signing import HandedInForm, NotMineForm, RefusalForm, SignForm
from compagnon.documents.models import Document, Signature
from compagnon.documents.queries import is_open
from compagnon.documents.sentences import consent_of

SENT_BACK: Any = ((RefusalForm, "refuse"), (NotMineForm, "not-mine"))
"""The forms with which a paper goes back unsigned, each with the answer that carries it."""


@dataclass(frozen=True)
class Page:
    """Which page asks for the signature: its template, how the signer is known, and where it goes afterwards."""

    template: str
    identified_by: str
    then: str
    is_link: bool = False


@dataclass(frozen=True)
class Asked:
    """Which answer was given, with the forms that may carry it."""

    answer: str
    form: SignForm
    refusal: RefusalForm
    ink: HandedInForm
    not_mine: NotMineForm


def answer(request: Any, signature: Signature, *, page: Page, shown: dict[str, Any]) -> HttpResponse:
    """Show the paper and the form; on POST sign or refuse. A GET changes nothing."""
    sentence = consent_of(signature)
    posted = request.POST if request.method == "POST" else None
    asked = request.POST.get("answer", "sign") if posted else ""
    asks_code = code_rules.asks_code(signature, by_link=page.is_link)
    form = SignForm(
        posted if asked == "sign" else None,
        consent_sentence=sentence,
        asks_code=asks_code,
        initial={"shown": signature.document.agreed_sha256},
    )
    refusal, not_mine = (form_of(posted if asked == name else None) for form_of, name in SENT_BACK)
    ink = HandedInForm(*((posted, request.FILES) if asked == "ink" else ()), asks_code=asks_code)
    if posted and signature.state == SignatureState.WAITING:
        try:
            if _done(request, signature, Asked(asked, form, refusal, ink, not_mine), page=page):
                return redirect(page.then)
        except codes.CodeRefused as refused:
            (ink if asked == "ink" else form).add_error("code", str(refused))
        except signing.SigningRefused as refused:
            shown = {**shown, "refused": refused}
            signature.refresh_from_db()
            signature.document.refresh_from_db()
    elif posted:
        return redirect(page.then)
    shown = {
        **shown,
        "signature": signature,
        "document": signature.document,
        "form": form,
        "refusal": refusal,
        "ink": ink,
        "not_mine": not_mine if page.is_link else None,
        **_code(signature, asked=asks_code),
        "is_open": is_open(signature),
        "consent_sentence": sentence,
        **_amended(signature.document),
    }
    return render(request, page.template, shown, status=422 if posted else 200)


def ask_for_code(request: Any, send: Callable[[], bool]) -> bool:
    """Send a code, or say why not; whether there is one to type."""
    try:
        if not send():
            messages.warning(request, _("Too many codes were asked for. Wait an hour, then try again."))
    except codes.CodeRefused as refused:
        messages.warning(request, str(refused))
        return False
    return True


def code_shown(ways: Ways, sent: Signature | None) -> dict[str, Any]:
    """What a page says of a code: where it can go, where the last one went, and whether that one did not arrive."""
    shown = {"ways": ways, "code_sent": sent, "is_lost": False, "is_leaving": False}
    if sent is not None and sent.code_number:
        shown |= {"is_lost": codes.is_lost(sent), "is_leaving": codes.is_leaving(sent)}
    return shown


def _code(signature: Signature, *, asked: bool) -> dict[str, Any]:
    """What the page of one paper says of its code, where one is asked for."""
    if not asked:
        return {"asks_code": False}
    sent = signature if signature.code_sent_at else None
    return {"asks_code": True, **code_shown(code_rules.ways_of(signature), sent)}


def _amended(document: Document) -> dict[str, Any]:
    """Of an amendment, what changes and why."""
    return {
        "changes": [Change.read(one) for one in document.changes],
        "why": here(document.terms.get("reason") or {}) if document.is_amendment else "",
    }


def _done(request: Any, signature: Signature, asked: Asked, *, page: Page) -> bool:
    """Do what the button says, if what was typed is right."""
    if asked.answer in ("code", "text"):
        ask_for_code(request, lambda: codes.send_code(signature=signature, by_text=asked.answer == "text"))
        return True
    if asked.ink.is_bound and asked.ink.is_valid():
        content, kind = asked.ink.cleaned_data["file"]
        code = asked.ink.cleaned_data.get("code", "")
        try:
            circuit.hand_in(
                signature=signature, content=content, kind=kind, by=signature.signer, came=_came(request, page, code)
            )
        except FileRefused as refused:
            asked.ink.add_error("file", str(refused))
            return False
        return True
    if _sent_back(signature, asked, page):
        return True
    if asked.form.is_bound and asked.form.is_valid():
        signing.sign(signature=signature, act=_act(request, asked.form, page), by=signature.signer)
        return True
    return False


def _sent_back(signature: Signature, asked: Asked, page: Page) -> bool:
    """Refuse it, or say that it came to the wrong person, as the button says."""
    if page.is_link and asked.not_mine.is_bound and asked.not_mine.is_valid():
        circuit.say_not_mine(signature=signature, words=asked.not_mine.cleaned_data["words"], by=signature.signer)
        return True
    if asked.refusal.is_bound and asked.refusal.is_valid():
        signing.refuse(signature=signature, reason=asked.refusal.cleaned_data["reason"], by=signature.signer)
        return True
    return False


def _came(request: Any, page: Page, code: str) -> circuit.Came:
    address, browser = security.address_of(request) or None, request.headers.get("User-Agent", "")
    return circuit.Came(identified_by=page.identified_by, address=address, browser=browser, code=code)


def _act(request: Any, form: SignForm, page: Page) -> signing.Act:
    return signing.Act(
        typed_name=form.cleaned_data["typed_name"].strip(),
        drawing=form.cleaned_data["signature"],
        consent_sentence=str(form.fields["consent"].label),
        shown_sha256=form.cleaned_data["shown"],
        identified_by=page.identified_by,
        address=security.address_of(request) or None,
        browser=request.headers.get("User-Agent", ""),
        code=form.cleaned_data.get("code", ""),
    )


def paper(document: Document, *, final: bool) -> HttpResponse:
    """The bytes of a paper, as they were kept; the page that asks for a signature shows them in a frame."""
    name = document.final_file if final else document.agreed_file
    filename = f"{document.kind.replace('_', '-')}-{document.subject.code}-{document.version}.pdf"
    return shown_in_our_frames(files.stream(files.read(name), kind=files.PDF, filename=filename))
