"""The question and its answer: every rule put to one stay, and which regime is possible."""

from collections.abc import Iterator
from datetime import date

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Answer, Reason, Source, Strict, combine
from compagnon.engines.dates import Day
from compagnon.engines.legal import contract, cover, incoming, minors, papers
from compagnon.engines.legal.compare import Difference, differences
from compagnon.engines.legal.facts import Contract, Direction, LegalFacts, Regime
from compagnon.engines.legal.finding import (
    ANSWERS,
    UNDER_CONTRACT,
    Case,
    Finding,
    Found,
    Outcome,
    Rule,
    Topic,
    missing,
    not_known,
)
from compagnon.engines.legal.law import Text, texts

RULES: dict[str, Rule] = {**contract.RULES, **cover.RULES, **papers.RULES, **minors.RULES, **incoming.RULES}
"""Every rule by its name, in the order of their findings within a topic."""

CODES: tuple[str, ...] = tuple(f"legal.{name}.{outcome}" for name, rule in RULES.items() for outcome in rule.outcomes)
"""Every code a reason of a finding may carry."""

REMEDIES: tuple[str, ...] = (
    "ask_consulate",
    "ask_health_fund",
    "ask_host_law",
    "ask_host_to_sign",
    "ask_lawyer",
    "ask_opco",
    "ask_prefecture",
    "ask_referent",
    "ask_social_security",
    minors.CHANGE,
    "check_programme_guide",
    "choose_earlier_return",
    "choose_later_departure",
    "choose_other_destination",
    "choose_regime",
    "choose_shorter_stay",
    "obtain_derogation_or_change_tasks",
    "renew_parent_document",
    "renew_partnership",
    "take_voluntary_insurance",
    "use_current_template",
    *(f"complete_mobility:{name}" for name in LegalFacts.model_fields),
)
"""Every remedy a reason may carry."""


class Question(Strict):
    """What the door `compagnon compute legal` reads. With `before`, other facts of the same stay, it also tells what changes."""

    facts: LegalFacts
    today: Day
    before: LegalFacts | None = None


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Standing:
    """Whether one regime is possible: yes, no or not known, with the names of the rules that stand in its way."""

    regime: Regime
    answer: Answer
    hindered_by: tuple[str, ...] = ()


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Pack:
    """Which regimes are possible (none is asked without a French contract), every finding, and what changed."""

    regimes: tuple[Standing, ...]
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...] = ()


def answer(question: Question) -> Pack:
    """The same as `pack_of`, from one object, with the differences from `before` where it is given."""
    pack = pack_of(question.facts, today=question.today)
    if question.before is None:
        return pack
    before = pack_of(question.before, today=question.today)
    return Pack(pack.regimes, pack.findings, differences(before.findings, pack.findings))


def pack_of(facts: LegalFacts, *, today: date) -> Pack:
    """Every rule that concerns the stay with its answer, by topic and then in the order of `RULES`.

    A fact that is not told makes the rules that need it unknown, never no. Rules of the other direction are not asked,
    nor, without a French contract, those of a contract.
    """
    case = Case(facts, today)
    asked = [finding for name, rule in RULES.items() if _is_asked(rule, facts) for finding in _findings(case, name)]
    by_topic = sorted(asked, key=lambda finding: list(Topic).index(finding.topic))
    under_contract = facts.direction is Direction.OUT and facts.contract is not Contract.NONE
    standings = tuple(_standing(regime, asked) for regime in Regime) if under_contract else ()
    return Pack(standings, tuple(by_topic))


def _is_asked(rule: Rule, facts: LegalFacts) -> bool:
    if rule.direction is not None and rule.direction is not facts.direction:
        return False
    return rule.contracts is None or facts.contract is None or facts.contract in rule.contracts


def _standing(regime: Regime, findings: list[Finding]) -> Standing:
    weighing = [one for one in findings if one.rule in contract.WEIGHING and one.regime in {None, regime}]
    hindered = tuple(one.rule for one in weighing if one.reason.answer is not Answer.YES)
    return Standing(regime, combine(ANSWERS[one.outcome] for one in weighing), hindered)


def _findings(case: Case, name: str) -> Iterator[Finding]:
    rule = RULES[name]
    for regime in _regimes(rule, case.facts):
        under = Case(case.facts, case.today, regime)
        unknown = _needed(rule, case.facts)
        found = missing(*unknown) if unknown else rule.test(under)
        for one in [found] if isinstance(found, Found) else found:
            yield _finding(under, name, one)


def _regimes(rule: Rule, facts: LegalFacts) -> tuple[Regime | None, ...]:
    """Under each regime where there is a contract to be under one."""
    both = rule.each_regime and facts.direction is Direction.OUT and facts.contract in UNDER_CONTRACT
    return tuple(Regime) if both else (None,)


def _needed(rule: Rule, facts: LegalFacts) -> tuple[str, ...]:
    """The facts not told that the rule needs; a rule of a contract, or of its regimes, needs to know the contract."""
    of_a_contract = facts.direction is Direction.OUT and (rule.contracts is not None or rule.each_regime)
    needs = (*(("contract",) if of_a_contract else ()), *rule.needs)
    return tuple(dict.fromkeys(need for need in needs if getattr(facts, need) is None))


def _finding(case: Case, name: str, found: Found) -> Finding:
    text = texts().get(found.cites or name)
    source, since = _cited(case.facts, text)
    day = case.facts.signed_on or case.facts.departure_on
    if since is not None and day is not None and day < since and found.outcome is not Outcome.UNKNOWN:
        found = not_known("ask_lawyer", {"day": day, "in_force_from": since}, cites=found.cites)
    reason = Reason(f"legal.{name}.{found.outcome}", found.facts, source, found.remedy, ANSWERS[found.outcome])
    return Finding(name, RULES[name].topic, found.outcome, reason, case.regime, found.band, since)


def _cited(facts: LegalFacts, text: Text | None) -> tuple[Source | None, date | None]:
    """The article for this contract; since when the one on professionalisation reads so, the sources do not say."""
    if text is None:
        return None, None
    if facts.contract is Contract.PROFESSIONALISATION and text.professionalisation != text.source:
        return text.professionalisation, None
    return text.source, text.in_force_from
