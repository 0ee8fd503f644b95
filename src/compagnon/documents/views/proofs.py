"""Evidence that others made, at the desk: handed in, opened, taken away."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import files, uploads
from compagnon.core.access import desk
from compagnon.core.uploads import FileRefused
from compagnon.documents.actions.proofs import keep_proof, remove_proof
from compagnon.documents.forms.proofs import ProofForm
from compagnon.documents.models import Proof
from compagnon.documents.views.papers import row_of
from compagnon.documents.views.signers import KINDS
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, visible_to


def _proof(request: Any, code: str) -> Proof:
    mobilities = visible_to(request.person, Mobility.objects.all())
    departures = departures_visible_to(request.person, Departure.objects.all())
    seen = Proof.objects.filter(Q(mobility__in=mobilities) | Q(departure__in=departures))
    return get_object_or_404(seen, code=code)


def _papers_url(row: Any) -> str:
    about = "mobility" if isinstance(row, Mobility) else "departure"
    return reverse(f"documents:papers-of-{about}", args=[row.code])


@desk("documents.prepare_documents")
def keep(request: Any, code: str, about: str) -> HttpResponse:
    """Hand one in for a mobility or a departure."""
    row = row_of(request, about, code)
    form = ProofForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        said = form.cleaned_data
        content, kind = said["file"]
        try:
            keep_proof(
                row=row, kind=said["kind"], words=said["words"], content=content, media_type=kind, by=request.person
            )
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Kept with the file."))
            return redirect(_papers_url(row))
    shown = {"form": form, "row": row, "back": _papers_url(row)}
    return render(request, "documents/desk/proof.html", shown, status=422 if form.is_bound else 200)


@desk("documents.prepare_documents")
def show(request: Any, code: str) -> HttpResponse:
    """The file that was handed in."""
    proof = _proof(request, code)
    content = uploads.read(proof.file)
    kind = next((kind for begins, kind in KINDS if content.startswith(begins)), files.JPEG)
    return files.stream(content, kind=kind, filename=f"{proof.kind}-{proof.code}")


@desk("documents.prepare_documents")
@require_POST
def remove(request: Any, code: str) -> HttpResponse:
    """Take one away."""
    proof = _proof(request, code)
    address = _papers_url(proof.row)
    remove_proof(proof=proof, by=request.person)
    return redirect(address)
