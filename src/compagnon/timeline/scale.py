"""Months or weeks beside one another: where a day stands among them, and what stands above."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton
from django.utils.translation import get_language, to_locale

from compagnon.engines.dates import add_months

WEEKS_SHOWN = 16
MOST_MONTHS = 30
"""Two years and a half: from the plan of the year before to the last report of a long stay."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Head:
    """What stands above one column; `year` only where it changes."""

    at: float
    words: str
    year: str = ""


@dataclass(frozen=True)
class Scale:
    """Columns of equal width; `starts` are their first days, and the day after the last one."""

    unit: str
    starts: tuple[date, ...]

    @property
    def first(self) -> date:
        return self.starts[0]

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.starts[-1]

    @property
    def width(self) -> float:
        """Of one column, in hundredths of all."""
        return 100 / (len(self.starts) - 1)

    def at(self, day: date) -> float:
        """Where the day stands, in hundredths; what lies outside stands at the edge."""
        if day <= self.first:
            return 0.0
        if day >= self.end:
            return 100.0
        place = bisect_right(self.starts, day) - 1
        begin, following = self.starts[place], self.starts[place + 1]
        return self.width * (place + (day - begin).days / (following - begin).days)

    def shows(self, day: date) -> bool:
        return self.first <= day < self.end

    def column_of(self, day: date) -> int:
        """Which column the day stands in, from 0."""
        return bisect_right(self.starts, day) - 1

    @property
    def lines(self) -> list[float]:
        """Where one column ends and the next begins."""
        return [self.width * place for place in range(1, len(self.starts) - 1)]

    def heads(self) -> list[Head]:
        """What stands above each column, in the reader's language."""
        locale = to_locale(get_language() or "en")
        skeleton = "MMM" if self.unit == "month" else "MMMd"
        found, said = [], 0
        for place, day in enumerate(self.starts[:-1]):
            year = str(day.year) if day.year != said else ""
            said = day.year
            found.append(Head(self.width * place, format_skeleton(skeleton, day, locale=locale), year))
        return found

    def earlier(self) -> date:
        """The first day of the piece before it, half of it kept in sight."""
        return self.first - (self.starts[len(self.starts) // 2] - self.first)

    def later(self) -> date:
        return self.starts[len(self.starts) // 2]


def months(first: date, last: date) -> Scale:
    """All months from the one of the first day to the one of the last, at most `MOST_MONTHS`."""
    start = first.replace(day=1)
    count = min((last.year - start.year) * 12 + last.month - start.month + 1, MOST_MONTHS)
    return Scale("month", tuple(add_months(start, number) for number in range(max(count, 1) + 1)))


def weeks(first: date, count: int = WEEKS_SHOWN) -> Scale:
    """So many weeks from the Monday of the day's week on."""
    monday = first - timedelta(days=first.weekday())
    return Scale("week", tuple(monday + _WEEK * number for number in range(count + 1)))


def around(days: Iterable[date], *, zoom: str, begin: date | None, today: date) -> Scale:
    """The scale that an address asks for: months over all the days, or weeks from `begin` on, else from two weeks ago."""
    known = sorted(days) or [today]
    if zoom == "week":
        usual = min(max(today, known[0]), known[-1]) - 2 * _WEEK
        return weeks(begin or usual)
    return months(begin or min(known[0], today), max(known[-1], begin or known[-1]))
