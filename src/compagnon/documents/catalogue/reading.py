"""The shipped kinds of papers, read once."""

from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import ProofKind
from compagnon.documents.typesetting.labels import all_labels
from compagnon.network.seed_shape import read_yaml

FOLDER = Path(__file__).parent.parent / "seed" / "papers"
AMENDMENT = "amendment."
"""What the kind of an amendment begins with; the kind of paper that it amends follows."""
PROOF = "proof."
"""What the kind of evidence made by others begins with."""
BROUGHT = ("copy", "proof")
"""States in a bundle of what people brought: never printed, as anybody may have made it."""


@cache
def shipped() -> dict[str, PaperKind]:
    """Every kind by its key, in the order of a stay."""
    read = [PaperKind.model_validate(read_yaml(path)) for path in sorted(FOLDER.glob("*.yaml"))]
    return {kind.key: kind for kind in sorted(read, key=lambda kind: (kind.position, kind.key))}


def titles_of(key: str, number: int = 0) -> dict[str, str]:
    """What a kind of paper, or the amendment with this number of one, is called in every language; empty where it is not known."""
    kind = shipped().get(key.removeprefix(AMENDMENT))
    if kind is None:
        return {}
    if not key.startswith(AMENDMENT):
        return kind.title
    said = all_labels()["amendment_title" if number else "amendment_any"]
    return {code: words.format(number=number, paper=kind.name_in(code)) for code, words in said.items()}


def title_of(key: str, number: int = 0) -> str:
    """The same in the reader's language; its key where it is no longer known."""
    titles = titles_of(key, number)
    return said_here(titles) if titles else key.replace("_", " ")


def said_here(text: dict[str, str]) -> str:
    """A text in the reader's language, else in English."""
    return text.get((get_language() or "en")[:2]) or text["en"]


def title_of_copy(kind: str, number: int, signers: list[str]) -> str:
    """What a copy is called: of which paper, signed by whom."""
    names = {"paper": title_of(kind, number), "names": ", ".join(signers)}
    return _("Copy of “%(paper)s” signed by %(names)s") % names


def title_in_bundle(paper: dict[str, Any]) -> str:
    """What an entry of a bundle is called: a paper, a copy of one, or evidence that others made."""
    kind, number = paper["kind"], paper.get("number", 0)
    if kind.startswith(PROOF):
        stands_for = paper.get("stands_for", "")
        title = title_of(stands_for) if stands_for else str(ProofKind(kind.removeprefix(PROOF)).label)
        return " · ".join(filter(None, (title, paper["words"])))
    return title_of_copy(kind, number, paper["signers"]) if "signers" in paper else title_of(kind, number)
