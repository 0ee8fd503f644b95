"""Middles, means, and many tests at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.statistics import benjamini_hochberg, median, weighted_mean

p_values = st.lists(st.floats(0, 1), max_size=30)


def test_middles_and_means():
    assert [median([]), median([3]), median([4, 1, 3]), median([4, 1, 3, 2])] == [None, 3, 3, 2.5]
    assert weighted_mean([4, 2], [3, 1]) == 3.5
    assert weighted_mean([], []) is None
    assert weighted_mean([4], [0]) is None


@pytest.mark.parametrize(("values", "weights"), [([1, 2], [1]), ([1], [-1])])
def test_weights_that_make_no_sense_are_refused(values, weights):
    with pytest.raises(ValueError, match=r"weight|argument"):
        weighted_mean(values, weights)


def test_benjamini_and_hochberg_give_their_own_example():
    """Their 15 p-values (1995, section 4): the first four stay below 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
    found = benjamini_hochberg([*p, 0.7590, 1.0])

    assert [round(one, 4) for one in found[:6]] == [0.0015, 0.003, 0.0095, 0.0356, 0.0603, 0.0639]
    assert sum(one <= 0.05 for one in found) == 4
    assert found[-1] == 1.0


@given(p_values, st.randoms())
def test_the_order_of_tests_does_not_matter(p, random):
    places = list(range(len(p)))
    random.shuffle(places)

    found = benjamini_hochberg(p)

    assert benjamini_hochberg([p[place] for place in places]) == [found[place] for place in places]


@given(p_values)
def test_among_many_nothing_becomes_surer_and_ranks_stay(p):
    found = benjamini_hochberg(p)

    assert all(one <= adjusted <= 1 for one, adjusted in zip(p, found, strict=True))
    ranked = [adjusted for _one, adjusted in sorted(zip(p, found, strict=True))]
    assert ranked == sorted(ranked)
