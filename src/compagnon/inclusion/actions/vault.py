"""The vault: telling, opening, forgetting, and changing its keys. Beside it only `reports` unseals, its own."""

from typing import Any

from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django_scopes import scope

from compagnon.core import clock
from compagnon.core.states import MoveRefused, locked
from compagnon.correspondence.actions import write
from compagnon.inclusion import sealing
from compagnon.inclusion.choices import EntryKind, Opportunity, Reader, Recipient, VaultAct
from compagnon.inclusion.models import OpportunityAnswer, OpportunityTally, VaultEntry, VaultEvent
from compagnon.inclusion.queries import vault as queries
from compagnon.network.models import Network
from compagnon.people import links
from compagnon.people.models import Participant, Person

READ = "inclusion.read_needs"
GUARDIAN = "inclusion.guardian_needs"


@transaction.atomic
def tell(
    *, participant: Participant, kind: EntryKind, told: dict[str, Any], readers: list[str], by: Any, page: str = ""
) -> VaultEntry | None:
    """Seal what somebody tells, in place of what was told before; nothing told empties the place.

    Who is no longer named loses a link that was sent at once.
    """
    before = queries.entry_of(participant, kind)
    if not any(told.values()):
        if before is not None:
            forget(entry=before, by=by, page=page)
        return None
    entry = (
        locked(before) if before else VaultEntry(network_id=participant.network_id, participant=participant, kind=kind)
    )
    entry.sealed, entry.changed_at, entry.settled_at = sealing.seal(told), clock.now(), None
    entry.readers = [one for one in Recipient.values if one in readers]
    entry.save()
    _note(entry, VaultAct.WRITTEN, by=by, page=page)
    return entry


def _note(entry: VaultEntry, act: VaultAct, *, by: Any, page: str, reader: str = "") -> None:
    VaultEvent.objects.create(
        network_id=entry.network_id,
        participant_id=entry.participant_id,
        kind=entry.kind,
        act=act,
        by=by if isinstance(by, Person) else None,
        by_name=by.full_name if by else "Compagnon",
        reader=reader,
        page=page,
    )


@transaction.atomic
def open_entry(*, entry: VaultEntry, reader: Reader, by: Any, page: str) -> dict[str, Any]:
    """What was told, for somebody named; the reading is noted before a word is given. Raises sealing.KeyLost."""
    _note(entry, VaultAct.READ, by=by, page=page, reader=reader)
    return sealing.unseal(entry.sealed)


def own_words(*, entry: VaultEntry | None, by: Person) -> dict[str, Any]:
    """What the person told, for the person: no reading by others. Raises PermissionError for anybody else."""
    if entry is None:
        return {}
    if entry.participant.person_id != by.pk:
        raise PermissionError
    return sealing.unseal(entry.sealed)


@transaction.atomic
def forget(*, entry: VaultEntry, by: Any, page: str = "") -> None:
    """Delete what was told, and end the links to it."""
    _note(entry, VaultAct.DELETED, by=by, page=page)
    links.revoke(purpose=READ, about=entry)
    entry.delete()


@transaction.atomic
def answer_opportunities(*, participant: Participant, answer: str, families: list[str], by: Any) -> None:
    """Keep yes, no or nothing said, apart from the reasons, which go into the vault, and only with a yes."""
    OpportunityAnswer.objects.update_or_create(
        participant=participant,
        defaults={
            "network_id": participant.network_id,
            "answer": answer,
            "answered_at": clock.now(),
            "by_name": by.full_name,
        },
    )
    told = {"families": families if answer == Opportunity.YES else []}
    tell(participant=participant, kind=EntryKind.OPPORTUNITIES, told=told, readers=[], by=by)


@transaction.atomic
def send_to_named(*, entry: VaultEntry, by: Any) -> int:
    """Write to the tutor and the accompanying person whom the person named, with a link and not a word of what it says.

    Gives how many letters were written.
    """
    holders = queries.holders_for(entry)
    for _recipient, holder in holders:
        write(key="inclusion.read_needs", reader=holder, about=entry, by=by, purpose=READ)
    return len(holders)


