"""Rules about the stay asked for: its length, and what the French contract leaves room for.

Days abroad count the day of departure and the day of return.
"""

from datetime import date, timedelta
from decimal import Decimal
from math import floor

from compagnon.engines.base import Fact
from compagnon.engines.dates import days_between, last_day_of_months, whole_months
from compagnon.engines.eligibility.finding import Case, Finding, Outcome, decided


def min_days(_case: Case, least: int, departure: date, back: date) -> Finding:
    """Long enough, in days abroad."""
    days = days_between(departure, back)
    return decided({"days": days}, met=days >= least, remedy="choose_longer_stay")


def max_days(_case: Case, most: int, departure: date, back: date) -> Finding:
    """Short enough, in days abroad."""
    days = days_between(departure, back)
    return decided({"days": days}, met=days <= most, remedy="choose_shorter_stay")


def min_months(case: Case, months: int, departure: date, back: date) -> Finding:
    """At least so many months, or more than so many; tells the first day of return that would do."""
    exclusive = case.rules.min_months_exclusive
    first_return = last_day_of_months(departure, months) + timedelta(days=exclusive)
    facts: dict[str, Fact] = {
        "exclusive": exclusive,
        "days": days_between(departure, back),
        "return_on": back,
        "return_from": first_return,
    }
    return decided(facts, met=back >= first_return, remedy="choose_longer_stay")


def max_months(_case: Case, months: int, departure: date, back: date) -> Finding:
    """At most so many months; tells the last day of return that would do."""
    last_return = last_day_of_months(departure, months)
    facts: dict[str, Fact] = {"days": days_between(departure, back), "return_on": back, "return_by": last_return}
    return decided(facts, met=back <= last_return, remedy="choose_shorter_stay")


def within_contract(case: Case, _asked: object, start: date, end: date, departure: date, back: date) -> Finding:
    """Departure and return both fall within the contract."""
    facts: dict[str, Fact] = {
        "contract_start": start,
        "contract_end": end,
        "departure_on": departure,
        "return_on": back,
    }
    if departure < start:
        return Finding(Outcome.NOT_MET, facts, "choose_later_departure")
    return decided(facts, met=back <= end, remedy=_earlier_if(end >= case.today))


def months_left_in_contract_min(case: Case, months: int, end: date, departure: date) -> Finding:
    """So many full months of contract are left, the day of departure counted."""
    needed = last_day_of_months(departure, months)
    facts: dict[str, Fact] = {"contract_end": end, "departure_on": departure, "contract_until_at_least": needed}
    return decided(facts, met=end >= needed, remedy=_earlier_if(end >= last_day_of_months(case.today, months)))


def contract_max_months(case: Case, months: int, departure: date, back: date) -> Finding:
    """All time abroad under the contract stays within so many months (FR-01: one year).

    Counted in days, against the days of as many months from departure, since earlier stays may lie anywhere.
    """
    limit = days_between(departure, last_day_of_months(departure, months))
    return _ceiling(case, days_between(departure, back), limit)


def contract_max_share(case: Case, share: Decimal, *dates: date) -> Finding:
    """All time abroad stays within a share of the contract (FR-02: a half), counted in days.

    The text's example counts in months (12 months of contract, 6 abroad), and six months may be 184 days where
    half a year is 182: between the two the answer is left to a person.
    """
    start, end, departure, back = dates
    days, contract_days = days_between(departure, back), days_between(start, end)
    found = _ceiling(case, days, floor(contract_days * share))
    facts = {**found.facts, "contract_days": contract_days}
    months = _share_in_months(start, end, share)
    in_months = not case.facts.days_abroad_before and months > 0 and back <= last_day_of_months(departure, months)
    if found.outcome is Outcome.NOT_MET and in_months:
        return Finding(Outcome.BORDERLINE, {**facts, "months": months}, "ask_referent")
    return Finding(found.outcome, facts, found.remedy)


def _earlier_if(possible: bool) -> str:
    """An earlier departure while there is still room for one; else the contract itself must be looked at."""
    return "choose_earlier_departure" if possible else "ask_referent"


def _share_in_months(start: date, end: date, share: Decimal) -> int:
    """Months that the share allows of a contract of whole months; 0 when it has no whole number of them."""
    return floor(whole_months(start, end) * share)


def _ceiling(case: Case, days: int, limit: int) -> Finding:
    """Refused as soon as what is known exceeds the ceiling; unknown while earlier stays are not told."""
    before = case.facts.days_abroad_before
    total = days + (before or 0)
    facts: dict[str, Fact] = {"days": days, "days_before": before, "total_days": total, "limit_days": limit}
    if total > limit:
        return Finding(Outcome.NOT_MET, facts, "choose_shorter_stay" if (before or 0) < limit else "ask_referent")
    if before is None:
        missing = {**facts, "missing": ("days_abroad_before",)}
        return Finding(Outcome.UNKNOWN, missing, "complete_profile:days_abroad_before")
    return Finding(Outcome.MET, facts)
