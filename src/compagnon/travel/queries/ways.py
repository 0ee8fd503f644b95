"""Ways to travel put side by side by the engine: carbon, time, cost, and the grant's travel days."""

from dataclasses import dataclass
from typing import Any

from compagnon.engines import travel as engine
from compagnon.engines.base import Reason
from compagnon.mobilities.models import Mobility
from compagnon.travel.models import Leg, Way
from compagnon.travel.phrases.ways import MODES, sentence

FIRST_YEAR = 2021
"""The first call year whose rules the engine knows."""


@dataclass(frozen=True)
class LegTold:
    """One leg with its figures and how they came about."""

    leg: Leg
    mode: str
    km: float | None
    kg: float | None
    reasons: list[str]


@dataclass(frozen=True)
class WayTold:
    """One way with its figures there and back; None is not known. `share` is its part of the heaviest, for a bar."""

    way: Way
    legs: list[LegTold]
    km: float | None
    kg: float | None
    hours: float | None
    green: str
    funded_days: int | None
    reasons: list[str]
    source: str
    share: int


@dataclass(frozen=True)
class Compared:
    """All ways of a stay, the lightest that is known first, and what is said of the distance."""

    ways: list[WayTold]
    empty: list[Way]
    band: list[str]


def compared(mobility: Mobility) -> Compared:
    """The ways of a stay side by side; those without a leg apart. Asks the database twice, however many there are."""
    ways = {way.code: way for way in Way.objects.filter(mobility=mobility).prefetch_related("legs")}
    filled = {code: way for code, way in ways.items() if way.legs.all()}
    empty = [way for way in ways.values() if not way.legs.all()]
    if not filled:
        return Compared([], empty, [])
    first = next(iter(filled.values())).legs.all()
    result = engine.compare(
        engine.Question(
            origin=_point(first[0], "start"),
            venue=_point(list(first)[-1], "end"),
            call_year=max(mobility.departs_on.year, FIRST_YEAR),
            ways=tuple(_way(way) for way in filled.values()),
        )
    )
    most = max((one.kg or 0 for one in result.ways), default=0)
    told = [_told(filled[one.key], one, most, filled) for one in result.ways]
    return Compared(told, empty, [sentence(reason) for reason in result.band.reasons])


def _way(way: Way) -> engine.Way:
    hours = _hours(way)
    return engine.Way(
        key=way.code,
        legs=tuple(_leg(leg) for leg in way.legs.all()),
        hours=hours or None,
        cost=float(way.cost) if way.cost is not None else None,
        days=way.days,
    )


def _hours(way: Way) -> float | None:
    """There and back; not known as soon as one leg does not say."""
    legs = list(way.legs.all())
    told = [leg.hours for leg in legs if leg.hours is not None]
    return 2 * float(sum(told)) if len(told) == len(legs) else None


def _leg(leg: Leg) -> engine.Leg:
    return engine.Leg(
        mode=engine.Mode(leg.mode),
        start=_point(leg, "start"),
        end=_point(leg, "end"),
        km=float(leg.km) if leg.km is not None else None,
        people=leg.people,
    )


def _point(leg: Leg, which: str) -> engine.Place:
    return engine.Place(
        latitude=getattr(leg, f"{which}_latitude"),
        longitude=getattr(leg, f"{which}_longitude"),
        country=str(getattr(leg, f"{which}_country")) or None,
    )


def _told(way: Way, found: engine.WayMeasured, most: float, ways: dict[str, Way]) -> WayTold:
    named = [_with_names(reason, ways) for reason in found.reasons]
    legs = [
        LegTold(leg, str(MODES[leg.mode]), one.km, one.kg, [sentence(reason) for reason in one.reasons])
        for leg, one in zip(way.legs.all(), found.legs, strict=True)
    ]
    sources = {reason.source.title for one in found.legs for reason in one.reasons if reason.source}
    return WayTold(
        way=way,
        legs=legs,
        km=found.km,
        kg=found.kg,
        hours=found.hours,
        green=found.green.value,
        funded_days=found.funded_days,
        reasons=[sentence(reason) for reason in named],
        source="; ".join(sorted(title for title in sources if title)),
        share=round(100 * found.kg / most) if found.kg and most else 0,
    )


def _with_names(reason: Reason, ways: dict[str, Way]) -> Any:
    """A way is named as people call it, not by its code."""
    if "ways" not in reason.facts:
        return reason
    names = tuple(ways[code].name for code in reason.facts["ways"])  # type: ignore[union-attr]
    return Reason(reason.code, {**reason.facts, "ways": names}, reason.source)
