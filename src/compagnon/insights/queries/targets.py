"""Targets beside what was reached, what is on its way and what may still come: counted from rows, each figure opens to them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Sum
from rules import test_rule

from compagnon.core import clock
from compagnon.engines.fairness.facts import SENSITIVE_FLOOR
from compagnon.insights.choices import GROUPS, Measure, Part
from compagnon.insights.models import Target
from compagnon.insights.queries import measures
from compagnon.mobilities.choices import GONE, days_of, school_year
from compagnon.mobilities.models import Mobility, PastMobilities
from compagnon.mobilities.queries import visible_to as mobilities_visible_to
from compagnon.people.models import Person
from compagnon.recruitment.queries import visible_to as applications_visible_to

AT_ONCE = 100
"""Targets counted in one question: PostgreSQL takes 1,664 columns, and a target asks at most two of each part."""


@dataclass(frozen=True)
class Reached:
    """One target with its figures; those of a share are hundredths, and `of` is how many it is a share of.

    None where the rows do not tell it, or where so few people are concerned that somebody could be found.
    """

    target: Target
    parts: dict[str, int | None]
    actual: int | None
    forecast: int | None
    at_most: int | None
    of: int | None
    is_hidden: bool = False

    @property
    def gap(self) -> int | None:
        """What is missing (negative) or more than meant."""
        return None if self.actual is None else self.actual - self.target.value

    @property
    def actual_told(self) -> str:
        return "" if self.actual is None else self.target.in_unit(self.actual)

    @property
    def forecast_told(self) -> str:
        return "" if self.forecast is None else self.target.in_unit(self.forecast)

    @property
    def missing(self) -> int:
        return max(0, -(self.gap or 0))

    @property
    def is_reached(self) -> bool:
        return self.gap is not None and self.gap >= 0

    @property
    def shown_parts(self) -> list[tuple[Part, int | None]]:
        """The parts in their order, None for those that open to nothing."""
        return [(part, self.parts.get(part)) for part in Part]


def visible_to(person: Person) -> QuerySet[Target]:
    """Everybody with the right sees the targets of the network; that of fewer opportunities only who sees those numbers."""
    rows: QuerySet[Target] = Target.objects.select_related("site", "trade")
    if test_rule("inclusion.reconcile_opportunities", person):
        return rows
    return rows.exclude(measure=Measure.FEWER)


def years(now: int | None = None) -> list[int]:
    """School years with a target, this one and the next, the last one first."""
    this = school_year(clock.today()) if now is None else now
    return sorted({*Target.objects.values_list("year", flat=True), this, this + 1}, reverse=True)


def in_groups(reached: Iterable[Reached]) -> list[tuple[Any, list[Reached]]]:
    """Under quantity, diversity and quality, in the order of the measures; the whole network first."""
    rows = sorted(reached, key=lambda one: (one.target.place != "", one.target.place))
    found = [
        (title, [one for measure in inside for one in rows if one.target.measure == measure])
        for title, inside in GROUPS
    ]
    return [(title, inside) for title, inside in found if inside]


def reached(targets: QuerySet[Target], year: int) -> list[Reached]:
    """Every target of a year with its figures, in five questions for each hundred."""
    asked = list(targets.filter(year=year).order_by("measure", "pk"))
    known = countries_before(year) if any(one.measure == Measure.NEW_COUNTRIES for one in asked) else set()
    found = []
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        counted = {part: _counted(part, some, year, known) for part in Part}
        found += [_reached(one, {part: counted[part][one.pk] for part in Part}) for one in some]
    return found


def countries_before(year: int) -> set[str]:
    """Where somebody of the network was before a school year."""
    first, _last = days_of(year)
    gone = Mobility.objects.filter(state__in=GONE, departs_on__lt=first, scheme__direction="out")
    past = PastMobilities.objects.filter(year__lt=year, direction="out")
    return {code for rows in (gone, past) for code in rows.order_by().values_list("country", flat=True).distinct()}


def opened(target: Target, part: Part, person: Person) -> QuerySet[Any] | None:
    """The rows behind a figure, those that somebody may see; None where there are none to open."""
    if target.measure == Measure.FEWER:
        return None
    known = countries_before(target.year) if target.measure == Measure.NEW_COUNTRIES else set()
    asked = measures.condition(target, part, known)
    if asked is None:
        return None
    rows = measures.rows_of(part, target.year)
    if part == Part.IMPORTED:
        return rows.filter(asked).select_related("trade", "site", "scheme").order_by("departs_on", "pk")
    if part == Part.APPLIED:
        people = ("participant__person", "participant__trade", "participant__site", "call")
        return applications_visible_to(person, rows.filter(asked)).select_related(*people).order_by("pk")
    found = mobilities_visible_to(person, rows.filter(asked))
    return found.select_related("participant__person", "trade", "site").order_by("departs_on", "pk")


@dataclass(frozen=True)
class _Counted:
    """People, or the different values that stand for them; `of` is what a share is a share of."""

    people: int | None
    values: frozenset[Any]
    of: int | None


def _counted(part: Part, targets: list[Target], year: int, known: set[str]) -> dict[int, _Counted]:
    asked: dict[str, Any] = {}
    for target in targets:
        condition = measures.condition(target, part, known)
        if condition is not None:
            asked[f"n{target.pk}"] = _number(target, part, condition)
        whole = measures.base(target, part) if target.is_share else None
        if whole is not None:
            asked[f"of{target.pk}"] = Count("pk", filter=whole)
    rows = measures.rows_of(part, year)
    found: dict[str, Any] = defaultdict(lambda: None, rows.aggregate(**asked) if asked else {})
    return {target.pk: _as_counted(target, found, asked) for target in targets}


def _number(target: Target, part: Part, condition: Q) -> Any:
    kind = measures.kind_counted(target, part)
    if kind:
        return ArrayAgg(kind, distinct=True, filter=condition, default=[])
    return Sum("people", filter=condition) if part == Part.IMPORTED else Count("pk", filter=condition)


def _as_counted(target: Target, found: dict[str, Any], asked: dict[str, Any]) -> _Counted:
    value, is_told = found[f"n{target.pk}"], f"n{target.pk}" in asked
    if isinstance(value, list):
        return _Counted(len(value), frozenset(value), None)
    return _Counted((value or 0) if is_told else None, frozenset(), found[f"of{target.pk}"])


def _reached(target: Target, by: dict[Part, _Counted]) -> Reached:
    parts: dict[str, int | None] = {part: one.people for part, one in by.items()}
    sure, coming = (Part.IMPORTED, Part.GONE), (Part.IMPORTED, Part.GONE, Part.PREPARING)
    if target.is_share:
        return _share(target, by, parts)

    def total(of: tuple[Part, ...]) -> int:
        if any(by[part].values for part in Part):
            return len(frozenset().union(*(by[part].values for part in of)))
        return sum(by[part].people or 0 for part in of)

    at_most = None if parts[Part.APPLIED] is None else total((*coming, Part.APPLIED))
    return Reached(target, parts, total(sure), total(coming), at_most, None)


def _share(target: Target, by: dict[Part, _Counted], parts: dict[str, int | None]) -> Reached:
    """Hundredths of those who are gone, and of those with whoever prepares; lists of the time before do not tell."""

    def hundredths(of: tuple[Part, ...]) -> int | None:
        whole = sum(by[part].of or 0 for part in of)
        return round(100 * sum(by[part].people or 0 for part in of) / whole) if whole else None

    gone, coming = by[Part.GONE], by[Part.PREPARING]
    if target.measure == Measure.FEWER:
        few = [one for one in (gone, coming) if (one.people or 0) < SENSITIVE_FLOOR]
        shown = None if gone in few else hundredths((Part.GONE,))
        forecast = None if few else hundredths((Part.GONE, Part.PREPARING))
        return Reached(target, {}, shown, forecast, None, gone.of, is_hidden=gone in few)
    forecast = None if coming.of is None else hundredths((Part.GONE, Part.PREPARING))
    return Reached(target, parts, hundredths((Part.GONE,)), forecast, None, gone.of)
