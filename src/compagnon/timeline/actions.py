"""What can be done with a timeline: made, moved, derived from the work itself, settled by hand with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.registries import evidence
from compagnon.core.states import MoveRefused, locked, move
from compagnon.engines.duedates import Change, Move
from compagnon.mobilities import actions as mobilities
from compagnon.mobilities.choices import RUNNING
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.people.models import Person
from compagnon.schemes.models import SchemeTask
from compagnon.timeline import changes, plans, queries, sharing
from compagnon.timeline.choices import TaskState
from compagnon.timeline.models import Reminder, ReminderSettings, Task
from compagnon.timeline.reminding import digests, due


@transaction.atomic
def create_timeline(*, mobility: Mobility, by: Any) -> list[Task]:
    """Make the tasks that the scheme asks of this mobility; those that it has are kept.

    A task that is late already is made all the same, and marked (TL-04).
    """
    template = {task.key: task for task in mobility.scheme.tasks_of(mobility.scheme_version)}
    kept = set(Task.objects.filter(mobility=mobility, template__isnull=False).values_list("template__key", flat=True))
    plan = [new for new in plans.schedule(mobility, template.values(), today=clock.today()) if new.key not in kept]
    made: list[Task] = Task.objects.bulk_create(
        [_task(mobility, template[new.key], new.due_on, late=new.late_on_creation) for new in plan]
    )
    refresh(mobility=mobility, by=by)
    return made


def _task(mobility: Mobility, of: SchemeTask, due_on: date | None, *, late: bool) -> Task:
    return Task(
        network_id=mobility.network_id,
        mobility=mobility,
        template=of,
        step=of.step,
        phase=of.phase,
        position=of.position,
        role=of.role,
        due_on=due_on,
        evidence=of.evidence,
        blocks_departure=of.blocks_departure,
        blocks_closing=of.blocks_closing,
        late_on_creation=late,
        departement_code=mobility.departement_code,
        is_running=mobility.state in RUNNING,
    )


_gathered: ContextVar[set[int] | None] = ContextVar("gathered_refreshes", default=None)


@contextmanager
def refreshed_once() -> Iterator[None]:
    """Let many changes inside the block look at each timeline once, at its end; a block within a block joins it."""
    if _gathered.get() is not None:
        yield
        return
    token = _gathered.set(set())
    try:
        yield
        waiting = _gathered.get() or set()
    finally:
        _gathered.reset(token)
    for mobility in Mobility.objects.filter(pk__in=waiting):
        refresh(mobility=mobility, by=None)


@transaction.atomic
def refresh(*, mobility: Mobility, by: Any) -> None:
    """Ask of each task that can know it by itself whether it is done, then write the summary on the mobility.

    A task whose proof is gone is open again; one that was waived stays waived.
    """
    gathered = _gathered.get()
    if gathered is not None:
        gathered.add(mobility.pk)
        return
    mobility = Mobility.objects.select_for_update(of=("self",)).select_related("participant").get(pk=mobility.pk)
    tasks = list(queries.tasks_of(mobility))
    _follow_mobility(mobility, tasks)
    _take_over(mobility, tasks)
    for task in tasks:
        proof = evidence.get(task.evidence) if task.evidence else None
        if proof is None or task.state == TaskState.WAIVED:
            continue
        is_done = bool(proof.done(mobility))
        if is_done and task.is_open:
            _settle(task, None)
            move(task, TaskState.DONE, by=None, trail=mobility, facts=_told(task, None))
        elif not is_done and task.state == TaskState.DONE:
            _unsettle(task)
            move(task, TaskState.OPEN, by=None, trail=mobility, facts=_told(task, None))
    mobilities.record_progress(mobility=mobility, summary=queries.summary(mobility, tasks))


@transaction.atomic
def complete_task(*, task: Task, by: Any) -> Task:
    """Say that a task is done, for all who travel along where the group does it once.

    Raises MoveRefused for one that knows it by itself: do the work, or waive it.
    """
    along = sharing.of_the_group(task)
    task = locked(task)
    if task.evidence and evidence.get(task.evidence) is not None:
        raise MoveRefused(
            _("This task is done by itself once the work is. If it was settled another way, waive it and say how.")
        )
    for one in (task, *(other for other in along if other.is_open)):
        _settle(one, by)
        move(one, TaskState.DONE, by=by, trail=one.mobility, facts=_told(one, by))
        _summarise(one.mobility)
    return task


@transaction.atomic
def reopen_task(*, task: Task, by: Any) -> Task:
    """Take a task up again, for all who travel along where the group does it once."""
    along = sharing.of_the_group(task)
    task = locked(task)
    reopened = [task, *(other for other in along if other.state == TaskState.DONE)]
    for one in reopened:
        _unsettle(one)
        move(one, TaskState.OPEN, by=by, trail=one.mobility, facts=_told(one, by))
    for one in reopened:
        refresh(mobility=one.mobility, by=by)
    return task


@transaction.atomic
def waive_task(*, task: Task, by: Any, reason: str) -> Task:
    """Do without a task; the reason stays with it. Raises MoveRefused without one."""
    if not reason.strip():
        raise MoveRefused(_("Say why this task is not needed: the reason is kept with the file."))
    task = locked(task)
    _settle(task, by)
    task.reason = reason.strip()
    move(task, TaskState.WAIVED, by=by, trail=task.mobility, facts=_told(task, by), reason=task.reason)
    _summarise(task.mobility)
    return task


@transaction.atomic
def add_task(*, mobility: Mobility, title: str, role: str, step: str, due_on: date | None, by: Any) -> Task:
    """Add a task of one's own to one timeline."""
    phase = {"monitor": "during", "evaluate": "after"}.get(step, "before")
    task: Task = Task.objects.create(
        network_id=mobility.network_id,
        mobility=mobility,
        own_title=title,
        role=role,
        step=step,
        phase=phase,
        position=900,
        due_on=due_on,
        departement_code=mobility.departement_code,
        is_running=mobility.state in RUNNING,
    )
    activity.record("timeline.task_added", about=task, by=by, trail=mobility, facts=_told(task, by))
    _summarise(mobility)
    return task


