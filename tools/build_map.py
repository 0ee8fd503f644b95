"""Draw the countries of the map that we ship: `python tools/build_map.py` writes core/maps/countries.json.

The shapes are Natural Earth (public domain) as packed by world-atlas (ISC), fetched by npm. They are projected with
equal areas (Lambert azimuthal), cut to Europe, the Mediterranean and West Africa, simplified and rounded, so that the
program needs neither a library of geography nor a third party when it draws.
"""

import itertools
import json
import math
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django_countries.data import ALT_CODES

MAPS = Path(__file__).resolve().parent.parent / "src/compagnon/core/maps"
PACKAGE, VERSION = "world-atlas", "2.0.2"

CENTRE = (9.0, 40.0)  # degrees east and north that lie in the middle
WIDTH, HEIGHT = 900, 1450  # the drawing, in its own units
MIDDLE = (590.0, 685.0)  # where CENTRE lies in it
SCALE = 1180.0  # units to a radius of the earth: 5.4 km to a unit
EDGE = 12  # land is cut this far outside of the drawing, so that the cut does not show
TOLERANCE = 0.9  # units that simplifying may move a coast
LEAST_AREA = 9.0  # square units: smaller islands are left out, unless they are all there is of a country
LINE_HEIGHT = 24  # units: the band in which a name must fit to stand inside its country

# Natural Earth draws these apart, ISO 3166 gives them no number of their own.
BY_NAME = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
LETTERS = {f"{number:03}": letters for letters, (_alpha3, number) in ALT_CODES.items()}

# Where the de facto lines of Natural Earth are not those of the United Nations: Western Sahara begins at 27°40' north,
# and Crimea is Ukraine's (resolution 68/262 of the General Assembly).
SAHARA = ((-13.17, 27.667), (-8.67, 27.667))
CRIMEA = ((32.0, 44.0), (37.0, 46.5))

Point = tuple[float, float]
Ring = list[Point]


def fetched(folder: Path) -> tuple[dict[str, Any], str]:
    """The shapes at 1:50 million and the licence they come with."""
    done = subprocess.run(
        ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent"], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / done.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return json.loads((folder / "package/countries-50m.json").read_text()), (folder / "package/LICENSE").read_text()


def projected(longitude: float, latitude: float) -> Point:
    """Lambert's azimuthal equal-area projection; J. P. Snyder, Map Projections, 1987, page 185."""
    east, north = math.radians(longitude - CENTRE[0]), math.radians(latitude)
    middle = math.radians(CENTRE[1])
    nearness = 1 + math.sin(middle) * math.sin(north) + math.cos(middle) * math.cos(north) * math.cos(east)
    k = SCALE * math.sqrt(2 / max(nearness, 1e-6))
    x = k * math.cos(north) * math.sin(east)
    y = k * (math.cos(middle) * math.sin(north) - math.sin(middle) * math.cos(north) * math.cos(east))
    return MIDDLE[0] + x, MIDDLE[1] - y


def decoded(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON, projected and simplified: two neighbours share theirs, so no gap opens between them."""
    (scale_x, scale_y), (from_x, from_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        sums = itertools.accumulate(steps, lambda at, step: [at[0] + step[0], at[1] + step[1]])
        arcs.append(simplified([projected(x * scale_x + from_x, y * scale_y + from_y) for x, y in sums]))
    return arcs


def simplified(points: Ring) -> Ring:
    """Douglas and Peucker: the points that matter; a closed arc is halved first so that it does not vanish."""
    if points[0] == points[-1] and len(points) > 3:
        half = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
        return simplified(points[: half + 1])[:-1] + simplified(points[half:])
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        if not between:
            continue
        far = max(between, key=lambda i: away(points[i], points[first], points[last]))
        if away(points[far], points[first], points[last]) > TOLERANCE:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [points[i] for i in sorted(kept)]


def away(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from a stretch."""
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    along = ((point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (end[1] - start[1])) / length**2
    along = min(1.0, max(0.0, along))
    return math.dist(point, (start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])))


def ring_of(numbers: list[int], arcs: list[Ring]) -> Ring:
    """A closed ring of arcs; ~n means arc n backwards."""
    ring: Ring = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += points[1:] if ring else points
    return ring


def cut(ring: Ring) -> Ring:
    """What of a ring lies in the drawing."""
    for start, end in itertools.pairwise(((-EDGE, -EDGE), (WIDTH + EDGE, -EDGE), (WIDTH + EDGE, HEIGHT + EDGE),
                                          (-EDGE, HEIGHT + EDGE), (-EDGE, -EDGE))):  # fmt: skip
        ring = right_of(ring, start, end)
    return ring


def right_of(ring: Ring, start: Point, end: Point) -> Ring:
    """The part of a ring at the right hand of a line, seen from its start (y grows downwards); Sutherland and Hodgman."""

    def side(point: Point) -> float:
        return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])

    kept: Ring = []
    for before, point in zip([*ring[-1:], *ring], ring, strict=False):
        was, now = side(before), side(point)
        if (was >= 0) != (now >= 0):
            part = was / (was - now)
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if now >= 0:
            kept.append(point)
    return kept


