"""What was really done in stays that are over, row by row, beside what the scheme plans."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median_low
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, ngettext

from compagnon.core.i18n import localised
from compagnon.engines.duedates import Anchor as Day
from compagnon.engines.duedates import Offset, Unit, due_date
from compagnon.mobilities.choices import BACK
from compagnon.mobilities.models import Mobility
from compagnon.schemes import telling
from compagnon.schemes.choices import Anchor, SourceMark, Strand, TaskLevel, TaskRole
from compagnon.timeline import plans
from compagnon.timeline.choices import TaskState
from compagnon.timeline.models import Task

MOST_DAYS = 120
"""More days than these are told in weeks, as the form of a row takes them."""


class Kind(StrEnum):
    """What became of a row: added here, done on another day than planned, done without, never asked for, as planned."""

    ADDED = "added"
    MOVED = "moved"
    WAIVED = "waived"
    ABSENT = "absent"
    AS_PLANNED = "as_planned"


@dataclass(frozen=True)
class Line:
    """One row with what was planned and what was done; `row` is what the scheme would say, were the line taken.

    `days` are those by which it was done later than planned, negative for earlier.
    """

    key: str
    kind: Kind
    row: dict[str, Any]
    planned: str = ""
    really: str = ""
    done: int = 0
    waived: int = 0
    reasons: tuple[str, ...] = ()
    days: int = 0

    @property
    def shift(self) -> str:
        """How far from the plan it was done: "9 days earlier"."""
        number = abs(self.days)
        if self.days < 0:
            return ngettext("%(count)s day earlier", "%(count)s days earlier", number) % {"count": number}
        return ngettext("%(count)s day later", "%(count)s days later", number) % {"count": number} if number else ""

    @property
    def title(self) -> str:
        return localised(self.row["title"], get_language() or "en")

    @property
    def blocks(self) -> bool:
        return bool(self.row["blocks_departure"] or self.row["blocks_closing"])

    @property
    def role(self) -> str:
        return str(TaskRole(self.row["role"]).label)

    @property
    def only_when(self) -> str:
        """The conditions of the row, in words."""
        return telling.conditions(self.row)

    @property
    def told(self) -> str:
        """Of how many people this is known."""
        said = ngettext("done for %(count)s person", "done for %(count)s people", self.done) % {"count": self.done}
        if not self.waived:
            return said if self.done else ""
        without = ngettext("done without for %(count)s person", "done without for %(count)s people", self.waived)
        return "; ".join(filter(None, [said if self.done else "", without % {"count": self.waived}]))


def back(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """Those that are over, with what their days hang on."""
    joined = mobilities.filter(state__in=BACK).select_related(
        "participant__person", "application__call", "network", "host", "tutor", "scheme"
    )
    return joined.order_by("participant__person__last_name", "pk")


def told(mobilities: Iterable[Mobility], rows: Iterable[dict[str, Any]]) -> list[Line]:
    """Every row of a scheme's timeline, and every task added by hand, as these stays did it. Two questions for any number."""
    stays = {one.pk: Stay(one) for one in mobilities}
    of_rows, own = defaultdict(list), defaultdict(list)
    tasks = Task.objects.filter(mobility__in=stays).select_related("template").order_by("position", "pk")
    for task in tasks:
        if task.template is not None:
            of_rows[task.template.key].append(task)
        else:
            own[" ".join(task.own_title.split()).casefold(), task.role, task.step].append(task)
    found = [line for row in rows if (line := _of_row(row, of_rows.get(row["key"], []), stays))]
    return [*found, *(_of_own(same, stays) for same in own.values())]


class Stay:
    """The days of one stay, from which its tasks are reckoned."""

    def __init__(self, mobility: Mobility) -> None:
        self.mobility = mobility
        self.anchors = plans.anchors_of(mobility)
        self.calendar = plans.calendar_of(mobility)

    def planned(self, row: dict[str, Any]) -> int | None:
        """Days from the anchor to the day on which the row is due."""
        offset = Offset(Day(row["anchor"]), row["amount"], Unit(row["unit"]), row["working_days"])
        return self.days_from(row["anchor"], due_date(offset, self.anchors, self.calendar).date)

    def days_from(self, anchor: str, day: date | None) -> int | None:
        """Days from an anchor to a day, negative before it; None while one of the two is not known."""
        start = due_date(Offset(Day(anchor)), self.anchors, self.calendar).date
        return (day - start).days if day and start else None

    def nearest(self, day: date) -> tuple[str, int]:
        """How people would say that day: before the departure, after the arrival, after the return."""
        leaves, returns = self.mobility.departs_on, self.mobility.returns_on
        if day <= leaves:
            return Anchor.DEPARTURE, (day - leaves).days
        return (Anchor.RETURN, (day - returns).days) if day >= returns else (Anchor.ARRIVAL, (day - leaves).days)


