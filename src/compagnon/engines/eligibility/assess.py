"""The question and its answer: every rule that is asked, put to what is known of the applicant."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compagnon.engines.base import Fact, Reason, Strict, Verdict, verdict
from compagnon.engines.dates import Day
from compagnon.engines.eligibility import person, stay
from compagnon.engines.eligibility.facts import TRIP, UNDER_CONTRACT, ApplicantFacts, Status
from compagnon.engines.eligibility.finding import ANSWERS, Case, Finding, Outcome, decided
from compagnon.engines.eligibility.rules import RULES, SchemeRules


class Question(Strict):
    """What the door `compagnon compute eligibility` reads."""

    facts: ApplicantFacts
    rules: SchemeRules
    today: Day


def answer(question: Question) -> Verdict:
    """The same as `assess`, from one object."""
    return assess(question.facts, question.rules, today=question.today)


def assess(facts: ApplicantFacts, rules: SchemeRules, *, today: date) -> Verdict:
    """Whether somebody may take part, with one reason for each rule asked (one a language), in the order of the rules.

    A fact that is not known makes the rules that need it unknown, never no.
    """
    case = Case(facts, rules, today)
    return verdict(_reason(case, rule, finding) for rule in rules.asked() for finding in _findings(case, rule))


@dataclass(frozen=True)
class _Rule:
    """How one rule is put: the facts it needs, whom it concerns (None: everybody), and its test."""

    needs: tuple[str, ...]
    test: Callable[..., Finding]
    concerned: frozenset[Status] | None = None


DATES = ("departure_on", "return_on")
BY_DATES = {"departure": ("diploma_date", "departure_on"), "return": ("diploma_date", "return_on")}
CONTRACT = ("contract_start", "contract_end")


def _one_of(fact: str, remedy: str) -> _Rule:
    """A rule that lists what is accepted."""

    def listed(_case: Case, accepted: tuple[str, ...], given: str) -> Finding:
        return decided({fact: str(given)}, met=given in accepted, remedy=remedy)

    return _Rule((fact,), listed)


_RULES: dict[str, _Rule] = {
    "audience": _one_of("status", "choose_other_scheme"),
    "directions": _one_of("direction", "choose_other_scheme"),
    "forms": _one_of("form", "choose_other_scheme"),
    "opens_on": _Rule((), person.opens_on),
    "closes_on": _Rule((), person.closes_on),
    "trades": _one_of("trade", "choose_other_scheme"),
    "sites": _one_of("site", "choose_other_call"),
    "zones": _one_of("destination_zone", "choose_other_destination"),
    "countries": _one_of("destination_country", "choose_other_destination"),
    "host_kinds": _one_of("host_kind", "choose_other_host"),
    "min_age": _Rule(("birth_date", "departure_on"), person.min_age),
    "max_age": _Rule(("birth_date", "departure_on"), person.max_age),
    "min_days": _Rule(DATES, stay.min_days),
    "max_days": _Rule(DATES, stay.max_days),
    "min_months": _Rule(DATES, stay.min_months),
    "max_months": _Rule(DATES, stay.max_months),
    "months_since_diploma_max": _Rule((), person.months_since_diploma_max, frozenset({Status.GRADUATE})),
    "within_contract": _Rule(CONTRACT + DATES, stay.within_contract, UNDER_CONTRACT),
    "months_left_in_contract_min": _Rule(
        ("contract_end", "departure_on"), stay.months_left_in_contract_min, UNDER_CONTRACT
    ),
    "contract_max_months": _Rule(DATES, stay.contract_max_months, UNDER_CONTRACT),
    "contract_max_share": _Rule(CONTRACT + DATES, stay.contract_max_share, UNDER_CONTRACT),
}


def _codes() -> Iterator[str]:
    for name in RULES:
        rule = _RULES.get(name)
        outcomes = {Outcome.MET, Outcome.NOT_MET}
        if name not in {"opens_on", "closes_on"}:
            outcomes.add(Outcome.UNKNOWN)
        if rule is not None and rule.concerned is not None:
            outcomes.add(Outcome.NOT_CONCERNED)
        if name == "contract_max_share":
            outcomes.add(Outcome.BORDERLINE)
        yield from (f"eligibility.{name}.{outcome}" for outcome in Outcome if outcome in outcomes)


CODES: tuple[str, ...] = tuple(_codes())
"""Every code a reason may carry: an app that has words for all of them is never speechless."""

REMEDIES: tuple[str, ...] = (
    "ask_referent",
    "choose_earlier_departure",
    "choose_later_departure",
    "choose_longer_stay",
    "choose_other_call",
    "choose_other_destination",
    "choose_other_host",
    "choose_other_scheme",
    "choose_shorter_stay",
    "prepare_language",
    "wait_for_opening",
    *(f"complete_{'application' if name in TRIP else 'profile'}:{name}" for name in ApplicantFacts.model_fields),
)
"""Every remedy a reason may carry."""


def _findings(case: Case, name: str) -> Iterator[Finding]:
    if name == "languages":
        for code, least in sorted(case.rules.languages.items()):
            yield person.language(case.facts.cefr_levels, code, least)
        return
    rule, status = _RULES[name], case.facts.status
    if rule.concerned is not None and status is not None and status not in rule.concerned:
        yield Finding(Outcome.NOT_CONCERNED, {"status": status.value})
        return
    needs = BY_DATES[case.rules.diploma_limit_at] if name == "months_since_diploma_max" else rule.needs
    asked_first = () if rule.concerned is None else ("status",)
    missing = tuple(need for need in (*asked_first, *needs) if getattr(case.facts, need) is None)
    if missing:
        yield _unknown(missing)
    else:
        yield rule.test(case, getattr(case.rules, name), *(getattr(case.facts, need) for need in needs))


def _unknown(missing: tuple[str, ...]) -> Finding:
    place = "application" if missing[0] in TRIP else "profile"
    return Finding(Outcome.UNKNOWN, {"missing": missing}, f"complete_{place}:{missing[0]}")


def _reason(case: Case, rule: str, finding: Finding) -> Reason:
    asked = {} if rule == "languages" else {rule: _as_fact(getattr(case.rules, rule))}
    return Reason(
        code=f"eligibility.{rule}.{finding.outcome}",
        facts={**asked, **finding.facts},
        source=case.rules.sources.get(rule),
        remedy=finding.remedy,
        answer=ANSWERS[finding.outcome],
    )


def _as_fact(value: Fact | Decimal | tuple[str, ...]) -> Fact:
    if isinstance(value, tuple):
        return tuple(sorted(str(item) for item in value))
    return str(value) if isinstance(value, Decimal) else value
