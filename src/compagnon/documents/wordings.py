"""The kinds of papers as a network words them: the shipped ones, with the sentences it has published in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _

from compagnon.documents.catalogue.known import AMENDED, IDENTITIES, KNOWN
from compagnon.documents.catalogue.reading import said_here, shipped
from compagnon.documents.catalogue.shape import PLACE, Clause, PaperKind, Section
from compagnon.documents.choices import WordingState
from compagnon.documents.models import OfficialForm, PaperWording
from compagnon.documents.official.shape import Official
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.printable import letters_without_glyph

Content = dict[str, dict[str, str]]
"""A network's own words by place, then by language; what is not in it is as shipped."""

Conditions = dict[str, list[str]]
"""When a network has a sentence said, by place, and in which turn a role signs, by `turn:ROLE`; what is not in it is as shipped."""

TURN = "turn:"
TURNS = ("1", "2", "3", "4", "5")

WORDED = ("general", "learning_agreement", "amendment")
"""How papers are made whose sentences can be worded: the Europass Mobility has none, others make the rest."""

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


@dataclass(frozen=True)
class Place:
    """A sentence of a kind that can be worded otherwise: its key, where it stands, and the shipped words."""

    key: str
    where: str
    shipped: dict[str, str]
    is_own: bool = False
    """One that the network adds: empty unless it says something."""
    when: list[str] | None = None
    """When it is said, as shipped; None for what is always said."""
    part: list[str] = field(default_factory=list)
    """When the part of the paper is printed in which it stands."""


def places_of(kind: PaperKind) -> Iterator[Place]:
    """The sentences of a kind in the order of the paper: clauses, one more of one's own, what signing means, the note."""
    for section in kind.sections:
        where = said_here(section.title)
        for number, clause in enumerate(section.clauses):
            yield Place(f"{section.key}.{number}", where, clause.text, when=clause.when, part=section.when)
        yield Place(f"{section.key}.own", where, {}, is_own=True, when=[], part=section.when)
    if kind.signers or kind.made == "amendment":
        where = said_here(all_labels()["e_signatures"])
        yield Place("commitment", where, kind.commitment or _usual_commitment())
        yield Place("how", where, kind.how or _usual_how())
    if kind.made != "learning_agreement":
        yield Place("note", said_here(all_labels()["g_source"]), kind.note or {})


def turns_of(kind: PaperKind) -> dict[str, int]:
    """In which turn each role signs a kind, where several do; none where there is no order to choose."""
    turns = {str(one.role): one.turn for one in kind.signers}
    return turns if len(turns) > 1 else {}


def _usual_commitment() -> dict[str, str]:
    return all_labels()["commitment_general"]


def _usual_how() -> dict[str, str]:
    return all_labels()["sign_how"]


def worded(kind: PaperKind, wording: PaperWording | None) -> PaperKind:
    """The kind with the words of a network in the places of the shipped ones, said when the network says it; None as shipped."""
    if wording is None:
        return kind
    content, conditions = wording.content, wording.conditions
    sections = [_section(one, content, conditions) for one in kind.sections]
    changed: dict[str, Any] = {"sections": sections, "wording": wording.number}
    changed["signers"] = [
        one.model_copy(update={"turn": int(conditions.get(f"{TURN}{one.role}", [one.turn])[0])}) for one in kind.signers
    ]
    if "commitment" in content:
        changed["commitment"] = {**(kind.commitment or _usual_commitment()), **content["commitment"]}
    if "how" in content:
        changed["how"] = {**(kind.how or _usual_how()), **content["how"]}
    if "note" in content:
        changed["note"] = {**(kind.note or {}), **content["note"]}
    return kind.model_copy(update=changed)


