"""The score of a file, and when a third reviewer is called."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.selection import CODES, Reading, ReviewRules, score_files
from tests.engines.selection.cases import CALM, GRID, review

levels = st.tuples(*[st.integers(0, 4)] * 3)


def only(*reviews, rules=None):
    [found] = score_files(GRID, reviews, rules)
    return found


@pytest.mark.parametrize(
    ("first", "second", "score", "means"),
    [
        # 50, 30 and 20 of 100; level 4 gives all of a weight
        ((4, 4, 4), (4, 4, 4), 100.0, (4, 4, 4)),
        ((0, 0, 0), (0, 0, 0), 0.0, (0, 0, 0)),
        ((3, 2, 4), (4, 2, 3), 76.25, (3.5, 2, 3.5)),
        ((1, 1, 1), (2, 1, 1), 31.25, (1.5, 1, 1)),
    ],
)
def test_the_score_is_the_weighed_mean_of_levels(first, second, score, means):
    found = only(review("K7", "Anna", *first), review("K7", "Bea", *second))

    assert (found.reading, found.score, tuple(found.levels.values())) == (Reading.SCORED, score, means)
    assert [reason.code for reason in found.reasons] == ["selection.reading.mean"]


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        # SEL-05: two levels on a criterion, or more than 15 points of 100
        ((3, 3, 3), (3, 3, 2), []),
        ((3, 3, 3), (3, 3, 1), ["levels_differ"]),
        ((3, 3, 3), (2, 3, 3), []),
        ((3, 3, 3), (2, 2, 3), ["totals_differ"]),
        ((4, 3, 3), (2, 2, 3), ["levels_differ", "totals_differ"]),
    ],
)
def test_a_gap_beyond_the_rules_calls_a_third(first, second, codes):
    found = only(review("K7", "Anna", *first), review("K7", "Bea", *second))

    told = [reason for reason in found.reasons if reason.code != "selection.reading.mean"]
    assert [reason.code.rsplit(".", 1)[1] for reason in told] == codes
    assert found.reading is (Reading.THIRD_CALLED if codes else Reading.SCORED)
    assert {reason.remedy for reason in told} <= {"call_third_reviewer"}
    assert {reason.source.reference for reason in told} <= {"SEL-05"}


def test_exactly_fifteen_points_call_nobody():
    rules = ReviewRules(points_gap=20)

    assert only(review("K7", "A", 3, 3, 3), review("K7", "B", 2, 2, 3), rules=rules).reading is Reading.SCORED
    assert only(review("K7", "A", 3, 3, 3), review("K7", "B", 2, 2, 2), rules=rules).reading is Reading.THIRD_CALLED


def test_once_a_third_has_read_the_mean_of_all_three_counts():
    found = only(review("K7", "A", 4, 4, 4), review("K7", "B", 1, 4, 4), review("K7", "C", 3, 4, 4))

    assert (found.reading, found.reviews, found.score) == (Reading.SCORED, 3, 83.33)
    assert {reason.remedy for reason in found.reasons} == {None}
    assert "selection.reading.levels_differ" in [reason.code for reason in found.reasons]


def test_one_review_is_no_score():
    found = score_files(GRID, [review("K7", "Anna", 4, 4, 4)], files=["K7", "unread"])

    assert [(one.file, one.reading, one.score, one.reviews) for one in found] == [
        ("K7", Reading.TOO_FEW, None, 1),
        ("unread", Reading.TOO_FEW, None, 0),
    ]


@pytest.mark.parametrize(
    ("reviews", "message"),
    [
        ([review("K7", "Anna", 1, 1, 1)] * 2, "somebody read K7 twice"),
        ([review("K7", "Anna", 1, 1, 1).__class__("K7", "Anna", {"aim": 1, "skill": 1})], "no level for team"),
        (
            [review("K7", "Anna", 1, 1, 1).__class__("K7", "Anna", {"aim": 1, "skill": 1, "team": 1, "age": 1})],
            "no criterion age in the grid",
        ),
    ],
)
def test_reviews_that_do_not_fit_are_refused(reviews, message):
    with pytest.raises(ValueError, match=message):
        score_files(GRID, reviews)


@given(st.lists(levels, min_size=2, max_size=4))
def test_the_score_is_exact_to_the_hundredth(given_levels):
    found = only(*[review("K7", str(n), *one) for n, one in enumerate(given_levels)], rules=CALM)

    exact = sum(
        Fraction(weight * sum(one[place] for one in given_levels), 4 * len(given_levels))
        for place, weight in enumerate((50, 30, 20))
    )
    assert abs(Fraction(str(found.score)) - exact) <= Fraction(1, 200)


@given(st.lists(st.tuples(st.sampled_from("abc"), levels), min_size=1, max_size=12), st.randoms())
def test_neither_the_order_of_reviews_nor_the_names_of_reviewers_count(given_levels, random):
    reviews = [review(file, f"r{n}", *one) for n, (file, one) in enumerate(given_levels)]
    shuffled = [review(file, f"somebody else {n}", *one) for n, (file, one) in enumerate(given_levels)]
    random.shuffle(shuffled)

    assert score_files(GRID, shuffled) == score_files(GRID, reviews)


@given(st.lists(levels, min_size=2, max_size=3), st.integers(0, 2))
def test_a_higher_level_never_lowers_the_score(given_levels, place):
    reviews = [review("K7", str(n), *one) for n, one in enumerate(given_levels)]
    first = list(given_levels[0])
    first[place] = min(4, first[place] + 1)

    better = only(review("K7", "0", *first), *reviews[1:], rules=CALM)

    assert better.score >= only(*reviews, rules=CALM).score


@given(levels, levels)
def test_every_code_is_known(first, second):
    codes = {reason.code for reason in only(review("K7", "A", *first), review("K7", "B", *second)).reasons}

    assert codes <= set(CODES)
