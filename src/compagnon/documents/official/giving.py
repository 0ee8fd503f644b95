"""What goes into the boxes of a form for one paper, and what is needed there and not known."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compagnon.documents.catalogue.filling import Filled, Filling, reference_of
from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import holds
from compagnon.documents.official.shape import Given, Official
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.official import BoxFacts, FormFacts, SheetFacts
from compagnon.documents.typesetting.wording import Wording
from compagnon.documents.wordings import labelled_facts

REFERENCE = "paper.reference"
OTHERWISE = "!"
"""Before a condition: a box is ticked when it does not hold."""
ON_FORMS = ("general", "learning_agreement")
"""How papers are made that can be printed on a form instead."""


def facts_for(kind: PaperKind) -> list[tuple[str, str]]:
    """What can go into a box, each with its label in the reader's language."""
    return [(REFERENCE, said_here(all_labels()["reference"])), *labelled_facts(kind)]


def filled_form(filling: Filling, official: Official, *, made_at: Any, names_gaps: bool = False) -> FormFacts:
    """The form with what is known today. With `names_gaps` a fact that nobody knows stands there by its name: for a preview."""
    speaking = _in_language(filling, official.language)
    boxes = [
        BoxFacts(
            **spot.model_dump(), label=box.title, text=text, is_tick=box.kind == "tick", align=box.align, size=box.size,
            lines=box.lines, cells=box.longest if box.comb else 0,
        )
        for box in official.boxes
        if (text := _text(official.given_to(box), speaking, made_at, names_gaps=names_gaps))
        for spot in box.places
    ]  # fmt: skip
    return FormFacts(
        number=official.number,
        file=official.file,
        sha256=Path(official.file).stem,
        language=official.language,
        pages=tuple(SheetFacts(**one.model_dump()) for one in official.pages),
        boxes=tuple(boxes),
    )


def blank_form(official: Official) -> FormFacts:
    """The form with each box where it stands, called by its number."""
    boxes = [
        BoxFacts(**spot.model_dump(), label=str(number))
        for number, box in enumerate(official.boxes, start=1)
        for spot in box.places
    ]
    sheets = tuple(SheetFacts(**one.model_dump()) for one in official.pages)
    return FormFacts(
        number=official.number, file=official.file, sha256=Path(official.file).stem, language=official.language,
        pages=sheets, boxes=tuple(boxes),
    )  # fmt: skip


def gaps(filling: Filling) -> Iterator[Filled]:
    """The facts that a box needs and nobody knows, each once."""
    official = filling.kind.official
    if official is None:
        return
    speaking, seen = _in_language(filling, official.language), set()
    for box in official.boxes:
        given = official.given_to(box)
        if given.source == "fact" and given.is_needed and given.value not in seen:
            seen.add(given.value)
            row = speaking.row(given.value, "!")
            if row is not None and not row.value:
                yield row


def _in_language(filling: Filling, language: str) -> Filling:
    speaking = copy.copy(filling)
    speaking.languages, speaking.wording = (language,), Wording((language,))
    return speaking


def _text(given: Given, filling: Filling, made_at: Any, *, names_gaps: bool) -> str:
    match given.source:
        case "fact":
            return _fact(given.value, filling, names_gaps=names_gaps)
        case "text":
            return given.value
        case "today":
            return next(iter(filling.wording.digits(made_at.date()).values()))
        case "ticked":
            return "X"
        case "when":
            return "X" if _holds(given.value, filling) else ""
    return ""


def _fact(name: str, filling: Filling, *, names_gaps: bool) -> str:
    if name == REFERENCE:
        return reference_of(filling.kind, filling.subject)
    row = filling.row(name, "")
    code = filling.wording.languages[0]
    said = filling.wording.each(row.value, code) if row else ""
    if said or row is None or not names_gaps:
        return said
    return f"[{filling.wording.each(row.label, code)}]"


def _holds(condition: str, filling: Filling) -> bool:
    bare = condition.removeprefix(OTHERWISE)
    return holds([bare], filling.subject, filling.terms) != condition.startswith(OTHERWISE)
