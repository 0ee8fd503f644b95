"""A stay in several periods abroad, with days at home between them: read, checked, fitted to other days."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from compagnon.core.states import MoveRefused

Span = tuple[date, date]
"""First and last day of a period abroad, both counted."""

ONE_DAY = timedelta(days=1)
MOST = 8


def spans_of(mobility: Any) -> list[Span]:
    """The periods abroad in their order; the whole stay while it is not split, which asks the database nothing."""
    if not mobility.is_split:
        return [(mobility.departs_on, mobility.returns_on)]
    return [(one.first_day, one.last_day) for one in mobility.periods.all()]


def home_between(spans: Sequence[Span]) -> list[Span]:
    """First and last day of each time at home between two periods."""
    return [(before[1] + ONE_DAY, after[0] - ONE_DAY) for before, after in pairwise(spans)]


def days_in(spans: Sequence[Span]) -> int:
    """All days of these periods."""
    return sum((last - first).days + 1 for first, last in spans)


def nth_day(spans: Sequence[Span], number: int) -> date:
    """The day abroad with this number, 0 for the first one; the last day for a greater one."""
    for first, last in spans:
        days = (last - first).days + 1
        if number < days:
            return first + timedelta(days=number)
        number -= days
    return spans[-1][1]


def is_within(spans: Sequence[Span], day: date) -> bool:
    return any(first <= day <= last for first, last in spans)


def checked(spans: Sequence[Span]) -> list[Span]:
    """The periods in their order. Raises MoveRefused where two overlap or adjoin, or where there are none or too many."""
    found = sorted(spans)
    if not found:
        raise MoveRefused(_("Write at least one period: a stay has a first and a last day."))
    if len(found) > MOST:
        raise MoveRefused(_("At most %(count)s periods make one stay.") % {"count": MOST})
    if any(last < first for first, last in found):
        raise MoveRefused(_("A period cannot end before it begins."))
    if any(after[0] <= before[1] + ONE_DAY for before, after in pairwise(found)):
        raise MoveRefused(_("Two periods overlap or follow without a day at home: write them as one."))
    return found


def fitted(spans: Sequence[Span], before: Span, after: Span) -> list[Span]:
    """The periods when the whole stay moves: all shifted when both ends move alike, else cut or lengthened at the ends.

    A period that falls outside goes. Where none is left the new days are one whole stay.
    """
    if len(spans) == 1:
        return [after]
    shift = after[0] - before[0]
    if shift == after[1] - before[1]:
        return [(first + shift, last + shift) for first, last in spans]
    first_day, last_day = after
    reach = [*spans]
    reach[0] = (min(first_day, spans[0][0]), spans[0][1])
    reach[-1] = (reach[-1][0], max(last_day, spans[-1][1]))
    kept = [(max(first, first_day), min(last, last_day)) for first, last in reach if first <= last_day and last >= first_day]  # fmt: skip
    return kept or [after]


def told(spans: Sequence[Span]) -> str:
    """The periods as activity keeps them."""
    return "; ".join(f"{first.isoformat()} / {last.isoformat()}" for first, last in spans)
