"""The grids that come with the schemes, and how a scheme's grid is read in one language."""

import pytest

from compagnon.engines.base import Answer
from compagnon.engines.selection.grid import may_open
from compagnon.schemes import grids, phrases
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.models import Scheme
from compagnon.schemes.seed_shape import read_schemes

REWORD = "reword them, or be able to say why they are needed."
GRIDS = {kind: grid.model_dump(mode="json") for kind, grid in read_schemes().grids.items()}


@pytest.mark.parametrize("kind", sorted(GRIDS))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_call_may_open_with_a_shipped_grid_as_it_is(kind, language):
    """Nothing is missing, nothing too heavy, and no word touches a protected ground in any language."""
    assert may_open(grids.in_language(GRIDS[kind], language)).answer == Answer.YES
    assert grids.findings(GRIDS[kind], grids.languages_of(GRIDS[kind])) == []


@pytest.mark.parametrize("kind", sorted(GRIDS))
def test_a_shipped_grid_weighs_a_hundred_and_reads_neither_marks_nor_attendance(kind):
    grid = grids.in_language(GRIDS[kind], "fr")

    assert grid.total_weight == 100
    assert {one.evidence for one in grid.criteria} <= {"application", "opinion"}


def test_every_scheme_has_the_grid_and_the_surveys_of_its_people(network):
    load_schemes(network=network, seed=read_schemes())

    for scheme in Scheme.objects.all():
        assert scheme.grid == GRIDS[scheme.participant_kind]
        assert scheme.surveys
        assert scheme.documents


def test_a_text_that_is_missing_in_a_language_is_read_in_another(network):
    grid = GRIDS["learner"]

    assert grids.in_language(grid, "de").criteria[0].name == "What I want to learn"
    assert grids.languages_of(grid) == ("fr", "en")


def test_what_the_engine_finds_is_said_in_a_sentence():
    line = {**grids.empty_criterion("where"), "name": {"en": "Place of living"}}

    found = [
        phrases.finding(one, {"where": "Place of living"})
        for _language, one in grids.findings({"criteria": [line]}, ["en"])
    ]

    assert found == [
        "“Place of living” is not complete: why it is asked, what may bias it, the five sentences of its levels.",
        "Choose which criteria part ties, in which order.",
        "“Place of living” uses words that touch a protected ground (place of living; Penal Code (France) art. 225-1): "
        + REWORD,
    ]
    assert grids.findings({}, ["en"]) == []
