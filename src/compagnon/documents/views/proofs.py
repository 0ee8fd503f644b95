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
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.forms.proofs import ProofForm
from compagnon.documents.models import Proof
from compagnon.documents.received import choices_for, received
from compagnon.documents.views.papers import row_of
from compagnon.documents.views.signers import KINDS
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, visible_to
from compagnon.network.models import Organisation


def _proof(request: Any, code: str) -> Proof:
    mobilities = visible_to(request.person, Mobility.objects.all())
    departures = departures_visible_to(request.person, Departure.objects.all())
    partners = Organisation.objects.filter(partner__isnull=False)
    about = Q(mobility__in=mobilities) | Q(departure__in=departures) | Q(organisation__in=partners)
    return get_object_or_404(Proof.objects.filter(about), code=code)


def _papers_url(row: Any) -> str:
    about = "mobility" if isinstance(row, Mobility) else "departure" if isinstance(row, Departure) else "partner"
    return reverse(f"documents:papers-of-{about}", args=[row.code])


@desk("documents.prepare_documents")
def keep(request: Any, code: str, about: str) -> HttpResponse:
    """Hand one in for a mobility, a departure or a partner; `what` in the address chooses what it is."""
    row = row_of(request, about, code)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProofForm(
        *given,
        choices=choices_for(subject_of(row, request.person)),
        initial={"what": request.GET.get("what", "")},
    )
    if form.is_valid():
        try:
            proof = keep_proof(row=row, by=request.person, **form.said())
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            _tell(request, row, proof)
            return redirect(_papers_url(row))
    shown = {"form": form, "row": row, "back": _papers_url(row)}
    return render(request, "documents/desk/proof.html", shown, status=422 if form.is_bound else 200)


def _tell(request: Any, row: Any, proof: Proof) -> None:
    """That it is kept; and at once what looks wrong, while the right file is at hand."""
    (found,) = received(row, [proof])
    messages.success(request, _("Kept with the file."))
    for sentence in found.wrong:
        messages.warning(request, sentence)


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
