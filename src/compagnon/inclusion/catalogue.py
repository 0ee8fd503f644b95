"""Needs, adjustments and the families of fewer opportunities, as shipped under `seed/`: data, not code."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict

from compagnon.core.i18n import localised
from compagnon.network.seed_shape import Key, Shape, Text, once, read_yaml

FOLDER = Path(__file__).parent / "seed"


class Said(Shape):
    key: Key
    text: Text

    @property
    def label(self) -> str:
        return localised(self.text, get_language() or "en")


class Needs(Shape):
    needs: list[Said]
    adjustments: list[Said]


class PlainPage(Shape):
    """A page in plain words: one idea a line."""

    key: Key
    title: Text
    lines: list[Text]

    @property
    def label(self) -> str:
        return localised(self.title, get_language() or "en")

    @property
    def sentences(self) -> list[str]:
        return [localised(line, get_language() or "en") for line in self.lines]


class Family(BaseModel):
    """One family of reasons in the programme guide 2021-2027, with the label that it had in 2014-2020."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str
    label_en: str
    label_fr: str
    label_de: str
    summary_en: str
    old_label_2014_2020: str
    source: str
    status: str

    @property
    def label(self) -> str:
        """In the reader's language where the programme's own label is known, else in English."""
        words = {"fr": self.label_fr, "de": self.label_de}.get(get_language() or "en", "")
        return words or self.label_en


@cache
def needs() -> Needs:
    """What may be ticked."""
    read = Needs.model_validate(read_yaml(FOLDER / "needs.yaml"))
    once(one.key for one in read.needs)
    once(one.key for one in read.adjustments)
    return read


@cache
def families() -> tuple[Family, ...]:
    """The eight families in the order of the guide; the list of the reporting tool itself is not published."""
    with (FOLDER / "fewer_opportunities.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Family.model_validate(row) for row in csv.DictReader(file) if row["order"])


@cache
def plain_pages() -> tuple[PlainPage, ...]:
    """How to apply, one's rights, help to go: in plain words, never called certified easy-to-read texts."""
    return tuple(PlainPage.model_validate(page) for page in read_yaml(FOLDER / "plain.yaml")["pages"])


def family_of_old(label: str) -> str | None:
    """The code of a label of 2014-2020; None for one that is not known. Discrimination was part of social obstacles."""
    asked = label.strip().lower()
    return next((one.code for one in families() if one.old_label_2014_2020.lower() == asked), None)


@dataclass(frozen=True)
class Line:
    """One ticked thing in words."""

    key: str
    label: str


def in_words(keys: list[str], among: list[Said] | tuple[Family, ...]) -> list[Line]:
    """Keys as the reader's words; one that an older list had stays as it was kept."""
    known = {one.code if isinstance(one, Family) else one.key: one.label for one in among}
    return [Line(key, known.get(key, key)) for key in keys]
