"""What the door `compagnon compute statistics` reads and gives: rates, comparisons, and reviewers, in one go."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, field_validator, model_validator
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Strict
from compagnon.engines.statistics.averages import benjamini_hochberg, median
from compagnon.engines.statistics.proportions import (
    DIGITS,
    Interval,
    fisher,
    impact_ratio,
    newcombe,
    smallest_expected,
    wilson,
)
from compagnon.engines.statistics.reviewers import (
    FILES_FROM,
    Agreement,
    Scored,
    Severity,
    agreement,
    refuse_double_reviews,
    severities,
)

Count = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
_STRICT = ConfigDict(extra="forbid")


class Rate(Strict):
    """So many of so many people."""

    people: Annotated[Count, Field(ge=1)]
    of_them: Count

    @model_validator(mode="after")
    def _not_more_than_all(self) -> Self:
        if self.of_them > self.people:
            raise ValueError(f"of_them ({self.of_them}) must not exceed people ({self.people})")
        return self

    @property
    def counts(self) -> tuple[int, int]:
        """As the functions of this engine take it."""
        return self.of_them, self.people


class Pair(Strict):
    """Two rates to compare, first with second."""

    first: Rate
    second: Rate


class Question(Strict):
    """Rates, pairs of rates and reviews; each list may be left out. All pairs count as one list of comparisons."""

    rates: tuple[Rate, ...] = ()
    pairs: tuple[Pair, ...] = ()
    reviews: tuple[Scored, ...] = ()
    files_from: Annotated[int, Field(strict=True, ge=FILES_FROM)] = FILES_FROM

    @field_validator("reviews")
    @classmethod
    def _one_score_a_file(cls, value: tuple[Scored, ...]) -> tuple[Scored, ...]:
        refuse_double_reviews(value)
        return value


@dataclass(frozen=True, config=_STRICT)
class Measured:
    """A rate with its 95 % interval (Wilson)."""

    of_them: int
    people: int
    rate: float
    interval: Interval


@dataclass(frozen=True, config=_STRICT)
class Compared:
    """Two rates side by side: difference (Newcombe), ratio (logarithm), Fisher's p, and p among all comparisons.

    `expected` is the smallest count that chance expects: below 5, read Fisher's p and nothing approximate.
    """

    difference: float
    interval: Interval
    ratio: float | None
    ratio_interval: Interval | None
    expected: float
    p: float
    p_among_all: float


@dataclass(frozen=True, config=_STRICT)
class Report:
    """The answers, in the order of the questions."""

    rates: tuple[Measured, ...]
    comparisons: tuple[Compared, ...]
    median_score: float | None
    agreement: Agreement
    severities: tuple[Severity, ...]


def measure(rate: Rate) -> Measured:
    """One rate with its interval."""
    of_them, people = rate.counts
    return Measured(of_them, people, round(of_them / people, DIGITS), wilson(of_them, people).rounded())


def compare(pairs: tuple[Pair, ...]) -> tuple[Compared, ...]:
    """All pairs, each with its p as one of so many comparisons."""
    tests = [fisher(pair.first.counts, pair.second.counts) for pair in pairs]
    among_all = benjamini_hochberg(tests)
    return tuple(_compared(pair, *found) for pair, *found in zip(pairs, tests, among_all, strict=True))


def _compared(pair: Pair, p: float, p_among_all: float) -> Compared:
    first, second = pair.first.counts, pair.second.counts
    ratio = impact_ratio(first, second)
    return Compared(
        difference=round(first[0] / first[1] - second[0] / second[1], DIGITS),
        interval=newcombe(first, second).rounded(),
        ratio=round(ratio.value, DIGITS) if ratio else None,
        ratio_interval=ratio.interval.rounded() if ratio and ratio.interval else None,
        expected=round(smallest_expected(first, second), DIGITS),
        p=round(p, DIGITS),
        p_among_all=round(p_among_all, DIGITS),
    )


def report(question: Question) -> Report:
    """Everything asked, at once."""
    files: dict[str, list[float]] = {}
    for one in question.reviews:
        files.setdefault(one.file, []).append(one.score)
    return Report(
        rates=tuple(measure(rate) for rate in question.rates),
        comparisons=compare(question.pairs),
        median_score=median([one.score for one in question.reviews]),
        agreement=agreement(files),
        severities=tuple(severities(question.reviews, files_from=question.files_from)),
    )
