"""The cells of a table with their true counts, and the lines in which they add up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from compagnon.engines.fairness.facts import At, Line, Place, Question, Release, Stage, lines


@dataclass
class Table:
    """One release: true counts, which of them are shown, of which it is told that they are fewer than so many."""

    counts: Mapping[At, int]
    shown: set[At] = field(default_factory=set)
    below: dict[At, int] = field(default_factory=dict)

    def lines(self) -> list[Line]:
        """Every total with its parts."""
        return lines(self.counts)


def count(question: Question) -> Table:
    """The true counts of everybody, of each dimension and of the crossed ones, zeros included."""
    keys = [one.key for one in question.dimensions]
    shapes = [(), *((key,) for key in keys), *(tuple(sorted(pair)) for pair in question.crossed)]
    stages = sorted(set(question.stages), key=lambda stage: stage.step)
    found: dict[str, set[str]] = {key: {row.groups[key] for row in question.people} for key in keys}
    counts = {
        (tuple(zip(shape, groups, strict=True)), stage): 0
        for shape in shapes
        for groups in product(*(sorted(found[key]) for key in shape))
        for stage in stages
    }
    for row in question.people:
        for shape in dict.fromkeys(shapes):
            place = tuple((key, row.groups[key]) for key in shape)
            for stage in stages:
                if stage.step > row.reached.step:
                    break
                counts[place, stage] += row.people
    return Table(counts)


def earlier(release: Release) -> Table:
    """A table from the register."""
    at = release.at
    return Table(
        {where: cell.count for where, cell in at.items()},
        {where for where, cell in at.items() if cell.shown},
        {where: cell.below for where, cell in at.items() if cell.below is not None},
    )


def stages_of(counts: Iterable[At]) -> dict[Place, list[Stage]]:
    """For each place its stages, in order."""
    found: dict[Place, list[Stage]] = defaultdict(list)
    for place, stage in sorted(counts, key=lambda at: at[1].step):
        found[place].append(stage)
    return found
