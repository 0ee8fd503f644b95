"""Arrival, the plan of check-ins, and their answers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import locked
from compagnon.correspondence.actions import write
from compagnon.correspondence.models import Letter
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.stays.models import Arrival, CheckIn
from compagnon.stays.queries.care import settings_of
from compagnon.stays.queries.weeks import can_confirm_arrival, has_arrived, plan
from compagnon.timeline.actions import refresh

ARRIVAL = "stays.arrival"
OF_DAY = {
    "stays.check_in_answered": "stays.check_in_answered_of_day",
    "stays.call_wanted": "stays.call_wanted_of_day",
    "stays.check_in_seen": "stays.check_in_seen_of_day",
}


class StayRefused(Exception):
    """It is not the time for this; the message can be shown."""


@transaction.atomic
def begin_stay(mobility: Mobility, by: Any) -> None:
    """The participant left: plan the check-ins and ask the tutor to confirm the arrival."""
    plan_check_ins(mobility=mobility, by=by)
    if mobility.tutor and mobility.tutor.email and not has_arrived(mobility):
        write(key="stays.arrival", reader=mobility.tutor, about=mobility, by=by, purpose=ARRIVAL)


@transaction.atomic
def plan_check_ins(*, mobility: Mobility, by: Any) -> None:
    """One a week, for minors one a day at first where the network asks it; answered ones stay when the days move.

    The others follow the days. Planning twice changes nothing.
    """
    mobility = locked(mobility)
    known = {(one.week, one.day): one for one in mobility.check_ins.all()}
    for (week, day), due_on in plan(mobility, settings_of(mobility.network_id)).items():
        new = CheckIn(network_id=mobility.network_id, mobility=mobility, week=week, day=day)
        check_in = known.pop((week, day), None) or new
        if check_in.answered_at is None and check_in.due_on != due_on:
            check_in.due_on = due_on
            check_in.save()
    CheckIn.objects.filter(pk__in=[one.pk for one in known.values() if one.answered_at is None]).delete()
    refresh(mobility=mobility, by=by)


@transaction.atomic
def follow_dates(mobility: Mobility, by: Any) -> None:
    """The days of a stay that has begun have moved: its check-ins move with them."""
    if mobility.check_ins.exists():
        plan_check_ins(mobility=mobility, by=by)


@transaction.atomic
def confirm_arrival(*, mobility: Mobility, by: Any, note: str = "") -> Arrival:
    """Note that the participant is there. Confirming twice changes nothing. Raises StayRefused before it is time."""
    mobility = locked(mobility)
    known = Arrival.objects.filter(mobility=mobility).first()
    if known is not None:
        return known
    if not can_confirm_arrival(mobility):
        raise StayRefused(_("The arrival can be confirmed from the day before the stay begins."))
    arrival = Arrival.objects.create(
        network_id=mobility.network_id, mobility=mobility, confirmed_by_name=by.full_name, note=note.strip()[:300]
    )
    activity.record("stays.arrival_confirmed", about=arrival, by=by, trail=mobility)
    plan_check_ins(mobility=mobility, by=by)
    return arrival


@transaction.atomic
def answer_check_in(
    *, check_in: CheckIn, mood: int, sentence: str, by: Any, wants_call: bool = False, key: UUID | None = None
) -> CheckIn:
    """Keep how the week was; a late answer counts. Answering twice changes nothing: the first answer stays.

    Who wants to be called stands on the desk's list at once. `key` tells an answer sent twice from a second answer.
    """
    check_in = locked(check_in)
    if check_in.answered_at is not None:
        return check_in
    check_in.answered_at, check_in.mood, check_in.sentence = clock.now(), mood, sentence.strip()
    check_in.wants_call, check_in.key = wants_call, key
    check_in.seen_at = check_in.seen_by = None  # the referent noted a silence; the answer is new
    check_in.save()
    verb = "stays.call_wanted" if wants_call else "stays.check_in_answered"
    activity.record(_of_day(verb, check_in), about=check_in, by=by, trail=check_in.mobility, facts=_number(check_in))
    refresh(mobility=check_in.mobility, by=by)
    return check_in


@transaction.atomic
def mark_seen(*, check_ins: Iterable[CheckIn], by: Person, note: str = "") -> int:
    """The referent has read or dealt with them; returns how many were new to the desk."""
    marked = 0
    for chosen in sorted(check_ins, key=lambda one: one.pk):
        check_in = locked(chosen)
        if check_in.seen_at is None:
            check_in.seen_at, check_in.seen_by = clock.now(), by
            check_in.save()
            activity.record(
                _of_day("stays.check_in_seen", check_in),
                about=check_in,
                by=by,
                trail=check_in.mobility,
                facts=_number(check_in),
                reason=note.strip(),
            )
            refresh(mobility=check_in.mobility, by=by)
            marked += 1
    return marked


def _of_day(verb: str, check_in: CheckIn) -> str:
    """The verb of a week, or the same of a day."""
    return OF_DAY[verb] if check_in.day else verb


def _number(check_in: CheckIn) -> dict[str, int]:
    return {"day": check_in.day} if check_in.day else {"week": check_in.week}


def ask_for_check_ins() -> int:
    """Write to participants whose check-in is due today and not answered, once each; returns how many letters."""
    due = CheckIn.objects.filter(due_on=clock.today(), answered_at__isnull=True, mobility__state=MobilityState.ABROAD)
    written = 0
    for check_in in due.select_related("mobility__participant__person"):
        written += _ask_once(check_in)
    return written


@transaction.atomic
def _ask_once(check_in: CheckIn) -> bool:
    check_in = locked(check_in)
    about_it = Letter.objects.filter(key="stays.check_in", about_id=check_in.pk)
    if check_in.answered_at is not None or about_it.exists():
        return False
    write(key="stays.check_in", reader=check_in.mobility.participant.person, about=check_in, by=None)
    return True
