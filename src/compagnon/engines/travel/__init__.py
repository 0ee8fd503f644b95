"""Travel: how far, how many kilograms, how long, how dear is each way to go, door to door, and how many travel days it is funded?

`compare` puts ways side by side from their legs; `distance_km` and `band_of` reckon what the programme's bands go by. Every factor
with its year, scope and licence stands in `factors.csv`, every detour in `modes.csv`; what stands in neither is not known.
"""

from compagnon.engines.travel.bands import BandFound, band_of
from compagnon.engines.travel.compare import CODES, REMEDIES, Comparison, Question, Way, WayMeasured, compare
from compagnon.engines.travel.factors import Factor, factors
from compagnon.engines.travel.geodesic import Place, distance_km
from compagnon.engines.travel.legs import Leg, LegMeasured, Mode, measure

__all__ = [
    "CODES",
    "REMEDIES",
    "BandFound",
    "Comparison",
    "Factor",
    "Leg",
    "LegMeasured",
    "Mode",
    "Place",
    "Question",
    "Way",
    "WayMeasured",
    "band_of",
    "compare",
    "distance_km",
    "factors",
    "measure",
]
