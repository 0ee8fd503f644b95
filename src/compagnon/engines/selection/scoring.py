"""The score of a file from its reviews, and when two reviewers differ so much that a third must read."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Fact, Grade, Reason, Source, Strict
from compagnon.engines.selection.grid import METHOD, Grid, Key

_STRICT = ConfigDict(extra="forbid")

REVIEWS_FROM = 2
"""Two people at least read each file (SEL-05). A network may ask for more, never for fewer."""

Level = Annotated[int, Field(strict=True, ge=0, le=4)]


@dataclass(frozen=True, config=_STRICT)
class Review:
    """One reviewer's levels for one file, one for each criterion of the grid."""

    file: Key
    reviewer: Key
    levels: dict[Key, Level]


class ReviewRules(Strict):
    """How many read, and beyond which disagreement one more reads: a gap in levels, or in points of the total of 100."""

    reviews_from: Annotated[int, Field(strict=True, ge=REVIEWS_FROM, le=10)] = REVIEWS_FROM
    level_gap: Annotated[int, Field(strict=True, ge=1, le=5)] = 2
    points_gap: Annotated[int, Field(strict=True, ge=0, le=100)] = 15
    source: Source = Source(METHOD, "SEL-05", Grade.PROPOSED)


class Reading(StrEnum):
    """How far the reading of a file has come."""

    TOO_FEW = "too_few"
    THIRD_CALLED = "third_called"
    SCORED = "scored"


@dataclass(frozen=True, config=_STRICT)
class FileScore:
    """A file's score out of 100 with two decimals, the mean level of each criterion, and how far its reading has come.

    The score is None while too few have read; while a third is called it is told but not ranked. `reasons` say why.
    """

    file: str
    reading: Reading
    reviews: int
    score: float | None
    levels: dict[str, float]
    reasons: tuple[Reason, ...]


def score_files(
    grid: Grid, reviews: Iterable[Review], rules: ReviewRules | None = None, *, files: Iterable[str] = ()
) -> list[FileScore]:
    """Each file's score, by file; `files` adds those that nobody has read yet.

    The mean of the reviewers' levels, criterion by criterion, weighed by the grid. Nobody's severity is applied.
    Raises ValueError when a review does not fit the grid or when a reviewer read a file twice.
    """
    rules = rules or ReviewRules()
    read: dict[str, list[Review]] = {file: [] for file in files}
    keys = {criterion.key for criterion in grid.criteria}
    for review in reviews:
        if review.levels.keys() != keys:
            _refuse(review, keys)
        read.setdefault(review.file, []).append(review)
    return [_score(grid, file, read[file], rules) for file in sorted(read)]


def _refuse(review: Review, keys: set[str]) -> None:
    missing, unknown = sorted(keys - review.levels.keys()), sorted(review.levels.keys() - keys)
    what = f"no level for {missing[0]}" if missing else f"no criterion {unknown[0]} in the grid"
    raise ValueError(f"the review of {review.file} by {review.reviewer}: {what}")


def _score(grid: Grid, file: str, reviews: Sequence[Review], rules: ReviewRules) -> FileScore:
    readers = {review.reviewer for review in reviews}
    if len(readers) < len(reviews):
        raise ValueError(f"somebody read {file} twice")
    count = len(reviews)
    if count < rules.reviews_from:
        facts: dict[str, Fact] = {"reviews": count, "reviews_from": rules.reviews_from}
        few = Reason("selection.reading.too_few", facts, rules.source, "wait_for_reviews")
        return FileScore(file, Reading.TOO_FEW, count, None, {}, (few,))
    sums = {criterion.key: sum(review.levels[criterion.key] for review in reviews) for criterion in grid.criteria}
    score = hundredths(grid, sums, count) / 100
    means = {key: round(total / count, 2) for key, total in sums.items()}
    gaps = tuple(_gaps(grid, reviews, rules))
    called = bool(gaps) and count == rules.reviews_from
    reading = Reading.THIRD_CALLED if called else Reading.SCORED
    mean = Reason("selection.reading.mean", {"reviews": count, "score": score})
    return FileScore(file, reading, count, score, means, (mean, *gaps) if called else (mean, *map(_settled, gaps)))


def hundredths(grid: Grid, sums: Mapping[str, int], count: int) -> int:
    """The score out of 100 in hundredths, rounded half up, from the sums of levels over so many reviews.

    Whole numbers throughout: what is shown is what ranks, and no computer rounds it another way.
    """
    weighed = sum(criterion.weight * sums[criterion.key] for criterion in grid.criteria)
    whole = 4 * count * grid.total_weight
    return (2 * 10_000 * weighed + whole) // (2 * whole)


def _gaps(grid: Grid, reviews: Sequence[Review], rules: ReviewRules) -> Iterable[Reason]:
    """The disagreements beyond the rules: one reason a criterion, one for the total."""
    for criterion in grid.criteria:
        given = [review.levels[criterion.key] for review in reviews]
        gap = max(given) - min(given)
        if gap >= rules.level_gap:
            facts: dict[str, Fact] = {"criterion": criterion.key, "gap": gap, "level_gap": rules.level_gap}
            yield Reason("selection.reading.levels_differ", facts, rules.source, "call_third_reviewer")
    totals = [sum(c.weight * review.levels[c.key] for c in grid.criteria) for review in reviews]
    points = Fraction(100 * (max(totals) - min(totals)), 4 * grid.total_weight)
    if points > rules.points_gap:
        facts = {"gap": round(float(points), 2), "points_gap": rules.points_gap}
        yield Reason("selection.reading.totals_differ", facts, rules.source, "call_third_reviewer")


def _settled(gap: Reason) -> Reason:
    """Once one more has read, a disagreement is told and asks for nothing."""
    return Reason(gap.code, gap.facts, gap.source)
