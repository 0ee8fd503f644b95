"""A stay that ends before its day: what follows from it, shown before it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from compagnon.core import activity
from compagnon.core.registries import announce
from compagnon.core.states import locked
from compagnon.documents.models import Document
from compagnon.mobilities.actions import confirm_return, move_dates
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.stays.models import CheckIn, FollowUp
from compagnon.timeline.models import Task

OVERTAKEN = ("signing", "final")
Due = dict[int, tuple[Any, date | None]]


@dataclass(frozen=True)
class MovedTask:
    """A task with its due date before and after; None where it is not there."""

    title: Any
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Consequences:
    """What an early return changes."""

    days_before: int
    days_after: int
    tasks: list[MovedTask]
    check_ins_gone: int
    follow_ups: list[MovedTask]
    documents: list[Document]


def consequences(*, mobility: Mobility, last_day: date, by: Any) -> Consequences:
    """What would follow: it is done for a moment and taken back, so that nothing is forgotten that really happens."""
    days_before = mobility.days
    with transaction.atomic():
        before, check_ins = _due(mobility), CheckIn.objects.filter(mobility=mobility).count()
        asked_before = _asked(mobility)
        moved = move_dates(mobility=mobility, departs_on=mobility.departs_on, returns_on=last_day, by=by)
        after, left = _due(moved), CheckIn.objects.filter(mobility=mobility).count()
        asked_after = _asked(mobility)
        days_after = moved.days
        transaction.set_rollback(True)
    changed, asked = _moved(before, after), _moved(asked_before, asked_after)
    overtaken = Document.objects.filter(mobility=mobility, state__in=OVERTAKEN)
    return Consequences(days_before, days_after, changed, check_ins - left, asked, list(overtaken))


def _moved(before: Due, after: Due) -> list[MovedTask]:
    return [
        MovedTask((after.get(key) or before[key])[0], before.get(key, (None, None))[1], after.get(key, (None, None))[1])
        for key in [*before, *(key for key in after if key not in before)]
        if before.get(key) != after.get(key)
    ]


@transaction.atomic
def return_early(*, mobility: Mobility, last_day: date, reason: str, is_back: bool, by: Any) -> Mobility:
    """End the stay earlier: tasks and check-ins follow the day, the reason is kept, who is back is noted as back."""
    mobility = locked(mobility)
    facts = {"before": mobility.returns_on.isoformat(), "after": last_day.isoformat()}
    activity.record("stays.returned_early", about=mobility, by=by, facts=facts, reason=reason.strip())
    announce("stays.returned_early", mobility, by)
    mobility = move_dates(mobility=mobility, departs_on=mobility.departs_on, returns_on=last_day, by=by)
    if is_back and mobility.state == MobilityState.ABROAD:
        mobility = confirm_return(mobility=mobility, by=by)
    return mobility


def _due(mobility: Mobility) -> Due:
    tasks = Task.objects.filter(mobility=mobility, state="open").select_related("template")
    return {task.pk: (task.title, task.due_on) for task in tasks}


def _asked(mobility: Mobility) -> Due:
    open_ones = list(FollowUp.objects.filter(mobility=mobility, answered_at=None))
    kinds = {one.pk: f"{one.get_kind_display()} {one.month or ''}".strip() for one in open_ones}
    return {one.pk: (f"{kinds[one.pk]} · {one.get_side_display()}", one.due_on) for one in open_ones}
