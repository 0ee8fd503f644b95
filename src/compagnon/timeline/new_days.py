"""A stay gets other days: everybody who has a part in it is told by one letter, with what they still have to do and when."""

from datetime import date
from typing import Any

from django.db import transaction

from compagnon.core import activity
from compagnon.core.i18n import localised
from compagnon.correspondence.actions import compose, keep_back_overtaken, post
from compagnon.correspondence.models import Letter, LetterState
from compagnon.correspondence.queries import settings_of
from compagnon.mobilities.choices import RUNNING
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Contact, Person
from compagnon.schemes.choices import TaskRole
from compagnon.timeline.models import Task
from compagnon.timeline.reminding.by_hand import page_of, reader_of, with_readers

KEY = "timeline.dates_moved"
MOVED = "mobilities.mobility_dates_moved"
_ROLES = (
    *(TaskRole.LEARNER, TaskRole.GUARDIAN, TaskRole.EMPLOYER),
    *(TaskRole.HOST_TUTOR, TaskRole.HOST_COORDINATOR, TaskRole.ACCOMPANYING),
)
"""Who is told; those at the desk see it in the file."""


@transaction.atomic
def tell(mobility: Mobility, by: Any) -> list[Letter]:
    """Write to all who go along, send or host. A letter about earlier days that has not left is kept back first."""
    before = _days_before(mobility)
    if before is None or mobility.state not in RUNNING:
        return []
    mobility = with_readers(Mobility.objects.filter(pk=mobility.pk)).get()
    keep_back_overtaken(about=mobility, keys={KEY}, by=by)
    tasks = list(Task.objects.filter(mobility=mobility, state="open").select_related("template"))
    manners, letters = settings_of(mobility.network_id), []
    for reader, roles in _readers(mobility, by).items():
        facts = _facts(mobility, reader, [task for task in tasks if task.role in roles], before)
        letter = compose(key=KEY, reader=reader, about=mobility, facts=facts, manners=manners)
        if not _is_told(letter):
            letters.append(letter)
    post(letters)
    return letters


def _days_before(mobility: Mobility) -> tuple[date, date] | None:
    """The days that it had until now, as the activity keeps them."""
    last = activity.on(mobility).filter(verb=MOVED).first()
    if last is None:
        return None
    first, _separator, end = str(last.facts["before"]).partition(" / ")
    return date.fromisoformat(first), date.fromisoformat(end)


def _readers(mobility: Mobility, by: Any) -> dict[Person | Contact, list[str]]:
    """Each reader once, with the roles in which they have tasks; a guardian only of somebody who is under age today."""
    found: dict[Person | Contact, list[str]] = {}
    for role in _ROLES:
        reader = reader_of(mobility, role)
        is_of_age = role == TaskRole.GUARDIAN and not mobility.guardian_signs
        if reader is None or not reader.email or reader == by or is_of_age:
            continue
        found.setdefault(reader, []).append(role)
    return found


def _is_told(letter: Letter) -> bool:
    """Who accompanies a group is told once of days that are the same for all of it."""
    waiting = Letter.objects.filter(key=KEY, state__in=(LetterState.HELD, LetterState.QUEUED), body=letter.body)
    return waiting.filter(to_person=letter.to_person, to_contact=letter.to_contact, subject=letter.subject).exists()


def _facts(
    mobility: Mobility, reader: Person | Contact, tasks: list[Task], before: tuple[date, date]
) -> dict[str, Any]:
    is_own = reader == mobility.participant.person
    is_group = mobility.departure is not None and reader == mobility.departure.accompanying
    return {
        "who": mobility.departure if is_group else mobility.participant,
        "is_learner": is_own and not reader.is_told_vous,  # type: ignore[union-attr]
        "is_own": is_own,
        "departs_on": mobility.departs_on,
        "returns_on": mobility.returns_on,
        "departed_on": before[0],
        "returned_on": before[1],
        "tasks": [{"title": localised(task.title, reader.language), "due_on": task.due_on} for task in tasks],
        "address": "" if is_group else page_of(reader, mobility),
        "contact": None if is_group or mobility.referent == reader else mobility.referent,
        "network": mobility.network,
    }
