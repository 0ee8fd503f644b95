"""Asking everybody in a place whether they are safe; counting a group."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked
from compagnon.correspondence.actions import write
from compagnon.mobilities.models import Departure, Mobility
from compagnon.people.models import Person
from compagnon.stays.actions.care import Cry, call_for_help
from compagnon.stays.choices import HelpLevel, Safety
from compagnon.stays.models import RollCall, RollMark, SafetyAnswer, SafetyRound
from compagnon.stays.queries.safety import who_is_there

SAFE = "stays.safe"


@transaction.atomic
def ask_all(*, country: str, town: str, words: str, is_drill: bool, by: Person) -> SafetyRound:
    """Ask everybody whom one may see there, each by a letter with a personal link. Raises MoveRefused when nobody is there.

    A drill keeps who would have been asked, and writes to nobody.
    """
    people = list(who_is_there(by, country, town))
    if not people:
        raise MoveRefused(_("Nobody is there today."))
    asked = SafetyRound.objects.create(
        network_id=by.network_id, country=country, town=town, words=words.strip(), is_drill=is_drill, by=by,
        by_name=by.full_name,
    )  # fmt: skip
    SafetyAnswer.objects.bulk_create(
        SafetyAnswer(network_id=asked.network_id, round=asked, mobility=mobility) for mobility in people
    )
    facts = {"place": town or str(asked.country.name), "people": len(people)}
    verb = "stays.drill_held" if is_drill else "stays.safety_asked"
    activity.record(verb, about=asked, by=by, trail=asked.network, facts=facts)
    if not is_drill:
        remind_all(safety_round=asked, by=by)
    return asked


@transaction.atomic
def remind_all(*, safety_round: SafetyRound, by: Any) -> int:
    """Write to those of an open round who have not answered; returns how many letters."""
    if safety_round.is_drill or safety_round.closed_at is not None:
        return 0
    waiting = safety_round.answers.filter(state=Safety.WAITING).select_related("round", "mobility__participant__person")
    letters = [
        write(key="stays.are_you_safe", reader=one.mobility.participant.person, about=one, by=by, purpose=SAFE)
        for one in waiting
    ]
    return len(letters)


def answer(*, answer: SafetyAnswer, state: str, by: Any, words: str = "") -> SafetyAnswer:
    """Keep that somebody is safe or needs help, told by them or by who spoke with them; the last answer counts.

    Who needs help is called back: it is a call for help of its own, in a transaction of its own.
    """
    answer = _keep(answer, state, words, by)
    if state == Safety.HELP and not answer.round.is_drill:
        cry = Cry(uuid4(), HelpLevel.URGENT, words)
        call_for_help(mobility=answer.mobility, cry=cry, by=by)
    return answer


@transaction.atomic
def _keep(answer: SafetyAnswer, state: str, words: str, by: Any) -> SafetyAnswer:
    answer = locked(answer)
    answer.state, answer.words, answer.answered_at, answer.by_name = state, words.strip(), clock.now(), by.full_name
    answer.save()
    verb = "stays.told_safe" if state == Safety.SAFE else "stays.told_in_need"
    name = answer.mobility.participant.person.full_name
    activity.record(verb, about=answer, by=by, trail=answer.mobility, facts={"name": name})
    return answer


@transaction.atomic
def close_round(*, safety_round: SafetyRound, by: Person) -> SafetyRound:
    """End the asking; answers stay."""
    safety_round = locked(safety_round)
    if safety_round.closed_at is None:
        safety_round.closed_at = clock.now()
        safety_round.save()
        place = {"place": safety_round.town or str(safety_round.country.name)}
        activity.record("stays.safety_closed", about=safety_round, by=by, trail=safety_round.network, facts=place)
    return safety_round


@transaction.atomic
def call_roll(
    *, departure: Departure, people: Iterable[Mobility], present: set[str], place: str, by: Person
) -> RollCall:
    """Note who of a group is there; `present` has the codes of their mobilities."""
    people = list(people)
    roll: RollCall = RollCall.objects.create(
        network_id=departure.network_id, departure=departure, by_name=by.full_name, place=place.strip()[:120]
    )
    RollMark.objects.bulk_create(
        RollMark(network_id=departure.network_id, roll_call=roll, mobility=one, is_present=one.code in present)
        for one in people
    )
    facts = {"present": sum(one.code in present for one in people), "people": len(people)}
    activity.record("stays.roll_called", about=roll, by=by, trail=departure, facts=facts)
    return roll