@transaction.atomic
def ask_guardian(*, participant: Participant, by: Any) -> None:
    """Send the guardian of a minor a link to tell what would help. Raises MoveRefused when that is not possible."""
    guardian = participant.guardian
    if not participant.is_minor or guardian is None or not guardian.email:
        raise MoveRefused(_("There is no guardian with an address to write to."))
    write(key="inclusion.guardian_needs", reader=guardian, about=participant, by=by, purpose=GUARDIAN)


@transaction.atomic
def settle_adjustments(*, entry: VaultEntry, by: Person) -> None:
    """The coordinator has arranged what was asked for."""
    entry = locked(entry)
    entry.settled_at = clock.now()
    entry.save()
    _note(entry, VaultAct.READ, by=by, page="adjustments", reader=Reader.ARRANGING)


def empty_overdue(network: Network) -> int:
    """Delete what is to be kept no longer; gives how many entries. Running twice deletes nothing more."""
    found = list(queries.overdue(queries.settings_of(network).keep_days).select_related("participant"))
    for entry in found:
        _empty(entry)
    return len(found)


@transaction.atomic
def _empty(entry: VaultEntry) -> None:
    """Delete an entry whose time is over; of reasons, the numbers stay for the final report."""
    if entry.kind == EntryKind.OPPORTUNITIES:
        families = ["", *sorted(set(sealing.unseal(entry.sealed).get("families", [])))]
        for year in queries.years_of(entry.participant):
            for family in families:
                where = {"network_id": entry.network_id, "year": year, "family": family}
                OpportunityTally.objects.get_or_create(**where)
                OpportunityTally.objects.filter(**where).update(people=F("people") + 1)
    forget(entry=entry, by=None)


def reasons_counted(participants: Any) -> tuple[dict[str, int], set[int]]:
    """How many of these people gave each family, and the people who gave at least one: counts alone leave the vault.

    Opens entries without noting a reader, because no person sees whose they are.
    """
    counts: dict[str, int] = {}
    gave: set[int] = set()
    entries = VaultEntry.objects.filter(kind=EntryKind.OPPORTUNITIES, participant__in=participants)
    for entry in entries:
        for family in set(sealing.unseal(entry.sealed).get("families", [])):
            counts[family] = counts.get(family, 0) + 1
            gave.add(entry.participant_id)
    return counts, gave


@transaction.atomic
def rotate() -> int:
    """Seal everything by a new key, of which the old ones then open nothing; gives how many values.

    With a key file the new key is made here and the old ones are thrown away. With VAULT_KEYS the first one counts as
    the new. Raises sealing.KeyLost, and changes nothing, when something cannot be opened.
    """
    sealing.hold(shared=False)
    before = sealing.keys()
    if not settings.VAULT_KEYS:
        sealing.keep([Fernet.generate_key().decode(), *before])
    try:
        count = sum(_seal_anew(network) for network in Network.objects.all())
    except sealing.KeyLost:
        if not settings.VAULT_KEYS:
            sealing.keep(before)
        raise
    if not settings.VAULT_KEYS:
        newest = sealing.keys()[0]
        transaction.on_commit(lambda: sealing.keep([newest]))
    return count


def _seal_anew(network: Network) -> int:
    count = 0
    with scope(network=network):
        for model in apps.get_models():
            columns = [one.name for one in model._meta.fields if isinstance(one, sealing.SealedField)]
            rows: Any = getattr(model, "objects", None) if columns else None
            for row in rows.all().iterator(chunk_size=500) if rows else ():
                for column in columns:
                    setattr(row, column, sealing.sealed_anew(getattr(row, column)))
                    count += 1
                row.save(update_fields=columns)
    return count


def last_answer(one: OpportunityAnswer, other: OpportunityAnswer) -> OpportunityAnswer:
    """Which of two answers of one participant stays when they are merged."""
    return max(one, other, key=lambda answer: (answer.answered_at, answer.pk))