def _of_row(row: dict[str, Any], tasks: list[Task], stays: dict[int, Stay]) -> Line | None:
    is_on_request = row.get("level", TaskLevel.MOBILITY) != TaskLevel.MOBILITY
    if is_on_request:
        return _of_added_row(row, tasks, stays) if tasks else None
    planned = telling.when(row)
    if not tasks:
        return Line(row["key"], Kind.ABSENT, row, planned)
    waived = [task for task in tasks if task.state == TaskState.WAIVED]
    counts: dict[str, Any] = {"done": sum(task.state == TaskState.DONE for task in tasks), "waived": len(waived)}
    reasons = tuple(dict.fromkeys(task.reason for task in waived if task.reason))
    if waived and not counts["done"]:
        return Line(row["key"], Kind.WAIVED, row, planned, reasons=reasons, **counts)
    really = _median(stays[task.mobility_id].days_from(row["anchor"], done_on(task)) for task in tasks)
    wanted = _median(stays[task.mobility_id].planned(row) for task in tasks)
    if really is None or really == wanted:
        return Line(
            row["key"], Kind.AS_PLANNED, row, planned, planned if counts["done"] else "", reasons=reasons, **counts
        )
    then = {**row, **offset(row["anchor"], really), "source_mark": str(SourceMark.K)}
    said = telling.when({**then, "working_days": False})
    kind = Kind.AS_PLANNED if said == planned else Kind.MOVED
    shift = really - wanted if wanted is not None else 0
    return Line(row["key"], kind, then, planned, said, reasons=reasons, days=shift, **counts)


def _of_added_row(row: dict[str, Any], tasks: list[Task], stays: dict[int, Stay]) -> Line:
    """A row that somebody added from the scheme, as one that each stay would have."""
    anchor, amount = _usual(tasks, stays)
    then = {**row, "level": str(TaskLevel.MOBILITY)}
    if row["anchor"] == Anchor.ASKED:
        then |= offset(anchor, amount)
    then["source_mark"] = str(SourceMark.K)
    return Line(row["key"], Kind.ADDED, then, "", telling.when(then), **_counts(tasks))


def _of_own(tasks: list[Task], stays: dict[int, Stay]) -> Line:
    first = tasks[0]
    row = {
        "key": f"own-{first.code}", "step": first.step, "phase": first.phase, "role": first.role,
        "title": {"": first.own_title}, "help": {}, "level": str(TaskLevel.MOBILITY),
        "strand": str(Strand.ADMINISTRATIVE), "is_shared": False, "working_days": False,
        "blocks_departure": any(task.blocks_departure for task in tasks),
        "blocks_closing": any(task.blocks_closing for task in tasks),
        "conditions": [], "evidence": "", "produces": "", "effort_minutes": None,
        "source_mark": str(SourceMark.K), "source": "", **offset(*_usual(tasks, stays)),
    }  # fmt: skip
    return Line(row["key"], Kind.ADDED, row, "", telling.when(row), **_counts(tasks))


def _usual(tasks: list[Task], stays: dict[int, Stay]) -> tuple[str, int]:
    """From which day most of these were reckoned, and by how many days; on the departure where no day is known."""
    said = [stays[task.mobility_id].nearest(day) for task in tasks if (day := done_on(task) or task.due_on)]
    if not said:
        return Anchor.DEPARTURE, 0
    anchor = Counter(anchor for anchor, _days in said).most_common(1)[0][0]
    return anchor, median_low(days for other, days in said if other == anchor)


def _counts(tasks: list[Task]) -> dict[str, Any]:
    states = Counter(task.state for task in tasks)
    reasons = tuple(dict.fromkeys(task.reason for task in tasks if task.reason))
    return {"done": states[TaskState.DONE], "waived": states[TaskState.WAIVED], "reasons": reasons}


def done_on(task: Task) -> date | None:
    """The day on which a task was done, where the network is."""
    return timezone.localdate(task.done_at) if task.done_at and task.state == TaskState.DONE else None


def offset(anchor: str, days: int) -> dict[str, Any]:
    """An anchor and days as a row says them: in weeks where there are too many days."""
    if abs(days) <= MOST_DAYS:
        return {"anchor": str(anchor), "amount": days, "unit": str(Unit.DAYS)}
    return {"anchor": str(anchor), "amount": max(-MOST_DAYS, min(MOST_DAYS, round(days / 7))), "unit": str(Unit.WEEKS)}


def _median(days: Iterable[int | None]) -> int | None:
    known = [one for one in days if one is not None]
    return median_low(known) if known else None
