"""A whole selection, from the grid to who moves up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from compagnon.engines.selection import CODES, REMEDIES, Known, Places, Question, Result, Reviewer, select
from tests.engines.selection.cases import GRID, review


def question(**more):
    reviews = [
        *[review("K1", who, 4, 4, 4) for who in ("Anna", "Bea")],
        *[review("K2", who, 3, 3, 3) for who in ("Anna", "Carla")],
        *[review("K3", who, 2, 2, 2) for who in ("Bea", "Carla")],
        review("K4", "Anna", 4, 4, 4),
        review("K4", "Bea", 1, 4, 4),
        review("K5", "Carla", 4, 4, 4),
    ]
    return Question(**{"grid": GRID, "seed": "2027 spring", "places": Places(total=2), "reviews": reviews, **more})


def test_a_selection_from_reviews_to_the_waiting_list():
    found = select(question(withdrawn=["K1", "K3"]))

    assert [(one.file, one.score) for one in found.order] == [("K1", 100.0), ("K2", 75.0), ("K3", 50.0)]
    assert [one.file for one in found.given] == ["K1", "K2"]
    assert [(one.withdrawn, one.moves_up) for one in found.moves] == [("K1", "K3"), ("K3", None)]
    assert (found.admitted, found.waiting) == (("K2",), ())


def test_files_still_to_be_read_get_readers():
    found = select(question(reviewers=[Reviewer(key=name) for name in ("Anna", "Bea", "Carla", "Dora")]))

    assert {one.file: one.reviewers for one in found.assigned} == {
        "K4": ("Anna", "Bea", "Dora"),
        "K5": ("Carla", "Dora"),
    }


def test_shared_surnames_are_asked_about():
    found = select(
        question(known_reviewers=[Known(key="Anna", surname="Roy")], known_applicants=[Known(key="K4", surname="ROY")])
    )

    assert [(one.reviewer, one.file) for one in found.suggestions] == [("Anna", "K4")]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reviews": [review("K1", "Anna", 1, 1, 1)] * 2}, "reviews"),
        ({"reviews": [{"file": "K1", "reviewer": "Anna", "levels": {"aim": 5}}]}, "reviews"),
        ({"withdrawn": ["K1", "K1"]}, "withdrawn"),
        ({"seed": ""}, "seed"),
        ({"places": {"total": -1}}, "places"),
        ({"review_rules": {"reviews_from": 1}}, "review_rules"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(values, field):
    with pytest.raises(ValidationError) as refused:
        question(**values)

    assert refused.value.errors()[0]["loc"][0] == field


@given(
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.tuples(*[st.integers(0, 4)] * 3)), max_size=20),
    st.integers(0, 5),
    st.randoms(),
)
def test_the_same_facts_in_any_order_give_the_same_selection_in_known_words(given_reviews, total, random):
    reviews = [review(file, f"r{number}", *levels) for number, (file, levels) in enumerate(given_reviews)]
    shuffled = reviews.copy()
    random.shuffle(shuffled)
    reviewers = [Reviewer(key=f"r{number}") for number in range(4)]

    found = select(question(reviews=reviews, places=Places(total=total), reviewers=reviewers, withdrawn=["a"]))

    assert (
        select(question(reviews=shuffled, places=Places(total=total), reviewers=reviewers[::-1], withdrawn=["a"]))
        == found
    )
    kept = TypeAdapter(Result)
    assert kept.validate_json(kept.dump_json(found)) == found
    parts = (found.scores, found.order, found.given, found.moves, found.waiting, found.assigned)
    reasons = [reason for part in parts for one in part for reason in one.reasons]
    assert {reason.code for reason in reasons} <= set(CODES)
    assert {reason.remedy for reason in reasons} - {None} <= set(REMEDIES)
