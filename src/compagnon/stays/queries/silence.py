"""Reads of missing signs: what should have come, when each step of following it is due, who has to be called."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from compagnon.core import clock
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.models import Person
from compagnon.stays.choices import Rung, Safety, SilenceKind
from compagnon.stays.models import CareSettings, CheckIn, SafetyAnswer, Silence
from compagnon.stays.queries.care import is_on_call
from compagnon.stays.queries.weeks import can_confirm_arrival
from compagnon.timeline.reminding.quiet import zones_of

LATE = timedelta(days=2)  # what was missing longer when it is first seen is history: nobody is woken for it


@dataclass(frozen=True)
class Missing:
    """A sign that should have come, and since when it is missing."""

    kind: SilenceKind
    mobility: Mobility
    since: datetime
    check_in: CheckIn | None = None
    answer: SafetyAnswer | None = None


def end_of_day(day: date, mobility: Mobility) -> datetime:
    """When a day is over where the stay is: in the last of the time zones of a large country."""
    zones = zones_of(str(mobility.country), mobility.network)
    return max(datetime.combine(day + timedelta(days=1), time.min, zone) for zone in zones)


def ladder(kind: str, kept: CareSettings) -> list[tuple[Rung, timedelta]]:
    """Each step with the time after which it is due; a step that the network left empty is left out."""
    if kind == SilenceKind.ANSWER:
        return [(rung, number * timedelta(minutes=kept.answer_minutes)) for number, rung in enumerate(_STEPS, start=1)]
    hours = (kept.remind_after, kept.tutor_after, kept.call_after)
    return [(rung, timedelta(hours=after)) for rung, after in zip(_STEPS, hours, strict=True) if after is not None]


_STEPS = (Rung.REMINDED, Rung.TUTOR, Rung.CALL)


def next_step(silence: Silence, kept: CareSettings) -> tuple[Rung, datetime] | None:
    """What happens next by itself, and when."""
    coming = [(rung, silence.since + after) for rung, after in ladder(silence.kind, kept) if rung > silence.rung]
    return coming[0] if coming else None


def missing_now() -> Iterator[Missing]:
    """What should have come since the last two days, and is not followed yet; of one stay the first alone."""
    followed = set(open_silences().exclude(kind=SilenceKind.ANSWER).values_list("mobility", flat=True))
    for found in [*_arrivals(), *_check_ins()]:
        is_due = clock.now() - LATE <= found.since <= clock.now()
        if is_due and found.mobility.pk not in followed and not _has_sign_since(found.mobility, found.since):
            followed.add(found.mobility.pk)
            yield found
    yield from _answers()


def _arrivals() -> Iterator[Missing]:
    known = Silence.objects.filter(mobility=OuterRef("pk"), kind=SilenceKind.ARRIVAL)
    away = Mobility.objects.filter(state=MobilityState.ABROAD, arrival=None, departs_on__gte=_first_day())
    for mobility in away.filter(~Exists(known)).select_related("network", "participant__person"):
        yield Missing(SilenceKind.ARRIVAL, mobility, end_of_day(mobility.departs_on, mobility))


def _check_ins() -> Iterator[Missing]:
    known = Silence.objects.filter(check_in=OuterRef("pk"))
    asked = CheckIn.objects.filter(mobility__state=MobilityState.ABROAD, answered_at=None, seen_at=None)
    asked = asked.filter(~Exists(known), due_on__range=(_first_day(), clock.today() + timedelta(days=1)))
    for one in asked.select_related("mobility__network", "mobility__participant__person").order_by("due_on", "pk"):
        yield Missing(SilenceKind.CHECK_IN, one.mobility, end_of_day(one.due_on, one.mobility), check_in=one)


def _answers() -> Iterator[Missing]:
    known = Silence.objects.filter(answer=OuterRef("pk"))
    asked = SafetyAnswer.objects.filter(state=Safety.WAITING, round__closed_at=None, round__is_drill=False)
    asked = asked.filter(~Exists(known), round__asked_at__gte=clock.now() - LATE)
    for one in asked.select_related("round", "mobility__network", "mobility__participant__person"):
        yield Missing(SilenceKind.ANSWER, one.mobility, one.round.asked_at, answer=one)


def _first_day() -> date:
    return clock.today() - LATE - timedelta(days=2)


def _has_sign_since(mobility: Mobility, moment: datetime) -> bool:
    """Something came from the participant, or about them from the tutor, after that moment."""
    signs = (
        mobility.check_ins.filter(answered_at__gte=moment),
        mobility.log_entries.filter(kept_at__gte=moment),
        mobility.help_calls.filter(called_at__gte=moment),
        mobility.safety_answers.filter(answered_at__gte=moment, state=Safety.SAFE),
    )
    first, *others = (rows.order_by().values("pk") for rows in signs)
    return bool(first.union(*others, all=True)[:1])


def is_over(silence: Silence) -> bool:
    """The sign came, the stay or the asking is over, or something else was heard since."""
    if silence.answer is not None:
        return silence.answer.state != Safety.WAITING or silence.answer.round.closed_at is not None
    if silence.mobility.state != MobilityState.ABROAD or _has_sign_since(silence.mobility, silence.since):
        return True
    if silence.check_in is not None:
        return silence.check_in.answered_at is not None or silence.check_in.seen_at is not None
    return hasattr(silence.mobility, "arrival")


def would_confirm_arrival(silence: Silence) -> bool:
    """Whether hearing of somebody now confirms the arrival that was missing too."""
    return silence.kind == SilenceKind.ARRIVAL and can_confirm_arrival(silence.mobility)


def open_silences() -> QuerySet[Silence]:
    """Those that nothing has ended."""
    return Silence.objects.filter(ended_at=None)


def seen_by(person: Person) -> QuerySet[Silence]:
    """Open ones of the mobilities that this person may see, whom to call first on top; while on call, of the network."""
    of_theirs = Q(mobility__in=visible_to(person, Mobility.objects.all()))
    seen = open_silences().filter(of_theirs | Q(is_on_call(person)))
    return seen.select_related(
        *("mobility__participant__person", "mobility__participant__guardian", "mobility__host", "mobility__tutor"),
        *("mobility__network", "mobility__arrival", "check_in", "answer__round"),
    )


def to_call(silences: QuerySet[Silence]) -> QuerySet[Silence]:
    """Those whom somebody has to call."""
    return silences.filter(rung=Rung.CALL)
