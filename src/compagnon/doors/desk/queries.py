"""What the first screen of the desk asks: what is late, what is for today, what comes next, who is waited for."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from compagnon.core import clock
from compagnon.mobilities import queries as mobilities
from compagnon.mobilities.models import Departure, Mobility
from compagnon.people.models import Person
from compagnon.timeline.models import Task
from compagnon.timeline.queries import open_tasks_of, roles_at_desk, visible_to
from compagnon.timeline.tables import due_when

SHOWN = 8
COUNTED = 999
"""Nobody works through more than that today: beyond it the number says no more than "more"."""


@dataclass(frozen=True)
class Work:
    """The same task, due on the same day, for one or many people: thirty files are one line."""

    task: Task
    count: int


@dataclass
class Section:
    """One work list of the first screen: its first lines, how many tasks there are, and where the rest is."""

    key: str
    work: list[Work] = field(default_factory=list)
    count: int = 0

    @property
    def counted(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)

    @property
    def more(self) -> int:
        return max(0, min(self.count, COUNTED) - sum(line.count for line in self.work))


def sections_for(person: Person) -> list[Section]:
    """Late, today and this week of one's own tasks; then the tasks for which somebody else is late.

    Four walks along the index of work, each no longer than `COUNTED`, and one question for what is shown.
    """
    mine = open_tasks_of(person)
    found: dict[str, QuerySet[Task]] = {when: due_when(mine, when) for when in ("late", "today", "week")}
    found["others"] = late_with_others(person)
    groups = {key: _grouped(tasks) for key, tasks in found.items()}
    first = [pks[0] for lines in groups.values() for pks in lines[:SHOWN]]
    shown = Task.objects.select_related("template", "mobility__participant__person").in_bulk(first)
    return [
        Section(key, [Work(shown[pks[0]], len(pks)) for pks in lines[:SHOWN]], sum(map(len, lines)))
        for key, lines in groups.items()
    ]


def _grouped(tasks: QuerySet[Task]) -> list[list[int]]:
    """Keys of tasks, those that are the same work together, what is due first on top."""
    groups: dict[Any, list[int]] = {}
    for pk, *same in tasks.values_list("pk", "template_id", "own_title", "due_on")[: COUNTED + 1]:
        groups.setdefault(tuple(same), []).append(pk)
    return list(groups.values())


def late_with_others(person: Person) -> QuerySet[Task]:
    """Late tasks that wait for somebody outside the desk, the longest late first."""
    tasks = visible_to(person, Task.objects.filter(state="open", due_on__lt=clock.today()))
    return tasks.exclude(role__in=roles_at_desk(person)).order_by("due_on", "pk")


def leaving_soon(person: Person) -> list[Mobility]:
    """Those who leave within two weeks, with their lines."""
    seen = mobilities.visible_to(person, Mobility.objects.all())
    return list(mobilities.for_list(mobilities.leaving_within(seen, 14)).order_by("departs_on", "pk")[:SHOWN])


def departures_soon(person: Person) -> list[Departure]:
    """Groups that leave within a month."""
    today = clock.today()
    seen = mobilities.departures_visible_to(person, Departure.objects.select_related("scheme"))
    return list(seen.filter(departs_on__range=(today, today + timedelta(days=31))).order_by("departs_on", "pk")[:SHOWN])
