"""Where a reviewer may know an applicant: what both share raises a question to the reviewer, never a verdict (SEL-06)."""

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Answer, Grade, Reason, Source, Strict
from compagnon.engines.selection.grid import METHOD, Key
from compagnon.engines.selection.letters import plain

_STRICT = ConfigDict(extra="forbid")

CONFLICT = Source(METHOD, "SEL-06", Grade.PROPOSED)
PARTICLES = frozenset({"van", "von", "vom", "der", "den", "des", "del", "della", "dos", "ter", "les", "mac", "saint"})
"""Parts of surnames that many families share and that say nothing by themselves."""

Text = Annotated[str, Field(max_length=500)]


class Shared(StrEnum):
    """What two people may share."""

    SURNAME = "surname"
    ADDRESS = "address"
    EMPLOYER = "employer"


class Known(Strict):
    """What is compared of a reviewer or an applicant; whatever is left out or empty is not compared."""

    key: Key
    surname: Text = ""
    address: Text = ""
    employer: Text = ""


@dataclass(frozen=True, config=_STRICT)
class Suggestion:
    """A question to put to the reviewer before they see the file. It does not tell what the shared thing is."""

    reviewer: str
    file: str
    reasons: tuple[Reason, ...]


def suggestions(reviewers: Sequence[Known], applicants: Sequence[Known]) -> list[Suggestion]:
    """Pairs that share a part of a surname, an address or an employer, by reviewer and file.

    Accents, capitals and punctuation do not count; a part of a surname counts from three letters on, particles do not.
    """
    where: dict[tuple[Shared, str], list[str]] = defaultdict(list)
    for applicant in applicants:
        for mark in _marks(applicant):
            where[mark].append(applicant.key)
    found: dict[tuple[str, str], set[Shared]] = defaultdict(set)
    for reviewer in reviewers:
        for mark in _marks(reviewer):
            for file in where.get(mark, ()):
                found[reviewer.key, file].add(mark[0])
    return [Suggestion(*pair, tuple(_question(one) for one in Shared if one in found[pair])) for pair in sorted(found)]


def _marks(person: Known) -> set[tuple[Shared, str]]:
    parts = {part for part in plain(person.surname).split() if len(part) > 2 and part not in PARTICLES}
    marks = {(Shared.SURNAME, part) for part in parts}
    for kind, text in ((Shared.ADDRESS, person.address), (Shared.EMPLOYER, person.employer)):
        if told := plain(text):
            marks.add((kind, told))
    return marks


def _question(shared: Shared) -> Reason:
    return Reason(f"selection.conflict.{shared}", {}, CONFLICT, "ask_reviewer", Answer.UNKNOWN)
