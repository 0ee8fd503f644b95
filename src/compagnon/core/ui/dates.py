"""Days as people say them: today, Thursday, 12 March."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from compagnon.core import clock

_THIS_WEEK = 6  # further than this a weekday alone would be ambiguous
_CLEAR_WITHOUT_YEAR = 150  # days: nobody takes 8 January for another one in November


def as_day(value: date | datetime | None) -> date | None:
    """The day of a moment where the installation is."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def say_day(day: date, *, short: bool = False) -> str:
    """`12 March`; the year only when one could take it for another; `12 Mar` when short."""
    today = clock.today()
    if day.year == today.year or abs((day - today).days) <= _CLEAR_WITHOUT_YEAR:
        return formatted(day, "MMMd" if short else "MMMMd")
    return formatted(day, "yMMMd" if short else "long")


def say_full_day(day: date) -> str:
    """`Friday 12 March 2027`: what a title says."""
    return formatted(day, "full")


def say_near_day(day: date, *, short: bool = False) -> str:
    """`today`, `tomorrow`, `yesterday`, a weekday within the coming six days, else the day."""
    distance = (day - clock.today()).days
    near = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if distance in near:
        return near[distance]
    if 0 < distance <= _THIS_WEEK:
        return formatted(day, "EEEE")
    return say_day(day, short=short)


def say_span(start: date | None, end: date | None) -> str:
    """`12 to 27 March 2027`, leaving out what both days share."""
    if start is None or end is None or start == end:
        only = start or end
        return formatted(only, "long") if only else ""
    if (start.year, start.month) == (end.year, end.month):
        first = formatted(start, "d")
    elif start.year == end.year:
        first = formatted(start, "MMMMd")
    else:
        first = formatted(start, "long")
    return gettext("%(start)s to %(end)s") % {"start": first, "end": formatted(end, "long")}


def say_late(day: date) -> str:
    """`3 days late`; `late` when the day itself has not passed."""
    late = (clock.today() - day).days
    if late < 1:
        return gettext("late")
    return ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}


def formatted(day: date, form: str) -> str:
    """A day in the order and words of the page's language; `form` is one of those in `_formatted`."""
    return _formatted(day, form, (get_language() or "en").replace("-", "_"))


@lru_cache(maxsize=8192)
def _formatted(day: date, form: str, language: str) -> str:
    locale = "en_GB" if language == "en" else language
    if form in ("full", "long", "EEEE"):  # a skeleton would fall back on the short weekday
        return str(format_date(day, form, locale=locale))
    return str(format_skeleton(form, day, locale=locale))
