"""How reviewers read, in careful words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from compagnon.core.sheets import Column
from compagnon.engines.statistics import Agreement, Severity
from compagnon.insights.phrases import hundredths
from compagnon.insights.queries.readings import Readings

PAIRS_FROM = 30
"""Pairs of readings from which their agreement is told."""
BANDS = {
    "less": pgettext_lazy("readers", "gives less than those who read the same files"),
    "more": pgettext_lazy("readers", "gives more than those who read the same files"),
    "alike": pgettext_lazy("readers", "no difference that stands out"),
}


@dataclass(frozen=True)
class Row:
    """One reader, with the estimate and its interval in points of 100."""

    name: str
    files: int
    points: str
    interval: str
    band: str

    @property
    def words(self) -> str:
        return str(BANDS[self.band])


def rows_of(readings: Readings) -> list[Row]:
    """Readers of whom something may be said, those who differ most on top."""
    return [_row(str(person), one) for person, one in readings.measured]


def _row(name: str, one: Severity) -> Row:
    interval = one.interval
    if interval is None or one.shrunk is None:
        raise ValueError(one.reviewer)
    band = "less" if interval.low > 0 else "more" if interval.high < 0 else "alike"
    told = _("%(low)s to %(high)s") % {"low": _points(-interval.high), "high": _points(-interval.low)}
    return Row(name, one.files, _points(-one.shrunk), told, band)


def _points(number: float) -> str:
    """Points with their sign: + is more than the others give."""
    return f"{round(number, 1) + 0:+.1f}".replace("-", "−")


def agreement_of(found: Agreement) -> dict[str, str] | None:
    """How often two readers of a file give the same level; None of too few pairs."""
    if found.pairs < PAIRS_FROM or found.same is None or found.within_one is None:
        return None
    return {
        "pairs": str(found.pairs),
        "same": hundredths(round(100 * found.same)),
        "within_one": hundredths(round(100 * found.within_one)),
    }


def columns() -> list[Column]:
    """The spreadsheet of what is shown."""

    def at(name: str) -> Any:
        return lambda row: getattr(row, name)

    titles = {
        "name": _("Reader"), "files": _("Files read with others"), "points": _("Points of 100"), "interval": _("Interval"),
        "words": _("In words"),
    }  # fmt: skip
    return [Column(title, at(name), 24) for name, title in titles.items()]
