"""Maps drawn on the server: where a network's people go. One inline SVG, no script, no third party.

The land comes from `countries.json`, which `tools/build_map.py` makes from Natural Earth (see countries.LICENSE.txt).
Colours stand in `static/maps/map.css`; the page shows a list beside the map that says the same in words.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django_countries import countries as all_countries

from compagnon.core.maps.names import Name, Shape, placed

FILE = Path(__file__).with_name("countries.json")
LEAST_HEIGHT = 760  # units: down to the Strait of Gibraltar and Malta, however near the destinations are
MARGIN = 78  # units below the southernmost country: room for its name
DOT = 60  # square units: a country smaller than this is shown as a dot


class Place(NamedTuple):
    """A country to show: its name in the reader's language and the address of what is said about it."""

    name: str
    url: str


def destinations_map(places: Mapping[str, Place], home: str) -> SafeString:
    """The countries in `places` (by ISO 3166 alpha-2) and the `home` country on a map; kept by what it shows.

    A country that the map does not reach is left to the list beside it.
    """
    return _drawn(tuple(sorted(places.items())), home, get_language() or "")


@lru_cache(maxsize=1)
def _atlas() -> tuple[tuple[int, int], dict[str, Shape]]:
    """Width and height of the drawing, and the countries in it; read once."""
    content = json.loads(FILE.read_text())
    shapes = {
        code: Shape(one["path"], tuple(one["at"]), one["room"], tuple(one["box"]), one["area"])
        for code, one in content["countries"].items()
    }
    width, height = content["size"]
    return (width, height), shapes


@lru_cache(maxsize=64)
def _drawn(places: tuple[tuple[str, Place], ...], home: str, language: str) -> SafeString:  # the language is in the key
    (width, full_height), shapes = _atlas()
    shown = {code: place for code, place in places if code in shapes and code != home}
    south = max([LEAST_HEIGHT, *(shapes[code].box[3] + MARGIN for code in {*shown, home} & shapes.keys())])
    height = min(full_height, south)
    land = "".join(
        shape.path for code, shape in shapes.items() if code not in shown and code != home and shape.box[1] < height
    )
    drawn_home = f'<path class="map-home" d="{shapes[home].path}"/>' if home in shapes else ""
    names = placed(_wanted(shown, home, shapes), width, height)
    spoken = escape(_sentence([place.name for place in shown.values()], home))
    return mark_safe(
        f'<svg class="map" viewBox="0 0 {width} {height}">'
        f'<g role="img" aria-label="{spoken}"><path class="map-land" d="{land}"/>{drawn_home}</g>'
        f"{''.join(_lands(code, place, shapes[code]) for code, place in shown.items())}"
        f"{''.join(_named(name, shown.get(name.code)) for name in names)}"
        "</svg>"
    )


def _wanted(shown: Mapping[str, Place], home: str, shapes: Mapping[str, Shape]) -> list[tuple[str, str, Shape]]:
    """The names to place: home first, then the countries with a place by hand or little room, then the large ones."""
    by_room = sorted(shown, key=lambda code: (shapes[code].room, code))
    first = [(home, str(all_countries.name(home)), shapes[home])] if home in shapes else []
    return first + [(code, shown[code].name, shapes[code]) for code in by_room]


def _sentence(names: list[str], home: str) -> str:
    return gettext("Map: from %(home)s people go to %(countries)s.") % {
        "home": all_countries.name(home),
        "countries": gettext(", ").join(sorted(names)),
    }


def _lands(code: str, place: Place, shape: Shape) -> str:
    """A destination as a link for the mouse and the finger; keyboard and reader have the list beside the map."""
    dot = f'<circle cx="{shape.at[0]}" cy="{shape.at[1]}" r="8"/>' if shape.area < DOT else ""
    return (
        f'<a class="map-to" href="{escape(place.url)}" tabindex="-1" aria-hidden="true" data-to="{code}">'
        f'<title>{escape(place.name)}</title><path d="{shape.path}"/>{dot}</a>'
    )


def _named(name: Name, place: Place | None) -> str:
    """A name where it was placed, with the line that leads to its country if it stands apart."""
    x, y, anchor, end = name.spot
    classes = "map-name" + ("" if name.on_phone else " map-name-wide") + (" map-name-home" if not place else "")
    classes += " map-name-inside" if name.inside else ""
    line = ""
    if end:
        from_x, from_y = {"end": (x + 5, y), "start": (x - 5, y), "middle": (x, y + 15)}[anchor]
        line = f'<path class="map-lead" d="M{from_x:g} {from_y:g}L{end[0]:g} {end[1]:g}"/>'
    text = (
        f'{line}<text class="{classes}" x="{x:g}" y="{y:g}" text-anchor="{anchor}" dominant-baseline="central">'
        f"{escape(name.words)}</text>"
    )
    return f'<a href="{escape(place.url)}" tabindex="-1" aria-hidden="true">{text}</a>' if place else text
