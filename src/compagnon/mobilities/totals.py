"""How many people moved, by school year and by country: what is recorded here and what was imported from before."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, F, QuerySet, Sum, Value
from django.db.models.functions import ExtractMonth, ExtractYear

from compagnon.mobilities.choices import GONE, days_of, school_year, school_year_name
from compagnon.mobilities.models import Mobility, PastMobilities
from compagnon.schemes.choices import Direction


@dataclass(frozen=True)
class Total:
    """People of one school year, or of one country: `imported` from before the software, `recorded` in it."""

    key: Any
    imported: int
    recorded: int

    @property
    def people(self) -> int:
        return self.imported + self.recorded

    @property
    def year_name(self) -> str:
        return school_year_name(self.key)

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, of a total by year."""
        return days_of(self.key)


@dataclass(frozen=True)
class Everybody:
    """Whoever left, `imported` of them in lists of the time before; `since` is the first school year."""

    people: int
    imported: int
    countries: int
    since: int

    @property
    def since_name(self) -> str:
        return school_year_name(self.since)


def everybody_who_left() -> Everybody | None:
    """Of the whole network, outgoing, in one question; None when nobody left yet."""
    recorded = (
        _gone(None).filter(scheme__direction=Direction.OUT)
        .annotate(y=ExtractYear("departs_on"), m=ExtractMonth("departs_on"), before=Value(False, BooleanField()))
        .values("y", "m", "country", "before").annotate(n=Count("pk"))
    )  # fmt: skip
    imported = (
        PastMobilities.objects.filter(direction=Direction.OUT)
        .annotate(y=F("year"), m=Value(9), before=Value(True, BooleanField()))
        .values("y", "m", "country", "before").annotate(n=Sum("people"))
    )  # fmt: skip
    names = ("y", "m", "country", "before", "n")
    rows = list(recorded.order_by().values_list(*names).union(imported.order_by().values_list(*names), all=True))
    if not rows:
        return None
    return Everybody(
        people=sum(n for *_told, n in rows),
        imported=sum(n for *_told, before, n in rows if before),
        countries=len({country for _y, _m, country, *_rest in rows}),
        since=min(school_year(date(y, m, 1)) for y, m, *_rest in rows),
    )


def totals_by_year(
    mobilities: QuerySet[Mobility] | None = None, past: QuerySet[PastMobilities] | None = None
) -> list[Total]:
    """People who went, by the school year in which they left, the last one first.

    Of the whole network, or of the rows given. Whoever is still preparing, or was cancelled, is not counted.
    """
    asked = _gone(mobilities).annotate(y=ExtractYear("departs_on"), m=ExtractMonth("departs_on"))
    recorded: Counter[int] = Counter()
    for year, month, count in asked.values("y", "m").annotate(n=Count("pk")).order_by().values_list("y", "m", "n"):
        recorded[school_year(date(year, month, 1))] += count
    return _joined(_imported(past, "year"), recorded, lambda total: -total.key)


def totals_by_country(
    mobilities: QuerySet[Mobility] | None = None, past: QuerySet[PastMobilities] | None = None
) -> list[Total]:
    """People who went, by the country in which they stayed, the most first."""
    rows = _gone(mobilities).values("country").annotate(n=Count("pk")).order_by().values_list("country", "n")
    return _joined(_imported(past, "country"), Counter(dict(rows)), lambda total: (-total.people, total.key))


def _gone(mobilities: QuerySet[Mobility] | None) -> QuerySet[Mobility]:
    rows: QuerySet[Mobility] = Mobility.objects.all() if mobilities is None else mobilities
    return rows.filter(state__in=GONE)


def _imported(past: QuerySet[PastMobilities] | None, by: str) -> "Counter[Any]":
    rows = PastMobilities.objects.all() if past is None else past
    return Counter(dict(rows.order_by().values(by).annotate(n=Sum("people")).values_list(by, "n")))


def _joined(imported: "Counter[Any]", recorded: "Counter[Any]", order: Callable[[Total], Any]) -> list[Total]:
    keys = imported.keys() | recorded.keys()
    return sorted((Total(key, imported[key], recorded[key]) for key in keys), key=order)
