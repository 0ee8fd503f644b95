"""The yes of a host becomes a paper of the file; when it is taken back, so is the paper."""

from typing import Any

from django.db import transaction

from compagnon.core import jobs
from compagnon.core.states import locked, move
from compagnon.documents.actions.printing import told
from compagnon.documents.actions.sending import send_paper
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import Document
from compagnon.documents.queries import current_of
from compagnon.documents.wordings import kinds_of
from compagnon.placement.choices import RequestState
from compagnon.placement.models import PlacementRequest

ACCEPTANCE = "host_acceptance"


def ask_to_file(request: PlacementRequest, by: Any) -> None:
    """Have the paper made by a job: who accepts waits for no typesetting."""
    jobs.later("documents.file_acceptance", request=request.pk, network=request.network_id)


@transaction.atomic
def file_acceptance(*, request: PlacementRequest) -> Document | None:
    """Keep what the host answered as a final paper. Done twice is done once; a yes taken back meanwhile gives none."""
    mobility = locked(request.mobility)
    request = locked(request)
    by = mobility.referent or request.asked_by
    there = current_of(mobility, ACCEPTANCE)
    if request.state != RequestState.ACCEPTED or by is None or (there and there.state == DocumentState.FINAL):
        return there
    return send_paper(row=mobility, kind=kinds_of(mobility.network_id)[ACCEPTANCE], by=by)


@transaction.atomic
def put_aside(request: PlacementRequest, by: Any) -> None:
    """A host that is taken off a stay has not accepted any more."""
    document = current_of(request.mobility, ACCEPTANCE)
    if document is not None:
        move(locked(document), DocumentState.REPLACED, by=by, trail=request.mobility, facts=told(document))
