"""Statistics for small groups of people: what may be said of a rate, of a gap, and of how reviewers read.

Other engines may stand on this one; it knows none of them.
"""

from compagnon.engines.statistics.averages import benjamini_hochberg, median, weighted_mean
from compagnon.engines.statistics.proportions import (
    DIGITS,
    Z95,
    Interval,
    Ratio,
    fisher,
    impact_ratio,
    newcombe,
    smallest_expected,
    wilson,
)
from compagnon.engines.statistics.report import (
    Compared,
    Measured,
    Pair,
    Question,
    Rate,
    Report,
    compare,
    measure,
    report,
)
from compagnon.engines.statistics.reviewers import CODES, Agreement, Scored, Severity, agreement, severities

__all__ = [
    "CODES",
    "DIGITS",
    "Z95",
    "Agreement",
    "Compared",
    "Interval",
    "Measured",
    "Pair",
    "Question",
    "Rate",
    "Ratio",
    "Report",
    "Scored",
    "Severity",
    "agreement",
    "benjamini_hochberg",
    "compare",
    "fisher",
    "impact_ratio",
    "measure",
    "median",
    "newcombe",
    "report",
    "severities",
    "smallest_expected",
    "weighted_mean",
    "wilson",
]
