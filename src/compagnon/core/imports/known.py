"""Names of things that exist, found as people write them; for an unknown name the nearest known ones."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache

from compagnon.core.i18n import plain

_SIGNS = re.compile(r"[\W_]+")


def trigrams(text: str) -> frozenset[str]:
    """All runs of three characters, with the beginnings of words marked."""
    padded = " ".join(f" {word}" for word in text.split()) + " "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


def alikeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing shared) to 1 (the same): Dice's coefficient."""
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)


@lru_cache(maxsize=50_000)
def simple(text: str) -> str:
    """A name without case, accents and punctuation."""
    return " ".join(_SIGNS.sub(" ", plain(text)).split())


class Known:
    """What may be named: each thing with its key, the label that is shown and every name it goes by."""

    def __init__(self, things: Iterable[tuple[int, str, Iterable[str]]]) -> None:
        self.labels: dict[int, str] = {}
        self._keys: dict[str, set[int]] = {}
        for key, label, names in things:
            self.labels[key] = label
            for name in (label, *names):
                if name:
                    self._keys.setdefault(simple(str(name)), set()).add(key)

    def find(self, text: str) -> int | None:
        """The key of the one thing that goes by this name; None when there is none or more than one."""
        keys = self._keys.get(simple(text), ())
        return next(iter(keys)) if len(keys) == 1 else None

    @cached_property
    def _by_trigram(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._keys:
            for part in trigrams(name):
                found.setdefault(part, []).append(name)
        return found

    def nearest(self, text: str, most: int = 3) -> list[int]:
        """The keys of the things whose names are most alike, best first."""
        asked = trigrams(simple(text)[:80])
        shared: Counter[str] = Counter()
        for part in asked:
            shared.update(self._by_trigram.get(part, ()))
        ranked = sorted(
            ((alikeness(asked, trigrams(name)), name) for name, _count in shared.most_common(40)),
            key=lambda pair: (-pair[0], pair[1]),
        )
        keys = [key for worth, name in ranked if worth >= 0.3 for key in sorted(self._keys[name])]
        return list(dict.fromkeys(keys))[:most]
