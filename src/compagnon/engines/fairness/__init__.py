"""Fairness: the funnel by group, so counted and so hidden that nobody can be found in it, and gaps in careful words.

`report` gives what may be shown and a release to keep; give all kept releases back with the next question.
"""

from compagnon.engines.fairness.facts import (
    Audience,
    Cell,
    Dimension,
    People,
    Question,
    Ranked,
    Rate,
    Release,
    Stage,
    Thresholds,
)
from compagnon.engines.fairness.gaps import Band, GroupRate, band
from compagnon.engines.fairness.passes import Shift
from compagnon.engines.fairness.report import Result, Shown, report

CODES: tuple[str, ...] = (
    "fairness.hidden",
    "fairness.comparisons",
    *(f"fairness.band.{one}" for one in Band),
    "fairness.band.look_into_few",
    "fairness.shift.measured",
    "fairness.shift.too_few",
)
"""Every code a reason may carry."""

__all__ = [
    "CODES",
    "Audience",
    "Band",
    "Cell",
    "Dimension",
    "GroupRate",
    "People",
    "Question",
    "Ranked",
    "Rate",
    "Release",
    "Result",
    "Shift",
    "Shown",
    "Stage",
    "Thresholds",
    "band",
    "report",
]
