"""Nobody can be found in what is shown: attacked by solving, by trying every value, and by subtracting two dates."""

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from compagnon.engines.fairness import Audience, Dimension, People, Question, Stage, Thresholds, report
from tests.engines.fairness.attacker import Attacker, solutions

FLOOR = {Audience.CENTRE: 5, Audience.SHARED: 10}
SEX, SITE = Dimension(key="sex"), Dimension(key="site")
some_people = st.lists(
    st.builds(
        People,
        groups=st.fixed_dictionaries({"sex": st.sampled_from("fmx"), "site": st.sampled_from("ns")}),
        reached=st.sampled_from([Stage.APPLIED, Stage.ELIGIBLE, Stage.ADMITTED]),
        people=st.integers(0, 30),
    ),
    min_size=1,
    max_size=14,
)
MOST_TRIED = 12
"""People in one cell, where every table is tried: a group of more is none that the trial can find."""
STAGES = (Stage.APPLIED, Stage.ELIGIBLE, Stage.ADMITTED)


def asked(people, **more):
    values = {"as_of": date(2027, 1, 1), "audience": "centre", "dimensions": (SEX, SITE), "stages": STAGES, **more}
    return report(Question(people=tuple(people), **values))


def row(sex, reached, people, site="n"):
    return People(groups={"sex": sex, "site": site}, reached=reached, people=people)


def cells(result, dimension="sex", stage=Stage.ADMITTED):
    """The shown counts of one stage, by group; "" is everybody."""
    return {
        cell.groups.get(dimension, ""): cell.people
        for cell in result.cells
        if cell.stage == stage and cell.groups.keys() <= {dimension}
    }


def holds_against(attacker, audience):
    """No hidden cell, small drop or small change since a release follows, unless it did with nothing of this one shown."""
    *earlier, last = attacker.releases
    blind = Attacker([*earlier, last.model_copy(update={"cells": tuple(hidden(cell) for cell in last.cells)})])
    floor = FLOOR[audience]

    def follows(form):
        return attacker.value(form) is not None and blind.value(form) is None

    by_place = defaultdict(list)
    for cell in last.cells:
        name = attacker.of(len(earlier), cell)
        by_place[tuple(sorted(cell.groups.items()))].append((cell.count, name))
        assert cell.count >= floor if cell.shown else not follows({name: 1}), f"{cell} was recovered"
        for number, release in enumerate(earlier):
            for old in release.cells:
                small = 0 < abs(old.count - cell.count) < floor
                if small and (old.groups, old.stage) == (cell.groups, cell.stage):
                    assert not follows({name: 1, attacker.of(number, old): -1}), f"{cell} was differenced"
    for found in by_place.values():
        for (one, first), (other, second) in combinations(found, 2):
            small = 0 < one - other < floor
            assert not small or not follows({first: 1, second: -1}), f"the drop from {first} to {second} follows"


def hidden(cell):
    return cell.model_copy(update={"shown": False})


def test_a_small_group_is_hidden_and_so_is_the_next_smallest():
    found = asked([row("f", Stage.ADMITTED, 20), row("m", Stage.ADMITTED, 30), row("x", Stage.ADMITTED, 3)])

    assert cells(found) == {"": 53, "f": None, "m": 30, "x": None}


def test_hiding_only_the_small_group_would_give_it_back():
    """The attacker of these tests is a real one: against primary suppression alone it wins."""
    found = asked([row("f", Stage.ADMITTED, 20), row("m", Stage.ADMITTED, 30), row("x", Stage.ADMITTED, 3)])
    careless = found.release.model_copy(
        update={"cells": tuple(cell.model_copy(update={"shown": cell.count >= 5}) for cell in found.release.cells)}
    )
    attacker = Attacker([careless])

    [small] = [cell for cell in careless.cells if cell.groups == {"sex": "x"} and cell.stage == Stage.ADMITTED]
    assert attacker.value({attacker.of(0, small): 1}) == 3
    with pytest.raises(AssertionError, match="was recovered"):
        holds_against(attacker, Audience.CENTRE)


def test_few_who_fall_between_two_stages_are_hidden_too():
    found = asked([row("f", Stage.ADMITTED, 20), row("f", Stage.APPLIED, 3), row("m", Stage.ADMITTED, 30)])

    assert cells(found, stage=Stage.APPLIED)["f"] in {None, 23}
    assert (cells(found, stage=Stage.APPLIED)["f"], cells(found)["f"]) != (23, 20)


@given(some_people, st.sampled_from(Audience))
@settings(deadline=None)
def test_no_hidden_cell_can_be_solved_from_rows_columns_and_totals(people, audience):
    found = asked(people, audience=audience)

    holds_against(Attacker([found.release]), audience)


@given(some_people, st.sampled_from(Audience))
@settings(deadline=None, max_examples=40)
def test_crossed_tables_give_nothing_away_either(people, audience):
    found = asked(people, audience=audience, crossed=(("sex", "site"),))

    holds_against(Attacker([found.release]), audience)


