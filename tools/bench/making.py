"""Makes papers for the bench, in processes that hold no more than the program's own."""

import os
import resource
import sys
from typing import Any

import django

django.setup()

from django_scopes import scope, scopes_disabled  # noqa: E402  (needs the settings)

from compagnon.core import clock  # noqa: E402
from compagnon.documents.filling import agreement_facts, paper_languages  # noqa: E402
from compagnon.documents.queries import for_papers  # noqa: E402
from compagnon.documents.typesetting.compile import typeset_learning_agreement  # noqa: E402
from compagnon.mobilities.models import Mobility  # noqa: E402


def make(chosen: list[int]) -> list[bytes]:
    """The papers of these mobilities, filled from the database as the selection of a referent is."""
    return [typeset_learning_agreement(facts, languages=languages) for facts, languages in filled_from(chosen)]


def filled_from(chosen: list[int]) -> list[tuple[Any, tuple[str, ...]]]:
    """What is printed of these mobilities, with the languages of each paper."""
    with scopes_disabled():
        network = Mobility.unscoped.values_list("network", flat=True).get(pk=chosen[0])
    with scope(network=network):
        return [
            (agreement_facts(mobility, version=1, made_at=clock.now()), paper_languages(mobility))
            for mobility in for_papers(Mobility.objects.filter(pk__in=chosen))
        ]


def count_made(chosen: list[int]) -> tuple[int, int, float]:
    """How many papers were made, by which process, and the most memory that it ever had, in MB."""
    made = sum(1 for paper in make(chosen) if paper.startswith(b"%PDF"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return made, os.getpid(), peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
