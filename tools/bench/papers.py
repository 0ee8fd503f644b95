"""Measures papers on one database: `python -m tools.bench.papers COUNT RESULT.json`.

Each paper is a learning agreement of two languages, filled from the database and typeset, in one process and in two, and sealed
by a certificate made here. The same words are then set by the bare compiler, and by WeasyPrint and LibreOffice where they are installed.
"""

import io
import json
import os
import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Self

import django

django.setup()

from django_scopes import scope, scopes_disabled  # noqa: E402  (needs the settings)
from pypdf import PdfReader  # noqa: E402

from compagnon.core import clock  # noqa: E402
from compagnon.documents.filling import agreement_facts, paper_languages  # noqa: E402
from compagnon.documents.queries import for_papers  # noqa: E402
from compagnon.documents.typesetting.compile import typeset_learning_agreement  # noqa: E402
from compagnon.mobilities.models import Mobility  # noqa: E402
from compagnon.seals import certificates, pades  # noqa: E402
from tools.bench import others  # noqa: E402

AT_ONCE, PASSES = 25, 4
SEAL = certificates.make(organisation="Bench", country="FR", now=clock.now())


def main(count: int, result: Path) -> None:
    """Make the papers in every way, each way in turn, and write the middle of what the turns took."""
    with scopes_disabled():
        chosen = list(Mobility.unscoped.filter(host__isnull=False).order_by("pk").values_list("pk", flat=True)[:count])
    first = make(chosen[:1])[0]
    words = [page.extract_text() for page in PdfReader(io.BytesIO(first)).pages]
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


def make(chosen: list[int]) -> list[bytes]:
    """The papers of these mobilities, filled from the database as the selection of a referent is."""
    return [typeset_learning_agreement(facts, languages=languages) for facts, languages in _filled(chosen)]


def _filled(chosen: list[int]) -> list[tuple[Any, tuple[str, ...]]]:
    with scopes_disabled():
        network = Mobility.unscoped.values_list("network", flat=True).get(pk=chosen[0])
    with scope(network=network):
        return [
            (agreement_facts(mobility, version=1, made_at=clock.now()), paper_languages(mobility))
            for mobility in for_papers(Mobility.objects.filter(pk__in=chosen))
        ]


def _parts(chosen: list[int]) -> dict[str, float]:
    """Milliseconds a paper for filling, for typesetting, and for sealing what was typeset."""
    started = time.perf_counter()
    filled = _filled(chosen)
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
        list(self.pool.map(_count, [chosen[:2]] * self.number * 4))
        parts = [chosen[start : start + AT_ONCE] for start in range(0, len(chosen), AT_ONCE)]
        started = time.perf_counter()
        told = list(self.pool.map(_count, parts))
        ended = time.perf_counter()
        made, peaks = sum(count for count, _process, _peak in told), {process: peak for _count, process, peak in told}
        self.peak = max(self.peak, sum(peaks.values()))
        if made != len(chosen):
            raise RuntimeError(f"{made} papers were made of {len(chosen)}.")
        return (ended - started) / made * 1000


def _count(chosen: list[int]) -> tuple[int, int, float]:
    """How many papers were made, by which process, and the most memory that it ever had, in MB."""
    made = sum(1 for paper in make(chosen) if paper.startswith(b"%PDF"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return made, os.getpid(), peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
