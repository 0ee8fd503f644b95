"""Reads of following a stay: when it is asked, what is missing, what sounds low."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.i18n import says
from compagnon.engines.dates import add_months
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.mobilities.splitting import Span, days_in, is_within, nth_day
from compagnon.people.models import Person
from compagnon.schemes.choices import LONG_FROM_DAYS
from compagnon.stays.choices import CONTRADICTED_BY, FollowKind, Side
from compagnon.stays.models import ContractEvent, FollowUp, Mood
from compagnon.stays.phrases import QUESTIONS

HALF_WAY = 14  # days from which the tutor is asked half-way
GRACE = 7  # days after which a missing answer stands on the referent's list
LOW = 2
MONTHLY = {
    Side.LEARNER: ("wellbeing", "work", "learning", "housing", "money", "safety"),
    Side.TUTOR: ("wellbeing", "work", "learning", "safety"),
}
AT_HALF_WAY = ("work", "learning", "conduct", "language")


def plan(*spans: Span, long_from: int = LONG_FROM_DAYS) -> list[tuple[str, int, str, date]]:
    """What is asked of whom and when: kind, month, side, day.

    From `long_from` days abroad on: every month that ends during the stay, of both sides. From two weeks on: once, half-way, of the
    tutor. Our own proposal (MO-06 asks for every month); shorter stays have their weekly check-in. Of a split stay the
    days abroad count, and a month that ends at home is not asked about.
    """
    days, departs_on, returns_on = days_in(spans), spans[0][0], spans[-1][1]
    if days < HALF_WAY:
        return []
    half = nth_day(spans, days // 2)
    asked: list[tuple[str, int, str, date]] = [(FollowKind.HALF_WAY, 0, Side.TUTOR, half)]
    if days < long_from:
        return asked
    month = 1
    while (due := add_months(departs_on, month)) <= returns_on:
        if is_within(spans, due):
            asked += [(FollowKind.MONTHLY, month, side, due) for side in Side]
        month += 1
    return asked


def questions_of(follow_up: FollowUp) -> tuple[str, ...]:
    """The codes of what is asked; their words are in `phrases`."""
    return AT_HALF_WAY if follow_up.kind == FollowKind.HALF_WAY else MONTHLY[Side(follow_up.side)]


def seen_by(person: Person) -> QuerySet[FollowUp]:
    """Follow-ups of the mobilities that this person may see."""
    return FollowUp.objects.filter(mobility__in=visible_to(person, Mobility.objects.all()))


def asking_for_attention(follow_ups: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Low, asking for a call, or missing for more than a week, and nobody at the desk has noted it."""
    missing = Q(answered_at__isnull=True, due_on__lt=clock.today() - timedelta(days=GRACE))
    fresh = follow_ups.filter(seen_at__isnull=True).exclude(mobility__state=MobilityState.CANCELLED)
    return fresh.filter(missing | Q(is_low=True) | Q(wants_call=True))


def for_list(follow_ups: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """With everybody whom a row names, the newest first."""
    named = follow_ups.select_related("mobility__participant__person", "mobility__host", "mobility__tutor", "seen_by")
    return named.order_by("-due_on", "mobility", "side", "pk")


def due_now() -> QuerySet[FollowUp]:
    """Asked today or in the last days, not answered, of stays that are under way."""
    within = (clock.today() - timedelta(days=GRACE), clock.today())
    running = FollowUp.objects.filter(mobility__state__in=(MobilityState.ABROAD, MobilityState.RETURNED))
    return running.filter(due_on__range=within, answered_at=None).select_related(
        "mobility__participant__person", "mobility__tutor"
    )


def to_answer(mobility: Mobility) -> QuerySet[FollowUp]:
    """What the participant is asked now."""
    asked = FollowUp.objects.filter(mobility=mobility, side=Side.LEARNER, answered_at=None)
    return asked.filter(due_on__lte=clock.today()).order_by("due_on")


def side_by_side(mobility: Mobility) -> list[dict[str, Any]]:
    """Each time of asking with what both sides said, for one table."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for one in FollowUp.objects.filter(mobility=mobility):
        row = rows.setdefault((one.kind, one.month), {"month": one.month, "due_on": one.due_on})
        row[one.side] = said_in(one)
    return sorted(rows.values(), key=lambda row: row["due_on"])


def contract_told(mobility: Mobility) -> list[tuple[ContractEvent, str]]:
    """What became of the contract, and beside it in words what it contradicts: what was chosen for the stay (FR-05)."""
    terms = getattr(mobility, "stay_terms", None)
    regime = terms.regime if terms else ""
    chosen = _("Not chosen yet what becomes of the contract.")
    if terms and regime:
        chosen = _("Chosen for this stay: %(what)s.") % {"what": terms.get_regime_display()}
    rows = ContractEvent.objects.filter(mobility=mobility, removed_at=None)
    return [(one, chosen if one.move in CONTRADICTED_BY[regime] else "") for one in rows]


def said_in(one: FollowUp) -> list[str]:
    """What was answered, line by line: the marks, then the words."""
    if one.answered_at is None:
        return [str(_("Missed"))] if one.is_late else []
    marks = [says(QUESTIONS[code], Mood(mark).label) for code, mark in one.marks.items() if code in QUESTIONS]
    call = [str(_("Wants a call"))] if one.wants_call else []
    return [*call, *marks, *([f"« {one.words} »"] if one.words else [])]
