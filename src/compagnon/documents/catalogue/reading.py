"""The shipped kinds of papers, read once."""

from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from compagnon.documents.catalogue.shape import PaperKind
from compagnon.network.seed_shape import read_yaml

FOLDER = Path(__file__).parent.parent / "seed" / "papers"


@cache
def shipped() -> dict[str, PaperKind]:
    """Every kind by its key, in the order of a stay."""
    read = [PaperKind.model_validate(read_yaml(path)) for path in sorted(FOLDER.glob("*.yaml"))]
    return {kind.key: kind for kind in sorted(read, key=lambda kind: (kind.position, kind.key))}


def title_of(key: str) -> str:
    """What a kind of paper is called, in the reader's language; its key where it is no longer known."""
    kind = shipped().get(key)
    return kind.name_in((get_language() or "en")[:2]) if kind else key.replace("_", " ")


def said_here(text: dict[str, str]) -> str:
    """A text in the reader's language, else in English."""
    return text.get((get_language() or "en")[:2]) or text["en"]
