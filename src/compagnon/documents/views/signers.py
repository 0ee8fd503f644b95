"""One signer at the desk: a deputy, one more, or a copy signed by hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core import files, uploads
from compagnon.core.access import desk
from compagnon.documents.actions import circuit
from compagnon.documents.actions.signing import SigningRefused
from compagnon.documents.choices import SignatureState
from compagnon.documents.deputies import deputies_of
from compagnon.documents.forms.signing import SignerForm
from compagnon.documents.models import Signature
from compagnon.documents.standings import url_of_document
from compagnon.documents.views.desk import documents_seen
from compagnon.seals.queries import known_by, trusted_by
from compagnon.seals.reading import seals_in
from compagnon.seals.telling import Told, told_of

KINDS = ((b"%PDF", files.PDF), (b"\x89PNG", files.PNG))


def _signature(request: Any, code: str) -> Signature:
    joined = Signature.objects.select_related(
        "document__mobility", "document__departure", "document__organisation", "person", "contact"
    )
    found: Signature = get_object_or_404(joined.filter(document__in=documents_seen(request)), code=code)
    return found


@desk("documents.prepare_documents")
def signer(request: Any, code: str) -> HttpResponse:
    signature = _signature(request, code)
    button = request.POST.get("button", "")
    form = _form(request, signature, button)
    back = url_of_document(signature.document)
    if button and form.is_valid():
        try:
            _do(button, signature, form, request.person)
            messages.success(request, _("Done."))
            return redirect(back)
        except SigningRefused as refused:
            messages.warning(request, str(refused))
            return redirect(reverse("documents:signer", args=[code]))
        except files.FileRefused as refused:
            form.add_error("file", str(refused))
    shown = {
        "signature": signature,
        "document": signature.document,
        "form": form,
        "back_url": back,
        "seals": _seals_of(signature),
        "same_copy": [str(one.signer) for one in circuit.on_the_same_copy(signature)],
    }
    return render(request, "documents/desk/signer.html", shown, status=422 if button else 200)


def _form(request: Any, signature: Signature, button: str) -> SignerForm:
    given = (request.POST, request.FILES) if button else ()
    return SignerForm(*given, deputies=deputies_of(signature), others=_others(signature), button=button)


def _others(signature: Signature) -> Any:
    """Who else has not signed yet, and may stand on the same copy."""
    rows = signature.document.signatures.filter(state=SignatureState.WAITING).exclude(pk=signature.pk)
    return rows.select_related("person", "contact").order_by("turn", "pk")


def _seals_of(signature: Signature) -> list[Told]:
    """Electronic signatures in the copy that waits to be looked at: somebody may have signed in a tool of their own."""
    if not signature.scan.endswith(".pdf"):
        return []
    try:
        found, trusted = seals_in(uploads.read(signature.scan)), trusted_by(signature.network_id)
        return [told_of(one, known_by(one.sha256), trusted) for one in found]
    except uploads.FileHeld:
        return []  # whoever opens the copy reads why


def _do(button: str, signature: Signature, form: SignerForm, by: Any) -> None:
    said = form.cleaned_data
    if button == "hand-over":
        circuit.hand_over(signature=signature, to=form.people[said["who"]], by=by)
    elif button == "add":
        circuit.add_signer(beside=signature, who=form.people[said["who"]], by=by)
    elif button == "ink":
        content, kind = said["file"]
        circuit.hand_in(signature=signature, content=content, kind=kind, by=by, also=said["also"])
    elif button == "accept":
        circuit.accept_scan(signature=signature, by=by)
    elif button == "return":
        circuit.return_scan(signature=signature, reason=said["reason"], by=by)


@desk("documents.prepare_documents")
def scan(request: Any, code: str) -> HttpResponse:
    """The copy that was handed in."""
    signature = _signature(request, code)
    if not signature.scan:
        raise Http404
    content = uploads.read(signature.scan)
    kind = next((kind for begins, kind in KINDS if content.startswith(begins)), files.JPEG)
    return files.stream(content, kind=kind, filename=f"{signature.document.kind}-{signature.code}")
