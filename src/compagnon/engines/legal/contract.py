"""What makes a stay possible under the contract, and each of its two regimes (L6222-42; L6325-25 for professionalisation)."""

from datetime import date
from math import floor

from compagnon.engines.base import Fact
from compagnon.engines.dates import days_between, last_day_of_months, whole_months
from compagnon.engines.legal.facts import EUROPEAN_UNION, FRENCH_TERRITORIES, Contract, HostKind, Regime
from compagnon.engines.legal.finding import (
    ALWAYS,
    CONDITION,
    DUTY,
    WHERE_CONCERNED,
    Case,
    Found,
    Outcome,
    Rule,
    Topic,
    applies,
    decided,
    does_not_apply,
    missing,
    not_known,
    table,
)


def _abroad(case: Case) -> Found:
    """In or outside the EU; whether French territories with a code of their own are abroad, no source read says."""
    country = str(case.facts.country)
    facts: dict[str, Fact] = {"country": country}
    if country in FRENCH_TERRITORIES:
        return not_known("ask_lawyer", facts)
    return decided(
        {**facts, "in_union": country in EUROPEAN_UNION}, met=country != "FR", remedy="choose_other_destination"
    )


def _within_contract(case: Case) -> Found:
    start, end, departure, back = _dates(case)
    facts: dict[str, Fact] = {
        "contract_start": start,
        "contract_end": end,
        "departure_on": departure,
        "return_on": back,
    }
    remedy = "choose_later_departure" if departure < start else "choose_earlier_return"
    return decided(facts, met=start <= departure and back <= end, remedy=remedy)


def _one_year(case: Case) -> Found:
    """All days abroad of the contract, against the days of twelve months from departure: earlier stays may lie anywhere."""
    departure, back = case.stay
    limit = days_between(departure, last_day_of_months(departure, 12))
    return _ceiling(case, days_between(departure, back) - case.facts.days_at_home, limit)


