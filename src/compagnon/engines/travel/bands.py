"""The distance bands of Erasmus+: one way, in a straight line, from where somebody sets out to the venue."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Answer, Fact, Grade, Reason, Source

EDGES = (10, 100, 500, 2000, 3000, 4000, 8000)
"""Where each band begins, in km; below the first nothing is paid."""
NEAR_KM, NEAR_SHARE = 20, 0.01
APART_SHARE = 0.02

TABLE = Source(
    "Erasmus+ travel bands",
    "10 to 8000 km and more, calls 2021 to 2026",
    Grade.SECONDARY,
    "https://www.epos-vlaanderen.be/projectaanvraag/erasmus-individuele-leermobiliteit/sport/mogelijke-financiering-2024/",
)
TOOL = Source(
    "European Commission, How to use the Distance Band Calculator",
    grade=Grade.VERIFIED,
    url="https://webgate.ec.europa.eu/fpfis/wikis/display/NAITDOC/How+to+use+the+Distance+Band+Calculator",
)


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class BandFound:
    """A band with its first km and the first km of the next, None for the last; `km` is what it was read from.

    Both None below 10 km. The answer of a reason is unknown where the official tool must be asked.
    """

    km: float
    from_km: int | None
    below_km: int | None
    reasons: tuple[Reason, ...]


def band_of(km: float, official_km: Annotated[int, Field(ge=0)] | None = None) -> BandFound:
    """The band of a distance. The figure copied from the Commission's tool decides; ours is an estimate.

    Warns near an edge, where an estimate cannot decide, and when the two figures are more than 2 % apart.
    """
    decides = km if official_km is None else float(official_km)
    begun = [edge for edge in EDGES if edge <= decides]
    following = [edge for edge in EDGES if edge > decides]
    reasons: list[Reason] = []
    if official_km is None:
        nearest = min(EDGES, key=lambda edge: abs(edge - km))
        facts: dict[str, Fact] = {"km": round(km, 1), "edge_km": nearest}
        if abs(nearest - km) <= max(NEAR_KM, NEAR_SHARE * km):
            reasons.append(Reason("travel.band.near_edge", facts, TOOL, "ask_distance_tool", Answer.UNKNOWN))
        else:
            reasons.append(
                Reason("travel.band.estimated", {"km": round(km, 1)}, TABLE, "ask_distance_tool", Answer.YES)
            )
    else:
        reasons.append(Reason("travel.band.official", {"km": official_km}, TOOL, None, Answer.YES))
        if abs(km - official_km) > APART_SHARE * max(km, official_km):
            both: dict[str, Fact] = {"km": round(km, 1), "official_km": official_km}
            reasons.append(Reason("travel.band.figures_apart", both, TOOL, "check_places"))
    return BandFound(
        round(decides, 1), begun[-1] if begun else None, following[0] if begun and following else None, tuple(reasons)
    )
