"""Ways to go put side by side: kilograms, hours and cost there and back, green or not, funded travel days."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated

from pydantic import ConfigDict, Field, field_validator
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Answer, Fact, Grade, Reason, Source, Strict
from compagnon.engines.travel.bands import BandFound, band_of
from compagnon.engines.travel.factors import factors, mode_rules
from compagnon.engines.travel.geodesic import Place, distance_km
from compagnon.engines.travel.legs import CARS, Leg, LegMeasured, Mode, measure

CODES: tuple[str, ...] = (
    "travel.band.estimated",
    "travel.band.near_edge",
    "travel.band.official",
    "travel.band.figures_apart",
    "travel.km.typed",
    "travel.km.flown",
    "travel.km.detour",
    "travel.km.same_place",
    "travel.km.over_the_sea",
    "travel.km.country_unknown",
    "travel.km.no_detour_known",
    "travel.factor.used",
    "travel.factor.over_the_border",
    "travel.factor.stand_in",
    "travel.factor.uncertain",
    "travel.factor.country_unknown",
    "travel.airports",
    "travel.green.yes",
    "travel.green.no",
    "travel.green.unknown",
    "travel.days.green",
    "travel.days.standard",
    "travel.days.unknown",
    "travel.way.about_equal",
)
"""Every code a reason of this engine may carry."""

REMEDIES: tuple[str, ...] = (
    "add_crossing",
    "ask_agency",
    "ask_distance_tool",
    "check_places",
    "complete_country",
    "cut_at_border",
    "type_km",
)
"""Every remedy a reason may carry."""

GREEN_RULE = Source(
    "LUT University, green travel examples",
    "more than half of the kilometres",
    Grade.SECONDARY,
    "https://elut.lut.fi/fi/node/1582",
)
DAYS_RULE = Source(
    "European Commission, funded travel days and travel grant",
    grade=Grade.VERIFIED,
    url="https://wikis.ec.europa.eu/x/UINTC",
)
STANDARD_DAYS, GREEN_DAYS, GREEN_DAYS_SINCE = 2, 6, 2024
MAIN_PART, EQUAL_BELOW = 0.5, 0.25
AIRPORT = "TIM_AIRPORT"


class Way(Strict):
    """One way to go, as the legs of the way there. Hours and cost (EUR) are those of one person there and back, as told."""

    key: Annotated[str, Field(min_length=1, max_length=100)]
    legs: Annotated[tuple[Leg, ...], Field(min_length=1, max_length=30)]
    hours: Annotated[float, Field(gt=0, le=1000)] | None = None
    cost: Annotated[float, Field(ge=0, le=100_000)] | None = None
    days: Annotated[int, Field(strict=True, ge=0, le=30)] | None = None
    """Days on the way outside the activity, there and back."""


class Question(Strict):
    """From where to where, for which call year, and the ways thought of."""

    origin: Place
    venue: Place
    call_year: Annotated[int, Field(strict=True, ge=2021, le=2100)]
    ways: Annotated[tuple[Way, ...], Field(min_length=1, max_length=20)]
    official_km: Annotated[int, Field(strict=True, ge=0, le=20_100)] | None = None
    """The figure of the Commission's distance calculator."""
    budget: Annotated[float, Field(ge=0)] | None = None

    @field_validator("ways")
    @classmethod
    def _one_key_each(cls, value: tuple[Way, ...]) -> tuple[Way, ...]:
        keys = [way.key for way in value]
        double = next((key for key in keys if keys.count(key) > 1), None)
        if double is not None:
            raise ValueError(f"two ways have the key {double}")
        return value


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class WayMeasured:
    """One way, its figures there and back. `kg` with contrails; None while a leg is not known.

    `funded_days` is the most the grant pays as individual support for the journey, no more than the days told; `green` whether
    low-emission means make the main part.
    """

    key: str
    legs: tuple[LegMeasured, ...]
    km: float | None
    kg: float | None
    kg_without_contrails: float | None
    hours: float | None
    cost: float | None
    affordable: Answer
    green: Answer
    funded_days: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Comparison:
    """The band of the distance, and the ways: known and affordable first, then by kilograms."""

    band: BandFound
    ways: tuple[WayMeasured, ...]


def compare(question: Question) -> Comparison:
    """Every way measured and put in order. A way that saves less than a quarter of the one before it is told as about equal."""
    band = band_of(distance_km(question.origin, question.venue), question.official_km)
    measured = [_measured(way, question) for way in question.ways]
    ranked = sorted(measured, key=_rank)
    return Comparison(band, tuple(_with_equal(way, ranked) for way in ranked))


def _rank(way: WayMeasured) -> tuple[bool, bool, float]:
    return way.kg is None, way.affordable is Answer.NO, way.kg or 0.0


