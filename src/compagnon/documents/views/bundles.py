"""The papers of many files at once: gathered while the page waits, looked at, downloaded, sent."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from compagnon.core import clock, files
from compagnon.core.access import desk
from compagnon.documents.actions import bundle as actions
from compagnon.documents.bundles import rows_of, seen_by
from compagnon.documents.choices import BundlePurpose, BundleState
from compagnon.documents.models import PaperBundle
from compagnon.documents.views.papers import row_of
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.entrance.proof import asked_first


def _bundle(request: Any, code: str) -> PaperBundle:
    return get_object_or_404(seen_by(request.person), code=code)


@desk("documents.prepare_documents")
def show(request: Any, code: str) -> HttpResponse:
    """How far it is; then by person what is ready and what is missing, first what is missing."""
    bundle = _bundle(request, code)
    rows = rows_of(bundle)
    papers = [paper for row in rows for paper in row.papers]
    shown = {
        "bundle": bundle,
        "rows": rows,
        "done": sum(row.is_done for row in rows),
        "is_working": bundle.state in (BundleState.GATHERING, BundleState.SENDING),
        "ready": sum(paper.state == "ready" for paper in papers),
        "out": sum(paper.state == "signing" for paper in papers),
        "final": sum(paper.state == "final" for paper in papers),
        "lacking": sum(paper.state == "lacking" for paper in papers),
        "has_file": bool(bundle.file and bundle.file_until and bundle.file_until > clock.now()),
        "is_binder": bundle.purpose == BundlePurpose.BINDER,
    }
    return render(request, "documents/desk/bundle.html", shown)


@desk("documents.prepare_documents")
def download(request: Any, code: str) -> HttpResponse:
    """The ZIP, to who still sees every file in it, for a day; of many people, after a proof, as every list that leaves."""
    bundle = _bundle(request, code)
    if not bundle.file or bundle.file_until is None or bundle.file_until <= clock.now():
        raise Http404
    if ask := asked_first(request, bundle.files.count()):
        return ask
    kind, day = bundle.get_purpose_display(), bundle.made_at.date().isoformat()
    return files.stream(files.read(bundle.file), kind=files.ZIP, filename=f"{kind}-{day}.zip", attached=True)


@desk("documents.prepare_documents")
@require_POST
def send(request: Any, code: str) -> HttpResponse:
    """Send all that is ready for signature."""
    bundle = actions.ask_to_send(bundle=_bundle(request, code), by=request.person)
    return redirect(bundle)


@desk("documents.prepare_documents")
@require_POST
def gather(request: Any, code: str) -> HttpResponse:
    """Gather the papers of a departure and of everybody in it."""
    departure = row_of(request, "departure", code)
    travellers = visible_to(request.person, Mobility.objects.filter(departure=departure)).exclude(state="cancelled")
    purpose = BundlePurpose.BINDER if request.POST.get("purpose") == "binder" else BundlePurpose.PAPERS
    try:
        bundle = actions.begin_bundle(
            mobilities=travellers, departures=[departure], title=str(departure), by=request.person, purpose=purpose
        )
    except actions.TooMany as refused:
        messages.warning(request, str(refused))
        return redirect(departure)
    return redirect(bundle)
