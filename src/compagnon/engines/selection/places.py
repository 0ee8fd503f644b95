"""Who gets a place and who waits: ceilings and reserved places beside the order, never inside the score (SEL-12)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Fact, Grade, Reason, Source, Strict
from compagnon.engines.selection.grid import METHOD, Key

_STRICT = ConfigDict(extra="forbid")

WAITING = Source(METHOD, "SEL-09, SEL-12", Grade.PROPOSED)
Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Groups = Mapping[str, Mapping[str, str]]
"""For each file its groups, such as {"site": "north"}."""


class Kind(StrEnum):
    """A ceiling admits at most so many of a group; a reserve keeps at least so many places for it."""

    CEILING = "ceiling"
    RESERVE = "reserve"


class PlaceRule(Strict):
    """One published rule about a group of files, such as those of one site. Its source is its legal or other basis.

    A reserved place that nobody of the group can take is open to all, unless `held`.
    """

    key: Key
    kind: Kind
    group: tuple[Key, Key]
    places: Count
    held: bool = False
    source: Source

    @model_validator(mode="after")
    def _only_a_reserve_is_held(self) -> Self:
        if self.held and self.kind is Kind.CEILING:
            raise ValueError("held: only a reserved place can be held")
        return self


class Places(Strict):
    """How many places there are, and the rules beside the order; reserves are served in the order they are written.

    Reserves of one dimension (sites) never exceed the places; one file may fill reserves of two (a site and a scheme).
    """

    total: Count
    rules: tuple[PlaceRule, ...] = ()

    @model_validator(mode="after")
    def _rules_fit(self) -> Self:
        keys = [rule.key for rule in self.rules]
        if double := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"two rules have the key {double[0]}")
        for dimension in dict.fromkeys(rule.group[0] for rule in self.rules):
            of_it = (rule for rule in self.rules if rule.kind is Kind.RESERVE and rule.group[0] == dimension)
            if (reserved := sum(rule.places for rule in of_it)) > self.total:
                raise ValueError(f"{reserved} places are reserved, there are only {self.total}")
        return self


@dataclass(frozen=True, config=_STRICT)
class Given:
    """A file that gets a place, with the reasons: an open one, or one that a rule reserves."""

    file: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, config=_STRICT)
class Waiting:
    """A file on the waiting list: its place there, first is 1, and what stands in the way."""

    place: int
    file: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, config=_STRICT)
class MovesUp:
    """What one withdrawal does: who moves up and why, or nobody and why not."""

    withdrawn: str
    moves_up: str | None
    reasons: tuple[Reason, ...]


def give(order: Sequence[str], groups: Groups, places: Places, admitted: Collection[str] = ()) -> list[Given]:
    """Who gets the places that are still free, in the order they are given; `admitted` keep theirs, in the order or not.

    Reserves come first: at least so many of the group are in, those counted who would be in by their rank alone. Then
    the best of the order, as far as ceilings let them. It goes step by step and takes nothing back: nobody better ranked is
    passed over so that a later reserve comes out fuller. Nobody gets a place that is held for others, by whichever rule:
    it stays free. So the same function fills a call and answers a withdrawal.
    """
    board = _Board(order, groups, places, admitted)
    return list(board.fill())


def waiting_list(order: Sequence[str], groups: Groups, places: Places, admitted: Collection[str]) -> list[Waiting]:
    """All of the order without a place, in that order, each with what stands in the way."""
    board = _Board(order, groups, places, admitted)
    waits = [file for file in order if file not in board.admitted]
    return [Waiting(place, file, (board.obstacle(file, place),)) for place, file in enumerate(waits, start=1)]


def withdraw(
    order: Sequence[str], groups: Groups, places: Places, admitted: Collection[str], withdrawn: str
) -> MovesUp:
    """Who moves up when one of the order withdraws. Nobody who has a place loses it, nobody waiting falls back."""
    left = [file for file in order if file != withdrawn]
    if withdrawn not in admitted:
        code = "selection.moves.was_waiting" if withdrawn in order else "selection.moves.was_not_ranked"
        return MovesUp(withdrawn, None, (Reason(code, {}, WAITING),))
    still = [file for file in admitted if file != withdrawn]
    for given in give(left, groups, places, still):
        return MovesUp(withdrawn, given.file, given.reasons)
    return MovesUp(withdrawn, None, (Reason("selection.moves.nobody", {}, WAITING),))


class _Board:
    """The state of the places while they are given."""

    def __init__(self, order: Sequence[str], groups: Groups, places: Places, admitted: Collection[str]) -> None:
        self.order, self.groups, self.places = order, groups, places
        self.admitted = set(admitted)
        self.rank = {file: rank for rank, file in enumerate(order, start=1)}
        self.taken = {rule.key: sum(self.concerns(rule, file) for file in self.admitted) for rule in places.rules}
        self.reserves = [rule for rule in places.rules if rule.kind is Kind.RESERVE]
        self.dimensions = list(dict.fromkeys(rule.group[0] for rule in self.reserves if rule.held))
        self.ceilings = [rule for rule in places.rules if rule.kind is Kind.CEILING]

    def concerns(self, rule: PlaceRule, file: str) -> bool:
        """Whether the file belongs to the rule's group."""
        dimension, group = rule.group
        return self.groups.get(file, {}).get(dimension) == group

    def fill(self) -> Iterator[Given]:
        """Give what is free: reserves first, then by rank."""
        for rule in self.reserves:
            for file in self.order:
                if self.taken[rule.key] >= rule.places:
                    break
                if self.concerns(rule, file) and self.may(file):
                    yield self.admit(file, rule)
        for file in self.order:
            if self.may(file):
                yield self.admit(file, None)

    def may(self, file: str) -> bool:
        """Whether this file can get a place now."""
        if file in self.admitted or self.free() <= 0:
            return False
        return self.full_for(file) is None and self.held_from(file) is None

    def free(self) -> int:
        """Places that nobody has."""
        return self.places.total - len(self.admitted)

    def held_from(self, file: str) -> PlaceRule | None:
        """A rule that needs all that is free for its group or others of its dimension, to none of which the file belongs."""
        for dimension in self.dimensions:
            lacking = [rule for rule in self.reserves if rule.held and rule.group[0] == dimension and self.lacks(rule)]
            if any(self.concerns(rule, file) for rule in lacking):
                continue
            if sum(self.lacks(rule) for rule in lacking) >= self.free():
                return lacking[0] if lacking else None
        return None

    def lacks(self, rule: PlaceRule) -> int:
        """How many of a reserve's group are not in yet."""
        return max(0, rule.places - self.taken[rule.key])

    def full_for(self, file: str) -> PlaceRule | None:
        """The ceiling that keeps this file out, if any."""
        full = (rule for rule in self.ceilings if self.taken[rule.key] >= rule.places and self.concerns(rule, file))
        return next(full, None)

    def admit(self, file: str, reserve: PlaceRule | None) -> Given:
        """Give this file a place."""
        self.admitted.add(file)
        for rule in self.places.rules:
            self.taken[rule.key] += self.concerns(rule, file)
        facts: dict[str, Fact] = {"rank": self.rank[file], "places": self.places.total}
        if reserve is None:
            return Given(file, (Reason("selection.place.by_rank", facts, WAITING),))
        facts |= {"rule": reserve.key, "reserved": reserve.places}
        return Given(file, (Reason("selection.place.reserved", facts, reserve.source),))

    def obstacle(self, file: str, place: int) -> Reason:
        """Why this file waits."""
        facts: dict[str, Fact] = {"rank": self.rank[file], "place": place, "places": self.places.total}
        full = self.full_for(file)
        if full is not None:
            return Reason("selection.place.ceiling", {**facts, "rule": full.key, "at_most": full.places}, full.source)
        held = self.held_from(file) if self.free() > 0 else None
        if held is not None:
            return Reason("selection.place.held", {**facts, "rule": held.key, "held": self.lacks(held)}, held.source)
        return Reason("selection.place.all_taken", facts, WAITING)
