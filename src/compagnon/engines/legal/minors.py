"""What somebody under 18 must not do: French law under secondment and for who is hosted in France, the host's law otherwise.

One finding for each part of the stay spent under 16 and at 16 or 17, whose limits stand in the facts, told or not.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from compagnon.engines.base import Fact
from compagnon.engines.dates import add_months
from compagnon.engines.legal.facts import EUROPEAN_UNION, Band, Direction, Regime
from compagnon.engines.legal.finding import WHERE_CONCERNED, Case, Found, Outcome, Rule, Topic, table

CHANGE = "change_hours_or_prove_derogation"
SIX = dt.time(6)
Limits = dict[str, Fact]
Kept = tuple[Limits, bool | None, str, str]
"""Limits and figures, whether they are kept, what to tell if that is not known, what to do if not."""


def _hours(case: Case, _band: Band, _last: dt.date) -> Kept:
    """8 hours a day and 35 a week at most; derogations by sector or by the inspector exist (FR-21)."""
    day, week = case.facts.hours.a_day, case.facts.hours.a_week
    limits: Limits = {"max_a_day": 8, "max_a_week": 35, "a_day": day, "a_week": week}
    return limits, _all(_at_most(day, 8), _at_most(week, 35)), "hours", CHANGE


def _daily_rest(case: Case, band: Band, _last: dt.date) -> Kept:
    """12 hours, 14 under 16 (FR-22)."""
    least, rest = 14 if band is Band.UNDER_16 else 12, case.facts.hours.daily_rest
    kept = None if rest is None else rest >= least
    return {"min_hours": least, "daily_rest": rest}, kept, "hours", CHANGE


def _weekly_rest(case: Case, _band: Band, _last: dt.date) -> Kept:
    """Two days in a row; an agreement may derogate with 36 hours (FR-22)."""
    days = case.facts.hours.rest_days_in_a_row
    kept = None if days is None else days >= 2
    return {"min_days_in_a_row": 2, "rest_days_in_a_row": days}, kept, "hours", CHANGE


def _night(case: Case, band: Band, _last: dt.date) -> Kept:
    """No work from 22:00 to 6:00, under 16 from 20:00; derogations by sector exist (FR-23)."""
    evening = dt.time(20 if band is Band.UNDER_16 else 22)
    starts, ends = case.facts.hours.starts_at, case.facts.hours.ends_at
    limits: Limits = {
        "night_from": f"{evening:%H:%M}",
        "night_until": "06:00",
        "starts_at": f"{starts:%H:%M}" if starts else None,
        "ends_at": f"{ends:%H:%M}" if ends else None,
    }
    early = None if starts is None else starts >= SIX
    late = None if ends is None else SIX < ends <= evening
    over_midnight = starts is not None and ends is not None and ends <= starts
    return limits, False if over_midnight else _all(early, late), "hours", CHANGE


def _dangerous_work(case: Case, _band: Band, last: dt.date) -> Kept:
    """Banned, unless the labour inspectorate has the declaration and a medical opinion of the last twelve months exists (FR-24)."""
    facts = case.facts
    opinion = facts.medical_opinion_on
    limits: Limits = {"dangerous_work": facts.dangerous_work}
    if not facts.dangerous_work:
        return limits, None if facts.dangerous_work is None else True, "dangerous_work", ""
    limits = {**limits, "inspectorate_told": facts.inspectorate_told, "medical_opinion_on": opinion}
    in_time = None if opinion is None else last < add_months(opinion, 12)
    unknown = "inspectorate_told" if facts.inspectorate_told is None else "medical_opinion_on"
    return limits, _all(facts.inspectorate_told, in_time), unknown, "obtain_derogation_or_change_tasks"


def _at_most(figure: float | None, most: float) -> bool | None:
    return None if figure is None else figure <= most


def _all(*kept: bool | None) -> bool | None:
    """Broken by one that is broken; not known while one is not known."""
    return False if False in kept else None if None in kept else True


def _put(test: Callable[[Case, Band, dt.date], Kept]) -> Callable[[Case], Iterator[Found]]:
    """The rule for each part of the stay under 18, or not concerned."""

    def parts(case: Case) -> Iterator[Found]:
        bands = case.bands()
        if not bands:
            yield Found(Outcome.NOT_CONCERNED, {"adult_on": case.adult_on()})
        for band, first, last in bands:
            limits, kept, unknown, remedy = test(case, band, last)
            span: Limits = {"from_on": first, "until_on": last}
            if not _french_law_binds(case):
                floor = case.facts.country in EUROPEAN_UNION
                law: Limits = {"law": "host_country", "directive_94_33": floor}
                yield Found(Outcome.UNKNOWN, {**span, **law}, "ask_host_law", "host_law_for_minors", band)
            elif kept is None:
                facts = {**span, **limits, "missing": (unknown,)}
                yield Found(Outcome.UNKNOWN, facts, f"complete_mobility:{unknown}", band=band)
            else:
                outcome = Outcome.MET if kept else Outcome.NOT_MET
                yield Found(outcome, {**span, **limits}, None if kept else remedy, band=band)

    return parts


def _french_law_binds(case: Case) -> bool:
    """FR-25: secondment, and work done in France."""
    return case.facts.direction is Direction.IN or case.regime is Regime.SECONDMENT


_NEEDS = ("birth_date", "departure_on", "return_on")

RULES: dict[str, Rule] = table(
    Topic.MINOR,
    ("hours", WHERE_CONCERNED, _put(_hours), _NEEDS),
    ("daily_rest", WHERE_CONCERNED, _put(_daily_rest), _NEEDS),
    ("weekly_rest", WHERE_CONCERNED, _put(_weekly_rest), _NEEDS),
    ("night_work", WHERE_CONCERNED, _put(_night), _NEEDS),
    ("dangerous_work", WHERE_CONCERNED, _put(_dangerous_work), _NEEDS),
    direction=None,
    contract=False,
    each_regime=True,
)
