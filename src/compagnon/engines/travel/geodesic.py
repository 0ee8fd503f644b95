"""Distance in a straight line over the earth, on the WGS84 ellipsoid, without any service."""

from math import atan, atan2, cos, radians, sin, sqrt, tan
from typing import Annotated

from pydantic import Field

from compagnon.engines.base import Strict

SEMI_MAJOR_KM, FLATTENING = 6378.137, 1 / 298.257223563
SEMI_MINOR_KM = SEMI_MAJOR_KM * (1 - FLATTENING)
MEAN_RADIUS_KM = 6371.0088
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Place(Strict):
    """A point in degrees, with its country (ISO 3166-1) where the way on the ground depends on it."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    country: Country | None = None


def distance_km(start: Place, end: Place) -> float:
    """Kilometres between two places along the ellipsoid (Vincenty's inverse formula, 1975).

    Almost opposite points of the earth, where the formula finds no end, are measured on the sphere: at most 0.5 % off.
    """
    if (start.latitude, start.longitude) == (end.latitude, end.longitude):
        return 0.0
    first, second = (atan((1 - FLATTENING) * tan(radians(place.latitude))) for place in (start, end))
    apart = radians(end.longitude - start.longitude)
    angle = apart
    for _ in range(100):
        sine = sqrt(
            (cos(second) * sin(angle)) ** 2 + (cos(first) * sin(second) - sin(first) * cos(second) * cos(angle)) ** 2
        )
        cosine = sin(first) * sin(second) + cos(first) * cos(second) * cos(angle)
        arc = atan2(sine, cosine)
        if sine == 0:
            break
        azimuth = cos(first) * cos(second) * sin(angle) / sine
        squared = 1 - azimuth**2
        middle = cosine - 2 * sin(first) * sin(second) / squared if squared else 0.0
        share = FLATTENING / 16 * squared * (4 + FLATTENING * (4 - 3 * squared))
        bent = arc + share * sine * (middle + share * cosine * (2 * middle**2 - 1))
        earlier, angle = angle, apart + (1 - share) * FLATTENING * azimuth * bent
        if abs(angle - earlier) < 1e-12:
            return _along(arc, sine, cosine, middle, squared)
    return _on_the_sphere(start, end)


def _along(arc: float, sine: float, cosine: float, middle: float, squared: float) -> float:
    """The length of an arc found on the auxiliary sphere."""
    ratio = squared * (SEMI_MAJOR_KM**2 - SEMI_MINOR_KM**2) / SEMI_MINOR_KM**2
    scale = 1 + ratio / 16384 * (4096 + ratio * (-768 + ratio * (320 - 175 * ratio)))
    bend = ratio / 1024 * (256 + ratio * (-128 + ratio * (74 - 47 * ratio)))
    inner = cosine * (2 * middle**2 - 1) - bend / 6 * middle * (4 * sine**2 - 3) * (4 * middle**2 - 3)
    return SEMI_MINOR_KM * scale * (arc - bend * sine * (middle + bend / 4 * inner))


def _on_the_sphere(start: Place, end: Place) -> float:
    north, south = radians(start.latitude), radians(end.latitude)
    apart = radians(end.longitude - start.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(apart / 2) ** 2
    return MEAN_RADIUS_KM * 2 * atan2(sqrt(half), sqrt(max(0.0, 1 - half)))