def by_the_united_nations(rings: dict[str, list[Ring]]) -> None:
    """Move the two stretches of land where Natural Earth draws who holds them."""
    west, east = projected(*SAHARA[0]), projected(*SAHARA[1])
    rings["EH"] += [right_of(ring, west, east) for ring in rings["MA"]]
    rings["MA"] = [right_of(ring, east, west) for ring in rings["MA"]]
    (left, bottom), (right, top) = projected(*CRIMEA[0]), projected(*CRIMEA[1])
    held = [ring for ring in rings["RU"] if all(left < x < right and top < y < bottom for x, y in ring)]
    rings["RU"] = [ring for ring in rings["RU"] if ring not in held]
    rings["UA"] += held


def area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def chord(ring: Ring, x: float, y: float) -> tuple[float, float] | None:
    """From where to where the ring is crossed at the height y, around x; None when x lies outside."""
    crossings = sorted(
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
        if (a[1] > y) != (b[1] > y)
    )
    return next(((a, b) for a, b in zip(crossings[::2], crossings[1::2], strict=True) if a <= x <= b), None)


def best_place(ring: Ring) -> tuple[int, int, int]:
    """Where a name has most room inside a ring: x and y of its middle and the width it may take, in units."""
    left, right = min(p[0] for p in ring), max(p[0] for p in ring)
    top, bottom = min(p[1] for p in ring), max(p[1] for p in ring)
    best, middle = (0.0, 0.0, -1.0), ((left + right) / 2, (top + bottom) / 2)
    for row, column in itertools.product(range(1, 40), range(1, 40)):
        x, y = left + (right - left) * column / 40, top + (bottom - top) * row / 40
        chords = [chord(ring, x, y + shift) for shift in (-LINE_HEIGHT / 2, 0, LINE_HEIGHT / 2)]
        inside = [one for one in chords if one]
        if len(inside) < 3:
            width = 0.0 if chords[1] else -math.dist((x, y), middle)
        else:
            start, end = max(one[0] for one in inside), min(one[1] for one in inside)
            width, x = max(end - start, 0.0), ((start + end) / 2 if end > start else x)
        width -= math.dist((x, y), middle) / 8  # of two good places, the one nearer the middle
        if best[2] < 0 or width > best[2]:
            best = (x, y, width)
    room = max(0.0, best[2])
    return round(best[0]), round(best[1]), round(room)


def path(rings: list[Ring]) -> str:
    """Path data in whole numbers, each step relative to the one before."""
    drawn = []
    for ring in rings:
        whole = [(round(x), round(y)) for x, y in ring]
        points = [point for point, _same in itertools.groupby(whole)]
        if points[0] == points[-1]:
            points.pop()
        if len(points) < 3:
            continue
        steps = "".join(
            f"{b[0] - a[0]} {b[1] - a[1]} ".replace(" -", "-") for a, b in itertools.pairwise(points)
        ).rstrip()
        drawn.append(f"M{points[0][0]} {points[0][1]}l{steps.replace(' -', '-')}z")
    return "".join(drawn)


def country(rings: list[Ring]) -> dict[str, Any] | None:
    """One country as it is shipped, None when nothing of it lies in the drawing."""
    rings = sorted((one for one in map(cut, rings) if len(one) > 2), key=area, reverse=True)
    if not rings:
        return None
    kept = rings[:1] + [one for one in rings[1:] if area(one) >= LEAST_AREA]
    xs, ys = [p[0] for p in kept[0]], [p[1] for p in kept[0]]
    x, y, room = best_place(kept[0])
    return {
        "path": path(kept),
        "at": [x, y],
        "room": room,
        "box": [round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))],
        "area": round(sum(map(area, kept))),
    }


def countries(topology: dict[str, Any]) -> dict[str, Any]:
    arcs = decoded(topology)
    rings: dict[str, list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        letters = LETTERS.get(shape.get("id", "")) or BY_NAME.get(shape["properties"]["name"])
        if not letters or letters == "AQ":
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings.setdefault(letters, []).extend(ring_of(one, arcs) for polygon in polygons for one in polygon)
    by_the_united_nations(rings)
    found = {letters: country(rings[letters]) for letters in sorted(rings)}
    return {letters: drawn for letters, drawn in found.items() if drawn}


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        topology, licence = fetched(Path(temporary))
    drawn = countries(topology)
    shipped = {
        "source": f"Natural Earth 1:50m (public domain), from {PACKAGE} {VERSION} (ISC); made by tools/build_map.py",
        "size": [WIDTH, HEIGHT],
        "countries": drawn,
    }
    target = MAPS / "countries.json"
    target.write_text(json.dumps(shipped, separators=(",", ":")).replace('},"', '},\n"') + "\n")
    (MAPS / "countries.LICENSE.txt").write_text(
        "countries.json is made by tools/build_map.py from countries-50m.json of the package "
        f"{PACKAGE} {VERSION},\nwhose shapes are Natural Earth's, in the public domain. "
        f"The package's own licence (ISC):\n\n{licence}"
    )
    print(f"{len(drawn)} countries, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
