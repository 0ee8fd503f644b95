"""Rows of the pages through time: the tasks of one mobility, the people of a departure, what a year holds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.i18n import says
from compagnon.core.ui.dates import say_full_day, say_late
from compagnon.mobilities.models import Departure, Mobility
from compagnon.people.models import Person
from compagnon.timeline import drawing
from compagnon.timeline.drawing import Bar, Mark
from compagnon.timeline.models import Task
from compagnon.timeline.queries import open_tasks_of
from compagnon.timeline.scale import Scale


@dataclass(frozen=True)
class Lane:
    """One row: what is drawn, beside the thing whose row it is."""

    of: Any
    state: str
    drawn: SafeString


def shown_as(task: Task, mine: list[str]) -> str:
    """How a task is drawn for this reader: what others have to do is waited for."""
    if not task.is_open:
        return str(task.state)
    if task.is_late:
        return "late"
    return "open" if task.role in mine else "waiting"


def days_of(mobilities: Iterable[Mobility], tasks: Iterable[Task]) -> list[date]:
    """Every day that a drawing has to show."""
    dues = [task.due_on for task in tasks if task.due_on]
    return dues + [day for one in mobilities for day in (one.departs_on, one.returns_on)]


def of_tasks(mobility: Mobility, tasks: Iterable[Task], scale: Scale, mine: list[str]) -> list[Lane]:
    """A row for each task of one mobility: its due day, since when it is late, and the stay behind it."""
    stay = Bar(mobility.departs_on, mobility.returns_on, "stay")
    return [
        Lane(task, shown_as(task, mine), drawing.lane(scale, [stay, *_lateness(task)], _marks([task], mine)))
        for task in tasks
    ]


def _lateness(task: Task) -> list[Bar]:
    return [Bar(task.due_on, clock.today(), "late")] if task.is_late and task.due_on else []


def _marks(tasks: Iterable[Task], mine: list[str]) -> list[Mark]:
    """Open tasks last, so that they lie on top of what is settled."""
    dated = [task for task in tasks if task.due_on is not None]
    return [
        Mark(
            task.due_on,  # type: ignore[arg-type]
            shown_as(task, mine),
            _words(task),
            task.is_open and (task.blocks_departure or task.blocks_closing),
        )
        for task in sorted(dated, key=lambda task: (task.is_open, task.is_late))
    ]


def _words(task: Task) -> str:
    said = f"{task.title}, {say_full_day(task.due_on)}" if task.due_on else str(task.title)
    return f"{said}, {say_late(task.due_on)}" if task.is_late and task.due_on else said


def of_people(mobilities: Iterable[Mobility], tasks: Iterable[Task], scale: Scale, mine: list[str]) -> list[Lane]:
    """A row for each person of a departure, with all that is due on it."""
    by_mobility: dict[int, list[Task]] = {}
    for task in tasks:
        by_mobility.setdefault(task.mobility_id, []).append(task)
    return [
        Lane(
            one,
            "late" if one.is_late else "",
            drawing.lane(
                scale, [Bar(one.departs_on, one.returns_on, "stay")], _marks(by_mobility.get(one.pk, []), mine)
            ),
        )
        for one in mobilities
    ]


def of_departures(departures: Iterable[Departure], scale: Scale) -> list[Lane]:
    return [
        Lane(
            one,
            "late" if one.late_travellers else "",  # type: ignore[attr-defined]
            drawing.lane(scale, [Bar(one.departs_on, one.returns_on, "stay")]),
        )
        for one in departures
    ]


def of_stays(mobilities: Iterable[Mobility], scale: Scale) -> list[Lane]:
    """A row for each mobility of a year: prepared since it was opened, the stay, and what is due next."""
    return [
        Lane(one, "late" if one.is_late else "", drawing.lane(scale, _stay_bars(one), _next_mark(one)))
        for one in mobilities
    ]


def _stay_bars(one: Mobility) -> list[Bar]:
    ahead = Bar(timezone.localdate(one.created_at), one.departs_on, "ahead")
    stay = Bar(one.departs_on, one.returns_on, "stay")
    return [ahead, stay] if ahead.start < one.departs_on else [stay]


def _next_mark(one: Mobility) -> list[Mark]:
    if one.next_due_on is None:
        return []
    return [Mark(one.next_due_on, "late" if one.is_late else "open", say_full_day(one.next_due_on))]


@dataclass(frozen=True)
class Load:
    """How much of one's own work is due in each column."""

    drawn: SafeString
    words: str
    total: int


def load_of(person: Person, scale: Scale) -> Load:
    """Open tasks of one's own, counted by the columns in which they are due; one question."""
    rows: QuerySet[Any] = open_tasks_of(person).filter(due_on__gte=scale.first, due_on__lt=scale.end).order_by()
    counts: Counter[int] = Counter()
    for day, number in rows.values_list("due_on").annotate(number=Count("pk")):
        counts[scale.column_of(day)] += number
    heads = scale.heads()
    words = _(", ").join(says(heads[place].words, number) for place, number in sorted(counts.items()))
    return Load(drawing.numbers(scale, dict(counts)), words, sum(counts.values()))
