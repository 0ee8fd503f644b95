"""Following a missing sign step by step: the participant, the tutor, then the list of whom to call (SAFE-03)."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from compagnon.core import activity, clock
from compagnon.core.states import locked
from compagnon.correspondence.actions import write
from compagnon.people.models import Person
from compagnon.stays.actions.safety import SAFE, answer
from compagnon.stays.actions.weeks import confirm_arrival, mark_seen
from compagnon.stays.choices import Rung, Safety
from compagnon.stays.models import Silence
from compagnon.stays.queries.care import chain_for, settings_of
from compagnon.stays.queries.silence import Missing, is_over, ladder, missing_now, open_silences, would_confirm_arrival

SIGN = "stays.sign"
TOLD_AT_MOST = 3  # people who hear at once that somebody has to be called

_log = logging.getLogger(__name__)


def watch() -> int:
    """Note what is missing, go on with what is followed, end what has come; returns how many steps were taken."""
    for missing in list(missing_now()):
        _note(missing)
    return sum(_quietly(one) for one in open_silences().order_by("since", "pk"))


@transaction.atomic
def _note(missing: Missing) -> Silence:
    silence: Silence = Silence.objects.create(
        network_id=missing.mobility.network_id,
        mobility=missing.mobility,
        kind=missing.kind,
        check_in=missing.check_in,
        answer=missing.answer,
        since=missing.since,
    )
    return silence


def _quietly(silence: Silence) -> int:
    try:
        return follow(silence=silence)
    except Exception:  # noqa: BLE001  (one letter that cannot be written leaves nobody else unheard)
        _log.exception("A missing sign could not be followed: %s", silence.code)
        return 0


@transaction.atomic
def follow(*, silence: Silence) -> int:
    """Take every step that is due, in their order; end it when a sign has come. Returns how many steps."""
    silence = locked(silence)
    if silence.ended_at is not None:
        return 0
    if is_over(silence):
        silence.ended_at = clock.now()
        silence.save()
        return 0
    kept, before = settings_of(silence.network_id), silence.rung
    for rung, after in ladder(silence.kind, kept):
        if rung > silence.rung and clock.now() >= silence.since + after:
            _climb(silence, rung)
    return int(silence.rung > before)


def _climb(silence: Silence, rung: Rung, by: Any = None) -> None:
    verb = STEPS[rung](silence)
    silence.rung, silence.rung_at = rung, clock.now()
    silence.save()
    activity.record(verb, about=silence, by=by, trail=silence.mobility, facts=_who(silence))


def _remind(silence: Silence) -> str:
    participant = silence.mobility.participant.person
    if silence.answer is not None:
        write(key="stays.are_you_safe", reader=participant, about=silence.answer, by=None, purpose=SAFE)
    else:
        page = {"page": settings.SITE_URL + silence.get_own_url()}
        write(key="stays.no_sign", reader=participant, about=silence, by=None, facts=page)
    return "stays.silence_reminded"


def _ask_tutor(silence: Silence) -> str:
    tutor = silence.mobility.tutor
    if tutor is None or not tutor.email:
        return "stays.silence_without_tutor"
    write(key="stays.no_sign_tutor", reader=tutor, about=silence, by=None, purpose=SIGN)
    return "stays.silence_tutor_asked"


def _put_on_list(silence: Silence) -> str:
    page = {"page": settings.SITE_URL + reverse("stays:silences")}
    for one in chain_for(silence.mobility)[:TOLD_AT_MOST]:
        write(key="stays.no_sign_call", reader=one.person, about=silence, by=None, facts=page)
    return "stays.silence_to_call"


STEPS: dict[Rung, Callable[[Silence], str]] = {
    Rung.REMINDED: _remind,
    Rung.TUTOR: _ask_tutor,
    Rung.CALL: _put_on_list,
}


@transaction.atomic
def hear(*, silence: Silence, words: str, by: Any) -> Silence:
    """Somebody saw or spoke with the participant, and all is well: it ends, and what was missing counts as dealt with."""
    silence = locked(silence)
    if silence.ended_at is not None:
        return silence
    silence.ended_at, silence.ended_by_name, silence.words = clock.now(), by.full_name, words.strip()
    silence.ended_by = by if isinstance(by, Person) else None
    silence.save()
    activity.record("stays.silence_heard", about=silence, by=by, trail=silence.mobility, facts=_who(silence))
    if silence.answer is not None:
        answer(answer=silence.answer, state=Safety.SAFE, by=by, words=words)
    elif silence.check_in is not None and isinstance(by, Person):
        mark_seen(check_ins=[silence.check_in], by=by, note=words)
    elif would_confirm_arrival(silence):
        confirm_arrival(mobility=silence.mobility, by=by, note=words)
    return silence


@transaction.atomic
def not_there(*, silence: Silence, words: str, by: Any) -> Silence:
    """The tutor has not seen the participant: it goes onto the list of whom to call at once."""
    silence = locked(silence)
    if silence.ended_at is None:
        silence.words, silence.not_seen_at = words.strip(), clock.now()
        silence.save()
        activity.record("stays.silence_not_there", about=silence, by=by, trail=silence.mobility, facts=_who(silence))
        if silence.rung < Rung.CALL:
            _climb(silence, Rung.CALL)
    return silence


def _who(silence: Silence) -> dict[str, str]:
    return {"name": silence.mobility.participant.person.full_name}
