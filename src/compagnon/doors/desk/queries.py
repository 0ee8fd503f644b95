"""What the first screen of the desk asks: what is late, what is for today, what comes next, who is waited for."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from compagnon.core import clock, statements
from compagnon.core.registries import told
from compagnon.mobilities import queries as mobilities
from compagnon.mobilities.models import Departure, Mobility
from compagnon.people.models import Person
from compagnon.timeline import risks
from compagnon.timeline.models import Task
from compagnon.timeline.queries import open_tasks_of, roles_at_desk, visible_to
from compagnon.timeline.tables import due_when

LISTS = ("late", "today", "week", "others")
SHOWN = 6
RISKS_SHOWN = 4
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

    Two questions: one walks four times along the index of work, never further than `COUNTED`; one reads what is shown.
    """
    groups: dict[str, list[tuple[int, int]]] = {key: [] for key in LISTS}
    for key, pk, count in statements.asked("work", person, lambda: _grouped(_lists_of(person))):
        groups[key].append((pk, count))
    first = [pk for lines in groups.values() for pk, _count in lines[:SHOWN]]
    shown = _for_lines(Task.objects.all()).in_bulk(first)
    return [
        Section(key, [Work(shown[pk], count) for pk, count in lines[:SHOWN]], sum(count for _pk, count in lines))
        for key, lines in groups.items()
    ]


def _for_lines(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With what a line shows, and no more."""
    return tasks.select_related("template", "mobility__participant__person").only(
        *("code", "own_title", "step", "role", "due_on", "state", "template__title"),
        *("mobility__code", "mobility__departs_on", "mobility__participant__code"),
        *("mobility__participant__person__first_name", "mobility__participant__person__last_name"),
    )


def _lists_of(person: Person) -> dict[str, QuerySet[Task]]:
    mine = open_tasks_of(person)
    return {key: late_with_others(person) if key == "others" else due_when(mine, key) for key in LISTS}


def _grouped(found: dict[str, QuerySet[Task]]) -> statements.Statement:
    """For each list the first task of what is the same work due on the same day, and how many they are, in order.

    Counted where they lie: to carry up to four thousand rows here only to count them took a fifth of the page.
    """
    asked: list[str] = []
    values: list[Any] = []
    for key, tasks in found.items():
        rows = tasks.order_by("due_on", "pk").values_list("pk", "template_id", "own_title", "due_on")
        statement, its_values = rows[: COUNTED + 1].query.sql_with_params()
        asked.append(f"SELECT %s AS list, due.* FROM ({statement}) AS due (pk, template, title, due_on)")  # noqa: S608
        values += [key, *its_values]
    together = " UNION ALL ".join(asked)
    words = f"""SELECT list, min(pk), count(*) FROM ({together}) AS due
                GROUP BY list, template, title, due_on ORDER BY due_on, min(pk)"""  # noqa: S608  (the ORM's own words)
    return words, tuple(values)


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


@dataclass
class Risky:
    """The most pressing of those at risk, and how many there are."""

    rows: list[risks.AtRisk]
    count: int

    @property
    def counted(self) -> str:
        """As it is said: each rule looks for `risks.COUNTED` at most, so a large number is only "more"."""
        return told(self.count)


def at_risk(person: Person) -> Risky:
    """The first of those at risk, and how many there are; three questions."""
    found = risks.find(person)
    return Risky(risks.told(found, found.of()[:RISKS_SHOWN]) if found.rules else [], len(found.rules))