def _section(section: Section, content: Content, conditions: Conditions) -> Section:
    clauses = []
    for number, clause in enumerate(section.clauses):
        key = f"{section.key}.{number}"
        text = {**clause.text, **content.get(key, {})}
        clauses.append(clause.model_copy(update={"text": text, "when": conditions.get(key, clause.when)}))
    if own := content.get(f"{section.key}.own"):
        clauses.append(Clause.model_construct(text=own, when=conditions.get(f"{section.key}.own", [])))
    return section.model_copy(update={"clauses": clauses})


def published(network_id: int) -> dict[str, PaperWording]:
    """The wordings in use, by kind."""
    rows = PaperWording.objects.filter(network_id=network_id, state=WordingState.PUBLISHED)
    return {one.kind: one for one in rows}


def kinds_of(network_id: int) -> dict[str, PaperKind]:
    """Every kind as this network words it and on the form on which it prints it, by its key, in the order of a stay."""
    words, forms = _in_use(network_id)
    kinds = {key: worded(kind, words.get(key)) for key, kind in shipped().items()}
    return {
        **kinds,
        **{key: kinds[key].model_copy(update={"official": one}) for key, one in forms.items() if key in kinds},
    }


def _in_use(network_id: int) -> tuple[dict[str, PaperWording], dict[str, Official]]:
    """The wordings and forms in use, by kind: one question for both, as nearly every page of papers asks it."""
    mine: dict[str, Any] = {"network_id": network_id, "state": WordingState.PUBLISHED}
    words, forms = PaperWording.objects.filter(**mine).order_by(), OfficialForm.objects.filter(**mine).order_by()
    columns = ("kind", "number", "content", "file", "language")
    own = words.annotate(file=Value(""), language=Value("")).values_list(*columns, "conditions")
    rows = own.union(forms.values_list(*columns, "given"), all=True)
    found: tuple[dict[str, PaperWording], dict[str, Official]] = ({}, {})
    for kind, number, content, file, language, beside in rows:
        if file:
            form = {"number": number, "file": file, "language": language, "given": beside, **content}
            found[1][kind] = Official.model_validate(form)
        else:
            found[0][kind] = PaperWording(kind=kind, number=number, content=content, conditions=beside)
    return found


def kind_of(network_id: int, key: str) -> PaperKind | None:
    """One kind as this network words it; None when there is none of this key."""
    return kinds_of(network_id).get(key)


def facts_of(kind: PaperKind) -> list[str]:
    """What a sentence of this kind may name between braces."""
    known = AMENDED if kind.made == "amendment" else KNOWN[kind.about]
    return [*known, *(f"term.{term.key}" for term in kind.terms)]


def problem_of(text: str, kind: PaperKind) -> str:
    """Why a sentence cannot be printed, as a sentence; empty when it can."""
    known = set(facts_of(kind))
    for found in _BRACES.findall(text):
        name = PLACE.fullmatch(found)
        if name is None:
            return _("“%(typed)s” is not a fact: write its name between braces, such as {%(example)s}.") % {
                "typed": found, "example": facts_of(kind)[0],
            }  # fmt: skip
        if name[1] not in known:
            return _("There is no fact “%(name)s” on this paper: choose one from the list.") % {"name": name[1]}
    if strangers := letters_without_glyph(text):
        return _("These letters cannot be printed: %(letters)s.") % {"letters": " ".join(strangers)}
    return ""


def _labelled(name: str, label: str) -> str:
    """A fact as it is chosen from a list: of a party, with whose it is."""
    whose = all_labels().get(name.partition(".")[0]) if name in IDENTITIES else None
    said = said_here(all_labels()[label])
    return f"{said_here(whose)} · {said}" if whose else said


def labelled_facts(kind: PaperKind) -> list[tuple[str, str]]:
    """What a sentence of this kind may name, with its label in the reader's language."""
    labels = {name: one.label for name, one in KNOWN[kind.about].items()}
    if kind.made == "amendment":
        labels = AMENDED
    known = [(name, _labelled(name, label)) for name, label in labels.items()]
    return [*known, *((f"term.{term.key}", said_here(term.label)) for term in kind.terms)]
