"""How reviewers read the same files: by how much each differs from those beside them, and how far they agree."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from compagnon.engines.selection.scoring import hundredths
from compagnon.engines.statistics import Agreement, Scored, Severity, agreement, severities
from compagnon.insights.queries.fairness import calls_of
from compagnon.people.models import Person
from compagnon.recruitment.models import Review, Selection
from compagnon.recruitment.queries import grids


@dataclass(frozen=True)
class Readings:
    """What may be said of the readings of a school year; `few` counts those who read too little for a figure of their own."""

    measured: list[tuple[Person, Severity]]
    few: int
    agreement: Agreement


def readings_of(year: int) -> Readings:
    """All finished readings of the calls that depart in a school year, each by the grid of its call."""
    engine = {one.call_id: grids.for_engine(one.grid) for one in Selection.objects.filter(call__in=calls_of(year))}
    rows = Review.objects.filter(application__call__in=list(engine), finished_at__isnull=False)
    scored, levels = [], defaultdict(list)
    for call, file, reader, given in rows.values_list(
        "application__call_id", "application__code", "reviewer__code", "levels"
    ):
        if not _fits(engine[call], given):
            continue  # read by criteria that the call has given up since
        scored.append(Scored(reviewer=reader, file=file, score=hundredths(engine[call], given, 1) / 100))
        for criterion, level in given.items():
            levels[f"{file} {criterion}"].append(level)
    found = severities(scored)
    told = [one for one in found if one.shrunk is not None]
    people = {one.code: one for one in Person.objects.filter(code__in=[one.reviewer for one in told])}
    pairs = sorted(
        ((people[one.reviewer], one) for one in told), key=lambda pair: (-abs(pair[1].shrunk or 0), str(pair[0]))
    )
    return Readings(pairs, len(found) - len(told), agreement(levels))


def _fits(grid: Any, given: dict[str, int]) -> bool:
    return given.keys() == {criterion.key for criterion in grid.criteria}
