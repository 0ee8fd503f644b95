"""Who may open what in the vault, and who did; nothing here opens it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet

from compagnon.core import clock
from compagnon.inclusion.choices import EntryKind, Reader, Recipient
from compagnon.inclusion.models import InclusionSettings, VaultEntry, VaultEvent
from compagnon.mobilities.choices import RUNNING
from compagnon.mobilities.models import Mobility
from compagnon.people.choices import Role
from compagnon.people.models import Contact, Participant, Person
from compagnon.people.queries import visible_to
from compagnon.recruitment.models import Application

UNDECIDED = ("draft", "submitted", "waiting")


def settings_of(network: Any) -> InclusionSettings:
    """What the network has set, or the defaults, not kept."""
    found: InclusionSettings | None = InclusionSettings.objects.first()
    return found or InclusionSettings(network=network)


def entry_of(participant: Participant, kind: EntryKind) -> VaultEntry | None:
    """What somebody told, still sealed."""
    found: VaultEntry | None = VaultEntry.objects.filter(participant=participant, kind=kind).first()
    return found


def events_of(participant: Participant) -> QuerySet[VaultEvent]:
    """Everything that was done with what somebody told, newest first: for the person and the guardian."""
    found: QuerySet[VaultEvent] = VaultEvent.objects.filter(participant=participant).order_by("-at", "-pk")
    return found


def reads_as(person: Person, entry: VaultEntry) -> Reader | None:
    """As what somebody at the desk may open an entry; None for whom it does not exist.

    The right alone is not enough: the person must have named them, and they must look after this participant. Who
    reviews applications, administers or only supports the installation never may.
    """
    if not rules.test_rule("people.read_vault", person):
        return None
    if entry.kind == EntryKind.ADJUSTMENTS:
        return Reader.ARRANGING if Role.COORDINATOR in person.roles else None
    if entry.kind != EntryKind.SUPPORT:
        return None
    if visible_to(person, Participant.objects.filter(pk=entry.participant_id)).exists():
        for role, recipient, reader in (
            (Role.COORDINATOR, Recipient.COORDINATOR, Reader.COORDINATOR),
            (Role.REFERENT, Recipient.REFERENT, Reader.REFERENT),
        ):
            if role in person.roles and recipient in entry.readers:
                return reader
    return Reader.ACCOMPANYING if (Recipient.ACCOMPANYING, person) in holders_for(entry) else None


def stays_of(participant: Participant) -> QuerySet[Mobility]:
    """Stays in preparation or under way, with who is concerned."""
    found: QuerySet[Mobility] = Mobility.objects.filter(participant=participant, state__in=RUNNING)
    return found.select_related("tutor", "departure__accompanying").order_by("departs_on")


def holders_for(entry: VaultEntry) -> list[tuple[Recipient, Person | Contact]]:
    """Who outside the desk is named by the person and known to the stay: the tutor, the accompanying person."""
    found: list[tuple[Recipient, Person | Contact]] = []
    for stay in stays_of(entry.participant):
        if Recipient.HOST in entry.readers and stay.tutor and stay.tutor.email:
            found.append((Recipient.HOST, stay.tutor))
        accompanying = stay.departure.accompanying if stay.departure else None
        if Recipient.ACCOMPANYING in entry.readers and accompanying:
            found.append((Recipient.ACCOMPANYING, accompanying))
    return list(dict.fromkeys(found))


def link_reads_as(holder: Person | Contact, entry: VaultEntry) -> Reader | None:
    """As what the holder of a personal link may read: still named, and still of the stay."""
    return next((Reader(recipient) for recipient, known in holders_for(entry) if known == holder), None)


def adjustments_asked() -> QuerySet[VaultEntry]:
    """Who asked for adjustments during a selection, those to arrange first; for coordinators alone."""
    asked: QuerySet[VaultEntry] = VaultEntry.objects.filter(kind=EntryKind.ADJUSTMENTS)
    return asked.select_related("participant__person").order_by("settled_at", "changed_at")


def overdue(keep_days: int, today: date | None = None) -> QuerySet[VaultEntry]:
    """Entries of people whose last stay ended more than so many days ago, or who told something so long ago and have
    neither a stay nor an application under way.
    """
    last = (today or clock.today()) - timedelta(days=keep_days)
    stays = Mobility.objects.filter(participant=OuterRef("participant"))
    ahead = stays.exclude(state="cancelled").filter(returns_on__gte=last)
    asking = Application.objects.filter(participant=OuterRef("participant"), state__in=UNDECIDED)
    old = Q(changed_at__date__lt=last)
    found: QuerySet[VaultEntry] = VaultEntry.objects.filter(~Exists(ahead), ~Exists(asking)).filter(old)
    return found


def years_of(participant: Participant) -> list[int]:
    """The years in which somebody left, each once."""
    left = (
        Mobility.objects.filter(participant=participant).exclude(state="cancelled").values_list("departs_on", flat=True)
    )
    return sorted({day.year for day in left})


def named(readers: Iterable[str]) -> list[str]:
    """Recipients in the reader's words."""
    return [str(Recipient(one).label) for one in readers if one in Recipient.values]
