"""What is counted: people by group and by how far they came, what was shown before, and from how many people on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from compagnon.engines.base import Grade, Source, Strict
from compagnon.engines.dates import Day

Key = Annotated[str, Field(min_length=1, max_length=100)]
Count = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]

SMALL = Source("Measuring disparities responsibly", "DISP-01, DISP-02", Grade.PROPOSED)
RATES = Source("Measuring disparities responsibly", "DISP-03", Grade.PROPOSED)
BANDS = Source("Measuring disparities responsibly", "DISP-04", Grade.PROPOSED)


class Stage(StrEnum):
    """How far somebody came, in order; who reached one has reached all before it."""

    INFORMED = "informed"
    APPLIED = "applied"
    ELIGIBLE = "eligible"
    SCORED = "scored"
    ADMITTED = "admitted"
    GONE = "gone"
    FINISHED = "finished"
    RECOGNISED = "recognised"

    @property
    def step(self) -> int:
        """Its number in the order, from 0."""
        return _STEPS[self]


_STEPS = {stage: number for number, stage in enumerate(Stage)}


Place = tuple[tuple[str, str], ...]
"""The groups of a cell, by dimension: () is everybody."""
At = tuple[Place, Stage]
Line = tuple[At, tuple[At, ...]]
"""A cell and those that add up to it: a total and the groups of one dimension, at one stage."""


def lines(cells: Iterable[At]) -> list[Line]:
    """Every total among the cells with its parts."""
    there = list(cells)
    totals = set(there)
    parts: dict[tuple[At, str], list[At]] = defaultdict(list)
    for place, stage in there:
        for dimension, group in place:
            total = (tuple(one for one in place if one != (dimension, group)), stage)
            if total in totals:
                parts[total, dimension].append((place, stage))
    return [(total, tuple(found)) for (total, _dimension), found in parts.items()]


class Audience(StrEnum):
    """Who will see the table: people inside one centre, or anybody else."""

    CENTRE = "centre"
    SHARED = "shared"


FLOORS: Mapping[Audience, int] = {Audience.CENTRE: 5, Audience.SHARED: 10}
"""No cell from fewer people (DISP-01)."""
SENSITIVE_FLOOR = 10
"""The same for a sensitive dimension, whoever looks (DISP-01)."""
RATE_FLOOR = 10
"""No rate of fewer people (DISP-03)."""


class Thresholds(Strict):
    """From how many people on figures are shown. They can be raised, never lowered."""

    centre: Annotated[int, Field(strict=True, ge=FLOORS[Audience.CENTRE])] = FLOORS[Audience.CENTRE]
    shared: Annotated[int, Field(strict=True, ge=FLOORS[Audience.SHARED])] = FLOORS[Audience.SHARED]
    sensitive: Annotated[int, Field(strict=True, ge=SENSITIVE_FLOOR)] = SENSITIVE_FLOOR
    rates: Annotated[int, Field(strict=True, ge=RATE_FLOOR)] = RATE_FLOOR

    @model_validator(mode="after")
    def _shared_asks_as_much(self) -> Self:
        if self.shared < self.centre:
            raise ValueError(f"shared ({self.shared}) must not be below centre ({self.centre})")
        return self

    def of(self, audience: Audience) -> int:
        """The threshold of this audience."""
        return self.centre if audience is Audience.CENTRE else self.shared


class People(Strict):
    """So many people who share their groups and came equally far: one row of a count in a database, or one person.

    `groups` has one group for each dimension asked; who has not told is in a group of its own, such as "not told".
    """

    groups: dict[Key, Key]
    reached: Stage
    people: Count = 1


class Cell(Strict):
    """One count of an earlier release. `below`: readers were told that it was fewer than so many."""

    groups: dict[Key, Key] = {}
    stage: Stage
    count: Count
    shown: bool
    below: Count | None = None


class Release(Strict):
    """A table that was shown before, with its true counts: the register that differences are checked against.

    The app keeps it where only this engine reads it, and gives each `Result.release` back here.
    """

    as_of: Day
    audience: Audience
    cells: tuple[Cell, ...]

    @property
    def at(self) -> dict[At, Cell]:
        """The cells by place and stage."""
        return {(tuple(sorted(cell.groups.items())), cell.stage): cell for cell in self.cells}

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        at = self.at
        for total, parts in lines(at):
            if at[total].count != sum(at[part].count for part in parts):
                raise ValueError(f"the release of {self.as_of} does not add up at {total[1]}")
        return self


class Dimension(Strict):
    """One way to part people. A sensitive one, such as the flag of fewer opportunities, asks for more people."""

    key: Key
    sensitive: bool = False


class Rate(Strict):
    """A share to compare: of those who reached one stage, who reached a later one."""

    of: Stage
    reached: Stage

    @model_validator(mode="after")
    def _goes_on(self) -> Self:
        if self.reached.step <= self.of.step:
            raise ValueError(f"{self.reached} does not come after {self.of}")
        return self


RATES_ASKED = (
    Rate(of=Stage.APPLIED, reached=Stage.ELIGIBLE),
    Rate(of=Stage.APPLIED, reached=Stage.ADMITTED),
    Rate(of=Stage.ADMITTED, reached=Stage.GONE),
    Rate(of=Stage.GONE, reached=Stage.RECOGNISED),
)


class Ranked(Strict):
    """One file's rank in the anonymous first pass and before the panel, 1 is first, with its groups."""

    groups: dict[Key, Key]
    first: Annotated[int, Field(strict=True, ge=1)]
    panel: Annotated[int, Field(strict=True, ge=1)]


class Question(Strict):
    """People, the dimensions to show alone, the pairs of dimensions to cross, and what was shown before."""

    as_of: Day
    audience: Audience
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1, max_length=20)]
    people: tuple[People, ...]
    crossed: tuple[tuple[Key, Key], ...] = ()
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)] = tuple(Stage)
    rates: tuple[Rate, ...] = RATES_ASKED
    thresholds: Thresholds = Thresholds()
    releases: tuple[Release, ...] = ()
    ranked: tuple[Ranked, ...] = ()

    @field_validator("dimensions")
    @classmethod
    def _each_once(cls, value: tuple[Dimension, ...]) -> tuple[Dimension, ...]:
        keys = [one.key for one in value]
        if double := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"two dimensions have the key {double[0]}")
        return value

    @model_validator(mode="after")
    def _everybody_is_in_a_group(self) -> Self:
        keys = [one.key for one in self.dimensions]
        told = {"people": [row.groups for row in self.people], "ranked": [row.groups for row in self.ranked]}
        for name, rows in told.items():
            for number, groups in enumerate(rows):
                if lost := [key for key in keys if key not in groups]:
                    raise ValueError(f"{name}.{number}.groups: no group for {lost[0]}")
        for pair in self.crossed:
            if set(pair) - set(keys) or pair[0] == pair[1]:
                raise ValueError(f"crossed: {pair[0]} and {pair[1]} are not two of the dimensions")
        return self
