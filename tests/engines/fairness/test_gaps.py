"""Rates in three bands instead of verdicts, and the effect of the anonymous pass."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from compagnon.engines.fairness import (
    CODES,
    Band,
    Dimension,
    People,
    Question,
    Ranked,
    Rate,
    Result,
    Stage,
    Thresholds,
    band,
    report,
)

SEX = Dimension(key="sex")
ADMISSION = Rate(of=Stage.APPLIED, reached=Stage.ADMITTED)


def asked(people, **more):
    values = {
        "as_of": date(2027, 1, 1),
        "audience": "centre",
        "dimensions": (SEX,),
        "stages": (Stage.APPLIED, Stage.ADMITTED),
        "rates": (ADMISSION,),
        **more,
    }
    return report(Question(people=people, **values))


def applied(**groups):
    """For each group (how many were admitted, of how many who applied)."""
    rows = []
    for group, (admitted, of) in groups.items():
        rows.append(People(groups={"sex": group}, reached=Stage.ADMITTED, people=admitted))
        rows.append(People(groups={"sex": group}, reached=Stage.APPLIED, people=of - admitted))
    return rows


def rates(found):
    return {one.group: one for one in found.rates}


@pytest.mark.parametrize(
    ("group", "best", "expected"),
    [
        # the decision table of DISP-04, on the reference pairs of 5.2 and at its edges
        ((48, 80), (56, 70), Band.LOOK_INTO),
        ((3, 10), (9, 10), Band.LOOK_INTO),
        ((2, 7), (6, 7), Band.LOOK_INTO),
        # a ratio of exactly 0.80 that proves nothing: the interval is wider than 0.40
        ((12, 20), (18, 24), Band.TOO_FEW),
        # not wide, but it holds a gap of 0.20 and none alike
        ((40, 80), (48, 80), Band.TOO_FEW),
        # shown to differ, but by less than the ratio asks
        ((1600, 2000), (1700, 2000), Band.NO_SIGN),
        ((195, 400), (200, 400), Band.NO_SIGN),
        ((0, 10), (0, 20), Band.TOO_FEW),
        ((0, 400), (0, 400), Band.NO_SIGN),
    ],
)
def test_the_decision_table(group, best, expected):
    assert band(group, best) is expected


def test_a_gap_is_shown_with_its_numbers_and_intervals():
    found = asked(applied(f=(48, 80), m=(56, 70)))

    women, men = rates(found)["f"], rates(found)["m"]
    assert (men.band, men.people, men.of_them, men.rate, men.difference) == (Band.BEST, 70, 56, 0.8, None)
    assert (women.band, women.people, women.rate, women.difference, women.ratio) == (
        Band.LOOK_INTO,
        80,
        0.6,
        -0.2,
        0.75,
    )
    assert (women.difference_interval.low, women.difference_interval.high) == (-0.3339, -0.0524)
    assert (women.interval.low, women.interval.high) == (0.4905, 0.7004)
    assert (women.p, women.p_among_all, found.comparisons) == (0.0125, 0.0125, 1)
    assert women.reason.code == "fairness.band.look_into"


def test_several_comparisons_are_counted_and_corrected():
    found = asked(applied(f=(48, 80), m=(56, 70), x=(50, 80)))

    assert found.comparisons == 2
    assert [(one.p, one.p_among_all) for one in found.rates if one.p is not None] == [
        (0.0125, 0.0205),
        (0.0205, 0.0205),
    ]
    assert found.reasons[1].facts == {"comparisons": 2}


def test_a_group_of_thirty_of_whom_hardly_anybody_was_admitted_is_not_passed_over():
    """The few stay hidden, but whatever they are, the gap is one."""
    found = asked(applied(f=(2, 30), m=(50, 70), x=(30, 40)))

    women = rates(found)["f"]
    assert (women.band, women.people, women.of_them, women.rate, women.p) == (Band.LOOK_INTO, 30, None, None, None)
    assert women.reason.code == "fairness.band.look_into_few"
    assert women.reason.facts["fewer_than"] == 5
    assert [cell.below for cell in found.release.cells if cell.groups == {"sex": "f"}] == [None, 5]


def test_it_is_not_said_where_it_would_give_a_cell_away():
    """Six hidden in two groups of fewer than five each: the words alone would leave two or three values."""
    found = asked(applied(a=(3, 40), b=(3, 40), m=(50, 70), x=(30, 40)))

    said = [one.band for one in found.rates if one.group in "ab"]
    assert said.count(Band.LOOK_INTO) <= 1


def test_no_rate_of_fewer_than_ten():
    found = asked(applied(f=(6, 9), m=(50, 70), x=(30, 40)))

    assert (rates(found)["f"].band, rates(found)["f"].rate) == (Band.HIDDEN, None)
    raised = asked(applied(f=(48, 80), m=(56, 70)), thresholds=Thresholds(rates=75))
    assert rates(raised)["m"].band is Band.HIDDEN


def test_without_a_group_to_compare_with_nothing_is_said():
    assert [one.band for one in asked(applied(f=(48, 80))).rates] == [Band.BEST]
    assert [one.band for one in asked(applied(f=(1, 3), m=(2, 4))).rates] == [Band.HIDDEN] * 2
    assert asked([]).rates == ()


def files(**groups):
    """For each group its files' (first, panel) ranks."""
    return [
        Ranked(groups={"sex": key}, first=first, panel=panel) for key, rows in groups.items() for first, panel in rows
    ]


