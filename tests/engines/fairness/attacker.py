"""An attacker written apart from the engine: knows every shown table, solves equations exactly, tries every value."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from compagnon.engines.fairness import Release, Stage

Unknown = tuple[Any, ...]


def name_of(number: int, cell, releases) -> Unknown:
    """The first release with the same true count of this cell: who attacks is taken to know that nothing changed."""
    where = (tuple(sorted(cell.groups.items())), cell.stage.value)
    for earlier in range(number + 1):
        for other in releases[earlier].cells:
            if (tuple(sorted(other.groups.items())), other.stage.value) == where and other.count == cell.count:
                return (earlier, *where)
    raise AssertionError(where)


class Attacker:
    """Holds the equations of all releases in rows of fractions, fully reduced."""

    def __init__(self, releases: list[Release]) -> None:
        self.releases = releases
        self.name = {
            (number, tuple(sorted(cell.groups.items())), cell.stage.value): name_of(number, cell, releases)
            for number, release in enumerate(releases)
            for cell in release.cells
        }
        self.rows: list[dict[Any, Fraction]] = []
        for number, release in enumerate(releases):
            for cell in release.cells:
                if cell.shown:
                    self.add({self.of(number, cell): Fraction(1), 1: Fraction(-cell.count)})
            for equation in self.sums(number, release):
                self.add(equation)

    def of(self, number, cell):
        return self.name[number, tuple(sorted(cell.groups.items())), cell.stage.value]

    def sums(self, number, release) -> Iterator[dict[Any, Fraction]]:
        """Every total is the sum of its groups."""
        for total in release.cells:
            groups = total.groups.items()
            for dimension in {key for cell in release.cells for key in cell.groups} - total.groups.keys():
                parts = [
                    cell
                    for cell in release.cells
                    if cell.stage == total.stage
                    and cell.groups.keys() == {*total.groups, dimension}
                    and groups <= cell.groups.items()
                ]
                if parts:
                    equation: dict[Any, Fraction] = {self.of(number, total): Fraction(1)}
                    for part in parts:
                        equation[self.of(number, part)] = equation.get(self.of(number, part), Fraction(0)) - 1
                    yield equation

    def reduced(self, form: dict[Any, Fraction]) -> dict[Any, Fraction]:
        form = dict(form)
        for row in self.rows:
            pivot = next(iter(row))
            if pivot in form:
                times = form[pivot] / row[pivot]
                form = {key: form.get(key, Fraction(0)) - times * row.get(key, Fraction(0)) for key in {**form, **row}}
                form = {key: factor for key, factor in form.items() if factor}
        return form

    def add(self, equation: dict[Any, Fraction]) -> None:
        left = self.reduced(equation)
        unknowns = [key for key in left if key != 1]
        if unknowns:
            pivot = unknowns[0]
            row = {pivot: left[pivot], **left}
            self.rows = [self.without(old, pivot, row) for old in self.rows]
            self.rows.append(row)

    @staticmethod
    def without(old, pivot, row):
        if pivot not in old:
            return old
        times = old[pivot] / row[pivot]
        head = next(iter(old))
        left = {key: old.get(key, Fraction(0)) - times * row.get(key, Fraction(0)) for key in {**old, **row}}
        return {head: left[head], **{key: factor for key, factor in left.items() if factor}}

    def value(self, form: dict[Any, int]) -> Fraction | None:
        """What a sum of cells must be, or None when it can be more than one thing."""
        left = self.reduced({key: Fraction(factor) for key, factor in form.items()})
        return left.get(1, Fraction(0)) if not left.keys() - {1} else None


def solutions(release: Release, most: int) -> Iterable[dict[Any, int]]:
    """Every table of one dimension that agrees with all that is shown, later stages never above earlier ones."""
    stages = [stage for stage in Stage if any(cell.stage == stage for cell in release.cells)]
    groups = sorted({tuple(cell.groups.items()) for cell in release.cells if cell.groups})
    shown = {(tuple(cell.groups.items()), cell.stage): cell.count for cell in release.cells if cell.shown}

    def fill(number: int, above: dict[Any, int]) -> Iterator[dict[Any, int]]:
        if number == len(stages):
            yield {}
            return
        for row in rows(stages[number], list(groups), above):
            for later in fill(number + 1, row):
                yield {**{(group, stages[number]): people for group, people in row.items()}, **later}

    def rows(stage, left, above) -> Iterator[dict[Any, int]]:
        if not left:
            yield {}
            return
        group, *others = left
        known = shown.get((group, stage))
        for people in [known] if known is not None else range(above.get(group, most) + 1):
            for row in rows(stage, others, above):
                whole = {group: people, **row}
                total = shown.get(((), stage))
                if people <= above.get(group, most) and (
                    len(whole) < len(groups) or total is None or sum(whole.values()) == total
                ):
                    yield whole

    return fill(0, {})
