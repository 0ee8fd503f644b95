"""Lessons of the own centre followed from abroad: planned, attended or missed, and who hears of one that was missed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import override

from compagnon.core import activity, clock
from compagnon.core.states import locked
from compagnon.correspondence.actions import compose, post
from compagnon.correspondence.queries import settings_of
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Contact, Person
from compagnon.stays.choices import Attended
from compagnon.stays.models import DistanceLesson
from compagnon.stays.queries.lessons import to_tell

KEY = "stays.missed_lessons"
MOST = 50


@transaction.atomic
def plan_lesson(
    *, mobility: Mobility, on: date, title: str, by: Person, teacher: Person | None = None, tells_mentor: bool = False
) -> DistanceLesson:
    """Put a lesson of the own centre into the plan of the stay; who is named hears of it, should it be missed."""
    lesson: DistanceLesson = DistanceLesson.objects.create(
        network_id=mobility.network_id,
        mobility=mobility,
        on=on,
        title=title.strip(),
        teacher=teacher,
        tells_mentor=tells_mentor,
    )
    activity.record("stays.lesson_planned", about=lesson, by=by, trail=mobility, facts={"title": lesson.title})
    return lesson


@transaction.atomic
def note_attendance(*, lesson: DistanceLesson, attended: str, by: Person) -> DistanceLesson:
    """Say whether the participant was there. One that was missed is told in the letters of the next morning."""
    lesson = locked(lesson)
    if lesson.attended != attended:
        lesson.attended, lesson.noted_by_name = attended, by.full_name
        lesson.seen_at = lesson.seen_by = None
        lesson.save()
        facts = {"title": lesson.title}
        activity.record("stays.attendance_noted", about=lesson, by=by, trail=lesson.mobility, facts=facts)
    return lesson


@transaction.atomic
def note_seen_to(*, lessons: Iterable[DistanceLesson], by: Person) -> int:
    """Somebody at the desk has seen to these missed lessons; returns how many were new."""
    fresh = [found for one in lessons if (found := locked(one)).attended == Attended.MISSED and found.seen_at is None]
    for one in fresh:
        one.seen_at, one.seen_by = clock.now(), by
        one.save()
        facts = {"title": one.title}
        activity.record("stays.lesson_seen_to", about=one, by=by, trail=one.mobility, facts=facts)
    return len(fresh)


@transaction.atomic
def tell_of_missed() -> int:
    """One letter to each teacher and mentor with all the lessons that were missed and not told yet; returns how many letters.

    Each lesson is told once, whatever is noted later. Who has no address is not written to: the list at the desk stays.
    """
    rows = list(to_tell().select_for_update(of=("self",)))
    of_readers: dict[Person | Contact, list[DistanceLesson]] = defaultdict(list)
    for one in rows:
        for reader in _readers(one):
            of_readers[reader].append(one)
    letters = [_letter(reader, missed) for reader, missed in of_readers.items()]
    post(letters)
    DistanceLesson.objects.filter(pk__in=[one.pk for one in rows]).update(told_at=clock.now())
    return len(letters)


def _readers(lesson: DistanceLesson) -> list[Person | Contact]:
    teacher, mentor = lesson.teacher, lesson.mobility.participant.mentor
    found: list[Person | Contact] = []
    if teacher is not None and teacher.is_active and teacher.email:
        found.append(teacher)
    if lesson.tells_mentor and mentor is not None and mentor.email and mentor.erased_at is None:
        found.append(mentor)
    return found


def _letter(reader: Person | Contact, missed: list[DistanceLesson]) -> Any:
    mobilities = {one.mobility_id: one.mobility for one in missed}
    first = next(iter(mobilities.values()))
    with override(reader.language):
        lessons = [
            {"title": one.title, "day": date_format(one.on, "DATE_FORMAT"), "who": str(one.mobility.participant)}
            for one in missed[:MOST]
        ]
    facts = {"lessons": lessons, "contact": first.referent if first.referent != reader else None}
    about = first if len(mobilities) == 1 else reader
    return compose(key=KEY, reader=reader, about=about, facts=facts, manners=settings_of(first.network_id))
