"""The order of files: by score, ties by the published criteria, and last by a drawn lot that anybody can draw again."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Fact, Grade, Reason, Source
from compagnon.engines.selection.grid import METHOD
from compagnon.engines.selection.scoring import FileScore, Reading

_STRICT = ConfigDict(extra="forbid")

ORDER = Source(METHOD, "SEL-11", Grade.PROPOSED)


@dataclass(frozen=True, config=_STRICT)
class Position:
    """A file's place in the order, first is 1, with its reasons; they tell nothing of other files but how many tied."""

    rank: int
    file: str
    score: float
    reasons: tuple[Reason, ...]


def lot(seed: str, file: str) -> str:
    """The lot of a file: SHA-256 of the seed, a line feed and the file's code, in UTF-8, as hexadecimal text.

    The smallest lot comes first. The seed is written down before the reviews are known, so nobody can choose it.
    """
    return sha256(f"{seed}\n{file}".encode()).hexdigest()


def rank(scores: Iterable[FileScore], tie_break: Sequence[str], *, seed: str) -> list[Position]:
    """The order of all files that are scored; those still being read are left out.

    Equal scores (to the hundredth that is shown) are parted by the mean level of each criterion of `tie_break` in turn,
    then by lot. Neither the order of input nor anybody's name counts.
    """
    scored = [one for one in scores if one.reading is Reading.SCORED and one.score is not None]
    scored.sort(key=lambda one: (-(one.score or 0), one.file))
    positions: list[Position] = []
    for _score, group in groupby(scored, key=lambda one: one.score):
        for one, why in _parted(list(group), tuple(tie_break), seed):
            place = len(positions) + 1
            first = Reason("selection.rank.score", {"rank": place, "score": one.score}, ORDER)
            positions.append(Position(place, one.file, one.score or 0.0, (first, *why)))
    return positions


def _parted(tied: list[FileScore], tie_break: tuple[str, ...], seed: str) -> Iterator[tuple[FileScore, list[Reason]]]:
    """Files of one score in their order, each with the criteria that told it from its equals, or its lot."""
    if len(tied) == 1:
        yield tied[0], []
    elif tie_break:
        criterion, *later = tie_break
        tied.sort(key=lambda one: -one.levels[criterion])
        for level, group in groupby(tied, key=lambda one: one.levels[criterion]):
            equals = list(group)
            facts: dict[str, Fact] = {"criterion": criterion, "level": level, "tied": len(tied)}
            why = [Reason("selection.rank.tie_break", facts, ORDER)] if len(equals) < len(tied) else []
            for one, more in _parted(equals, tuple(later), seed):
                yield one, why + more
    else:
        for one in sorted(tied, key=lambda one: (lot(seed, one.file), one.file)):
            facts = {"lot": lot(seed, one.file), "seed": seed, "tied": len(tied)}
            yield one, [Reason("selection.rank.lot", facts, ORDER)]
