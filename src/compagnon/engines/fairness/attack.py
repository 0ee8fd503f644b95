"""What somebody can work out who has every table shown: by solving equations exactly, and by bounds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from compagnon.engines.fairness.facts import At, Place, Stage
from compagnon.engines.fairness.tables import Table, stages_of

Atom = tuple[Place, Stage, int]
"""An unknown. Counts that are truly equal in two releases are one unknown: the attacker is taken to know that."""
Form = Mapping[Atom, int]
Row = dict[Atom, int | Fraction]
"""Whole numbers as long as they stay whole, as they do in tables of two dimensions; else exact fractions."""
Range = tuple[int, int]

UNBOUNDED = 10**9


def atom(at: At, table: Table) -> Atom:
    """The unknown of a cell in a table."""
    return (*at, table.counts[at])


class Attacker:
    """Knows all that is shown in some tables, that their lines add up, and that nobody skips a stage."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tables
        self.known: set[Atom] = set()
        self.rows: dict[Stage, dict[Atom, Row]] = {}
        self.lines: dict[Stage, list[dict[Atom, int]]] = defaultdict(list)
        for table in tables:
            for total, parts in table.lines():
                form: dict[Atom, int] = defaultdict(int)
                form[atom(total, table)] += 1
                for part in parts:
                    form[atom(part, table)] -= 1
                self.lines[total[1]].append({one: factor for one, factor in form.items() if factor})
        self.learn(self.lines)

    def learn(self, stages: Iterable[Stage]) -> None:
        """Solve again what is known at these stages: to be called when something was hidden or shown there."""
        self.known = {atom(at, table) for table in self.tables for at in table.shown}
        for stage in stages:
            self.rows[stage] = _solved(self.lines[stage], self.known)

    def knows(self, form: Form) -> bool:
        """Whether the value of this sum of cells follows exactly from all that is shown."""
        left: Row = {one: factor for one, factor in form.items() if factor and one not in self.known}
        for one in list(left):
            row = self.rows.get(one[1], {}).get(one)
            if row is not None:
                _subtract(left, row, left[one])
        return not left

    def ranges(self) -> dict[Atom, Range]:
        """For each unknown the least and the most it can be, with what was told to be fewer than so many.

        By tightening bounds over and over: a real attacker may do a little better with more work where lines cross.
        """
        bounds = {atom(at, table): (0, UNBOUNDED) for table in self.tables for at in table.counts}
        bounds |= {one: (one[2], one[2]) for one in self.known}
        for table in self.tables:
            for at, fewer_than in table.below.items():
                low, high = bounds[atom(at, table)]
                bounds[atom(at, table)] = (low, min(high, fewer_than - 1))
        equations = [line for lines in self.lines.values() for line in lines]
        solved = [(row, sum(factor * one[2] for one, factor in row.items())) for row in self._solved_rows()]
        chains = [
            [(place, stage, table.counts[place, stage]) for stage in stages]
            for table in self.tables
            for place, stages in stages_of(table.counts).items()
        ]
        for _round in range(100):
            before = dict(bounds)
            for chain in chains:
                _in_order(chain, bounds)
            for equation in equations:
                _tighten(equation, 0, bounds)
            for row, value in solved:
                _tighten(row, value, bounds)
            if bounds == before:
                break
        return bounds

    def _solved_rows(self) -> list[Row]:
        return [row for rows in self.rows.values() for row in rows.values() if len(row) > 1]


def _solved(lines: Iterable[Mapping[Atom, int]], known: Collection[Atom]) -> dict[Atom, Row]:
    """Gauss and Jordan with fractions: each row under the one unknown that stands in no other."""
    rows: dict[Atom, Row] = {}
    for line in lines:
        row: Row = {one: factor for one, factor in line.items() if one not in known}
        for one in [one for one in row if one in rows]:
            _subtract(row, rows[one], row[one])
        if not row:
            continue
        pivot = min(row, key=lambda one: (abs(row[one]) != 1, one))
        scale = row[pivot]
        row = {one: factor * scale if abs(scale) == 1 else Fraction(factor) / scale for one, factor in row.items()}
        for other in rows.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        rows[pivot] = row
    return rows


def _subtract(row: Row, other: Row, times: int | Fraction) -> None:
    for one, factor in other.items():
        left = row.get(one, 0) - times * factor
        if left:
            row[one] = left
        else:
            row.pop(one, None)


def _in_order(chain: Sequence[Atom], bounds: dict[Atom, Range]) -> None:
    """A later stage has no more people than an earlier one."""
    for earlier, later in pairwise(chain):
        low, high = bounds[later]
        bounds[later] = (low, min(high, bounds[earlier][1]))
    for later, earlier in pairwise(reversed(chain)):
        low, high = bounds[earlier]
        bounds[earlier] = (max(low, bounds[later][0]), high)


def _tighten(row: Mapping[Atom, int] | Row, value: Fraction | int, bounds: dict[Atom, Range]) -> None:
    """Narrow each cell of a sum by the bounds of all others."""
    ends = {one: sorted(factor * end for end in bounds[one]) for one, factor in row.items()}
    least, most = sum(low for low, _high in ends.values()), sum(high for _low, high in ends.values())
    for one, factor in row.items():
        low, high = ends[one]
        a, b = sorted(((value - (most - high)) / Fraction(factor), (value - (least - low)) / Fraction(factor)))
        held = bounds[one]
        bounds[one] = (max(held[0], ceil(a)), min(held[1], floor(b)))
