"""Reminders: one letter to each person who has something open, with all of it, in their language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from compagnon.core import activity, clock
from compagnon.core.i18n import localised, says
from compagnon.core.registries import evidence
from compagnon.correspondence.actions import write
from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Contact, Person
from compagnon.schemes.choices import TaskRole
from compagnon.timeline.choices import ReminderKind
from compagnon.timeline.models import Reminder, Task
from compagnon.timeline.queries import to_remind

AHEAD = timedelta(days=7)
"""What is due within a week is reminded of together with what is late (TL-07)."""


@dataclass
class Reminded:
    """How many letters were written, and whose address is not known."""

    letters: int = 0
    without_address: list[str] = field(default_factory=list)


@transaction.atomic
def remind(*, mobilities: Iterable[Mobility], by: Any, tasks: Iterable[Task] | None = None) -> Reminded:
    """Write to everybody with something late or due within a week on these mobilities; of `tasks` alone where they are given.

    Outside people are asked again by the chapter that asked them first, with their personal link; others get one
    letter with all that is open for them. Nobody is written to about their own request.
    """
    files = {mobility.pk: mobility for mobility in mobilities}
    told = Reminded()
    found = to_remind(files.values(), until=clock.today() + AHEAD, ticked=tasks)
    for pk, open_ in groupby(found, key=lambda task: task.mobility_id):
        mobility = files[pk]
        by_role: dict[str, list[Task]] = {}
        for task in open_:
            by_role.setdefault(task.role, []).append(task)
        letters = sum(_remind_role(mobility, role, due, by, told) for role, due in by_role.items())
        if letters:
            activity.record("timeline.mobility_reminded", about=mobility, by=by, facts={"letters": letters})
            told.letters += letters
    return told


def _remind_role(mobility: Mobility, role: str, tasks: list[Task], by: Any, told: Reminded) -> int:
    written, left = 0, []
    for task in tasks:
        proof = evidence.get(task.evidence) if task.evidence else None
        if proof is not None and proof.remind is not None and (role != TaskRole.GUARDIAN or mobility.guardian_signs):
            again = proof.remind(mobility, by)
            written += again
            if again:
                note_by_hand([task], reader_of(mobility, role), by, None)
        else:
            left.append(task)
    reader = reader_of(mobility, role)
    if not left or reader == by:
        return written
    if reader is None or not reader.email:
        told.without_address.append(says(mobility, TaskRole(role).label))
        return written
    letter = write(
        key="timeline.reminder",
        reader=reader,
        about=mobility,
        by=by,
        facts={
            "tasks": [
                {"title": localised(task.title, reader.language), "due_on": task.due_on, "is_late": task.is_late}
                for task in left
            ],
            "is_learner": role == TaskRole.LEARNER,
            "address": page_of(reader, mobility),
        },
    )
    note_by_hand(left, reader, by, letter)
    return written + 1


def with_readers(rows: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """Mobilities with everybody who may have to be reminded of something on them."""
    return rows.select_related(
        *("participant__person", "participant__guardian", "participant__mentor"),
        *("tutor", "referent", "departure__accompanying", "network"),
    )


def note_by_hand(tasks: list[Task], reader: Person | Contact | None, by: Any, letter: Letter | None) -> None:
    """Keep who was reminded of which tasks when a colleague asked for it."""
    to = {"to_person": reader} if isinstance(reader, Person) else {"to_contact": reader}
    kept = {"kind": ReminderKind.BY_HAND, "by": by, "letter": letter, "told_at": clock.now(), **to}
    Reminder.objects.bulk_create(
        [Reminder(network_id=task.network_id, task=task, due_on=task.due_on, **kept) for task in tasks]
    )


def reader_of(mobility: Mobility, role: str) -> Person | Contact | None:
    """Who answers for a role on this mobility; None when nobody is known.

    What was a guardian's falls to the referent once the participant is 18.
    """
    participant = mobility.participant
    readers: dict[str, Person | Contact | None] = {
        TaskRole.LEARNER: participant.person,
        TaskRole.GUARDIAN: participant.guardian if mobility.guardian_signs else mobility.referent,
        TaskRole.EMPLOYER: participant.mentor,
        TaskRole.HOST_TUTOR: mobility.tutor,
        TaskRole.HOST_COORDINATOR: mobility.tutor,
        TaskRole.ACCOMPANYING: mobility.departure.accompanying if mobility.departure else None,
    }
    return readers.get(role, mobility.referent)


def page_of(reader: Person | Contact, mobility: Mobility, *, whole: bool = False) -> str:
    """Where somebody with an account finds the tasks, those of one mobility or the `whole` work list; else nothing."""
    if not isinstance(reader, Person):
        return ""
    desk = reverse("timeline:work") if whole else mobility.get_absolute_url()
    try:
        page = reverse("journey:home") if reader == mobility.participant.person else desk
    except NoReverseMatch:  # an installation without that door
        return ""
    return settings.SITE_URL + page
