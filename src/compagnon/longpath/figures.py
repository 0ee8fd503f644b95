"""What a programme asks for in its reports (MO-11), each number with the rows behind it.

By level, course and country; not by gender, which the program does not hold.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_countries import countries

from compagnon.longpath.choices import Reason, Stage
from compagnon.longpath.queries import entries_seen_by, outgoing
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.models import Person
from compagnon.schemes.choices import LONG_FROM_DAYS


@dataclass(frozen=True)
class Figure:
    """One number with its rows behind it."""

    label: str
    value: str
    query: str


class Line(NamedTuple):
    """How many stays of one kind, and how many of them are long."""

    label: str
    query: str
    stays: int
    long: int


@dataclass(frozen=True)
class Table:
    """The stays of the period, told apart by one fact."""

    key: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Figures:
    """Of the stays that left within these days."""

    stays: list[Figure]
    regimes: list[Figure]
    tables: list[Table]
    reasons: list[Figure]
    stages: list[Figure]
    untold: int


class _Stay(NamedTuple):
    departs_on: date
    returns_on: date
    days_at_home: int
    regime: str | None
    level: int | None
    sheet: str | None
    course: str | None
    country: str

    @property
    def days(self) -> int:
        return (self.returns_on - self.departs_on).days + 1 - self.days_at_home

    @property
    def is_long(self) -> bool:
        return self.days >= LONG_FROM_DAYS


def figures(person: Person, first: date, last: date) -> Figures:
    """Lengths, regimes, levels, courses, countries and obstacles; stays that were cancelled or came in do not count."""
    within = f"after={first.isoformat()}&before={last.isoformat()}"
    seen = entries_seen_by(person).filter(on__range=(first, last)).order_by()
    told = list(seen.values_list("reason", "stage"))
    reasons, stages = Counter(reason for reason, _stage in told), Counter(stage for _reason, stage in told)
    stays = _read(outgoing(visible_to(person, Mobility.objects.filter(departs_on__range=(first, last)))))
    return Figures(
        stays=_lengths(stays, within),
        regimes=_regimes(stays, within),
        tables=_tables(stays, within),
        reasons=[
            Figure(str(one.label), str(reasons[one.value]), f"{within}&reason={one.value}")
            for one in sorted(Reason, key=lambda one: -reasons[one.value])
            if reasons[one.value]
        ],
        stages=[
            Figure(str(one.label), str(stages[one.value]), f"{within}&stage={one.value}")
            for one in Stage
            if stages[one.value]
        ],
        untold=reasons[""],
    )


def _read(stays: QuerySet[Mobility]) -> list[_Stay]:
    sheet = "course_of_stay__version__sheet__"
    names = ("departs_on", "returns_on", "days_at_home", "stay_terms__regime", "participant__eqf_level")
    return [_Stay(*row) for row in stays.order_by().values_list(*names, f"{sheet}code", f"{sheet}title", "country")]


def _lengths(stays: list[_Stay], within: str) -> list[Figure]:
    days = [one.days for one in stays]
    long = sum(one.is_long for one in stays)
    return [
        Figure(_("Under two months"), str(len(days) - long), f"{within}&length=short"),
        Figure(_("Two months and more"), str(long), f"{within}&length=long"),
        Figure(_("In several periods"), str(sum(one.days_at_home > 0 for one in stays)), f"{within}&length=split"),
        Figure(_("Mean days abroad"), f"{sum(days) / len(days):.0f}" if days else "–", within),
    ]


def _regimes(stays: list[_Stay], within: str) -> list[Figure]:
    long = Counter(one.regime or "" for one in stays if one.is_long)
    named = {
        "stand_by": _("Contract asleep"),
        "secondment": _("Put at disposal by the employer"),
        "": _("Not said"),
    }
    return [
        Figure(label, _share(long[key], long.total()), f"{within}&length=long&regime={key or 'none'}")
        for key, label in named.items()
    ]


def _tables(stays: list[_Stay], within: str) -> list[Table]:
    titles = {one.sheet: one.course for one in stays}

    def level(key: Any) -> str:
        return _("EQF level %(number)s") % {"number": key} if key else _("Not said")

    kinds: Iterable[tuple[str, str, Callable[[_Stay], Any], Callable[[Any], str]]] = (
        ("level", _("By level"), lambda one: one.level, level),
        ("course", _("By course"), lambda one: one.sheet, lambda key: titles[key] or _("No course sheet")),
        ("country", _("By country"), lambda one: one.country, countries.name),
    )
    return [Table(key, title, _lines(stays, key, of, named, within)) for key, title, of, named in kinds]


def _lines(
    stays: list[_Stay], name: str, of: Callable[[_Stay], Any], named: Callable[[Any], str], within: str
) -> list[Line]:
    all_of, long = Counter(map(of, stays)), Counter(of(one) for one in stays if one.is_long)
    lines = [
        Line(str(named(key)), f"{within}&{name}={'none' if key is None else key}", count, long[key])
        for key, count in all_of.items()
    ]
    return sorted(lines, key=lambda line: (-line.stays, line.label))


def _share(part: int, whole: int) -> str:
    return f"{part}\u00a0({100 * part / whole:.0f}\u202f%)" if whole else "0"
