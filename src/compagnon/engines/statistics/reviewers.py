"""How reviewers read the same files: how far they agree, and who gives less or more than those beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Grade, Reason, Source
from compagnon.engines.statistics.proportions import DIGITS, Z95, Interval

_STRICT = ConfigDict(extra="forbid")

FILES_FROM = 30
"""Nobody looks at one reviewer over fewer files than this (DISP-06). May be raised, never lowered."""

SHRINK_FILES = 10
"""How many files of no deviation each reviewer is lent at the start, so that few files say little."""

SEVERITY = Source("Measuring disparities responsibly", "DISP-06", Grade.PROPOSED)

CODES = ("statistics.severity.measured", "statistics.severity.too_few_files")
"""Every code a reason about a reviewer may carry."""

Name = Annotated[str, Field(min_length=1, max_length=100)]


@dataclass(frozen=True, config=_STRICT)
class Scored:
    """One reviewer's score of one file."""

    reviewer: Name
    file: Name
    score: Annotated[float, Field(allow_inf_nan=False)]


@dataclass(frozen=True, config=_STRICT)
class Severity:
    """By how much a reviewer gives less (positive) or more (negative) than those who read the same files.

    `files` are those somebody else read too. The figures are None below the number of files from which they may be seen.
    `shrunk` is the estimate to speak of, `interval` that of the plain mean.
    """

    reviewer: str
    files: int
    mean: float | None
    shrunk: float | None
    interval: Interval | None
    reason: Reason


def severities(
    scored: Iterable[Scored], *, files_from: int = FILES_FROM, shrink_files: int = SHRINK_FILES
) -> list[Severity]:
    """Each reviewer beside their co-reviewers, by name. Never applied to a score by itself: it is a reason to talk.

    The deviation on a file is the mean of the others' scores minus one's own; the estimate is the sum of deviations
    divided by files + `shrink_files`. Limits: it takes files as dealt by chance; somebody always paired with one
    lenient colleague looks severe; deviation is not error. Raises ValueError below 30 files, or for a double review.
    """
    if files_from < FILES_FROM:
        raise ValueError(f"files_from must not be below {FILES_FROM}")
    given = list(scored)
    refuse_double_reviews(given)
    deviations = _deviations(given)
    return [_severity(name, deviations[name], files_from, shrink_files) for name in sorted(deviations)]


def refuse_double_reviews(scored: Iterable[Scored]) -> None:
    """Raises ValueError naming the first reviewer who scored a file twice."""
    seen = set()
    for one in scored:
        if (one.reviewer, one.file) in seen:
            raise ValueError(f"{one.reviewer} scored {one.file} twice")
        seen.add((one.reviewer, one.file))


def _deviations(scored: Iterable[Scored]) -> dict[str, list[float]]:
    """For each reviewer, the others' mean minus their own score, file by file; in the order of the files' names."""
    files: dict[str, dict[str, float]] = defaultdict(dict)
    found: dict[str, list[float]] = {}
    for one in scored:
        files[one.file][one.reviewer] = one.score
        found[one.reviewer] = []
    for _file, scores in sorted(files.items()):
        if len(scores) < 2:
            continue
        total = sum(scores[name] for name in sorted(scores))
        for name, score in scores.items():
            found[name].append((total - score) / (len(scores) - 1) - score)
    return found


def _severity(name: str, deviations: Sequence[float], files_from: int, shrink_files: int) -> Severity:
    files = len(deviations)
    if files < files_from:
        few = Reason("statistics.severity.too_few_files", {"files": files, "files_from": files_from}, SEVERITY)
        return Severity(name, files, None, None, None, few)
    mean = sum(deviations) / files
    spread = Z95 * sqrt(sum((one - mean) ** 2 for one in deviations) / (files - 1) / files)
    shrunk = round(sum(deviations) / (files + shrink_files), DIGITS)
    reason = Reason("statistics.severity.measured", {"files": files, "shrink_files": shrink_files}, SEVERITY)
    interval = Interval(mean - spread, mean + spread).rounded()
    return Severity(name, files, round(mean, DIGITS), shrunk, interval, reason)


@dataclass(frozen=True, config=_STRICT)
class Agreement:
    """How far reviewers of the same files agree. Shares are of `pairs`: two reviews of one file.

    `alpha` is Krippendorff's, with squared distances: 1 is full agreement, 0 what chance gives, None when all gave the
    same.
    """

    files: int
    pairs: int
    same: float | None
    within_one: float | None
    mean_gap: float | None
    alpha: float | None


def agreement(levels: Mapping[str, Sequence[float]]) -> Agreement:
    """Agreement over files, each with the levels its reviewers gave; files read once say nothing and are left out."""
    read = [sorted(given) for _file, given in sorted(levels.items()) if len(given) > 1]
    gaps = [second - first for given in read for first, second in combinations(given, 2)]
    if not gaps:
        return Agreement(0, 0, None, None, None, None)
    return Agreement(
        files=len(read),
        pairs=len(gaps),
        same=round(sum(gap == 0 for gap in gaps) / len(gaps), DIGITS),
        within_one=round(sum(gap <= 1 for gap in gaps) / len(gaps), DIGITS),
        mean_gap=round(sum(gaps) / len(gaps), DIGITS),
        alpha=_alpha(read),
    )


def _alpha(read: Sequence[Sequence[float]]) -> float | None:
    """1 minus observed over expected disagreement (Krippendorff 2011), from sums of squares."""
    every = [level for given in read for level in given]
    expected = _squares(every) / (len(every) - 1)
    observed = sum(_squares(given) / (len(given) - 1) for given in read)
    return round(1 - observed / expected, DIGITS) if expected else None


def _squares(values: Sequence[float]) -> float:
    """Half the sum of squared differences over all ordered pairs."""
    return len(values) * sum(value * value for value in values) - sum(values) ** 2
