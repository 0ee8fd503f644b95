"""Anybody may check a paper against this installation: nothing is kept, nothing personal is told."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from compagnon.core.access import public
from compagnon.documents import queries
from compagnon.documents.forms.writing import CheckForm


@public
def check(request: Any) -> HttpResponse:
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    shown: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        sha256 = form.cleaned_data["sha256"]
        document = queries.with_fingerprint(sha256)
        shown |= {
            "checked": True,
            "document": document,
            "sha256": sha256,
            "is_final": document and document.final_sha256 == sha256,
        }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "documents/public/check.html", shown, status=status)
