"""Exact reckoning with days, months and ages. Dates only, no moments: summer time cannot shift a day."""

from calendar import monthrange
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def as_day(text: str) -> date | str:
    """The day that a text written YYYY-MM-DD names, or the text itself when it names none."""
    if len(text) == 10 and text[4] == text[7] == "-":
        with suppress(ValueError):
            return date.fromisoformat(text)
    return text


def _only_a_day(value: object) -> object:
    """Pydantic would also read a number as seconds since 1970 and cut a moment down to its day: both hide a mistake."""
    day = as_day(value) if isinstance(value, str) else value
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    raise ValueError("must be a day that exists, written YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_only_a_day), Field(ge=EARLIEST, le=LATEST)]
"""A day between 1900 and 2200, given as a date or as YYYY-MM-DD."""

ReckonedDay = Annotated[date, BeforeValidator(_only_a_day)]
"""A day that was reckoned from such a day, which may lie beyond them."""


def add_months(day: date, months: int) -> date:
    """The same day of the month, so many months later or earlier; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_months(first: date, months: int) -> date:
    """The last day of a period of so many months that begins on, and counts, `first`.

    Three months from 1 January end on 31 March, from 15 January on 14 April, from 30 November on 28 or 29 February.
    """
    if first.day == 1:
        return add_months(first, months) - timedelta(days=1)
    end = add_months(first, months)
    return end - timedelta(days=1) if end.day == first.day else end


def whole_months(first: date, last: date) -> int:
    """How many whole months a period of them counts, both days included; 0 when it is no whole number of months."""
    about = (last.year - first.year) * 12 + last.month - first.month
    return next(
        (months for months in (about, about + 1) if months > 0 and last_day_of_months(first, months) == last), 0
    )


def days_between(first: date, last: date) -> int:
    """Days from `first` to `last`, both counted."""
    return (last - first).days + 1


def birthday(birth: date, age: int) -> date:
    """The day on which somebody reaches this age; born on 29 February, on 1 March of a common year."""
    year = birth.year + age
    if (birth.month, birth.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return birth.replace(year=year)


def age_on(birth: date, day: date) -> int:
    """Full years lived on this day."""
    return day.year - birth.year - (birthday(birth, day.year - birth.year) > day)
