"""Reminding of every paper that waits for signatures: one letter to an address, by the rhythm of the network, never twice."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from compagnon.core import clock
from compagnon.correspondence.actions import write
from compagnon.documents.actions.asking import ask_again
from compagnon.documents.catalogue.reading import AMENDMENT, shipped
from compagnon.documents.choices import DocumentState, SignatureState
from compagnon.documents.models import Document, PaperBundle, Signature
from compagnon.documents.queries import AGREEMENTS, open_in
from compagnon.network.models import Network
from compagnon.people.models import Person
from compagnon.timeline.models import ReminderSettings, Task
from compagnon.timeline.queries import reminder_settings
from compagnon.timeline.reminding.quiet import may_be_told

LATELY = timedelta(days=1)
BEFORE_THE_END = timedelta(days=7)
"""How long before a paper expires its referent hears of it."""
PROOF = "learning_agreement_signed"


def remind_by_itself(*, network: Network, now: datetime) -> int:
    """Write to all who have not signed and whose day has come; how many letters. Running twice writes nothing more."""
    settled = reminder_settings(network)
    if not settled.is_on or not network.is_open:
        return 0
    today = now.astimezone(ZoneInfo(network.time_zone)).date()
    due = [one for one in open_in(_out()) if _is_due(one, settled, today)]
    return _remind_each(
        one
        for one in due
        if one.not_mine_at is None and may_be_told(one.signer, network=network, settled=settled, now=now)
    )


def _out() -> QuerySet[Document]:
    """Every paper out for signature but agreements of which a task of the stay reminds."""
    task = Task.objects.filter(mobility=OuterRef("mobility"), evidence=PROOF, state="open")
    return Document.objects.filter(state=DocumentState.SIGNING).exclude(Q(kind__in=AGREEMENTS) & Exists(task))


def _is_due(signature: Signature, settled: ReminderSettings, today: date) -> bool:
    """Whether a day on which one reminds has come since this signer was last written to."""
    day = _needed_by(signature.document)
    if day is None:
        return False
    come = [day + timedelta(days=offset) for offset in settled.offsets if day + timedelta(days=offset) <= today]
    return bool(come) and signature.asked_at.date() < max(come)


def _needed_by(document: Document) -> date | None:
    """The last day to sign; of a paper that is to be signed before a stay, no later than the departure."""
    kind = shipped().get(document.kind.removeprefix(AMENDMENT))
    row = document.mobility or document.departure
    leaves = row.departs_on if row and kind and not kind.after_stay and not document.is_amendment else None
    return min(filter(None, (document.expires_on, leaves)), default=None)


def remind_of_bundle(*, bundle: PaperBundle, by: Person) -> int:
    """Remind all who have not signed a paper of a bundle, but who was written to within a day. How many letters."""
    since = clock.now() - LATELY
    waiting = open_in(papers_out(bundle)).filter(asked_at__lt=since, not_mine_at=None)
    return _remind_each((one for one in waiting if one.signer != by), by=by)


def papers_out(bundle: PaperBundle) -> QuerySet[Document]:
    """The papers of a bundle that are out for signature."""
    mobilities = bundle.files.exclude(mobility=None).values("mobility")
    departures = bundle.files.exclude(departure=None).values("departure")
    mine = Q(mobility__in=mobilities) | Q(departure__in=departures)
    return Document.objects.filter(mine, state=DocumentState.SIGNING)


def _remind_each(signatures: Iterable[Signature], by: Any = None) -> int:
    """One letter to each address; each is looked at again while it is held, so that two at work write once."""
    first: dict[str, Signature] = {}
    for one in signatures:
        if one.signer.email:
            first.setdefault(one.signer.email.lower(), one)
    return sum(_remind(one, by) for one in first.values())


@transaction.atomic
def _remind(signature: Signature, by: Any) -> bool:
    held = Signature.objects.select_for_update().get(pk=signature.pk)
    if held.state != SignatureState.WAITING or held.asked_at != signature.asked_at:
        return False
    ask_again(signature, by)
    return True


def warn_of_end(*, network: Network, today: date) -> int:
    """Tell each referent once which papers are nearly over without everybody’s signature. How many letters."""
    nearly = Document.objects.filter(
        state=DocumentState.SIGNING, warned_at=None, expires_on__gte=today, expires_on__lte=today + BEFORE_THE_END
    )
    joined = nearly.select_related(
        "mobility__referent", "mobility__participant__person", "departure", "organisation", "made_by"
    )
    mine: dict[int, list[Document]] = {}
    for one in joined.order_by("expires_on", "pk"):
        if one.referent is not None:
            mine.setdefault(one.referent.pk, []).append(one)
    return sum(_warn([one.pk for one in found]) for found in mine.values())


@transaction.atomic
def _warn(keys: list[int]) -> bool:
    held = list(
        Document.objects.select_for_update(of=("self",))
        .filter(pk__in=keys, warned_at=None)
        .order_by("expires_on", "pk")
    )
    if not held:
        return False
    Document.objects.filter(pk__in=[one.pk for one in held]).update(warned_at=clock.now())
    write(key="documents.papers_expiring", reader=held[0].referent, about=held[0], by=None, facts={"papers": held})
    return True