def _half_of_contract(case: Case) -> Found:
    """Half in days. The example read counts months (12 of contract, 6 abroad), which may be more days: then a person decides."""
    start, end, departure, back = _dates(case)
    days, contract_days = days_between(departure, back) - case.facts.days_at_home, days_between(start, end)
    found = _ceiling(case, days, contract_days // 2)
    facts = {**found.facts, "contract_days": contract_days}
    months = floor(whole_months(start, end) / 2)
    in_months = not case.facts.days_abroad_before and months > 0 and back <= last_day_of_months(departure, months)
    if found.outcome is Outcome.NOT_MET and in_months:
        return Found(Outcome.BORDERLINE, {**facts, "months": months}, "ask_lawyer")
    return Found(found.outcome, facts, found.remedy)


def _ceiling(case: Case, days: int, limit: int) -> Found:
    """Broken as soon as what is known exceeds it; not known while earlier stays are not told."""
    before = case.facts.days_abroad_before
    total = days + (before or 0)
    facts: dict[str, Fact] = {"days": days, "days_before": before, "total_days": total, "limit_days": limit}
    if total > limit:
        return Found(Outcome.NOT_MET, facts, "choose_shorter_stay")
    if before is None:
        name = "days_abroad_before"
        return not_known(f"complete_mobility:{name}", {**facts, "missing": (name,)})
    return Found(Outcome.MET, facts)


def _dates(case: Case) -> tuple[date, date, date, date]:
    return case.day("contract_start"), case.day("contract_end"), *case.stay


def _regime_stated(case: Case) -> Found:
    if case.facts.regime is None:
        return not_known("choose_regime", {"missing": ("regime",)})
    return Found(Outcome.MET, {"regime": case.facts.regime.value})


def _host_company_signs(case: Case) -> Found:
    """A host company signs, unless, with the contract asleep, it gave equivalent guarantees (FR-07, FR-09)."""
    facts = case.facts
    if HostKind.COMPANY not in (facts.hosts or ()):
        return Found(Outcome.NOT_CONCERNED)
    if facts.host_signs:
        return Found(Outcome.MET, {"host_signs": True})
    if facts.host_signs is None:
        return missing("host_signs")
    told: dict[str, Fact] = {"host_signs": False, "guarantees_signed": facts.guarantees_signed}
    if case.regime is Regime.SECONDMENT:
        return Found(Outcome.NOT_MET, told, "ask_host_to_sign", "no_guarantees_in_secondment")
    if facts.guarantees_signed is None:
        return missing("guarantees_signed")
    return decided(told, met=facts.guarantees_signed, remedy="ask_host_to_sign")


def _training_body_signs(case: Case) -> Found:
    """A training body signs, unless a partnership agreement with the training centre covers every day of the stay (FR-08)."""
    facts = case.facts
    if HostKind.TRAINING_BODY not in (facts.hosts or ()):
        return Found(Outcome.NOT_CONCERNED)
    if facts.host_signs:
        return Found(Outcome.MET, {"host_signs": True})
    if facts.host_signs is None:
        return missing("host_signs")
    unknown = tuple(name for name in ("partnership_from", "partnership_until") if getattr(facts, name) is None)
    if unknown:
        return missing(*unknown)
    first, last = case.day("partnership_from"), case.day("partnership_until")
    departure, back = case.stay
    told: dict[str, Fact] = {"host_signs": False, "partnership_from": first, "partnership_until": last}
    return decided(told, met=first <= departure and back <= last, remedy="renew_partnership")


def _several_hosts(case: Case) -> Found:
    return applies({"hosts": tuple(sorted(host.value for host in case.facts.hosts or ()))})


def _alternation_suspended(case: Case) -> Found:
    departure, back = case.stay
    facts: dict[str, Fact] = {"from_on": departure, "until_on": back}
    if case.facts.contract is Contract.PROFESSIONALISATION:
        return not_known("ask_lawyer", facts)
    return applies(facts)


def _contract_adjusted(case: Case) -> Found:
    """For skills gained abroad; a professionalisation contract may be extended to 24 months (FR-11)."""
    if case.facts.contract is Contract.PROFESSIONALISATION:
        return applies({"months": 24}, cites="professionalisation")
    return applies({"who": ("apprentice", "employer", "training_centre")})


def _in_training_content(case: Case) -> Found:
    return _of_the_centre(case, {"who": "training_centre"})


def _followed_from_home(case: Case) -> Found:
    return _of_the_centre(case, {"who": "training_centre"})


def _of_the_centre(case: Case, facts: dict[str, Fact]) -> Found:
    """A duty of L6231-2, which is written for apprenticeship; for professionalisation no source was read."""
    if case.facts.contract is Contract.PROFESSIONALISATION:
        return not_known("ask_lawyer", facts)
    return applies(facts)


def _four_week_text(case: Case) -> Found:
    """A template that still speaks of four weeks is set aside: since 29 December 2023 the regime no longer follows the length."""
    told = case.facts.four_week_template
    if told is None:
        return missing("four_week_template")
    return applies({}, "use_current_template") if told else does_not_apply()


_DATES = ("departure_on", "return_on")
_IN_CONTRACT = ("contract_start", "contract_end", *_DATES)

WEIGHING: dict[str, Rule] = {
    **table(
        Topic.CONTRACT,
        ("abroad", CONDITION, _abroad, ("country",)),
        ("within_contract", CONDITION, _within_contract, _IN_CONTRACT),
        ("one_year", CONDITION, _one_year, _DATES),
        ("half_of_contract", (*CONDITION, Outcome.BORDERLINE), _half_of_contract, _IN_CONTRACT),
        ("training_body_signs", WHERE_CONCERNED, _training_body_signs, ("hosts", *_DATES)),
        contract=True,
    ),
    **table(
        Topic.CONTRACT,
        ("host_company_signs", WHERE_CONCERNED, _host_company_signs, ("hosts",)),
        contract=True,
        each_regime=True,
    ),
}
"""The rules that say whether a regime is possible."""

RULES: dict[str, Rule] = {
    **WEIGHING,
    **table(
        Topic.CONTRACT,
        ("regime_stated", (Outcome.MET, Outcome.UNKNOWN), _regime_stated, ()),
        ("several_hosts", ALWAYS, _several_hosts, ("hosts",)),
        ("alternation_suspended", ALWAYS, _alternation_suspended, _DATES),
        ("contract_adjusted", ALWAYS, _contract_adjusted, ()),
        ("in_training_content", ALWAYS, _in_training_content, ()),
        ("followed_from_home", ALWAYS, _followed_from_home, ()),
        ("four_week_text", DUTY, _four_week_text, ()),
        contract=True,
    ),
}
