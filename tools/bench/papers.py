"""Measures papers on one database: `python -m tools.bench.papers COUNT RESULT.json`.

Each paper is a learning agreement of two languages, filled from the database and typeset, in one process and in two. The
same words are then set by the bare compiler, and by WeasyPrint and LibreOffice where they are installed.
"""

import io
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import django

django.setup()

from django_scopes import scope  # noqa: E402  (needs the settings)
from pypdf import PdfReader  # noqa: E402

from compagnon.core import clock  # noqa: E402
from compagnon.documents.filling import agreement_facts, paper_languages  # noqa: E402
from compagnon.documents.typesetting.compile import typeset_learning_agreement  # noqa: E402
from compagnon.mobilities.models import Mobility  # noqa: E402
from compagnon.mobilities.queries import one_for_page  # noqa: E402
from tools.bench import others  # noqa: E402

AT_ONCE = 10


def main(count: int, result: Path) -> None:
    """Make the papers in every way and write what was found."""
    chosen = list(Mobility.unscoped.filter(host__isnull=False).order_by("pk").values_list("pk", flat=True)[:count])
    first = make(chosen[:1])[0]
    words = [page.extract_text() for page in PdfReader(io.BytesIO(first)).pages]
    filling, setting = _parts(chosen[:50])
    found: dict[str, Any] = {
        "papers": len(chosen),
        "pages": len(words),
        "kilobytes": len(first) / 1000,
        "filling_ms": filling,
        "typesetting_ms": setting,
        "one_process_ms": _in_processes(1, chosen),
        "two_processes_ms": _in_processes(2, chosen),
    }
    found["others"] = others.measure(words)
    result.write_text(json.dumps(found))


def make(chosen: list[int]) -> list[bytes]:
    """The papers of these mobilities, each filled from the database."""
    made = []
    for pk in chosen:
        facts, languages = _filled(pk)
        made.append(typeset_learning_agreement(facts, languages=languages))
    return made


def _filled(pk: int) -> tuple[Any, tuple[str, ...]]:
    network = Mobility.unscoped.values_list("network", flat=True).get(pk=pk)
    with scope(network=network):
        mobility = one_for_page(Mobility.objects.all(), pk=pk)
        return agreement_facts(mobility, version=1, made_at=clock.now()), paper_languages(mobility)


def _parts(chosen: list[int]) -> tuple[float, float]:
    """Milliseconds a paper for filling, and for typesetting."""
    started = time.perf_counter()
    filled = [_filled(pk) for pk in chosen]
    between = time.perf_counter()
    for facts, languages in filled:
        typeset_learning_agreement(facts, languages=languages)
    ended = time.perf_counter()
    return (between - started) / len(chosen) * 1000, (ended - between) / len(chosen) * 1000


def _in_processes(processes: int, chosen: list[int]) -> float:
    """Milliseconds a paper, from the first to the last, with so many processes that have started before."""
    parts = [chosen[start : start + AT_ONCE] for start in range(0, len(chosen), AT_ONCE)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(_count, [chosen[:2]] * processes * 4))
        started = time.perf_counter()
        made = sum(pool.map(_count, parts))
        ended = time.perf_counter()
    if made != len(chosen):
        raise RuntimeError(f"{made} papers were made of {len(chosen)}.")
    return (ended - started) / made * 1000


def _count(chosen: list[int]) -> int:
    return sum(1 for paper in make(chosen) if paper.startswith(b"%PDF"))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
