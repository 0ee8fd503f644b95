"""Days of a stay that no period covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """First and last day without cover, both counted."""

    first: date
    last: date


def gaps(first: date, last: date, periods: Iterable[tuple[date, date]]) -> list[Gap]:
    """The gaps between `first` and `last` that the periods leave, in their order; periods may overlap or adjoin."""
    found, next_day = [], first
    for begins, ends in sorted(periods):
        if begins > last:
            break
        if begins > next_day:
            found.append(Gap(next_day, begins - ONE_DAY))
        next_day = max(next_day, ends + ONE_DAY)
    if next_day <= last:
        found.append(Gap(next_day, last))
    return found
