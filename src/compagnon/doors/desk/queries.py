"""What the first screen of the desk asks: what is late, what is for today, what comes next, who is waited for."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
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


@dataclass
class Section:
    """One work list of the first screen: its first rows, how many there are, and where the rest is."""

    key: str
    rows: list[Any] = field(default_factory=list)
    count: int = 0

    @property
    def counted(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)

    @property
    def more(self) -> int:
        return max(0, self.count - len(self.rows))


def sections_for(person: Person) -> list[Section]:
    """Late, today and this week of one's own tasks; then the mobilities on which somebody else is late."""
    mine = open_tasks_of(person)
    found: list[tuple[str, QuerySet[Any]]] = [(when, due_when(mine, when)) for when in ("late", "today", "week")]
    found.append(("others", late_with_others(person)))
    counts = counts_of([rows for _key, rows in found])
    return [
        Section(key, list(rows[:SHOWN]) if count else [], count)
        for (key, rows), count in zip(found, counts, strict=True)
    ]


def late_with_others(person: Person) -> QuerySet[Task]:
    """Late tasks that wait for somebody outside the desk, the longest late first."""
    tasks = visible_to(person, Task.objects.filter(state="open", due_on__lt=clock.today()))
    others = tasks.exclude(role__in=roles_at_desk(person))
    return others.select_related("template", "mobility__participant__person").order_by("due_on", "pk")


def counts_of(queries: list[QuerySet[Any]]) -> list[int]:
    """How many rows each has, to `COUNTED` and one more, asked in one round."""
    if not queries:
        return []
    parts, values = [], []
    for rows in queries:
        sql, params = rows.order_by().values("pk")[: COUNTED + 1].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608  (Django's own SQL, values apart)
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())


def leaving_soon(person: Person) -> list[Mobility]:
    """Those who leave within two weeks, with their lines."""
    seen = mobilities.visible_to(person, Mobility.objects.all())
    return list(mobilities.for_list(mobilities.leaving_within(seen, 14)).order_by("departs_on", "pk")[:SHOWN])


def departures_soon(person: Person) -> list[Departure]:
    """Groups that leave within a month."""
    today = clock.today()
    seen = mobilities.departures_visible_to(person, Departure.objects.select_related("scheme"))
    return list(seen.filter(departs_on__range=(today, today + timedelta(days=31))).order_by("departs_on", "pk")[:SHOWN])
