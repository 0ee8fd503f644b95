"""How two texts differ, word by word."""

import difflib
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Some words that are in both texts, in the old one alone (`gone`) or in the new one alone (`new`)."""

    text: str
    kind: str


def difference(old: str, new: str) -> list[Part]:
    """The parts of both texts in order, so that one reads what went and what came."""
    before, after = re.findall(r"\s+|[^\s]+", old), re.findall(r"\s+|[^\s]+", new)
    found: list[Part] = []
    for how, a, b, c, d in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if how == "equal":
            found.append(Part(gone, "same"))
            continue
        found += [Part(gone, "gone")] if gone else []
        found += [Part(come, "new")] if come else []
    return found
