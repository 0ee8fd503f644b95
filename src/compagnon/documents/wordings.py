"""The kinds of papers as a network words them: the shipped ones, with the sentences it has published in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from compagnon.documents.catalogue.known import KNOWN
from compagnon.documents.catalogue.reading import said_here, shipped
from compagnon.documents.catalogue.shape import PLACE, Clause, PaperKind, Section
from compagnon.documents.choices import WordingState
from compagnon.documents.models import PaperWording
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.printable import letters_without_glyph

Content = dict[str, dict[str, str]]
"""A network's own words by place, then by language; what is not in it is as shipped."""

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


@dataclass(frozen=True)
class Place:
    """A sentence of a kind that can be worded otherwise: its key, where it stands, and the shipped words."""

    key: str
    where: str
    shipped: dict[str, str]
    is_own: bool = False
    """One that the network adds: empty unless it says something."""


def places_of(kind: PaperKind) -> Iterator[Place]:
    """The sentences of a kind in the order of the paper: clauses, one more of one's own, what signing means, the note."""
    for section in kind.sections:
        if not section.clauses and not section.rows:
            continue
        where = said_here(section.title)
        for number, clause in enumerate(section.clauses):
            yield Place(f"{section.key}.{number}", where, clause.text)
        yield Place(f"{section.key}.own", where, {}, is_own=True)
    if kind.signers:
        yield Place("commitment", said_here(all_labels()["e_signatures"]), kind.commitment or _usual_commitment())
    yield Place("note", said_here(all_labels()["g_source"]), kind.note or {})


def _usual_commitment() -> dict[str, str]:
    return all_labels()["commitment_general"]


def worded(kind: PaperKind, content: Content) -> PaperKind:
    """The kind with these words in the places of the shipped ones."""
    if not content:
        return kind
    changed: dict[str, Any] = {"sections": [_section(one, content) for one in kind.sections]}
    if "commitment" in content:
        changed["commitment"] = {**(kind.commitment or _usual_commitment()), **content["commitment"]}
    if "note" in content:
        changed["note"] = {**(kind.note or {}), **content["note"]}
    return kind.model_copy(update=changed)


def _section(section: Section, content: Content) -> Section:
    clauses = [
        clause.model_copy(update={"text": {**clause.text, **content.get(f"{section.key}.{number}", {})}})
        for number, clause in enumerate(section.clauses)
    ]
    if own := content.get(f"{section.key}.own"):
        clauses.append(Clause.model_construct(text=own, when=[]))
    return section.model_copy(update={"clauses": clauses})


def published(network_id: int) -> dict[str, PaperWording]:
    """The wordings in use, by kind."""
    rows = PaperWording.objects.filter(network_id=network_id, state=WordingState.PUBLISHED)
    return {one.kind: one for one in rows}


def kinds_of(network_id: int) -> dict[str, PaperKind]:
    """Every kind as this network words it, by its key, in the order of a stay."""
    own = published(network_id)
    return {key: worded(kind, own[key].content) if key in own else kind for key, kind in shipped().items()}


def kind_of(network_id: int, key: str) -> PaperKind | None:
    """One kind as this network words it; None when there is none of this key."""
    return kinds_of(network_id).get(key)


def version_of(network_id: int, key: str) -> int:
    """The number of the wording in use, 0 for the shipped one."""
    own = published(network_id).get(key)
    return own.number if own else 0


def facts_of(kind: PaperKind) -> list[str]:
    """What a sentence of this kind may name between braces."""
    return [*KNOWN[kind.about], *(f"term.{term.key}" for term in kind.terms)]


def problem_of(text: str, kind: PaperKind) -> str:
    """Why a sentence cannot be printed, as a sentence; empty when it can."""
    known = set(facts_of(kind))
    for found in _BRACES.findall(text):
        name = PLACE.fullmatch(found)
        if name is None:
            return _("“%(typed)s” is not a fact: write its name between braces, such as {%(example)s}.") % {
                "typed": found, "example": next(iter(KNOWN[kind.about])),
            }  # fmt: skip
        if name[1] not in known:
            return _("There is no fact “%(name)s” on this paper: choose one from the list.") % {"name": name[1]}
    if strangers := letters_without_glyph(text):
        return _("These letters cannot be printed: %(letters)s.") % {"letters": " ".join(strangers)}
    return ""


def labelled_facts(kind: PaperKind) -> list[tuple[str, str]]:
    """What a sentence of this kind may name, with its label in the reader's language."""
    known = [(name, said_here(all_labels()[one.label])) for name, one in KNOWN[kind.about].items()]
    return [*known, *((f"term.{term.key}", said_here(term.label)) for term in kind.terms)]
