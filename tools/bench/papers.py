"""Measures papers on one database: `python -m tools.bench.papers COUNT RESULT.json`.

Each paper is a learning agreement of two languages, filled from the database and typeset, in one process and in two, and sealed
by a certificate made here. The same words are then set by the bare compiler, and by WeasyPrint and LibreOffice where they are installed.
"""

import json
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Self

import django

django.setup()

from django_scopes import scopes_disabled  # noqa: E402  (needs the settings)

from compagnon.core import clock  # noqa: E402
from compagnon.documents.typesetting.compile import typeset_learning_agreement  # noqa: E402
from compagnon.mobilities.models import Mobility  # noqa: E402
from compagnon.seals import certificates, pades  # noqa: E402
from tools.bench import others  # noqa: E402
from tools.bench.making import count_made, filled_from, make  # noqa: E402

AT_ONCE, PASSES = 25, 4
SEAL = certificates.make(organisation="Bench", country="FR", now=clock.now())


def main(count: int, result: Path) -> None:
    """Make the papers in every way, each way in turn, and write the middle of what the turns took."""
    with scopes_disabled():
        chosen = list(Mobility.unscoped.filter(host__isnull=False).order_by("pk").values_list("pk", flat=True)[:count])
    words = others.words_of(make(chosen[:1])[0])
    turns: list[dict[str, float]] = []
    with Processes(1) as one, Processes(2) as two:
        for part in (chosen[start::PASSES] for start in range(PASSES)):
            turn = {"one process": one.time(part), "two processes": two.time(part)}
            turns.append(turn | _parts(part) | {name: way(words) for name, way in others.ways().items()})
    told = {
        "papers": len(chosen),
        "pages": len(words),
        "memory": {"one process": one.peak, "two processes": two.peak},
        "ms": {name: statistics.median(turn[name] for turn in turns) for name in turns[0]},
        "absent": others.absent(),
    }
    result.write_text(json.dumps(told))


def _parts(chosen: list[int]) -> dict[str, float]:
    """Milliseconds a paper for filling, for typesetting, and for sealing what was typeset."""
    started = time.perf_counter()
    filled = filled_from(chosen)
    between = time.perf_counter()
    typeset = [typeset_learning_agreement(facts, languages=languages) for facts, languages in filled]
    ended = time.perf_counter()
    for paper in typeset:
        pades.seal(paper, SEAL, reason="Learning agreement")
    took = {"filling": between - started, "typesetting": ended - between, "sealing": time.perf_counter() - ended}
    return {name: seconds / len(chosen) * 1000 for name, seconds in took.items()}


class Processes:
    """So many processes, started and warm, that make papers."""

    def __init__(self, number: int) -> None:
        self.pool = ProcessPoolExecutor(number, mp_context=get_context("spawn"))
        self.number, self.peak = number, 0.0
        """`peak` is the most resident memory of all processes together, in MB, each at its own peak."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.pool.shutdown()

    def time(self, chosen: list[int]) -> float:
        """Milliseconds a paper, from the first to the last."""
        list(self.pool.map(count_made, [chosen[:2]] * self.number * 4))
        parts = [chosen[start : start + AT_ONCE] for start in range(0, len(chosen), AT_ONCE)]
        started = time.perf_counter()
        told = list(self.pool.map(count_made, parts))
        ended = time.perf_counter()
        made, peaks = sum(count for count, _process, _peak in told), {process: peak for _count, process, peak in told}
        self.peak = max(self.peak, sum(peaks.values()))
        if made != len(chosen):
            raise RuntimeError(f"{made} papers were made of {len(chosen)}.")
        return (ended - started) / made * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
