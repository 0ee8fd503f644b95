"""A paper on an official form: the pages of the form as they are, what is known written into its boxes, then our own pages."""

from collections.abc import Sequence

from pydantic import Field

from compagnon.documents.typesetting.facts import (
    EuropassMobilityFacts,
    Facts,
    LearningAgreementFacts,
    PaperFacts,
    Sha256,
)
from compagnon.documents.typesetting.frame import Content, frame
from compagnon.documents.typesetting.wording import Wording

_BETWEEN = dict.fromkeys(map(ord, " \u00a0\u202f/.-"))
"""What stands between the parts of a day or an account number, for which boxes with a cell for each sign have no room."""


class SheetFacts(Facts):
    """A page of the form, in points, with what is printed on it for who does not see it."""

    width: float = Field(gt=0)
    height: float = Field(gt=0)
    words: str = ""


class BoxFacts(Facts):
    """A box that says something: `cells` when each sign has its own, `size` of the type in points, 0 where it may be chosen."""

    page: int
    x: float
    y: float
    w: float
    h: float
    turn: int = 0
    label: str = ""
    text: str = ""
    is_tick: bool = False
    align: int = 0
    size: float = 0
    lines: bool = False
    cells: int = 0


class FormFacts(Facts):
    """A form as it is filled: which version of the network's, its printable pages by the name of their file, and every box that says something."""

    number: int
    file: str
    sha256: Sha256
    language: str
    pages: tuple[SheetFacts, ...]
    boxes: tuple[BoxFacts, ...] = ()


def form_content(
    form: FormFacts,
    facts: LearningAgreementFacts | EuropassMobilityFacts | PaperFacts,
    wording: Wording,
) -> Content:
    """Everything that `official_form.typ` prints; the statement of the funder is the form's own matter."""
    title = facts.title if isinstance(facts, PaperFacts) else "learning_agreement"
    framed = frame(
        wording, kind=title, reference=facts.reference, name=_name(facts), author=_author(facts),
        funder=type(facts.funder)(), check=facts.check,
    )  # fmt: skip
    return {**framed, "form": _form(form, form.boxes, wording)}


def numbered_content(form: FormFacts, wording: Wording, title: str) -> Content:
    """The blank form with the number of each box in it, to find the boxes by."""
    spots = tuple(one.model_copy(update={"label": "", "text": ""}) for one in form.boxes)
    return {
        "languages": list(wording.languages), "title": [], "document_title": title, "author": "", "reference": title,
        "page": [], "funder": {"statement": []}, "check": None, "signatures": None,
        "form": {**_form(form, spots, wording), "numbers": [one.label for one in form.boxes]},
    }  # fmt: skip


def _form(form: FormFacts, boxes: Sequence[BoxFacts], wording: Wording) -> Content:
    return {
        "language": form.language,
        "pages": [one.model_dump() for one in form.pages],
        "boxes": [_box(one) for one in boxes],
        "numbers": [],
        "continued": {
            "title": wording.label("form_continued"),
            "page": wording.line("page"),
            "label": wording.label("form_continued_from"),
        },
    }


def _box(box: BoxFacts) -> Content:
    """With the signs for its cells, as far as they have room in them."""
    bare = box.text if len(box.text) <= box.cells else box.text.translate(_BETWEEN)
    cells = box.cells if len(bare) <= box.cells and "\n" not in bare else 0
    return {**box.model_dump(), "text": bare if cells else box.text, "cells": cells}


def _name(facts: LearningAgreementFacts | EuropassMobilityFacts | PaperFacts) -> str:
    if isinstance(facts, PaperFacts):
        return facts.name
    return facts.participant.name if isinstance(facts, LearningAgreementFacts) else facts.holder.name


def _author(facts: LearningAgreementFacts | EuropassMobilityFacts | PaperFacts) -> str:
    own = facts.author or facts.network if isinstance(facts, PaperFacts) else facts.sending.name
    return own or getattr(facts, "network", "")
