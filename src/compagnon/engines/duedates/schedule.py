"""A whole timeline: which tasks, when, which of them late from the start, and what a change does to them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from compagnon.engines.base import Fact, Reason, Source
from compagnon.engines.duedates.calendar import Calendar
from compagnon.engines.duedates.reckon import due_date
from compagnon.engines.duedates.rules import Anchor, Change, Condition, Due, Move, ScheduledTask, TaskRule


def is_needed(task: TaskRule, facts: Collection[Condition]) -> bool:
    """All of `when` and none of `unless` are true (TL-05)."""
    return task.when.issubset(facts) and task.unless.isdisjoint(facts)


def schedule(
    tasks: Sequence[TaskRule],
    anchors: Mapping[Anchor, date],
    calendar: Calendar,
    *,
    created_on: date,
    facts: Collection[Condition] = (),
) -> list[ScheduledTask]:
    """The tasks needed, in the order of their due dates and then of the template; undated ones last.

    A due date already past on `created_on` is kept and marked, never dropped (TL-04).
    Raises ValueError when two tasks have one key.
    """
    refuse_double_keys(tasks)
    made = []
    for task in tasks:
        if is_needed(task, facts):
            due = _due(task, anchors, calendar)
            late = due.date is not None and due.date < created_on
            made.append(ScheduledTask(task.key, due.date, due.reason, late_on_creation=late))
    return sorted(made, key=lambda task: task.due_on or date.max)


def moved(
    before: Sequence[ScheduledTask],
    tasks: Sequence[TaskRule],
    anchors: Mapping[Anchor, date],
    calendar: Calendar,
    *,
    on: date,
    facts: Collection[Condition] = (),
) -> list[Move]:
    """What new anchors or conditions do to a timeline; tasks that do not change are not listed.

    Open tasks move, appear or leave. Tasks done stay as they are, needed or not, with their date (TL-03); so do tasks
    that are not in the template, which somebody added by hand.
    """
    held = {task.key: task for task in before}
    moves = []
    for new in schedule(tasks, anchors, calendar, created_on=on, facts=facts):
        old = held.pop(new.key, None)
        if old is None:
            moves.append(_move(new.key, Change.APPEARS, None, new))
        elif old.done_on is None and old.due_on != new.due_on:
            moves.append(_move(new.key, Change.MOVES, old.due_on, new))
    templated = {task.key for task in tasks}
    left = (task for task in held.values() if task.done_on is None and task.key in templated)
    return moves + [_move(task.key, Change.LEAVES, task.due_on, None) for task in left]


def compression_days(tasks: Iterable[ScheduledTask], *, created_on: date) -> int:
    """By how many days the timeline was made too late for its earliest task; 0 when in time."""
    due = [task.due_on for task in tasks if task.due_on is not None]
    return max(0, (created_on - min(due)).days) if due else 0


def preparation(
    tasks: Sequence[ScheduledTask],
    anchors: Mapping[Anchor, date],
    *,
    created_on: date,
    minimum_days: int | None = None,
    source: Source | None = None,
) -> list[Reason]:
    """Warnings of a late creation: tasks compressed, and less time before departure than the scheme asks (TL-04)."""
    warnings = []
    if days := compression_days(tasks, created_on=created_on):
        late = sum(task.late_on_creation for task in tasks)
        facts: dict[str, Fact] = {"compression_days": days, "late_tasks": late, "created_on": created_on}
        warnings.append(Reason("duedates.compressed", facts, source))
    departure = anchors.get(Anchor.DEPARTURE)
    if minimum_days is not None and departure is not None and (departure - created_on).days < minimum_days:
        facts = {
            "days": (departure - created_on).days,
            "minimum_days": minimum_days,
            "departure_on": departure,
            "earliest_departure": date.fromordinal(created_on.toordinal() + minimum_days),
        }
        warnings.append(Reason("duedates.preparation_too_short", facts, source, "choose_later_departure"))
    return warnings


def refuse_double_keys(tasks: Sequence[TaskRule]) -> None:
    """Raises ValueError naming the first key that two tasks share."""
    seen: set[str] = set()
    for task in tasks:
        if task.key in seen:
            raise ValueError(f"two tasks have the key {task.key}")
        seen.add(task.key)


def _due(task: TaskRule, anchors: Mapping[Anchor, date], calendar: Calendar) -> Due:
    due = due_date(task.offset, anchors, calendar, source=task.source)
    if due.date is None and task.otherwise is not None:
        return due_date(task.otherwise, anchors, calendar, source=task.source)
    return due


def _move(key: str, change: Change, before: date | None, new: ScheduledTask | None) -> Move:
    after = new.due_on if new else None
    why = new.reason.facts if new and new.reason else {}
    facts: dict[str, Fact] = {**why, "due_before": before, "due_after": after}
    if before is not None and after is not None:
        facts["days"] = (after - before).days
    source = new.reason.source if new and new.reason else None
    late = new is not None and new.late_on_creation
    return Move(key, change, before, after, Reason(f"duedates.{change}", facts, source), late=late)
