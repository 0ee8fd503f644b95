"""Where the names of countries stand on a map, so that none covers another."""

from collections.abc import Iterable
from typing import NamedTuple

SIZE, SIZE_ON_PHONE = 24.0, 31.0  # units of the drawing: 15 px where it is 560 px wide, 12 px where it is 350 px
LETTER = 0.54  # width of a letter in text sizes, measured on our face over the names of countries
GAP = 9  # units between a country and the name beside it
OVERHANG = 1.7  # how much wider than its country a name may be that stands on it

Box = tuple[float, float, float, float]


class Shape(NamedTuple):
    """A country as it is drawn; `room` is the width in units that a name may take inside."""

    path: str
    at: tuple[int, int]
    room: int
    box: tuple[int, int, int, int]
    area: int


class Spot(NamedTuple):
    """A place for a name: the point where it is anchored (start, middle, end), and where a line to its country ends."""

    x: float
    y: float
    anchor: str
    leads_to: tuple[float, float] | None = None


class Name(NamedTuple):
    """A name with its place; `on_phone` when it has room at the size that a phone needs."""

    code: str
    words: str
    spot: Spot
    inside: bool
    on_phone: bool


# By hand, from the middle of the country: where the sea leaves room. Lines to Belgium go through the Channel.
BY_HAND = {
    "BE": Spot(-146, 12, "end", (-23, -8)),
    "DE": Spot(10, 0, "middle"),
    "IE": Spot(-40, 4, "end"),
    "MT": Spot(14, 6, "start"),
    "NL": Spot(-22, -74, "middle", (-8, -12)),
    "NO": Spot(-46, 10, "end"),
    "PT": Spot(-26, 0, "end"),
    "BJ": Spot(-2, 112, "middle"),
}


def placed(wanted: Iterable[tuple[str, str, Shape]], width: float, height: float) -> list[Name]:
    """A place for each (code, name, shape), the first come first; a name without room anywhere is left out."""
    names: list[Name] = []
    taken: list[Box] = []
    taken_on_phone: list[Box] = []
    for code, words, shape in wanted:
        for spot in spots(code, words, shape):
            box = covered(spot, words, SIZE)
            if is_free(box, taken, width, height):
                on_phone = covered(spot, words, SIZE_ON_PHONE)
                fits = is_free(on_phone, taken_on_phone, width, height)
                inside = spot[:2] == shape.at and box[2] - box[0] <= shape.room
                names.append(Name(code, words, spot, inside, fits))
                taken.append(box)
                taken_on_phone += [on_phone] if fits else []
                break
    return names


def spots(code: str, words: str, shape: Shape) -> list[Spot]:
    """Where a name could stand, best first: by hand, on the country, then around it."""
    x, y = shape.at
    left, top, right, bottom = shape.box
    found = []
    if code in BY_HAND:
        dx, dy, anchor, end = BY_HAND[code]
        found.append(Spot(x + dx, y + dy, anchor, (x + end[0], y + end[1]) if end else None))
    if len(words) * LETTER * SIZE <= shape.room * OVERHANG:
        found.append(Spot(x, y, "middle"))
    return [
        *found,
        Spot(right + GAP, y, "start"),
        Spot(left - GAP, y, "end"),
        Spot(x, top - SIZE / 2 - GAP, "middle"),
        Spot(x, bottom + SIZE / 2 + GAP, "middle"),
    ]


def covered(spot: Spot, words: str, size: float) -> Box:
    """The room that a name takes at a size, with a little air."""
    width = len(words) * LETTER * size
    left = spot.x - {"start": 0.0, "middle": width / 2, "end": width}[spot.anchor]
    return left - 2, spot.y - size * 0.55, left + width + 2, spot.y + size * 0.55


def is_free(box: Box, taken: Iterable[Box], width: float, height: float) -> bool:
    """Whether a box lies in the drawing and on no other."""
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > width or bottom > height:
        return False
    return all(right < one[0] or left > one[2] or bottom < one[1] or top > one[3] for one in taken)
