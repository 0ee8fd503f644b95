"""The whole answer: the tables as they may be shown, the gaps in bands, the anonymous pass, and what to keep."""

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Fact, Reason
from compagnon.engines.fairness.facts import BANDS, SMALL, Audience, Cell, Question, Release, Stage
from compagnon.engines.fairness.gaps import GroupRate, gaps
from compagnon.engines.fairness.passes import Shift, shifts
from compagnon.engines.fairness.protect import protect
from compagnon.engines.fairness.tables import Table

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_STRICT)
class Shown:
    """One cell as it may be shown: everybody when `groups` is empty; None is hidden, whether for itself or for others."""

    groups: dict[str, str]
    stage: Stage
    people: int | None


@dataclass(frozen=True, config=_STRICT)
class Result:
    """What may be shown, and `release`: the register's entry with the true counts, never to be shown itself."""

    cells: tuple[Shown, ...]
    rates: tuple[GroupRate, ...]
    comparisons: int
    shifts: tuple[Shift, ...]
    reasons: tuple[Reason, ...]
    release: Release


def report(question: Question) -> Result:
    """Count, hide, prove, compare."""
    table, watches = protect(question)
    rates = gaps(question, table, watches)
    compared = sum(one.p is not None for one in rates)
    return Result(
        cells=tuple(
            Shown(dict(place), stage, table.counts[place, stage] if (place, stage) in table.shown else None)
            for place, stage in table.counts
        ),
        rates=tuple(rates),
        comparisons=compared,
        shifts=tuple(shifts(question)),
        reasons=tuple(_reasons(question, table, compared)),
        release=_release(question, table),
    )


def _reasons(question: Question, table: Table, compared: int) -> list[Reason]:
    hidden = len(table.counts) - len(table.shown)
    small: dict[str, Fact] = {
        "fewer_than": question.thresholds.of(question.audience),
        "hidden": hidden,
        "cells": len(table.counts),
        "releases": len(question.releases),
    }
    return [
        Reason("fairness.hidden", small, SMALL),
        Reason("fairness.comparisons", {"comparisons": compared}, BANDS),
    ]


def _release(question: Question, table: Table) -> Release:
    return Release(
        as_of=question.as_of,
        audience=Audience(question.audience),
        cells=tuple(
            Cell(groups=dict(at[0]), stage=at[1], count=people, shown=at in table.shown, below=table.below.get(at))
            for at, people in table.counts.items()
        ),
    )
