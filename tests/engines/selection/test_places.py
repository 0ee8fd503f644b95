"""Places, ceilings, reserved places, and who moves up when somebody withdraws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compagnon.engines.base import Grade, Source
from compagnon.engines.selection import Kind, PlaceRule, Places, give, waiting_list, withdraw

BASIS = Source("Decision of the board", "12 March 2026", Grade.KNOWN)
ORDER = ["n1", "n2", "n3", "s1", "n4", "s2", "s3"]
GROUPS = {file: {"site": "north" if file.startswith("n") else "south"} for file in ORDER}


def rule(kind, site, places, **more):
    return PlaceRule(key=f"{kind} {site}", kind=kind, group=("site", site), places=places, source=BASIS, **more)


def files(given):
    return [one.file for one in given]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], ["n1", "n2", "n3", "s1"]),
        ([rule("ceiling", "north", 2)], ["n1", "n2", "s1", "s2"]),
        ([rule("reserve", "south", 2)], ["s1", "s2", "n1", "n2"]),
        ([rule("reserve", "south", 1)], ["s1", "n1", "n2", "n3"]),
        ([rule("reserve", "south", 4)], ["s1", "s2", "s3", "n1"]),
        ([rule("reserve", "south", 4, held=True)], ["s1", "s2", "s3"]),
        ([rule("reserve", "south", 3), rule("ceiling", "south", 1)], ["s1", "n1", "n2", "n3"]),
        ([rule("ceiling", "north", 0), rule("ceiling", "south", 0)], []),
    ],
)
def test_four_places_under_each_rule(rules, expected):
    assert files(give(ORDER, GROUPS, Places(total=4, rules=rules))) == expected


def test_a_place_says_whether_rank_or_a_rule_gave_it():
    by_rule, by_rank = give(ORDER, GROUPS, Places(total=2, rules=[rule("reserve", "south", 1)]))

    assert [(one.reasons[0].code, one.reasons[0].facts) for one in (by_rule, by_rank)] == [
        ("selection.place.reserved", {"rank": 4, "places": 2, "rule": "reserve south", "reserved": 1}),
        ("selection.place.by_rank", {"rank": 1, "places": 2}),
    ]
    assert by_rule.reasons[0].source == BASIS


def test_those_who_wait_are_told_what_stands_in_the_way():
    places = Places(total=3, rules=[rule("ceiling", "north", 2)])
    admitted = files(give(ORDER, GROUPS, places))

    waiting = waiting_list(ORDER, GROUPS, places, admitted)

    assert admitted == ["n1", "n2", "s1"]
    assert [(one.place, one.file, one.reasons[0].code) for one in waiting] == [
        (1, "n3", "selection.place.ceiling"),
        (2, "n4", "selection.place.ceiling"),
        (3, "s2", "selection.place.all_taken"),
        (4, "s3", "selection.place.all_taken"),
    ]


@pytest.mark.parametrize(
    ("rules", "withdrawn", "moves_up", "code"),
    [
        ([], "n1", "s1", "selection.place.by_rank"),
        ([], "s3", None, "selection.moves.was_waiting"),
        ([], "nobody", None, "selection.moves.was_not_ranked"),
        ([rule("ceiling", "south", 0)], "n1", "n4", "selection.place.by_rank"),
        ([rule("reserve", "south", 1)], "s1", "s2", "selection.place.reserved"),
        ([rule("reserve", "south", 1)], "n1", "n3", "selection.place.by_rank"),
        ([rule("ceiling", "south", 0), rule("ceiling", "north", 3)], "n1", "n4", "selection.place.by_rank"),
    ],
)
def test_a_withdrawal_moves_the_right_one_up(rules, withdrawn, moves_up, code):
    places = Places(total=3, rules=rules)
    admitted = files(give(ORDER, GROUPS, places))

    move = withdraw(ORDER, GROUPS, places, admitted, withdrawn)

    assert (move.moves_up, move.reasons[0].code) == (moves_up, code)


def test_when_nobody_can_take_the_place_it_is_said():
    places = Places(total=2)

    assert withdraw(["a", "b"], {}, places, ["a", "b"], "a").reasons[0].code == "selection.moves.nobody"


def test_a_person_admitted_out_of_order_keeps_the_place():
    given_now = give(ORDER, GROUPS, Places(total=2), admitted=["s3"])

    assert files(given_now) == ["n1"]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([rule("reserve", "south", 2), rule("reserve", "north", 2)], "4 places are reserved, there are only 3"),
        ([rule("ceiling", "south", 2)] * 2, "two rules have the key ceiling south"),
    ],
)
def test_rules_that_cannot_be_kept_are_refused(rules, message):
    with pytest.raises(ValidationError, match=message):
        Places(total=3, rules=rules)


def test_a_rule_without_its_basis_is_refused():
    with pytest.raises(ValidationError, match="source"):
        PlaceRule(key="x", kind=Kind.RESERVE, group=("site", "north"), places=1)
    with pytest.raises(ValidationError, match="only a reserved place can be held"):
        rule("ceiling", "north", 1, held=True)


@st.composite
def boards(draw):
    """An order of files in two dimensions of groups, with rules that may cross each other."""
    order = [f"f{number}" for number in range(draw(st.integers(0, 12)))]
    groups = {file: {"site": draw(st.sampled_from("ns")), "need": draw(st.sampled_from("yn"))} for file in order}
    total = draw(st.integers(0, 8))
    rules = []
    for number, (dimension, group) in enumerate([("site", "n"), ("site", "s"), ("need", "y")]):
        kind = draw(st.sampled_from([None, Kind.CEILING, Kind.RESERVE]))
        if kind is not None:
            alike = (one for one in rules if one.kind is Kind.RESERVE and one.group[0] == dimension)
            most = max(0, total - sum(one.places for one in alike))
            held = kind is Kind.RESERVE and draw(st.booleans())
            size = draw(st.integers(0, most))
            rules.append(
                PlaceRule(key=str(number), kind=kind, group=(dimension, group), places=size, held=held, source=BASIS)
            )
    return order, groups, Places(total=total, rules=rules)


@given(boards(), st.data())
def test_a_withdrawal_moves_nobody_down(board, data):
    order, groups, places = board
    admitted = files(give(order, groups, places))
    before = {one.file: one.place for one in waiting_list(order, groups, places, admitted)}
    if not order:
        return
    gone = data.draw(st.sampled_from(order))

    move = withdraw(order, groups, places, admitted, gone)

    left = [file for file in order if file != gone]
    now = ({*admitted} - {gone}) | ({move.moves_up} - {None})
    after = {one.file: one.place for one in waiting_list(left, groups, places, now)}
    assert {*admitted} - {gone} <= now
    assert all(place <= before[file] for file, place in after.items())
    assert len(now) <= places.total


@given(boards())
def test_rules_are_kept_and_no_place_is_left_that_somebody_could_take(board):
    order, groups, places = board

    admitted = files(give(order, groups, places))

    assert len(admitted) <= places.total
    for one in places.rules:
        if one.kind is Kind.CEILING:
            assert members(one, groups, admitted) <= one.places
    assert give(order, groups, places, admitted) == []


TWO_WAYS = {file: {**GROUPS[file], "scheme": "long" if file in ("n4", "s3") else "short"} for file in ORDER}
"""Two files are for the long scheme: the fifth and the last of the order."""


def kept(dimension, group, places):
    return PlaceRule(
        key=f"{dimension} {group}", kind="reserve", group=(dimension, group), places=places, held=True, source=BASIS
    )


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([kept("scheme", "long", 1)], ["n4", "n1", "n2"]),
        ([kept("scheme", "long", 3)], ["n4", "s3"]),
        ([kept("site", "south", 1), kept("scheme", "long", 2)], ["s1", "n4", "s3"]),
        ([kept("site", "south", 3), kept("scheme", "long", 3)], ["s3"]),
        ([kept("site", "north", 2), kept("scheme", "short", 3)], ["n1", "n2", "n3"]),
    ],
)
def test_three_places_kept_for_sites_and_for_schemes_at_once(rules, expected):
    assert files(give(ORDER, TWO_WAYS, Places(total=3, rules=rules))) == expected


def test_who_waits_beside_a_free_place_that_is_kept_is_told_for_whom():
    places = Places(total=3, rules=[kept("scheme", "long", 3)])

    waiting = waiting_list(ORDER, TWO_WAYS, places, files(give(ORDER, TWO_WAYS, places)))

    assert (waiting[0].file, waiting[0].reasons[0].code) == ("n1", "selection.place.held")
    assert waiting[0].reasons[0].facts == {"rank": 1, "place": 1, "places": 3, "rule": "scheme long", "held": 1}


@given(boards())
def test_a_place_held_for_a_group_is_never_given_to_others_and_nobody_waits_without_a_reason(board):
    order, groups, places = board

    admitted = files(give(order, groups, places))

    free = places.total - len(admitted)
    for dimension in ("site", "need"):
        held = [one for one in places.rules if one.held and one.group[0] == dimension]
        lacking = sum(max(0, one.places - members(one, groups, admitted)) for one in held)
        assert lacking <= free
    for one in waiting_list(order, groups, places, admitted):
        assert (one.reasons[0].code == "selection.place.all_taken") == (
            free == 0 and one.reasons[0].code != "selection.place.ceiling"
        )


@given(boards())
def test_where_one_way_of_keeping_places_is_published_its_groups_get_as_many_as_they_can_fill(board):
    order, groups, places = board
    rules = [one for one in places.rules if one.kind is Kind.RESERVE and one.group[0] == "site"]
    alone = Places(total=places.total, rules=rules)

    admitted = files(give(order, groups, alone))

    for one in rules:
        assert members(one, groups, admitted) >= min(one.places, members(one, groups, order))


def members(one, groups, among):
    return sum(groups[file][one.group[0]] == one.group[1] for file in among)


def test_places_are_given_step_by_step_though_a_search_would_fill_one_more_reserve():
    """The documented choice: nobody better ranked is passed over to fill a later reserve (docs/understand/engines/selection.md)."""
    order = ["s1", "s2", "s3"]
    groups = {
        "s1": {"site": "south", "scheme": "long"},
        "s2": {"site": "south"},
        "s3": {"site": "south", "scheme": "short"},
    }
    short = PlaceRule(key="short", kind="reserve", group=("scheme", "short"), places=1, source=BASIS)
    most, site = rule("ceiling", "south", 2), rule("reserve", "south", 2)

    assert files(give(order, groups, Places(total=3, rules=[site, short, most]))) == ["s1", "s2"]
    assert files(give(order, groups, Places(total=3, rules=[short, site, most]))) == ["s3", "s1"]