@transaction.atomic
def add_on_request(*, mobility: Mobility, of: SchemeTask, by: Any) -> Task:
    """Add a row of the scheme that is there to be added when it applies; one that is there already is kept."""
    there = Task.objects.filter(mobility=mobility, template=of).first()
    if there is not None:
        return there
    task = _task(mobility, of, plans.due_if_added(mobility, of, today=clock.today()), late=False)
    task.save()
    activity.record("timeline.task_added", about=task, by=by, trail=mobility, facts=_told(task, by))
    refresh(mobility=mobility, by=by)
    return task


def move_dates(*, mobility: Mobility, departs_on: date, returns_on: date, by: Any) -> Mobility:
    """Give the mobility other days; its open tasks follow in the same transaction."""
    return mobilities.move_dates(mobility=mobility, departs_on=departs_on, returns_on=returns_on, by=by)


@transaction.atomic
def reschedule(*, mobility: Mobility, by: Any) -> list[Move]:
    """Let open tasks follow the mobility's days and facts: they move, come or leave; settled ones stay (TL-03, TL-05)."""
    template = {task.key: task for task in mobility.scheme.tasks_of(mobility.scheme_version)}
    tasks = {task.template.key: task for task in queries.tasks_of(mobility) if task.template is not None}
    found = plans.changes(mobility, template.values(), tasks.values(), today=clock.today())
    moved, left = [], []
    for change in found:
        task = tasks.get(change.key)
        if change.change is Change.MOVES and task is not None:
            task.due_on = change.due_after
            moved.append(task)
        elif change.change is Change.LEAVES and task is not None:
            left.append(task.pk)
    Task.objects.bulk_update(moved, ["due_on"])
    due.take_back(Reminder.objects.filter(due.STALE | Q(task__in=left), task__mobility=mobility))
    Task.objects.filter(pk__in=left).delete()
    added = [
        _task(mobility, template[change.key], change.due_after, late=change.late)
        for change in found
        if change.change is Change.APPEARS
    ]
    Task.objects.bulk_create(added)
    if found:
        facts = {"moved": len(moved), "added": len(added), "left": len(left)}
        activity.record("timeline.mobility_rescheduled", about=mobility, by=by, facts=facts)
        gone = [task for task in tasks.values() if task.pk in left]
        _tell_of(mobility, by, added, gone)
    refresh(mobility=mobility, by=by)
    return found


