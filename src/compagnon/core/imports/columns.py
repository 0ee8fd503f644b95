"""What a list may tell, and which column of a spreadsheet tells it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from compagnon.core.imports.cells import shown
from compagnon.core.imports.known import alikeness, simple, trigrams


@dataclass(frozen=True)
class Field:
    """One thing that a list may tell of somebody.

    `read` makes the value of a cell and raises `cells.Wrong`, `show` makes words of a value; `names` are other titles of
    the column in English and French; `refers` names what the value must be one of (the importer's `known`).
    """

    key: str
    label: str | Promise
    read: Callable[..., Any]
    names: Sequence[str] = ()
    example: str | Promise = ""
    required: bool = False
    refers: str = ""
    is_day: bool = False
    show: Callable[[Any], str] = shown


def guess(fields: Sequence[Field], titles: Sequence[str]) -> dict[str, int]:
    """For each field the place of the column that most likely tells it: the same title first, then one much alike."""
    simple_titles = [simple(title) for title in titles]
    guessed: dict[str, int] = {}
    taken: set[int] = set()
    worths = [
        (worth, -position, field.key, place)
        for position, field in enumerate(fields)
        for place, title in enumerate(simple_titles)
        if title and (worth := _worth(field, title)) >= 0.6
    ]
    for _worth_of_pair, _position, key, place in sorted(worths, key=lambda one: (-one[0], -one[1], one[3])):
        if key not in guessed and place not in taken:
            guessed[key] = place
            taken.add(place)
    return guessed


def _worth(field: Field, title: str) -> float:
    names = {simple(str(name)) for name in (field.label, field.key.replace("_", " "), *field.names)}
    if title in names:
        return 2
    return max(alikeness(trigrams(title), trigrams(name)) for name in names)
