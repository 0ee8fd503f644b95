"""Who reads which file: by load and without conflicts, always the same for the same facts."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Fact, Grade, Reason, Source, Strict
from compagnon.engines.selection.grid import METHOD, Key
from compagnon.engines.selection.scoring import REVIEWS_FROM

_STRICT = ConfigDict(extra="forbid")

ASSIGNED = Source(METHOD, "SEL-05, SEL-06", Grade.PROPOSED)


class Reviewer(Strict):
    """Somebody who can read, at most so many files in all, and never those of `not_files` (declared conflicts)."""

    key: Key
    at_most: Annotated[int, Field(strict=True, ge=0)] | None = None
    not_files: frozenset[Key] = frozenset()


@dataclass(frozen=True, config=_STRICT)
class Assigned:
    """The reviewers of one file, by name; `reasons` tell when there are too few, and why."""

    file: str
    reviewers: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


def assign(
    files: Iterable[str],
    reviewers: Sequence[Reviewer],
    *,
    each: int = REVIEWS_FROM,
    already: Mapping[str, Collection[str]] | None = None,
    seed: str = "",
) -> list[Assigned]:
    """So many readers for each file, by file; `already`, of these and of other files, count as load and stay.

    The files hardest to place come first; each goes to those with the fewest files, among equals by a lot that mixes
    the pairs, so that reviewers can be compared. Where only an exchange helps, one is made. Raises ValueError below two.
    """
    if each < REVIEWS_FROM:
        raise ValueError(f"each must not be below {REVIEWS_FROM}")
    desk = _Desk(reviewers, files, already or {}, seed)
    for file in sorted(desk.readers, key=lambda file: (len(desk.possible(file)), file)):
        while len(desk.readers[file]) < each and (desk.take(file) or desk.exchange(file)):
            pass
    return [desk.told(file, each) for file in sorted(desk.readers)]


class _Desk:
    """Files and reviewers while they are brought together."""

    def __init__(
        self, reviewers: Sequence[Reviewer], files: Iterable[str], kept: Mapping[str, Collection[str]], seed: str
    ) -> None:
        self.seed, self.kept = seed, kept
        self.readers = {file: set(kept.get(file, ())) for file in files}
        self.reviewers = {one.key: one for one in sorted(reviewers, key=lambda one: one.key)}
        self.files: dict[str, set[str]] = {key: set() for key in self.reviewers}
        for file, given in kept.items():
            for key in self.files.keys() & set(given):
                self.files[key].add(file)

    def possible(self, file: str) -> list[str]:
        """Who may read the file and does not yet."""
        read = self.readers[file]
        return [key for key, one in self.reviewers.items() if file not in one.not_files and key not in read]

    def has_room(self, key: str) -> bool:
        """Whether the reviewer can take one more."""
        most = self.reviewers[key].at_most
        return most is None or len(self.files[key]) < most

    def give(self, file: str, key: str) -> None:
        """Let somebody read a file."""
        self.readers[file].add(key)
        self.files[key].add(file)

    def take_back(self, file: str, key: str) -> None:
        """Let somebody no longer read a file."""
        self.readers[file].remove(key)
        self.files[key].remove(file)

    def take(self, file: str) -> bool:
        """Give the file to whoever has the fewest."""
        able = [key for key in self.possible(file) if self.has_room(key)]
        if not able:
            return False
        fewest = min(len(self.files[key]) for key in able)
        equals = [key for key in able if len(self.files[key]) == fewest]
        self.give(file, min(equals, key=lambda key: sha256(f"{self.seed}\n{file}\n{key}".encode()).digest()))
        return True

    def exchange(self, file: str) -> bool:
        """Find the shortest chain of files handed on that frees somebody for this file; False when there is none."""
        came: dict[str, tuple[str, str | None]] = {}  # reviewer: the file wanted of them, who hands it on
        queue: deque[tuple[str, str, str | None]] = deque((key, file, None) for key in self.possible(file))
        while queue:
            key, wanted, hands_on = queue.popleft()
            if key in came:
                continue
            came[key] = (wanted, hands_on)
            if self.has_room(key):
                self._hand_on(key, came)
                return True
            for other in sorted(self.files[key] & self.readers.keys()):
                if key not in self.kept.get(other, ()):
                    queue.extend((able, other, key) for able in self.possible(other))
        return False

    def _hand_on(self, key: str, came: Mapping[str, tuple[str, str | None]]) -> None:
        receiver: str | None = key
        while receiver is not None:
            wanted, giver = came[receiver]
            if giver is not None:
                self.take_back(wanted, giver)
            self.give(wanted, receiver)
            receiver = giver

    def told(self, file: str, each: int) -> Assigned:
        """The file's readers, with the reason when they are too few."""
        given = tuple(sorted(self.readers[file]))
        if len(given) >= each:
            return Assigned(file, given)
        barred = sum(file in one.not_files for one in self.reviewers.values())
        facts: dict[str, Fact] = {"reviewers": len(given), "each": each, "conflicts": barred}
        return Assigned(file, given, (Reason("selection.assignment.too_few", facts, ASSIGNED, "add_reviewer"),))
