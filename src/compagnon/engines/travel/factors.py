"""Emission factors and detours, from `factors.csv` and `modes.csv`: value, scope, geography, year, licence, source."""

import csv
from functools import cache
from pathlib import Path

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Grade, Source

FACTORS = Path(__file__).with_name("factors.csv")
MODES = Path(__file__).with_name("modes.csv")


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Factor:
    """Kilograms of CO2 equivalent for one unit, the making of the energy included.

    `unit` is a passenger.km, a vehicle.km (to be shared by who is on board) or a passenger.airport. `year` and `licence` as the
    source gives them: "not stated", "not found".
    """

    code: str
    activity: str
    kg: float
    unit: str
    geography: str
    year: str
    scope: str
    licence: str
    source: Source


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class ModeRule:
    """One mode of travel: its factor, by how much its way is longer than the straight line, whether it counts as green.

    `detour` None: no source gives one, so the kilometres must be typed. `green`: green, shared (with two or more on board),
    doubtful, or no.
    """

    mode: str
    factor: str
    detour: float | None
    green: str
    source: Source | None


@cache
def factors() -> dict[str, Factor]:
    """Every factor by its code."""
    with FACTORS.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: _factor(row) for row in csv.DictReader(lines)}


@cache
def mode_rules() -> dict[str, ModeRule]:
    """The rule of each mode by its name."""
    with MODES.open(encoding="utf-8", newline="") as lines:
        return {row["mode"]: _mode(row) for row in csv.DictReader(lines)}


def _factor(row: dict[str, str]) -> Factor:
    reference = f"{row['code']} ({row['year']}, {row['geography']})"
    source = Source(row["title"], reference, Grade(row["grade"]), row["url"])
    kg = round(float(row["kg"]) + float(row["upstream_kg"]), 6)
    return Factor(
        row["code"],
        row["activity"],
        kg,
        row["unit"],
        row["geography"],
        row["year"],
        row["scope"],
        row["licence"],
        source,
    )


def _mode(row: dict[str, str]) -> ModeRule:
    source = Source(row["title"], "detour", Grade(row["grade"]), row["url"]) if row["title"] else None
    return ModeRule(row["mode"], row["factor"], float(row["detour"]) if row["detour"] else None, row["green"], source)
