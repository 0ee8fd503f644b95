"""Ways to travel put side by side by the engine: carbon, time, cost, and the grant's travel days."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from compagnon.engines import travel as engine
from compagnon.engines.base import Answer, Reason
from compagnon.mobilities.models import Mobility
from compagnon.travel.models import Leg, Way
from compagnon.travel.phrases.ways import MISSING, MODES, Words, sentence
from compagnon.travel.places import Found, find

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
    """The ways that lead to the stay, the lightest that is known first; the others with what is missing.

    `span` names the two places between which the distance is told in `band`.
    """

    ways: list[WayTold]
    unfinished: list[tuple[Way, str]]
    span: str
    band: list[str]


def compared(mobility: Mobility) -> Compared:
    """The ways of a stay side by side; those that do not lead there apart. Asks the database twice, however many there are.

    The distance is that from the centre to the stay, as the agreement names them; where their towns are not in the list,
    that of the way which is chosen, else of the first.
    """
    venue = find(mobility.town, str(mobility.country)) if mobility.town else None
    ways = {way.code: way for way in Way.objects.filter(mobility=mobility).prefetch_related("legs")}
    missing = {code: _missing(way, mobility, venue) for code, way in ways.items()}
    whole = {code: way for code, way in ways.items() if not missing[code]}
    unfinished = [(ways[code], str(sentence)) for code, sentence in missing.items() if sentence]
    if not whole:
        return Compared([], unfinished, "", [])
    legs = list(min(whole.values(), key=lambda way: not way.is_chosen).legs.all())
    centre = _centre(mobility)
    result = engine.compare(
        engine.Question(
            origin=_place(centre) if centre else _point(legs[0], "start"),
            venue=_place(venue) if venue else _point(legs[-1], "end"),
            call_year=max(mobility.departs_on.year, FIRST_YEAR),
            ways=tuple(_way(way) for way in whole.values()),
        )
    )
    most = max((one.kg or 0 for one in result.ways), default=0)
    told = [_told(whole[one.key], one, most, whole) for one in result.ways]
    span = f"{centre.name if centre else legs[0].start} – {venue.name if venue else legs[-1].end}"
    return Compared(told, unfinished, span, [sentence(reason) for reason in result.band.reasons])


def is_sustainable(way: Way | None) -> bool | None:
    """Whether low-emission means make more than half of a way; None without legs, or where its kilometres leave it open."""
    legs = list(way.legs.all()) if way else []
    if way is None or not legs:
        return None
    ends = _point(legs[0], "start"), _point(legs[-1], "end")
    question = engine.Question(origin=ends[0], venue=ends[1], call_year=FIRST_YEAR, ways=(_way(way),))
    green = engine.compare(question).ways[0].green
    return None if green is Answer.UNKNOWN else green is Answer.YES


def _missing(way: Way, mobility: Mobility, venue: Found | None) -> Words:
    """Why a way cannot be compared: it has a gap, or it does not reach the stay. Nothing when it is whole."""
    legs = list(way.legs.all())
    if not legs:
        return MISSING["legs"]
    for before, after in pairwise(legs):
        if _point(before, "end") != _point(after, "start"):
            return str(MISSING["gap"]) % {"end": before.end, "start": after.start}
    last = _point(legs[-1], "end")
    if str(legs[-1].end_country) != str(mobility.country) or (venue is not None and last != _place(venue)):
        return str(MISSING["venue"]) % {"end": legs[-1].end, "town": mobility.town or mobility.country.name}
    return ""


def _centre(mobility: Mobility) -> Found | None:
    """The town from which somebody leaves; who comes from abroad leaves from a town that is not known."""
    site = mobility.site
    if site is None or not site.town or mobility.scheme.is_incoming:
        return None
    return find(site.town, str(mobility.network.country))


def _place(found: Found) -> engine.Place:
    return engine.Place(latitude=found.latitude, longitude=found.longitude, country=found.country)


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
