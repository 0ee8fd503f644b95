"""Rates and gaps against published and computed reference values (inclusion facts, 5.2)."""

from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.statistics import fisher, impact_ratio, newcombe, smallest_expected, wilson

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 1, 0.0000, 0.7935),
        (0, 10, 0.0000, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0000),
        (8, 20, 0.2188, 0.6134),
        (20, 25, 0.6087, 0.9114),
        (45, 60, 0.6277, 0.8422),
        # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_reference_intervals(k, n, low, high):
    found = wilson(k, n).rounded()

    assert (found.low, found.high) == (low, high)


REFERENCE = [
    # first, second, difference, Newcombe, ratio, its interval, Fisher's p
    ((56, 70), (48, 80), 0.2000, (0.0524, 0.3339), 1.3333, (1.0766, 1.6512), 0.0125),
    ((9, 10), (3, 10), 0.6000, (0.1705, 0.8090), 3.0000, (1.1384, 7.9062), 0.0198),
    ((6, 7), (2, 7), 0.5714, (0.0582, 0.8062), 3.0000, (0.8948, 10.0576), 0.1026),
    ((5, 56), (0, 29), 0.0893, (-0.0381, 0.1926), None, None, 0.1606),
    ((0, 10), (0, 20), 0.0000, (-0.1611, 0.2775), None, None, 1.0000),
    ((10, 10), (0, 20), 1.0000, (0.6791, 1.0000), None, None, 0.0000),
    ((12, 20), (18, 24), -0.1500, (-0.3999, 0.1191), 0.8000, (0.5225, 1.2248), 0.3423),
]


@pytest.mark.parametrize("reference", REFERENCE)
def test_two_groups_give_the_reference_values(reference):
    first, second, difference, gap, ratio, ratio_interval, p = reference
    interval = newcombe(first, second).rounded()
    found = impact_ratio(first, second)

    assert round(first[0] / first[1] - second[0] / second[1], 4) == difference
    assert (interval.low, interval.high) == gap
    assert round(fisher(first, second), 4) == p
    if ratio is None:
        assert found is None
    else:
        shown = found.interval.rounded()
        assert (round(found.value, 4), shown.low, shown.high) == (ratio, *ratio_interval)


def test_a_ratio_of_nobody_to_somebody_is_zero_without_an_interval():
    found = impact_ratio((0, 29), (5, 56))

    assert (found.value, found.interval) == (0.0, None)


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        # Fisher's tea tasting: 3 of 4 cups told apart
        ((3, 4), (1, 4), 0.4857),
        ((4, 4), (0, 4), 0.0286),
        # Fisher 1935, twins of convicts: 10 of 13 and 2 of 17
        ((10, 13), (2, 17), 0.0005),
    ],
)
def test_fisher_gives_the_published_p(first, second, p):
    assert round(fisher(first, second), 4) == p


def test_fisher_is_exact_for_thousands_of_people():
    p = fisher((2100, 4200), (1900, 4201))

    assert 1e-6 < p < 1e-4


@given(counts, counts)
def test_fisher_adds_every_table_that_is_no_likelier(first, second):
    (k1, n1), (k2, n2) = first, second
    did = k1 + k2
    weights = {k: comb(n1, k) * comb(n2, did - k) for k in range(max(0, did - n2), min(n1, did) + 1)}

    assert fisher(first, second) == sum(w for w in weights.values() if w <= weights[k1]) / comb(n1 + n2, did)


@given(counts, counts)
def test_swapping_groups_or_outcomes_mirrors_the_answer(first, second):
    one, other = newcombe(first, second), newcombe(second, first)
    turned = [(n - k, n) for k, n in (first, second)]

    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-12)
    assert fisher(first, second) == fisher(second, first) == fisher(*turned)


@given(counts, counts)
def test_intervals_hold_what_was_seen_and_stay_possible(first, second):
    (k1, n1), (k2, n2) = first, second

    assert k1 / n1 in wilson(k1, n1)
    assert -1 <= newcombe(first, second).low <= k1 / n1 - k2 / n2 <= newcombe(first, second).high <= 1
    assert 0 < fisher(first, second) <= 1


@given(counts, st.integers(2, 9))
def test_more_people_at_the_same_rate_tell_more(group, times):
    k, n = group

    assert wilson(k * times, n * times).width < wilson(k, n).width


def test_the_smallest_expected_count_says_when_only_an_exact_test_will_do():
    assert smallest_expected((9, 10), (3, 10)) == 4
    assert smallest_expected((56, 70), (48, 80)) == pytest.approx(70 * 46 / 150)


@pytest.mark.parametrize(("k", "n"), [(1, 0), (0, 0), (-1, 5), (6, 5)])
def test_what_is_no_rate_is_refused(k, n):
    for ask in (lambda: wilson(k, n), lambda: fisher((k, n), (1, 2)), lambda: impact_ratio((1, 2), (k, n))):
        with pytest.raises(ValueError, match="is no rate"):
            ask()


def test_newcombe_covers_the_true_difference_about_as_often_as_it_says():
    """The exact coverage of the method for small groups, as its author reports it: near 95 %."""
    covered = 0.0
    p, q, n, m = 0.3, 0.5, 12, 15
    for k, j in product(range(n + 1), range(m + 1)):
        chance = comb(n, k) * p**k * (1 - p) ** (n - k) * comb(m, j) * q**j * (1 - q) ** (m - j)
        covered += chance * ((p - q) in newcombe((k, n), (j, m)))

    assert 0.93 < covered < 0.98
