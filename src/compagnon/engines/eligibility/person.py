"""Rules about who somebody is (age, diploma, languages), about lists of what is accepted, and the days a call is open."""

from datetime import date, timedelta

from compagnon.engines.base import Fact
from compagnon.engines.dates import add_months, age_on, birthday
from compagnon.engines.eligibility.facts import Cefr
from compagnon.engines.eligibility.finding import Case, Finding, Outcome, decided


def opens_on(case: Case, opens: date) -> Finding:
    """The call is open already."""
    return decided({"today": case.today}, met=case.today >= opens, remedy="wait_for_opening")


def closes_on(case: Case, closes: date) -> Finding:
    """The call is open still; its last day counts."""
    return decided({"today": case.today}, met=case.today <= closes, remedy="choose_other_call")


def min_age(_case: Case, least: int, birth: date, departure: date) -> Finding:
    """Old enough on the day of departure; tells on which day they will be."""
    reaches_on = birthday(birth, least)
    facts: dict[str, Fact] = {"age": age_on(birth, departure), "departure_on": departure, "reaches_on": reaches_on}
    return decided(facts, met=departure >= reaches_on, remedy="choose_later_departure")


def max_age(case: Case, most: int, birth: date, departure: date) -> Finding:
    """Not too old on the day of departure; tells the last day on which they can leave."""
    last = birthday(birth, most + 1) - timedelta(days=1)
    facts: dict[str, Fact] = {"age": age_on(birth, departure), "departure_on": departure, "last_departure": last}
    return decided(facts, met=departure <= last, remedy=_earlier(case, last))


def months_since_diploma_max(case: Case, months: int, diploma: date, day: date) -> Finding:
    """A graduate leaves (or is back, as the rules say) within so many months of the diploma, and not before it."""
    limit = add_months(diploma, months)
    facts: dict[str, Fact] = {"diploma_date": diploma, "limit": limit, "day": day, "at": case.rules.diploma_limit_at}
    if day < diploma:
        return Finding(Outcome.NOT_MET, facts, "choose_later_departure")
    return decided(facts, met=day <= limit, remedy=_earlier(case, limit))


def _earlier(case: Case, last: date) -> str:
    return "choose_earlier_departure" if last >= case.today else "choose_other_scheme"


def language(levels: dict[str, Cefr], code: str, least: Cefr) -> Finding:
    """The level asked in one language; a language not told is unknown, not refused."""
    level = levels.get(code)
    facts: dict[str, Fact] = {"language": code, "min_level": least.value, "level": level.value if level else None}
    if level is None:
        return Finding(Outcome.UNKNOWN, {**facts, "missing": ("cefr_levels",)}, "complete_profile:cefr_levels")
    return decided(facts, met=level.value >= least.value, remedy="prepare_language")
