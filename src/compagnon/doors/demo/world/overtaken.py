"""Signed papers overtaken by facts: one amendment waits for a signature, one is signed, and one paper says otherwise still."""

from datetime import timedelta
from typing import Any

from django.db.models import F

from compagnon.core import clock
from compagnon.documents.actions import amending, signing
from compagnon.documents.amending.comparing import differences
from compagnon.documents.amending.drafting import Wanted
from compagnon.documents.choices import DocumentKind, DocumentState
from compagnon.documents.models import Document
from compagnon.doors.demo.world.life import typed
from compagnon.mobilities.actions import move_dates
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network

LATER = timedelta(days=2)
WHY = {
    "fr": "L’entreprise d’accueil est fermée les deux premiers jours.",
    "en": "The host company is closed on the first two days.",
}


def make(network: Network) -> int:
    """Move three stays by two days after everybody had signed; returns how many papers were overtaken."""
    signed = Document.objects.filter(
        network=network,
        kind=DocumentKind.LEARNING_AGREEMENT,
        state=DocumentState.FINAL,
        mobility__state=MobilityState.PREPARING,
        mobility__departs_on__gt=clock.today() + timedelta(days=10),
    )
    papers = list(
        signed.select_related("mobility").order_by(
            F("mobility__departure").asc(nulls_first=True), "mobility__departs_on", "pk"
        )[:3]
    )
    for how, paper in zip((_leave_waiting, _sign_by_all, _leave_as_it_is), papers, strict=False):
        _move(paper.mobility)
        how(Document.objects.get(pk=paper.pk))
    return len(papers)


def _move(mobility: Any) -> None:
    mobility = Mobility.objects.get(pk=mobility.pk)
    first, last = mobility.departs_on + LATER, mobility.returns_on + LATER
    move_dates(mobility=mobility, departs_on=first, returns_on=last, by=mobility.referent)


def _open(paper: Document) -> Document:
    keys = frozenset(one.key for one in differences(paper))
    wanted = Wanted(keys, WHY, clock.today())
    return amending.amend(document=paper, wanted=wanted, by=paper.subject.referent)


def _leave_waiting(paper: Document) -> None:
    """All but the last have signed."""
    for signature in list(_open(paper).signatures.all())[:-1]:
        signing.sign(signature=signature, act=typed(signature), by=signature.signer)


def _sign_by_all(paper: Document) -> None:
    for signature in _open(paper).signatures.all():
        signing.sign(signature=signature, act=typed(signature), by=signature.signer)


def _leave_as_it_is(_paper: Document) -> None:
    """The desk says that it says otherwise."""