def _with_equal(way: WayMeasured, ranked: Sequence[WayMeasured]) -> WayMeasured:
    """Factors are not exact to a quarter: the ways whose difference they cannot carry are named (carbon facts 9.4)."""
    equal = tuple(
        other.key
        for other in ranked
        if other.key != way.key
        and way.kg is not None
        and other.kg is not None
        and abs(way.kg - other.kg) < EQUAL_BELOW * max(way.kg, other.kg)
    )
    if not equal:
        return way
    reason = Reason("travel.way.about_equal", {"ways": equal, "share": EQUAL_BELOW})
    return replace(way, reasons=(*way.reasons, reason))


def _measured(way: Way, question: Question) -> WayMeasured:
    legs = tuple(measure(leg) for leg in way.legs)
    airports = _airports(way.legs)
    more = round(airports * factors()[AIRPORT].kg, 3)
    green, why_green = _green(way.legs, legs)
    days, why_days = _funded_days(green, way.days, question.call_year)
    reasons = [why_green, why_days]
    if airports:
        told: dict[str, Fact] = {"airports": airports, "kg": more, "licence": factors()[AIRPORT].licence}
        reasons.insert(0, Reason("travel.airports", told, factors()[AIRPORT].source))
    return WayMeasured(
        way.key,
        legs,
        _there_and_back([leg.km for leg in legs], 0.0, 1),
        _there_and_back([leg.kg for leg in legs], more, 3),
        _there_and_back([leg.kg_without_contrails for leg in legs], more, 3),
        way.hours,
        way.cost,
        _affordable(way.cost, question.budget),
        green,
        days,
        tuple(reasons),
    )


def _there_and_back(figures: Sequence[float | None], more: float, digits: int) -> float | None:
    """Twice the sum of the legs; not known as soon as one of them is not."""
    known = [figure for figure in figures if figure is not None]
    return round(2 * (sum(known) + more), digits) if len(known) == len(figures) else None


def _airports(legs: Sequence[Leg]) -> int:
    """Airports touched on the way there: two a flight, but only one more where a flight follows a flight."""
    flown = [leg.mode is Mode.PLANE for leg in legs]
    follows = sum(first and second for first, second in pairwise(flown))
    return 2 * sum(flown) - follows


def _affordable(cost: float | None, budget: float | None) -> Answer:
    if budget is None:
        return Answer.YES
    if cost is None:
        return Answer.UNKNOWN
    return Answer.YES if cost <= budget else Answer.NO


def _green(legs: Sequence[Leg], measured: Sequence[LegMeasured]) -> tuple[Answer, Reason]:
    """Whether low-emission means make more than half of the kilometres, a ferry counted as green or not.

    How the main part is told is local to each agency: this is one reading, to be kept with its proof.
    """
    if any(leg.km is None for leg in measured):
        return Answer.UNKNOWN, Reason("travel.green.unknown", {}, GREEN_RULE, "type_km", Answer.UNKNOWN)
    kinds = [(_counts(leg), one.km or 0.0) for leg, one in zip(legs, measured, strict=True)]
    total = sum(km for _, km in kinds)
    least = sum(km for kind, km in kinds if kind == "green") / total
    most = sum(km for kind, km in kinds if kind in {"green", "doubtful"}) / total
    facts: dict[str, Fact] = {"share": round(least, 3), "share_with_ferry": round(most, 3)}
    if least > MAIN_PART:
        return Answer.YES, Reason("travel.green.yes", facts, GREEN_RULE, None, Answer.YES)
    if most <= MAIN_PART:
        return Answer.NO, Reason("travel.green.no", facts, GREEN_RULE, None, Answer.NO)
    return Answer.UNKNOWN, Reason("travel.green.unknown", facts, GREEN_RULE, "ask_agency", Answer.UNKNOWN)


def _counts(leg: Leg) -> str:
    """Green, doubtful or no; a car is green when shared by two or more (car-pooling)."""
    kind = mode_rules()[leg.mode].green
    if leg.mode in CARS:
        return "green" if leg.people > 1 else "no"
    return kind


def _funded_days(green: Answer, told: int | None, call_year: int) -> tuple[int | None, Reason]:
    """Up to 2 days, up to 6 for green travel from call 2024 on; whether 6 held before, the sources do not say."""
    if green is Answer.UNKNOWN or (green is Answer.YES and call_year < GREEN_DAYS_SINCE):
        facts: dict[str, Fact] = {"call_year": call_year, "least": _at_most(STANDARD_DAYS, told)}
        return None, Reason("travel.days.unknown", facts, DAYS_RULE, "ask_agency", Answer.UNKNOWN)
    cap = GREEN_DAYS if green is Answer.YES else STANDARD_DAYS
    days = _at_most(cap, told)
    code = "travel.days.green" if green is Answer.YES else "travel.days.standard"
    more = days - _at_most(STANDARD_DAYS, told)
    return days, Reason(code, {"up_to": cap, "days": days, "more_than_standard": more}, DAYS_RULE)


def _at_most(cap: int, told: int | None) -> int:
    return cap if told is None else min(cap, told)
