"""What every door does when somebody signs or refuses: one form, one evidence, whoever the signer is."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from compagnon.core import files, security
from compagnon.core.headers import shown_in_our_frames
from compagnon.documents.actions import signing
from compagnon.documents.choices import SignatureState
from compagnon.documents.forms.writing import RefusalForm, SignForm
from compagnon.documents.models import Document, Signature
from compagnon.documents.sentences import consent_of


@dataclass(frozen=True)
class Page:
    """Which page asks for the signature: its template, how the signer is known, and where it goes afterwards."""

    template: str
    identified_by: str
    then: str


def answer(request: Any, signature: Signature, *, page: Page, shown: dict[str, Any]) -> HttpResponse:
    """Show the paper and the form; on POST sign or refuse. A GET changes nothing."""
    sentence = consent_of(signature)
    refusing = request.POST.get("answer") == "refuse"
    posted = request.POST if request.method == "POST" else None
    form = SignForm(
        None if refusing else posted, consent_sentence=sentence, initial={"shown": signature.document.agreed_sha256}
    )
    refusal = RefusalForm(posted if refusing else None)
    if posted and signature.state == SignatureState.WAITING:
        try:
            if _done(request, signature, form=form, refusal=refusal, page=page):
                return redirect(page.then)
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
        "consent_sentence": sentence,
    }
    return render(request, page.template, shown, status=422 if posted else 200)


def _done(request: Any, signature: Signature, *, form: SignForm, refusal: RefusalForm, page: Page) -> bool:
    if refusal.is_bound and refusal.is_valid():
        signing.refuse(signature=signature, reason=refusal.cleaned_data["reason"], by=signature.signer)
        return True
    if form.is_bound and form.is_valid():
        act = signing.Act(
            typed_name=form.cleaned_data["typed_name"].strip(),
            drawing=form.cleaned_data["signature"],
            consent_sentence=str(form.fields["consent"].label),
            shown_sha256=form.cleaned_data["shown"],
            identified_by=page.identified_by,
            address=security.address_of(request) or None,
            browser=request.headers.get("User-Agent", ""),
        )
        signing.sign(signature=signature, act=act, by=signature.signer)
        return True
    return False


def paper(document: Document, *, final: bool) -> HttpResponse:
    """The bytes of a paper, as they were kept; the page that asks for a signature shows them in a frame."""
    name = document.final_file if final else document.agreed_file
    filename = f"{document.kind.replace('_', '-')}-{document.subject.code}-{document.version}.pdf"
    return shown_in_our_frames(files.stream(files.read(name), kind=files.PDF, filename=filename))
