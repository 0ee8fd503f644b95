"""The letter of the day: one to each reader, with all of which somebody is to be reminded, in their language."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import groupby, islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from compagnon.core.i18n import localised
from compagnon.core.registries import evidence
from compagnon.correspondence.actions import compose, post
from compagnon.correspondence.models import Letter, LetterSettings, Rhythm
from compagnon.correspondence.queries import settings_of
from compagnon.correspondence.wishes import rhythms
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.people.models import Contact, Person
from compagnon.schemes.choices import TaskRole
from compagnon.timeline.choices import ReminderKind
from compagnon.timeline.models import Reminder, ReminderSettings
from compagnon.timeline.queries import DESK_ROLES
from compagnon.timeline.reminding.by_hand import page_of
from compagnon.timeline.reminding.quiet import may_be_told

KEY = "timeline.digest"
AT_ONCE = 200
"""Readers whose letters are written in one transaction."""
MOST = 30
"""So many tasks are named in one letter; how many more there are is said."""
_LOCK = 7_301_954
_AT_DESK = {role for roles in DESK_ROLES.values() for role in roles}


def write_due(*, network: Network, settled: ReminderSettings, now: datetime) -> int:
    """Write their letter to all who may be told now and were not told today; returns how many letters were written."""
    waiting = Reminder.objects.filter(told_at=None).exclude(kind=ReminderKind.BY_HAND).order_by()
    manners, written = settings_of(network.pk), 0
    for field in ("to_person", "to_contact"):
        keys = waiting.exclude(**{field: None}).values_list(field, flat=True).distinct().order_by(field)
        for chunk in _chunks(keys.iterator()):
            written += _write(waiting.filter(**{f"{field}__in": chunk}), network, settled, manners, now)
    return written


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    keys = iter(keys)
    while chunk := list(islice(keys, AT_ONCE)):
        yield chunk


@transaction.atomic
def _write(
    waiting: QuerySet[Reminder], network: Network, settled: ReminderSettings, manners: LetterSettings, now: datetime
) -> int:
    with connection.cursor() as cursor:  # two workers at once would each write a letter of the day
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, network.pk])
    letters, told = [], []
    not_yet = _not_yet(waiting, network, now)
    for reader, reminders in groupby(_with_all(waiting), key=lambda one: one.reader):
        rows = list(reminders)
        if reader in not_yet or not may_be_told(
            reader, network=network, settled=settled, now=now, country=_abroad(reader, rows)
        ):
            continue
        left = _asked_again(reader, rows)
        letter = _letter(reader, left, network, manners)
        letters += [letter] if letter else []
        for row in rows:  # what a chapter asked again by a letter of its own does not stand in this one
            row.told_at, row.letter = now, letter if row in left else None
        told += rows
    post(letters)
    for row in told:
        row.letter_id = row.letter.pk if row.letter else None
    Reminder.objects.bulk_update(told, ["told_at", "letter"], batch_size=1000)
    return len(letters)


def _with_all(waiting: QuerySet[Reminder]) -> QuerySet[Reminder]:
    rows = waiting.select_related(
        *("to_person__participant", "to_person__network", "to_contact__organisation", "to_contact__network"),
        *("task__template", "task__mobility__participant__person", "task__mobility__referent"),
    )
    return rows.order_by("to_person", "to_contact", "kind", "task__mobility__departs_on", "task__mobility", "due_on")


def _not_yet(waiting: QuerySet[Reminder], network: Network, now: datetime) -> set[Any]:
    """Readers among these whose letter has come already: today, or within the week where they want one a week."""
    zone = ZoneInfo(network.time_zone)
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    theirs = Q(to_person__in=waiting.values("to_person")) | Q(to_contact__in=waiting.values("to_contact"))
    told = Reminder.objects.filter(theirs, told_at__gte=midnight - timedelta(days=6)).exclude(kind=ReminderKind.BY_HAND)
    rows = told.order_by("to_person", "to_contact", "-told_at").distinct("to_person", "to_contact")
    last = {one.reader: one.told_at for one in rows.select_related("to_person", "to_contact")}
    wanted = rhythms(KEY, list(last))
    return {
        reader
        for reader, told_at in last.items()
        if (rhythm := wanted.get(reader, Rhythm.DAILY)) != Rhythm.AT_ONCE
        and (rhythm == Rhythm.WEEKLY or told_at >= midnight)
    }


def _abroad(reader: Person | Contact, rows: list[Reminder]) -> str:
    """The country in which a participant is just now."""
    mine = (one.task.mobility for one in rows if one.task.mobility.participant.person_id == reader.pk)
    stays = (one for one in mine if isinstance(reader, Person) and one.state == MobilityState.ABROAD)
    return next((str(stay.country.code) for stay in stays), "")


def _asked_again(reader: Person | Contact, rows: list[Reminder]) -> list[Reminder]:
    """What is left for the letter once each chapter has asked those outside again, with their personal link."""
    left, asked = [], {}
    for row in rows:
        proof = evidence.get(row.task.evidence) if row.task.evidence else None
        if isinstance(reader, Person) or proof is None or proof.remind is None:
            left.append(row)
            continue
        what = (row.task.mobility_id, row.task.evidence)
        if what not in asked:
            asked[what] = proof.remind(row.task.mobility, None)
        if not asked[what]:
            left.append(row)
    return left


def _letter(reader: Person | Contact, rows: list[Reminder], network: Network, manners: LetterSettings) -> Letter | None:
    if not rows:
        return None
    mobilities = {one.task.mobility_id: one.task.mobility for one in rows}
    first = next(iter(mobilities.values()))
    is_own = isinstance(reader, Person) and all(one.participant.person_id == reader.pk for one in mobilities.values())
    shown = rows[:MOST]
    facts = {
        "own": _groups(reader, [one for one in shown if one.kind == ReminderKind.OWNER]),
        "unheeded": _groups(reader, [one for one in shown if one.kind == ReminderKind.ESCALATION]),
        "count": len(rows),
        "more": len(rows) - len(shown),
        "is_own": is_own,
        "is_learner": is_own and not reader.is_told_vous,  # type: ignore[union-attr]
        "only": first if len(mobilities) == 1 else None,
        "contact": first.referent if first.referent_id and first.referent != reader else None,
        "address": page_of(reader, first, whole=len(mobilities) > 1),
        "network": network,
    }
    about = first if len(mobilities) == 1 else reader
    return compose(key=KEY, reader=reader, about=about, facts=facts, manners=manners)


def _groups(reader: Person | Contact, rows: list[Reminder]) -> list[dict[str, Any]]:
    """The tasks under the mobility that they belong to."""
    return [
        {"mobility": mobility, "tasks": [_said(reader, one) for one in of_it]}
        for mobility, of_it in groupby(rows, key=lambda one: one.task.mobility)
    ]


def _said(reader: Person | Contact, reminder: Reminder) -> dict[str, Any]:
    task = reminder.task
    return {
        "title": localised(task.title, reader.language),
        "due_on": task.due_on,
        "is_late": task.is_late,
        "responsible": "" if _is_theirs(reader, task.role, task.mobility, reminder) else TaskRole(task.role).label,
    }


def _is_theirs(reader: Person | Contact, role: str, mobility: Mobility, reminder: Reminder) -> bool:
    """Whether the reader has to do it, rather than hear of it because nobody else can be reached or it stays late."""
    if reminder.kind == ReminderKind.ESCALATION:
        return False
    if isinstance(reader, Contact) or role in _AT_DESK:
        return True
    if role == TaskRole.LEARNER:
        return mobility.participant.person_id == reader.pk
    return role == TaskRole.ACCOMPANYING and mobility.referent_id != reader.pk
