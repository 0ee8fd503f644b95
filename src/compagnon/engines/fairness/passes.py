"""What seeing who somebody is changed: ranks in the anonymous first pass beside ranks before the panel, by group."""

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Fact, Grade, Reason, Source
from compagnon.engines.fairness.facts import Question
from compagnon.engines.statistics import median

ANONYMOUS = Source("Measuring disparities responsibly", "SEL-07", Grade.PROPOSED)


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Shift:
    """By how many ranks the middle file of a group moved up (positive) or down, in hundredths of the whole list.

    None where the group, or another of its dimension, is too small to be told apart.
    """

    dimension: str
    group: str
    median_percent: float | None
    reason: Reason


def shifts(question: Question) -> list[Shift]:
    """The shift of each group. It says what happened, not why: groups differ in more than what was hidden."""
    found = []
    for dimension in question.dimensions:
        floor = max(question.thresholds.of(question.audience), question.thresholds.rates)
        if dimension.sensitive:
            floor = max(floor, question.thresholds.sensitive)
        moved: dict[str, list[float]] = {}
        for row in question.ranked:
            moved.setdefault(row.groups[dimension.key], []).append(row.first - row.panel)
        enough = all(len(rows) >= floor for rows in moved.values())
        found += [_shift(question, dimension.key, group, moved[group], enough=enough) for group in sorted(moved)]
    return found


def _shift(question: Question, dimension: str, group: str, moved: list[float], *, enough: bool) -> Shift:
    facts: dict[str, Fact] = {"dimension": dimension, "group": group}
    if not enough:
        return Shift(dimension, group, None, Reason("fairness.shift.too_few", facts, ANONYMOUS))
    percent = round(100 * (median(moved) or 0.0) / len(question.ranked), 1)
    return Shift(dimension, group, percent, Reason("fairness.shift.measured", facts, ANONYMOUS))
