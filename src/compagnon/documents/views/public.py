"""Anybody may check a paper against this installation: nothing is kept, nothing personal is told."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from compagnon.core.access import public
from compagnon.documents import queries
from compagnon.documents.forms.writing import CheckForm
from compagnon.seals.queries import known_by
from compagnon.seals.reading import seals_in
from compagnon.seals.telling import told_of


@public
def check(request: Any) -> HttpResponse:
    """Check a file or a reference; the code printed on a paper leads here with its reference in the address."""
    if request.method == "POST":
        form = CheckForm(request.POST, request.FILES)
    else:
        printed = request.GET.get("p", "")
        form = CheckForm({"fingerprint": printed}) if printed else CheckForm()
    shown: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        shown |= _by_reference(form.cleaned_data["reference"]) if "reference" in form.cleaned_data else _by_bytes(form)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "documents/public/check.html", shown, status=status)


def _by_bytes(form: CheckForm) -> dict[str, Any]:
    """What is known of exactly these bytes; and of the seals in them, whoever put them there."""
    sha256 = form.cleaned_data["sha256"]
    document = queries.with_fingerprint(sha256)
    found = seals_in(form.cleaned_data["content"]) if "content" in form.cleaned_data else []
    return {
        "checked": True,
        "document": document,
        "sha256": sha256,
        "is_final": document and document.final_sha256 == sha256,
        "amended": queries.newest_amendment(document) if document else None,
        "seals": [told_of(one, known_by(one.sha256)) for one in found],
    }


def _by_reference(reference: str) -> dict[str, Any]:
    """What the printed reference leads to: that there is such a paper, not that the sheet in one's hand is it."""
    document = queries.with_reference(reference)
    signed = document.signatures.filter(state="signed").count() if document else 0
    amended = queries.newest_amendment(document) if document else None
    return {"asked": reference.upper(), "found": document, "signed": signed, "amended": amended}
