"""Lessons of the own centre followed from abroad: planned, attended or missed, and who hears of one that was missed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import override

from compagnon.core import activity, clock
from compagnon.core.models import random_code
from compagnon.core.states import locked
from compagnon.correspondence.actions import compose, post
from compagnon.correspondence.queries import settings_of
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Contact, Person
from compagnon.stays.choices import Attended
from compagnon.stays.models import ContractEvent, DistanceLesson
from compagnon.stays.queries.lessons import days_of_series, later_of_series, to_tell

KEY = "stays.missed_lessons"
MOST = 50


@transaction.atomic
def plan_lessons(
    *, mobilities: Iterable[Mobility], on: date, until: date | None, said: dict[str, Any], by: Person
) -> int:
    """Put a lesson of the own centre into the plans of these stays, and every week after it up to `until`.

    Each stay has those of its days abroad; returns how many lessons. Who is named hears of one that is missed.
    """
    series = random_code() if until else ""
    made = 0
    for mobility in mobilities:
        lessons = [
            DistanceLesson(network_id=mobility.network_id, mobility=mobility, on=day, series=series, **said)
            for day in days_of_series(mobility, on, until)
        ]
        DistanceLesson.objects.bulk_create(lessons)
        if lessons:
            facts = {"title": said["title"], "count": len(lessons)}
            verb = "stays.lessons_planned" if len(lessons) > 1 else "stays.lesson_planned"
            activity.record(verb, about=lessons[0], by=by, trail=mobility, facts=facts)
        made += len(lessons)
    return made


@transaction.atomic
def change_lesson(*, lesson: DistanceLesson, said: dict[str, Any], by: Person) -> DistanceLesson:
    """Write one lesson anew; calendars follow at their next reading."""
    lesson = locked(lesson)
    for name, value in said.items():
        setattr(lesson, name, value)
    lesson.save()
    facts = {"title": lesson.title}
    activity.record("stays.lesson_changed", about=lesson, by=by, trail=lesson.mobility, facts=facts)
    return lesson


@transaction.atomic
def remove_lessons(*, lesson: DistanceLesson, and_later: bool, by: Person) -> int:
    """Take a lesson away, and those of its series after it that nobody has noted; returns how many. A week long it can be undone."""
    chosen = later_of_series(lesson) if and_later else DistanceLesson.objects.filter(pk=lesson.pk)
    gone = chosen.filter(removed_at=None).update(removed_at=clock.now())
    if gone:
        _of_some("stays.lessons_removed", lesson, gone, by)
    return gone


@transaction.atomic
def restore_lessons(*, lesson: DistanceLesson, by: Person) -> int:
    """Put back what was taken away with this lesson."""
    lesson = locked(lesson)
    if lesson.removed_at is None:
        return 0
    together = later_of_series(lesson).filter(removed_at=lesson.removed_at)
    back = together.update(removed_at=None)
    _of_some("stays.lessons_restored", lesson, back, by)
    return back


def forget_removed_lessons() -> int:
    """Let go of lessons and events of the contract that were taken away a week ago; returns how many."""
    old = {"removed_at__lt": clock.now() - timedelta(days=7)}
    return sum(model.objects.filter(**old).delete()[0] for model in (DistanceLesson, ContractEvent))


def _of_some(verb: str, lesson: DistanceLesson, count: int, by: Person) -> None:
    facts = {"title": lesson.title, "count": count}
    activity.record(verb, about=lesson, by=by, trail=lesson.mobility, facts=facts)


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
