"""How one rule ends for one stay, and what a rule is: what it needs, whom it concerns, its test."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked

from compagnon.engines.base import Answer, Fact, Reason
from compagnon.engines.dates import Day, birthday
from compagnon.engines.legal.facts import Band, Contract, Direction, LegalFacts, Regime

ONE_DAY = dt.timedelta(days=1)


class Topic(StrEnum):
    """What a rule is about, in the order of a pack."""

    CONTRACT = "contract"
    """What makes a regime possible or not."""
    COVER = "cover"
    """Who pays and covers what."""
    PAPER = "paper"
    MINOR = "minor"
    """What somebody under 18 must not do."""


class Outcome(StrEnum):
    """The last part of a reason's code. A condition is met or not; a duty or a right applies or not."""

    MET = "met"
    NOT_CONCERNED = "not_concerned"
    NOT_MET = "not_met"
    BORDERLINE = "borderline"
    """Two honest readings of the text differ: a person decides."""
    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    UNKNOWN = "unknown"


ANSWERS = {
    Outcome.MET: Answer.YES,
    Outcome.NOT_CONCERNED: Answer.YES,
    Outcome.NOT_MET: Answer.NO,
    Outcome.BORDERLINE: Answer.UNKNOWN,
    Outcome.APPLIES: Answer.YES,
    Outcome.DOES_NOT_APPLY: Answer.NO,
    Outcome.UNKNOWN: Answer.UNKNOWN,
}


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Finding:
    """One rule put to one stay; `regime` when the answer holds under one of them, `band` when it holds for an age.

    The reason's facts hold `who` pays, signs, asks or answers, and `from_on`, `until_on` where only a part of the stay is
    concerned. `in_force_from`: the day since which the article reads so, where the sources say it.
    """

    rule: str
    topic: Topic
    outcome: Outcome
    reason: Reason
    regime: Regime | None = None
    band: Band | None = None
    in_force_from: Day | None = None


@dataclass(frozen=True)
class Found:
    """What a test found. `cites` names another line of `rules.csv` when the answer rests on that one."""

    outcome: Outcome
    facts: dict[str, Fact] = field(default_factory=dict)
    remedy: str | None = None
    cites: str = ""
    band: Band | None = None


@dataclass(frozen=True)
class Case:
    """One stay on the day on which the question is put, looked at under one regime or none."""

    facts: LegalFacts
    today: dt.date
    regime: Regime | None = None

    def day(self, name: str) -> dt.date:
        """A day of the facts by its name. Raises LookupError while it is not told: the rule that asks must need it."""
        told: dt.date | None = getattr(self.facts, name)
        if told is None:
            raise LookupError(name)
        return told

    @property
    def stay(self) -> tuple[dt.date, dt.date]:
        """Departure and return, as `day` gives them."""
        return self.day("departure_on"), self.day("return_on")

    def adult_on(self) -> dt.date:
        """The eighteenth birthday."""
        return birthday(self.day("birth_date"), 18)

    def leaves_as_minor(self) -> bool:
        """Under 18 on the day of departure."""
        return self.adult_on() > self.day("departure_on")

    def bands(self) -> list[tuple[Band, dt.date, dt.date]]:
        """The parts of the stay spent under 16 and at 16 or 17, first and last day; nothing for an adult."""
        departure, back = self.stay
        sixteen = birthday(self.day("birth_date"), 16)
        parts = [
            (Band.UNDER_16, departure, min(back, sixteen - ONE_DAY)),
            (Band.FROM_16, max(departure, sixteen), min(back, self.adult_on() - ONE_DAY)),
        ]
        return [(band, first, last) for band, first, last in parts if first <= last]


Test = Callable[[Case], Found | Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """How one rule is put: its topic, whom it concerns, the facts it needs, its test.

    `each_regime`: asked once under each regime. `contracts` None: whatever the contract, or none.
    """

    topic: Topic
    outcomes: tuple[Outcome, ...]
    test: Test
    needs: tuple[str, ...] = ()
    direction: Direction | None = Direction.OUT
    contracts: frozenset[Contract] | None = None
    each_regime: bool = False


Row = tuple[str, tuple[Outcome, ...], Test, tuple[str, ...]]
"""The name of a rule, its outcomes, its test, the facts it needs."""


def table(
    topic: Topic, *rows: Row, direction: Direction | None = Direction.OUT, contract: bool, each_regime: bool = False
) -> dict[str, Rule]:
    """Rules of one topic by their names; with `contract`, only asked of who has one."""
    contracts = UNDER_CONTRACT if contract else None
    return {
        name: Rule(topic, outcomes, test, needs, direction, contracts, each_regime)
        for name, outcomes, test, needs in rows
    }


UNDER_CONTRACT = frozenset({Contract.APPRENTICESHIP, Contract.PROFESSIONALISATION})
CONDITION = (Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN)
WHERE_CONCERNED = (Outcome.MET, Outcome.NOT_CONCERNED, Outcome.NOT_MET, Outcome.UNKNOWN)
DUTY = (Outcome.APPLIES, Outcome.DOES_NOT_APPLY, Outcome.UNKNOWN)
ALWAYS = (Outcome.APPLIES, Outcome.UNKNOWN)
NEVER_KNOWN = (Outcome.UNKNOWN,)


def not_known(remedy: str, facts: dict[str, Fact] | None = None, *, cites: str = "") -> Found:
    """The sources do not say, or a fact is missing: whom or what to ask."""
    return Found(Outcome.UNKNOWN, facts or {}, remedy, cites)


def missing(*names: str) -> Found:
    """A fact is not told."""
    return not_known(f"complete_mobility:{names[0]}", {"missing": names})


def applies(facts: dict[str, Fact] | None = None, remedy: str | None = None, *, cites: str = "") -> Found:
    """A duty or right that holds, with what it means for this stay."""
    return Found(Outcome.APPLIES, facts or {}, remedy, cites)


def does_not_apply(facts: dict[str, Fact] | None = None, *, cites: str = "") -> Found:
    """A duty or right that does not hold for this stay."""
    return Found(Outcome.DOES_NOT_APPLY, facts or {}, cites=cites)


def decided(facts: dict[str, Fact], *, met: bool, remedy: str, cites: str = "") -> Found:
    """Met, or not met with what can be done."""
    return Found(Outcome.MET, facts, cites=cites) if met else Found(Outcome.NOT_MET, facts, remedy, cites)
