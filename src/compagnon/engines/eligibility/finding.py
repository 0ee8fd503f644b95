"""How one rule ends for one applicant."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compagnon.engines.base import Answer, Fact
from compagnon.engines.eligibility.facts import ApplicantFacts
from compagnon.engines.eligibility.rules import SchemeRules


class Outcome(StrEnum):
    """The last part of a reason's code."""

    MET = "met"
    NOT_CONCERNED = "not_concerned"
    NOT_MET = "not_met"
    BORDERLINE = "borderline"
    """Two honest readings of the text differ: a person decides."""
    UNKNOWN = "unknown"


ANSWERS = {
    Outcome.MET: Answer.YES,
    Outcome.NOT_CONCERNED: Answer.YES,
    Outcome.NOT_MET: Answer.NO,
    Outcome.BORDERLINE: Answer.UNKNOWN,
    Outcome.UNKNOWN: Answer.UNKNOWN,
}


@dataclass(frozen=True)
class Case:
    """One applicant before one set of rules, on the day on which the question is put."""

    facts: ApplicantFacts
    rules: SchemeRules
    today: date


@dataclass(frozen=True)
class Finding:
    """What a rule found: its outcome, the facts for a sentence, the code of what can be done."""

    outcome: Outcome
    facts: dict[str, Fact]
    remedy: str | None = None


def decided(facts: dict[str, Fact], *, met: bool, remedy: str) -> Finding:
    """Met, or not met with what can be done."""
    return Finding(Outcome.MET, facts) if met else Finding(Outcome.NOT_MET, facts, remedy)
