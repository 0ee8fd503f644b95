"""Texts made comparable: what is told apart only by accents, capitals or punctuation is the same."""

import unicodedata


def plain(text: str) -> str:
    """The text in small letters without accents, everything but letters and digits as one space."""
    letters = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("œ", "oe").replace("Œ", "oe"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())
