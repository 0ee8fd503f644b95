"""The published grid: criteria with their weights and the sentences of their levels, and what a grid must have to open."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from compagnon.engines.base import Answer, Fact, Grade, Reason, Source, Strict, Verdict, verdict
from compagnon.engines.selection.wording import LANGUAGES, Language, questions

LEVELS = range(5)
"""0 to 4, each with its sentence (SEL-03)."""

MEASURED_SHARE = 20
"""Marks and attendance weigh at most so many per cent together, unless the centre sets less or more (SEL-04)."""

METHOD = "Fair selection method, after the recruitment guide of the Defender of Rights"

Key = Annotated[str, Field(min_length=1, max_length=100)]
Text = Annotated[str, Field(max_length=1000)]


class Evidence(StrEnum):
    """What a criterion is read from. Marks and attendance stand in for other things, so their weight is capped."""

    APPLICATION = "application"
    INTERVIEW = "interview"
    OPINION = "opinion"
    LANGUAGE = "language"
    MARKS = "marks"
    ATTENDANCE = "attendance"


MEASURED = frozenset({Evidence.MARKS, Evidence.ATTENDANCE})


class Criterion(Strict):
    """One line of the grid: its weight, the five sentences of its levels, why it is asked and what may bias it."""

    key: Key
    name: Text = ""
    weight: Annotated[int, Field(strict=True, ge=1, le=1000)]
    descriptors: Annotated[tuple[Text, ...], Field(max_length=len(LEVELS))] = ()
    evidence: Evidence = Evidence.APPLICATION
    aim: Text = ""
    bias_risk: Text = ""


class Grid(Strict):
    """The criteria, the order in which they part ties, and the cap on marks and attendance with the centre's why.

    A tie is parted by the criteria of `tie_break` one after another, then by lot.
    """

    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=50)]
    tie_break: tuple[Key, ...] = ()
    measured_share_max: Annotated[int, Field(strict=True, ge=0, le=100)] = MEASURED_SHARE
    measured_why: Text = ""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = LANGUAGES
    """The languages in which names and descriptors are written, for the search of words that touch protected grounds."""

    @property
    def total_weight(self) -> int:
        """What all criteria weigh together."""
        return sum(criterion.weight for criterion in self.criteria)

    @model_validator(mode="after")
    def _keys_meet(self) -> Self:
        keys = [criterion.key for criterion in self.criteria]
        if double := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"two criteria have the key {double[0]}")
        if lost := [key for key in self.tie_break if key not in keys]:
            raise ValueError(f"tie_break names no criterion: {lost[0]}")
        return self


def may_open(grid: Grid) -> Verdict:
    """Whether a call may open with this grid (SEL-01, SEL-03, SEL-04): no while something is missing or too heavy.

    Words that touch a protected ground leave it unknown: a person reads them and decides.
    """
    return verdict([*_measured(grid), *_complete(grid), *_tie_break(grid), *_wording(grid)])


def _source(reference: str) -> Source:
    return Source(METHOD, reference, Grade.PROPOSED)


def _measured(grid: Grid) -> list[Reason]:
    """Marks and attendance within their cap, and the centre has written why they count."""
    weight = sum(criterion.weight for criterion in grid.criteria if criterion.evidence in MEASURED)
    if not weight:
        return []
    percent = round(100 * weight / grid.total_weight, 1)
    facts: dict[str, Fact] = {"percent": percent, "percent_max": grid.measured_share_max}
    fits = 100 * weight <= grid.measured_share_max * grid.total_weight
    cap = _found("selection.grid.measured", facts, "SEL-04", met=fits, remedy="lower_weight")
    why = _found("selection.grid.measured_why", {}, "SEL-04", met=bool(grid.measured_why.strip()), remedy="write_why")
    return [cap, why]


def _complete(grid: Grid) -> list[Reason]:
    """Each criterion says what it is for and what each level means."""
    reasons = []
    for criterion in grid.criteria:
        told = sum(bool(sentence.strip()) for sentence in criterion.descriptors)
        missing = tuple(name for name in ("name", "aim", "bias_risk") if not getattr(criterion, name).strip())
        missing += () if told == len(LEVELS) else ("descriptors",)
        facts: dict[str, Fact] = {"criterion": criterion.key, "missing": missing}
        reasons.append(_found("selection.grid.complete", facts, "SEL-03", met=not missing, remedy="complete_criterion"))
    return reasons


def _tie_break(grid: Grid) -> list[Reason]:
    """The order that parts ties is published before the call opens."""
    facts: dict[str, Fact] = {"tie_break": grid.tie_break}
    return [_found("selection.grid.tie_break", facts, "SEL-01", met=bool(grid.tie_break), remedy="choose_tie_break")]


def _wording(grid: Grid) -> list[Reason]:
    texts = [(criterion.key, (criterion.name, *criterion.descriptors)) for criterion in grid.criteria]
    return [reason for key, told in texts for reason in questions(told, place=key, languages=grid.languages)]


def _found(code: str, facts: dict[str, Fact], reference: str, *, met: bool, remedy: str) -> Reason:
    """A reason under `code` met or `code` not met."""
    ending, answer = ("met", Answer.YES) if met else ("not_met", Answer.NO)
    return Reason(f"{code}.{ending}", facts, _source(reference), None if met else remedy, answer)