def test_the_anonymous_pass_is_measured_where_groups_are_large_enough():
    women = [(number, number + 4) for number in range(1, 11)]
    men = [(number, number - 2) for number in range(11, 31)]

    found = asked([], ranked=files(f=women, m=men)).shifts

    assert [(one.group, one.median_percent) for one in found] == [("f", -13.3), ("m", 6.7)]
    few = asked([], ranked=files(f=women[:9], m=men)).shifts
    assert [(one.median_percent, one.reason.code) for one in few] == [(None, "fairness.shift.too_few")] * 2


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"people": [{"groups": {}, "reached": "applied"}]}, "people.0.groups: no group for sex"),
        ({"people": [], "ranked": [{"groups": {}, "first": 1, "panel": 1}]}, "ranked.0.groups: no group for sex"),
        ({"people": [], "dimensions": [SEX, SEX]}, "two dimensions have the key sex"),
        ({"people": [], "crossed": [("sex", "site")]}, "crossed: sex and site are not two of the dimensions"),
        ({"people": [], "crossed": [("sex", "sex")]}, "crossed: sex and sex are not two of the dimensions"),
        ({"people": [], "rates": [{"of": "admitted", "reached": "applied"}]}, "applied does not come after admitted"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(values, message):
    with pytest.raises(ValidationError, match=message):
        asked(**values)


counts = st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(st.fixed_dictionaries({"f": counts, "m": counts, "x": counts}))
def test_figures_are_shown_only_where_the_cells_are_and_survive_being_kept(groups):
    found = asked(applied(**groups))

    shown = {(cell.groups.get("sex"), cell.stage): cell.people for cell in found.cells}
    for one in found.rates:
        if one.of_them is not None:
            assert (shown[one.group, Stage.APPLIED], shown[one.group, Stage.ADMITTED]) == (one.people, one.of_them)
            assert one.people >= 10
            assert one.rate in one.interval
        if one.people is not None:
            assert shown[one.group, Stage.APPLIED] == one.people
    assert {one.reason.code for one in found.rates} | {one.code for one in found.reasons} <= set(CODES)
    kept = TypeAdapter(Result)
    assert kept.validate_json(kept.dump_json(found)) == found


@given(counts.filter(lambda group: group[1]), counts.filter(lambda group: group[1] and group[0]))
def test_a_group_that_does_better_is_never_a_deeper_gap(group, best):
    admitted, of = group
    order = [Band.NO_SIGN, Band.TOO_FEW, Band.LOOK_INTO]

    if admitted < of and (admitted + 1) * best[1] <= best[0] * of and band(group, best) is not Band.LOOK_INTO:
        assert order.index(band((admitted + 1, of), best)) < 2
