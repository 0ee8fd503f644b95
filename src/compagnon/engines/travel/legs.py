"""One leg of a journey: its kilometres by one rule a mode, and its kilograms by one factor, both written beside the result."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Answer, Fact, Reason, Strict
from compagnon.engines.travel.factors import Factor, factors, mode_rules
from compagnon.engines.travel.geodesic import Place, distance_km

FLIGHT_MORE_KM = 95
ONE_LAND = frozenset(
    {
        *("AL", "AT", "BA", "BE", "BG", "CH", "CZ", "DE", "DK", "EE", "ES", "FR", "GB", "GR", "HR", "HU", "IT"),
        *("LI", "LT", "LU", "LV", "ME", "MK", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK"),
    }
)
"""Countries that trains, coaches and cars reach from one another by land, tunnel or bridge: between others a straight line would
cross a sea (geography facts, section 4)."""
FERRY_SPREAD = {"low_kg": 0.01871, "high_kg": 0.979}
"""The lowest and highest values found: the ships are shared out between people, cars and goods in different ways."""
TRAINS_ABROAD = {
    "AT": "MOBITOOL_RAIL_AT",
    "CH": "MOBITOOL_RAIL_CH_LD",
    "DE": "UBA_RAIL_LD_19",
    "GB": "DESNZ25_RAIL_NATIONAL",
    "IT": "MOBITOOL_RAIL_IT",
}
STAND_IN = "UBA_RAIL_LD_19"
FLIGHTS = ((1000, "ADEME_AIR_SHORT"), (2000, "ADEME_AIR_MEDIUM"), (5000, "ADEME_AIR_MEDIUMLONG"))
LONGEST_FLIGHT = "ADEME_AIR_LONG"


class Mode(StrEnum):
    WALK = "walk"
    BICYCLE = "bicycle"
    E_BIKE = "e_bike"
    BUS = "bus"
    TRAM = "tram"
    METRO = "metro"
    TRAIN_REGIONAL = "train_regional"
    TRAIN_INTERCITY = "train_intercity"
    TRAIN_HIGH_SPEED = "train_high_speed"
    COACH = "coach"
    CAR = "car"
    CAR_ELECTRIC = "car_electric"
    FERRY = "ferry"
    PLANE = "plane"


TRAINS = frozenset({Mode.TRAIN_REGIONAL, Mode.TRAIN_INTERCITY, Mode.TRAIN_HIGH_SPEED})
CARS = frozenset({Mode.CAR, Mode.CAR_ELECTRIC})
ON_THE_GROUND = TRAINS | CARS | {Mode.COACH, Mode.BUS}


class Leg(Strict):
    """From one place to the next by one means. Kilometres typed always win over the estimate."""

    mode: Mode
    start: Place
    end: Place
    km: Annotated[float, Field(gt=0, le=40_000)] | None = None
    people: Annotated[int, Field(strict=True, ge=1, le=9)] = 1
    """On board of the car, the driver included."""


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class LegMeasured:
    """A leg one way. `kg` with contrails, None while not known; `reasons`: how km and kg came about, or what is missing."""

    mode: Mode
    km: float | None
    kg: float | None
    kg_without_contrails: float | None
    reasons: tuple[Reason, ...]


def measure(leg: Leg) -> LegMeasured:
    """Kilometres and kilograms of one leg. No factor is ever taken as zero: what is missing leaves the leg not known."""
    km, how = _kilometres(leg)
    if km is None:
        return LegMeasured(leg.mode, None, None, None, (how,))
    factor, remark = _factor(leg)
    if factor is None:
        return LegMeasured(leg.mode, round(km, 1), None, None, (how, remark))
    people = leg.people if factor.unit == "vehicle.km" else 1
    kg = round(km * factor.kg / people, 3)
    bare = factors().get(f"{factor.code}_CO2", factor)
    return LegMeasured(leg.mode, round(km, 1), kg, round(km * bare.kg / people, 3), (how, remark))


def _kilometres(leg: Leg) -> tuple[float | None, Reason]:
    if leg.km is not None:
        return leg.km, Reason("travel.km.typed", {"km": leg.km})
    straight, rule = distance_km(leg.start, leg.end), mode_rules()[leg.mode]
    facts: dict[str, Fact] = {"straight_km": round(straight, 1)}
    hindrance = _hindrance(leg, straight, rule.detour)
    if hindrance is not None:
        code, remedy = hindrance
        return None, Reason(code, facts, None, remedy, Answer.UNKNOWN)
    if rule.detour is None:
        return straight + FLIGHT_MORE_KM, Reason("travel.km.flown", {**facts, "more_km": FLIGHT_MORE_KM}, rule.source)
    return straight * rule.detour, Reason("travel.km.detour", {**facts, "detour": rule.detour}, rule.source)


def _hindrance(leg: Leg, straight: float, detour: float | None) -> tuple[str, str] | None:
    """Why kilometres cannot be estimated, and what can be done."""
    on_the_ground, countries = leg.mode in ON_THE_GROUND, _countries(leg)
    if on_the_ground and None in countries:
        return "travel.km.country_unknown", "complete_country"
    if on_the_ground and len(countries) == 2 and not countries <= ONE_LAND:
        return "travel.km.over_the_sea", "add_crossing"
    if not straight:
        return "travel.km.same_place", "type_km"
    if detour is None and leg.mode is not Mode.PLANE:
        return "travel.km.no_detour_known", "type_km"
    return None


def _countries(leg: Leg) -> set[str | None]:
    return {leg.start.country, leg.end.country}


def _factor(leg: Leg) -> tuple[Factor | None, Reason]:
    if leg.mode in TRAINS:
        return _train(leg)
    if leg.mode is Mode.PLANE:
        straight = distance_km(leg.start, leg.end)
        code = next((code for most, code in FLIGHTS if straight <= most), LONGEST_FLIGHT)
        return _cited(code, {"straight_km": round(straight, 1)})
    code = mode_rules()[leg.mode].factor
    if leg.mode is Mode.FERRY:
        return factors()[code], _told("travel.factor.uncertain", factors()[code], {**FERRY_SPREAD})
    return _cited(code, {"people": leg.people} if leg.mode in CARS else {})


def _train(leg: Leg) -> tuple[Factor | None, Reason]:
    """The French row by kind of train for what touches France, else the country's, else the German one as a stand-in, told.

    A leg that crosses the French border goes by the French row too, and says so: cut at the border it is told more finely.
    """
    countries = _countries(leg)
    if None in countries:
        return None, Reason("travel.factor.country_unknown", {}, None, "complete_country", Answer.UNKNOWN)
    if "FR" in countries:
        french = factors()[mode_rules()[leg.mode].factor]
        if len(countries) == 1:
            return french, _told("travel.factor.used", french, {})
        abroad = tuple(country for country in sorted(filter(None, countries)) if country != "FR")
        return french, _told("travel.factor.over_the_border", french, {"countries": abroad}, "cut_at_border")
    known = [TRAINS_ABROAD[country] for country in sorted(filter(None, countries)) if country in TRAINS_ABROAD]
    if len(known) == len(countries):
        return _cited(max(known, key=lambda code: factors()[code].kg), {})
    unknown = tuple(country for country in sorted(filter(None, countries)) if country not in TRAINS_ABROAD)
    code = max([*known, STAND_IN], key=lambda code: factors()[code].kg)
    factor = factors()[code]
    return factor, _told("travel.factor.stand_in", factor, {"countries": unknown})


def _cited(code: str, facts: dict[str, Fact]) -> tuple[Factor, Reason]:
    factor = factors()[code]
    return factor, _told("travel.factor.used", factor, facts)


def _told(code: str, factor: Factor, facts: dict[str, Fact], remedy: str | None = None) -> Reason:
    told: dict[str, Fact] = {
        "factor": factor.code,
        "kg_per_unit": factor.kg,
        "unit": factor.unit,
        "year": factor.year,
        "licence": factor.licence,
    }
    return Reason(code, {**told, **facts}, factor.source, remedy)
