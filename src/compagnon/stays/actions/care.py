"""Calling for help, answering it, and who is on call."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.people.models import Person
from compagnon.stays.choices import URGENT, HelpLevel, HelpState
from compagnon.stays.models import CareSettings, HelpCall, OnCallTurn
from compagnon.stays.queries.care import OnDuty, asked_so_far, chain_for, own_open_call, settings_of, waits_too_long

_log = logging.getLogger(__name__)
_GRAVITY: list[str] = list(HelpLevel.values)


@dataclass(frozen=True)
class Cry:
    """What was sent with the press of the button; `key` comes from where it was pressed."""

    key: UUID
    level: str
    words: str = ""
    phone: str = ""


def call_for_help(*, mobility: Mobility, cry: Cry, by: Any) -> tuple[HelpCall, bool]:
    """Keep a call for help, and whether it is new; then ask the first person.

    The call is kept in a transaction of its own: whatever goes wrong with asking, it stands on the desk's page, and the
    job asks again. An urgent call while another is open is the same one: whoever is on it, or was asked, is told. What
    is not urgent is a call of its own.
    """
    call, is_new, told = _keep(mobility, cry, by)
    if told is not None:
        _quietly(call, lambda: _tell(call, told))
    _quietly(call, lambda: _ask_if_due(call))
    return call, is_new


@transaction.atomic
def _keep(mobility: Mobility, cry: Cry, by: Any) -> tuple[HelpCall, bool, Person | None]:
    """The call, whether it is new, and who is told that it was repeated."""
    mobility = locked(mobility)
    known = HelpCall.objects.filter(mobility=mobility, key=cry.key).first()
    if known is None and cry.level in URGENT:
        known = own_open_call(mobility)
    if known is not None:
        known = locked(known)
        return known, False, _repeated(known, cry, by)
    call = HelpCall.objects.create(
        network_id=mobility.network_id,
        mobility=mobility,
        key=cry.key,
        level=cry.level,
        words=cry.words.strip(),
        phone=(cry.phone or mobility.participant.person.phone).strip(),
        answer_by=clock.now(),
    )
    activity.record("stays.help_called", about=call, by=by, trail=mobility, facts=_level(call))
    return call, True, None


def _repeated(call: HelpCall, cry: Cry, by: Any) -> Person | None:
    """Keep what a second press says with the first; returns who hears of it. The same one sent twice changes nothing.

    Whoever was on it may not hear their telephone: the next person is asked as well.
    """
    said, phone = cry.words.strip(), cry.phone.strip()
    is_graver = _GRAVITY.index(cry.level) > _GRAVITY.index(call.level)
    is_said = not said or said in call.words
    is_same = cry.key == call.key and is_said and not is_graver and phone in ("", call.phone)
    if is_same or call.state == HelpState.CLOSED:
        return None
    told: Person | None = call.taken_by or call.asked
    call.words = call.words if is_said else f"{call.words}\n{said}".strip()
    call.level, call.phone = (cry.level if is_graver else call.level), phone or call.phone
    if call.is_urgent and call.answer_by is None:  # somebody was on it, or nobody was left
        call.state, call.taken_by, call.taken_at, call.answer_by = HelpState.ASKED, None, None, clock.now()
    call.save()
    activity.record("stays.help_repeated", about=call, by=by, trail=call.mobility, facts=_level(call))
    return told


def _quietly(call: HelpCall, do: Callable[[], Any]) -> None:
    try:
        do()
    except Exception:  # noqa: BLE001  (whoever calls for help gets an answer, whatever is broken behind it)
        _log.exception("A call for help is kept, but nobody could be asked: %s", call.code)


@transaction.atomic
def _ask_if_due(call: HelpCall) -> None:
    if waits_too_long().filter(pk=locked(call).pk).exists():
        pass_on(call=call)


@transaction.atomic
def _tell(call: HelpCall, person: Person) -> None:
    page = {"page": settings.SITE_URL + call.get_absolute_url()}
    write(key="stays.help", reader=person, about=call, by=None, facts=page)


@transaction.atomic
def pass_on(*, call: HelpCall, by: Any = None) -> OnDuty | None:
    """Ask the first of the chain who was not asked; None when nobody is left: then it stands open at the desk of all.

    Raises MoveRefused when somebody is on it, or it is closed.
    """
    call = locked(call)
    if call.state != HelpState.ASKED:
        told = {"state": call.get_state_display()}
        raise MoveRefused(_("This is not possible any more: the state is now “%(state)s”.") % told)
    passed = {*asked_so_far(call), getattr(by, "pk", None)}
    following = next((one for one in chain_for(call.mobility) if one.person.pk not in passed), None)
    if following is None:
        call.answer_by = None
        call.save()
        activity.record("stays.help_unanswered", about=call, by=by, trail=call.mobility, facts=_level(call))
        return None
    call.asked, call.asked_phone, call.place = following.person, following.phone, call.place + 1
    minutes = settings_of(call.network_id).answer_within
    call.answer_by = clock.now() + timedelta(minutes=minutes) if call.is_urgent else None
    call.save()
    facts = _level(call) | {"name": following.person.full_name}
    activity.record("stays.help_asked_of", about=call, by=by, trail=call.mobility, facts=facts)
    _tell(call, following.person)
    return following


def pass_on_overdue() -> int:
    """Ask the next person for every call that nobody took in time; returns how many calls."""
    overdue = list(waits_too_long())
    for call in overdue:
        _quietly(call, partial(_ask_if_due, call))
    return len(overdue)


@transaction.atomic
def take(*, call: HelpCall, by: Person) -> HelpCall:
    """Say that one is on it; nobody else is asked. Raises MoveRefused when somebody was first."""
    call = locked(call)
    call.taken_by, call.taken_at, call.answer_by = by, clock.now(), None
    move(call, HelpState.TAKEN, by=by, trail=call.mobility, facts=_level(call))
    return call


@transaction.atomic
def hand_back(*, call: HelpCall, by: Person) -> OnDuty | None:
    """Give it back, so that the next is asked at once; None when nobody is left."""
    call = locked(call)
    call.taken_by = call.taken_at = None
    move(call, HelpState.ASKED, by=by, trail=call.mobility, facts=_level(call))
    return pass_on(call=call, by=by)


@transaction.atomic
def close_call(*, call: HelpCall, outcome: str, by: Person) -> HelpCall:
    """End it with a sentence: what was done. Raises MoveRefused without one."""
    if not outcome.strip():
        raise MoveRefused(_("Say in a sentence how it ended."))
    call = locked(call)
    call.outcome, call.closed_at, call.answer_by = outcome.strip(), clock.now(), None
    move(call, HelpState.CLOSED, by=by, trail=call.mobility, facts=_level(call))
    return call


@transaction.atomic
def add_turn(*, person: Person, days: tuple[date, date], place: int, phone: str, by: Person) -> OnCallTurn:
    """Put somebody on call."""
    turn: OnCallTurn = OnCallTurn.objects.create(
        network_id=person.network_id, person=person, first_day=days[0], last_day=days[1], place=place, phone=phone
    )
    _note_turn("stays.turn_added", turn, by)
    return turn


@transaction.atomic
def remove_turn(*, turn: OnCallTurn, by: Person) -> OnCallTurn:
    """Take a turn away; it can be put back."""
    return _switch(turn, "stays.turn_removed", by, is_off=True)


@transaction.atomic
def restore_turn(*, turn: OnCallTurn, by: Person) -> OnCallTurn:
    """Put a turn back that was taken away."""
    return _switch(turn, "stays.turn_restored", by, is_off=False)


@transaction.atomic
def change_settings(*, network: Network, said: dict[str, Any], by: Person) -> CareSettings:
    """Say which number answers day and night, when the next is asked, and when a missing sign is followed."""
    kept = settings_of(network.pk)
    for name, value in said.items():
        setattr(kept, name, value)
    kept.save()
    activity.record("stays.help_settled", about=kept, by=by, trail=network, facts={"minutes": kept.answer_within})
    steps = ("remind_after", "tutor_after", "call_after")
    if set(steps) & set(said):
        hours = ", ".join(str(getattr(kept, one) or "–") for one in steps)
        activity.record("stays.ladder_settled", about=kept, by=by, trail=network, facts={"hours": hours})
    return kept


def _switch(turn: OnCallTurn, verb: str, by: Person, *, is_off: bool) -> OnCallTurn:
    turn = locked(turn)
    if turn.is_off != is_off:
        turn.is_off = is_off
        turn.save()
        _note_turn(verb, turn, by)
    return turn


def _note_turn(verb: str, turn: OnCallTurn, by: Person) -> None:
    facts = {"name": turn.person.full_name, "first": turn.first_day.isoformat(), "last": turn.last_day.isoformat()}
    activity.record(verb, about=turn, by=by, trail=turn.network, facts=facts)


def _level(call: HelpCall) -> dict[str, str]:
    return {"level": str(call.level)}
