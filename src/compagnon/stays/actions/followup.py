"""Planning, asking and answering follow-ups; visits, the contract, what counts at home."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from compagnon.core import activity, clock
from compagnon.core.i18n import in_every_language
from compagnon.core.states import locked
from compagnon.correspondence.actions import write
from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.splitting import spans_of
from compagnon.people.models import Person
from compagnon.stays.choices import ContractMove, Side
from compagnon.stays.models import ContractEvent, CountsAtHome, FollowUp, Visit
from compagnon.stays.queries.followup import LOW, due_now, plan

FOLLOW_UP = "stays.follow_up"


@transaction.atomic
def plan_follow_ups(mobility: Mobility, by: Any) -> None:
    """What will be asked during the stay; answered ones stay when the days move. Planning twice changes nothing."""
    mobility = locked(mobility)
    known = {(one.kind, one.month, one.side): one for one in FollowUp.objects.filter(mobility=mobility)}
    for kind, month, side, due_on in plan(*spans_of(mobility), long_from=mobility.kept_scheme.long_from_days):
        one = known.pop((kind, month, side), None) or FollowUp(
            network_id=mobility.network_id, mobility=mobility, kind=kind, month=month, side=side
        )
        if one.answered_at is None and one.due_on != due_on:
            one.due_on = due_on
            one.save()
    FollowUp.objects.filter(pk__in=[one.pk for one in known.values() if one.answered_at is None]).delete()


@transaction.atomic
def follow_dates(mobility: Mobility, by: Any) -> None:
    """The days of a stay that has begun have moved: what is asked moves with them."""
    if mobility.check_ins.exists():
        plan_follow_ups(mobility, by)


def ask_for_follow_ups() -> int:
    """Write to who is asked and has not answered, once each; returns how many letters."""
    return sum(ask(follow_up=one, by=None) for one in due_now())


@transaction.atomic
def ask(*, follow_up: FollowUp, by: Any, again: bool = False) -> bool:
    """Write to the tutor with a personal link, or to the participant; once, unless `again`."""
    follow_up = locked(follow_up)
    mobility = follow_up.mobility
    if follow_up.answered_at is not None:
        return False
    if (
        not again
        and Letter.objects.filter(key__in=("stays.follow_up", "stays.my_follow_up"), about_id=follow_up.pk).exists()
    ):
        return False
    if follow_up.side == Side.LEARNER:
        write(key="stays.my_follow_up", reader=mobility.participant.person, about=follow_up, by=by)
        return True
    if mobility.tutor is None or not mobility.tutor.email:
        return False
    write(key="stays.follow_up", reader=mobility.tutor, about=follow_up, by=by, purpose=FOLLOW_UP)
    return True


@transaction.atomic
def answer_follow_up(*, follow_up: FollowUp, marks: dict[str, int], words: str, wants_call: bool, by: Any) -> FollowUp:
    """Keep what somebody said. Answering twice changes nothing: the first answer stays."""
    follow_up = locked(follow_up)
    if follow_up.answered_at is not None:
        return follow_up
    follow_up.marks, follow_up.words, follow_up.wants_call = marks, words.strip(), wants_call
    follow_up.answered_at, follow_up.by_name = clock.now(), by.full_name
    follow_up.is_low = any(mark <= LOW for mark in marks.values())
    follow_up.seen_at = follow_up.seen_by = None
    follow_up.save()
    activity.record("stays.follow_up_answered", about=follow_up, by=by, trail=follow_up.mobility)
    return follow_up


@transaction.atomic
def note_seen(*, follow_ups: Iterable[FollowUp], by: Person) -> int:
    """The referent has dealt with them; returns how many were new to the desk."""
    fresh = [found for one in follow_ups if (found := locked(one)).seen_at is None]
    for one in fresh:
        one.seen_at, one.seen_by = clock.now(), by
        one.save()
        activity.record("stays.follow_up_seen", about=one, by=by, trail=one.mobility)
    return len(fresh)


@transaction.atomic
def plan_visit(*, mobility: Mobility, on: date, way: str, goes: Person | None, by: Person) -> Visit:
    """Put a visit into the calendars of whoever goes, of the referent and of the participant; once for a day and a way."""
    locked(mobility)  # so that the second press finds the first
    visit, _is_new = Visit.objects.update_or_create(
        network_id=mobility.network_id,
        mobility=mobility,
        on=on,
        way=way,
        report="",
        defaults={"goes": goes, "by_name": by.full_name},
    )
    facts = {"day": on.isoformat(), "who": str(goes.full_name if goes else by.full_name)}
    activity.record("stays.visit_planned", about=visit, by=by, trail=mobility, facts=facts)
    return visit


@transaction.atomic
def call_off_visit(*, mobility: Mobility, on: date, by: Person) -> int:
    """Take the visits that were planned for a day away; returns how many. What was reported stays."""
    planned = Visit.objects.filter(mobility=mobility, on=on, report="")
    gone, _by_model = planned.delete()
    if gone:
        activity.record("stays.visit_called_off", about=mobility, by=by, facts={"day": on.isoformat()})
    return gone


@transaction.atomic
def report_visit(*, mobility: Mobility, on: date, way: str, report: str, by: Person) -> Visit:
    """Keep the report of a visit, or of a talk from afar: of the one that was planned for that day, where there is one."""
    locked(mobility)
    planned = Visit.objects.filter(mobility=mobility, on=on, report="").order_by("pk").first()
    visit: Visit = planned or Visit(network_id=mobility.network_id, mobility=mobility, on=on)
    visit.way, visit.report, visit.by_name = way, report.strip(), by.full_name
    visit.save()
    activity.record("stays.visit_reported", about=visit, by=by, trail=mobility)
    return visit


@transaction.atomic
def note_contract(*, mobility: Mobility, on: date, move: str, words: str, by: Person) -> ContractEvent:
    """Note what became of the contract or the pay from a day on."""
    event: ContractEvent = ContractEvent.objects.create(
        network_id=mobility.network_id, mobility=mobility, on=on, move=move, words=words.strip(), by_name=by.full_name
    )
    activity.record("stays.contract_noted", about=event, by=by, trail=mobility)
    return event


@transaction.atomic
def remove_contract_event(*, event: ContractEvent, by: Person) -> ContractEvent:
    """Take away what was noted by mistake. A week long it can be put back."""
    event = locked(event)
    if event.removed_at is None:
        event.removed_at = clock.now()
        event.save()
        activity.record("stays.contract_removed", about=event, by=by, trail=event.mobility, facts=_of_event(event))
    return event


@transaction.atomic
def restore_contract_event(*, event: ContractEvent, by: Person) -> ContractEvent:
    """Put back what was taken away."""
    event = locked(event)
    if event.removed_at is not None:
        event.removed_at = None
        event.save()
        activity.record("stays.contract_restored", about=event, by=by, trail=event.mobility, facts=_of_event(event))
    return event


def _of_event(event: ContractEvent) -> dict[str, Any]:
    return {"what": in_every_language(ContractMove(event.move).label), "day": event.on.isoformat()}


@transaction.atomic
def decide_counts(
    *, mobility: Mobility, counts_as: str, what: str, by: Person, is_confirmed: bool = False
) -> CountsAtHome:
    """Say what of the stay counts in the diploma, and after the stay that it did."""
    locked(mobility)  # so that two who decide at once write one decision
    kept = CountsAtHome.objects.filter(mobility=mobility).first() or CountsAtHome(
        network_id=mobility.network_id, mobility=mobility
    )
    kept.counts_as, kept.what = counts_as, what.strip()
    kept.decided_at, kept.decided_by_name = clock.now(), by.full_name
    kept.confirmed_at, kept.confirmed_by_name = (clock.now(), by.full_name) if is_confirmed else (None, "")
    kept.save()
    verb = "stays.counting_confirmed" if is_confirmed else "stays.counting_decided"
    activity.record(verb, about=kept, by=by, trail=mobility)
    return kept
