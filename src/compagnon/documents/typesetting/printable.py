"""What the shipped fonts can print: text is cleaned here before it reaches the typesetter.

A character without a glyph would make the whole PDF fail (PDF/UA forbids it). So emoji and invisible controls, among them those
that reverse the reading direction and could disguise what is signed, are left out; a letter that no font has is said out loud.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from compagnon.documents.typesetting.errors import TypesettingError

COVERAGE = Path(__file__).parent / "fonts" / "coverage.txt"
NARROW_SPACE = "\u202f"  # Atkinson Hyperlegible lacks it; a common no-break space keeps the line in one font
VARIATION_SELECTORS = range(0xFE00, 0xFE10)


def printable(content: object) -> object:
    """The same tree of lists and dicts with every text made printable.

    Raises TypesettingError when a letter has no glyph.
    """
    if isinstance(content, str):
        return _printable_text(content)
    if isinstance(content, dict):
        return {key: printable(value) for key, value in content.items()}
    if isinstance(content, list) and content and isinstance(content[0], int):
        return content  # the bytes of a drawing or an attachment
    if isinstance(content, list):
        return [printable(value) for value in content]
    return content


def letters_without_glyph(text: str) -> list[str]:
    """The letters of a text that no shipped font can print, in its order."""
    strangers = dict.fromkeys(_without_glyph().findall(unicodedata.normalize("NFC", text)))
    return [character for character in strangers if _carries_meaning(character)]


def drawn(text: str) -> str:
    """The text with a question mark for each letter that no shipped font can print: for names that must not stop a paper."""
    return text.translate(dict.fromkeys(map(ord, letters_without_glyph(text)), "?"))


def is_name(text: str) -> bool:
    """Whether something of it can be read on paper as a name: a letter that is printed."""
    return any(sign.isalpha() for sign in _without_glyph().sub("", unicodedata.normalize("NFC", text)))


def _printable_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ").replace(NARROW_SPACE, "\u00a0"))
    strangers = sorted(set(_without_glyph().findall(text)))
    if not strangers:
        return text
    lost = [character for character in strangers if _carries_meaning(character)]
    if lost:
        word = next(word for word in text.split() if lost[0] in word)
        raise TypesettingError(
            f"These letters cannot be printed: {' '.join(lost)} (in “{word[:60]}”). "
            "Write them in Latin, Greek or Cyrillic letters, as in the passport."
        )
    return re.sub(r" {2,}", " ", _without_glyph().sub("", text)).strip()


def _carries_meaning(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LMN" and category != "Me" and ord(character) not in VARIATION_SELECTORS


@cache
def _without_glyph() -> re.Pattern[str]:
    ranges = "".join(
        f"\\U{int(first, 16):08x}-\\U{int(last, 16):08x}"
        for first, last in (line.split("-") for line in COVERAGE.read_text(encoding="ascii").split())
    )
    return re.compile(f"[^\n{ranges}]")