@given(some_people, some_people, st.tuples(*[st.sampled_from(Audience)] * 2))
@settings(deadline=None, max_examples=60)
def test_two_tables_cannot_be_subtracted(people, more, audiences):
    first = asked(people, audience=audiences[0])
    second = asked([*people, *more], audience=audiences[1], releases=(first.release,))

    holds_against(Attacker([first.release, second.release]), Audience.CENTRE)
    if audiences == (Audience.CENTRE, Audience.SHARED):
        holds_against(Attacker([second.release]), Audience.SHARED)


@given(some_people, st.lists(st.tuples(st.sampled_from("fmx"), st.sampled_from("ns")), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_a_few_people_more_since_the_last_release_cannot_be_seen(people, newcomers):
    first = asked(people)
    more = [row(sex, Stage.ADMITTED, 1, site) for sex, site in newcomers]
    second = asked([*people, *more], releases=(first.release,))
    third = asked([*people, *more, *more], releases=(first.release, second.release))

    holds_against(Attacker([first.release, second.release]), Audience.CENTRE)
    holds_against(Attacker([first.release, second.release, third.release]), Audience.CENTRE)


@given(
    st.lists(
        st.builds(row, st.sampled_from("fmx"), st.sampled_from(STAGES[1:]), st.integers(0, 7)), min_size=1, max_size=6
    )
)
@settings(deadline=None, max_examples=40)
def test_trying_every_table_leaves_more_than_one_value_for_each_hidden_cell(people):
    found = asked(people, dimensions=(SEX,), stages=STAGES[1:])
    assume(all(cell.count <= MOST_TRIED for cell in found.release.cells if cell.groups))
    possible = defaultdict(set)
    for number, table in enumerate(solutions(found.release, most=MOST_TRIED)):
        for at, value in table.items():
            possible[at].add(value)
        if number > 20_000:
            break

    hidden = [
        (tuple(cell.groups.items()), cell.stage) for cell in found.release.cells if cell.groups and not cell.shown
    ]
    assert [at for at in hidden if len(possible[at]) == 1] == []


def test_a_cell_that_its_neighbours_in_the_funnel_give_away_protects_nobody():
    """All 12 women came through: hiding how many were eligible would hide nothing, and would give the two men away."""
    women = [row("f", Stage.ADMITTED, 12)]
    men = [row("m", Stage.ADMITTED, 10), row("m", Stage.ELIGIBLE, 8), row("m", Stage.APPLIED, 2)]
    others = [row("x", Stage.ADMITTED, 18), row("x", Stage.ELIGIBLE, 6), row("x", Stage.APPLIED, 6)]

    found = asked([*women, *men, *others], dimensions=(SEX,))

    assert cells(found, stage=Stage.ELIGIBLE) == {"": 54, "f": 12, "m": None, "x": None}
    possible = {table[(("sex", "m"),), Stage.ELIGIBLE] for table in solutions(found.release, most=30)}
    assert len(possible) >= 5


def test_the_same_table_shown_again_is_the_same():
    people = [row("f", Stage.ADMITTED, 20), row("m", Stage.ADMITTED, 30), row("x", Stage.ADMITTED, 3)]
    first = asked(people)

    again = asked(people, releases=(first.release,), as_of=date(2027, 2, 1))

    assert again.cells == first.cells


def test_somebody_inside_who_saw_more_learns_nothing_from_what_is_shared():
    """Inside, 7 are shown; to others they are hidden, and what is shared must not give anything smaller away."""
    people = [row("f", Stage.ADMITTED, 40), row("m", Stage.ADMITTED, 40), row("x", Stage.ADMITTED, 7)]
    inside = asked(people)
    outside = asked(people, audience="shared", releases=(inside.release,))

    assert cells(inside) == {"": 87, "f": 40, "m": 40, "x": 7}
    assert cells(outside)["x"] is None
    assert [cells(outside)["f"], cells(outside)["m"]].count(None) == 1


def test_a_sensitive_dimension_asks_for_ten_inside_too():
    people = [row("f", Stage.ADMITTED, 40), row("m", Stage.ADMITTED, 9), row("x", Stage.ADMITTED, 40)]

    assert cells(asked(people))["m"] == 9
    assert cells(asked(people, dimensions=(Dimension(key="sex", sensitive=True), SITE)))["m"] is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"centre": 4}, "greater than or equal to 5"),
        ({"shared": 9}, "greater than or equal to 10"),
        ({"sensitive": 9}, "greater than or equal to 10"),
        ({"rates": 9}, "greater than or equal to 10"),
        ({"centre": 12}, "must not be below centre"),
    ],
)
def test_thresholds_can_be_raised_and_never_lowered(values, message):
    with pytest.raises(ValidationError, match=message):
        Thresholds(**values)


def test_a_raised_threshold_hides_more():
    people = [row("f", Stage.ADMITTED, 40), row("m", Stage.ADMITTED, 12), row("x", Stage.ADMITTED, 20)]

    assert cells(asked(people))["m"] == 12
    assert cells(asked(people, thresholds=Thresholds(centre=13, shared=13)))["m"] is None


@given(some_people, st.randoms())
@settings(deadline=None, max_examples=40)
def test_the_order_of_rows_does_not_matter_nor_how_people_are_counted(people, random):
    shuffled = [one for row in people for one in (row.model_copy(update={"people": 1}),) * row.people]
    shuffled += [row.model_copy(update={"people": 0}) for row in people]
    random.shuffle(shuffled)

    assert asked(shuffled) == asked(people)