def _tell_of(mobility: Mobility, by: Any, added: list[Task], gone: list[Task]) -> None:
    """Say which tasks came and fell away, each with what it hangs on."""
    holding = plans.conditions_of(mobility)
    for verb, changed, because in (
        ("timeline.mobility_tasks_came", added, changes.came_because),
        ("timeline.mobility_tasks_left", gone, changes.left_because),
    ):
        if changed:
            reasons = {task.template.key: because(task.template, holding) for task in changed if task.template}
            why = {key: said for key, said in reasons.items() if any(said.values())}
            activity.record(verb, about=mobility, by=by, facts={"titles": queries.titles_of(changed, why)})


def _take_over(mobility: Mobility, tasks: list[Task]) -> None:
    """Whoever joins a group has what the group has done: told once, with who did it."""
    done = sharing.done_in_group(mobility, tasks)
    for task in tasks:
        first = done.get(task.template.key) if task.template and task.is_open else None
        if first is not None:
            task.done_at, task.done_by, task.done_by_name = first.done_at, first.done_by, first.done_by_name
            move(task, TaskState.DONE, by=first.done_by, trail=mobility, facts=_told(task, first.done_by))


def _follow_mobility(mobility: Mobility, tasks: list[Task]) -> None:
    """Repeat on its tasks what work lists ask of the mobility."""
    is_running, departement = mobility.state in RUNNING, mobility.departement_code
    if any((task.is_running, task.departement_code) != (is_running, departement) for task in tasks):
        Task.objects.filter(mobility=mobility).update(is_running=is_running, departement_code=departement)
        for task in tasks:
            task.is_running, task.departement_code = is_running, departement


def _summarise(mobility: Mobility) -> None:
    gathered = _gathered.get()
    if gathered is not None:
        gathered.add(mobility.pk)
        return
    fresh = Mobility.objects.get(pk=mobility.pk)
    mobilities.record_progress(mobility=fresh, summary=queries.summary(fresh, queries.tasks_of(fresh)))


def _settle(task: Task, by: Any) -> None:
    task.done_at = clock.now()
    task.done_by = by if isinstance(by, Person) else None
    task.done_by_name = by.activity_name if by else activity.SYSTEM


def _unsettle(task: Task) -> None:
    task.done_at, task.done_by, task.done_by_name, task.reason = None, None, "", ""


def _told(task: Task, by: Any) -> dict[str, Any]:
    who = f" ({by.activity_name})" if by else ""  # what a task knows by itself is nobody's doing
    return {"title": queries.words_of(task.title), "who": who}


def remind_by_itself(*, network: Network, now: datetime) -> int:
    """Write to all who are to be reminded now, one letter each; returns how many letters were written."""
    settled = queries.reminder_settings(network)
    due.take_back_stale()
    if not settled.is_on or not network.is_open:
        return 0
    today = now.astimezone(ZoneInfo(network.time_zone)).date()
    due.plan(network=network, settled=settled, today=today, now=now)
    return digests.write_due(network=network, settled=settled, now=now)


@transaction.atomic
def change_reminders(*, settled: ReminderSettings, said: dict[str, Any], by: Any) -> ReminderSettings:
    """Change when a network reminds by itself; what was written stays as it is."""
    for name, value in said.items():
        setattr(settled, name, value)
    settled.save()
    activity.record("timeline.reminders_changed", about=settled, by=by, trail=settled.network)
    return settled
