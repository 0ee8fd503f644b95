"""What may go into a box, guessed from what the form calls it: by words alike in any language of the papers."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from compagnon.documents.catalogue.known import IDENTITIES, KNOWN
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.official.shape import Box, Given
from compagnon.documents.typesetting.labels import all_labels

ALIKE = 0.6
"""How much of the words must be the same: below that a guess is more often wrong than right."""
_SMALL = frozenset(
    [
        "de",
        "la",
        "le",
        "les",
        "l",
        "du",
        "des",
        "d",
        "et",
        "en",
        "un",
        "une",
        "the",
        "of",
        "a",
        "an",
        "and",
        "in",
        "to",
        "for",
        "der",
        "die",
        "das",
        "des",
        "und",
        "den",
        "im",
        "von",
        "zu",
        "il",
        "lo",
        "gli",
        "di",
        "e",
        "el",
        "los",
        "y",
        "o",
        "een",
        "het",
        "van",
        "n",
        "no",
        "nr",
        "num",
        "text",
        "txt",
        "field",
        "champ",
        "feld",
        "box",
        "case",
        "form",
    ]
)
_SEVERAL = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APART = {ord(one): " " for one in "'’_·"}

Words = frozenset[str]


def proposed(kind: PaperKind, boxes: Iterable[Box]) -> dict[str, Given]:
    """What is proposed for each box, by its name; a box of which nothing is guessed is not in it."""
    facts = list(_known(kind))
    found = {}
    for box in boxes:
        if box.kind == "tick" and box.said:
            found[box.name] = Given(source="ticked")
        elif box.kind in ("text", "choice"):
            if name := _guessed(box, facts):
                found[box.name] = Given(source="fact", value=name)
            elif box.said:
                found[box.name] = Given(source="text", value=box.said)
    return found


def _known(kind: PaperKind) -> Iterable[tuple[str, list[Words]]]:
    """Each fact with the words it may be called by: its name, and its label in every language, alone and with whom it is of."""
    labels = all_labels()
    for name, one in KNOWN[kind.about].items():
        of = labels.get(name.partition(".")[0], {})
        called = labels[one.label]
        whole = [f"{of.get(code, '')} {words}" for code, words in called.items()] if of else []
        alone = () if name in IDENTITIES else called.values()  # "E-mail" alone does not say whose
        yield name, [_words(text) for text in (name, *alone, *whole)]
    for term in kind.terms:
        yield f"term.{term.key}", [_words(text) for text in (term.key, *term.label.values())]


def _guessed(box: Box, facts: Iterable[tuple[str, list[Words]]]) -> str:
    asked = [words for words in (_words(box.label), _words(box.name), _words(box.name.rpartition(".")[2])) if words]
    best, most = "", ALIKE
    for name, called in facts:
        likeness = max((_alike(mine, theirs) for mine in asked for theirs in called if theirs), default=0.0)
        if likeness > most:
            best, most = name, likeness
    return best


def _alike(mine: Words, theirs: Words) -> float:
    """The share of the words that both have, of all words of both."""
    same = sum(any(_is_same(one, other) for other in theirs) for one in mine)
    return same / (len(mine) + len(theirs) - same) if same <= min(len(mine), len(theirs)) else 0.0


@lru_cache(maxsize=50_000)
def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= 5 and one[:2] == other[:2] and SequenceMatcher(None, one, other).ratio() > 0.85


def _words(text: str) -> Words:
    apart = _HUMP.sub(" ", text).translate(_APART)
    bare = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode().lower()
    return frozenset(word for word in _SEVERAL.findall(bare) if word not in _SMALL)
