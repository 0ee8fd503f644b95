"""Red is known to be wrong, amber is not told, green is there for every day away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.base import Answer
from compagnon.engines.readiness import CODES, REMEDIES, Gap, Held, Light, Need, Question, Task, check, gaps

LEAVES, RETURNS = date(2027, 3, 1), date(2027, 3, 15)
CARD = Need(key="health_card")
IDENTITY = Need(key="identity", to_return_only=True)


def asked(*needs, **more):
    return check(Question(away_from=LEAVES, away_until=RETURNS, needs=needs, **more))


def held(first=LEAVES, last=RETURNS, serves=("health_card",), **more):
    return Held(serves=serves, first=first, last=last, **more)


def told(checked):
    """Light and last part of the code of the only item."""
    (item,) = checked.items
    return item.light, item.reason.code.rsplit(".", 1)[1]


@pytest.mark.parametrize(
    ("need", "papers", "light", "code"),
    [
        (CARD, (), Light.AMBER, "missing"),
        (CARD, (held(),), Light.GREEN, "covered"),
        (CARD, (held(last=date(2027, 3, 14)),), Light.RED, "not_covered"),
        (CARD, (held(first=date(2027, 3, 2)),), Light.RED, "not_covered"),
        (CARD, (held(last=date(2027, 3, 7)), held(first=date(2027, 3, 8))), Light.GREEN, "covered"),
        (CARD, (held(last=date(2027, 3, 7)), held(first=date(2027, 3, 9))), Light.RED, "not_covered"),
        (CARD, (held(last=None),), Light.AMBER, "days_unknown"),
        (CARD, (held(last=None), held()), Light.GREEN, "covered"),
        (CARD, (held(is_seen=False),), Light.AMBER, "not_seen"),
        (CARD, (held(last=date(2027, 3, 14)), held(is_seen=False)), Light.RED, "not_covered"),
        (CARD, (held(last=date(2027, 3, 14)), held(last=None, is_seen=False)), Light.RED, "not_covered"),
        (CARD, (held(last=date(2027, 3, 7)), held(first=date(2027, 3, 8), is_seen=False)), Light.RED, "not_covered"),
        (CARD, (held(), held(last=date(2027, 3, 14), is_seen=False)), Light.GREEN, "covered"),
        (CARD, (held(last=None), held(is_seen=False)), Light.AMBER, "days_unknown"),
        (CARD, (held(last=date(2027, 3, 14), is_seen=False),), Light.RED, "not_covered"),
        (CARD, (held(serves=("identity",)),), Light.AMBER, "missing"),
        (IDENTITY, (held(None, RETURNS, ("identity",)),), Light.GREEN, "covered"),
        (IDENTITY, (held(None, date(2027, 3, 14), ("identity",)),), Light.RED, "expires"),
        (IDENTITY, (held(None, None, ("identity",)),), Light.AMBER, "days_unknown"),
        (
            IDENTITY,
            (held(None, date(2027, 3, 14), ("identity",)), held(None, RETURNS, ("identity",), is_seen=False)),
            Light.RED,
            "expires",
        ),
        (Need(key="visa", required=Answer.UNKNOWN), (), Light.AMBER, "undecided"),
        (Need(key="visa", required=Answer.NO), (), Light.GREEN, "not_required"),
        (Need(key="visa"), (), Light.AMBER, "missing"),
        (Need(key="travel", is_advice=True), (held(last=LEAVES, serves=("travel",)),), Light.AMBER, "not_covered"),
    ],
)
def test_a_need_has_the_light_of_what_is_known(need, papers, light, code):
    assert told(asked(need, held=papers)) == (light, code)


def test_the_first_day_without_cover_is_named():
    (item,) = asked(CARD, held=(held(last=date(2027, 3, 7)),)).items

    assert item.reason.facts == {"from_on": date(2027, 3, 8), "until_on": RETURNS, "advice": False}


def test_open_tasks_and_broken_rules_are_red_and_come_first():
    checked = asked(CARD, open_tasks=(Task(key="abc"),), broken_rules=("within_contract",), regime_chosen=False)

    assert [(item.key, item.light) for item in checked.items] == [
        ("task_abc", Light.RED),
        ("law_within_contract", Light.RED),
        ("regime", Light.AMBER),
        ("health_card", Light.AMBER),
    ]
    assert checked.light is Light.RED


def test_what_is_waived_is_never_green_and_says_that_it_was_waived():
    checked = asked(open_tasks=(Task(key="abc"),), waived={"task_abc", "gone"})

    assert told(checked) == (Light.AMBER, "open")
    assert checked.items[0].is_waived is True


def test_nothing_asked_is_green():
    assert asked().light is Light.GREEN


def test_a_paper_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="must not be before first"):
        held(first=RETURNS, last=LEAVES)


@pytest.mark.parametrize(
    ("periods", "left"),
    [
        ([], [(1, 15)]),
        ([(1, 15)], []),
        ([(0, 40)], []),
        ([(1, 5), (6, 15)], []),
        ([(3, 5), (4, 9)], [(1, 2), (10, 15)]),
        ([(9, 15), (1, 2)], [(3, 8)]),
    ],
)
def test_gaps_are_the_days_that_no_period_covers(periods, left):
    day = lambda number: date(2027, 2, 28) + timedelta(days=number)  # noqa: E731  (a table is read more easily so)

    found = gaps(LEAVES, RETURNS, [(day(first), day(last)) for first, last in periods])

    assert found == [Gap(day(first), day(last)) for first, last in left]


DAYS = st.dates(date(2027, 2, 20), date(2027, 3, 25))
PERIODS = st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=6)


@given(PERIODS)
def test_a_day_is_in_a_gap_exactly_if_no_period_has_it(periods):
    found = gaps(LEAVES, RETURNS, [(first, last) for first, last in periods])

    for number in range((RETURNS - LEAVES).days + 1):
        day = LEAVES + timedelta(days=number)
        covered = any(first <= day <= last for first, last in periods)
        assert covered is not any(gap.first <= day <= gap.last for gap in found)


@given(PERIODS, DAYS, DAYS)
def test_one_more_cover_never_makes_the_light_worse_once_something_is_held(periods, one, other):
    first, last = sorted((one, other))
    papers = tuple(held(*period) for period in periods) or (held(),)

    before = asked(CARD, held=papers).light
    after = asked(CARD, held=(*papers, held(first, last))).light

    assert list(Light).index(after) >= list(Light).index(before)


TOLD = st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS).filter(lambda days: None in days or days[0] <= days[1]), max_size=4)  # fmt: skip


@given(PERIODS.filter(bool), TOLD, st.booleans())
def test_what_is_only_told_changes_no_light_once_something_was_seen(periods, told_days, to_return_only):
    need = Need(key="health_card", to_return_only=to_return_only)
    seen = tuple(held(*period) for period in periods)

    (before,) = asked(need, held=seen).items
    (after,) = asked(need, held=(*seen, *(held(*days, is_seen=False) for days in told_days))).items

    assert (after.light, after.reason.code, after.reason.facts) == (before.light, before.reason.code, before.reason.facts)  # fmt: skip


def test_where_what_was_told_would_do_it_is_to_be_seen():
    short = held(last=date(2027, 3, 7))

    (alone,) = asked(CARD, held=(short,)).items
    (told_too,) = asked(CARD, held=(short, held(is_seen=False))).items

    assert (alone.reason.remedy, told_too.reason.remedy) == ("extend_cover", "see_paper")


@given(PERIODS)
def test_every_reason_has_a_declared_code_and_what_is_not_green_says_what_to_do(periods):
    checked = asked(CARD, IDENTITY, held=tuple(held(*one) for one in periods), open_tasks=(Task(key="a"),))

    for item in checked.items:
        assert item.reason.code in CODES
        assert (item.reason.remedy is None) is (item.light is Light.GREEN)
        assert item.reason.remedy in {None, *REMEDIES}


@pytest.mark.parametrize(
    ("need", "papers", "light"),
    [
        (CARD, (), Light.RED),
        (CARD, (held(),), Light.GREEN),
        (CARD, (held(is_seen=False),), Light.AMBER),
        (CARD, (held(last=None),), Light.AMBER),
        (Need(key="repatriation", is_advice=True), (), Light.AMBER),
        (Need(key="visa", required=Answer.UNKNOWN), (), Light.AMBER),
        (Need(key="visa", required=Answer.NO), (), Light.GREEN),
    ],
)
def test_where_what_is_missing_stops_only_what_is_required_and_not_there_is_red(need, papers, light):
    assert told(asked(need, held=papers, missing_stops=True))[0] == light


@pytest.mark.parametrize(("stops", "light"), [(True, Light.RED), (False, Light.AMBER)])
def test_whom_to_call_is_missing_as_a_paper_is(stops, light):
    checked = asked(lacking=("emergency_contact",), missing_stops=stops)

    assert told(checked) == (light, "missing")
    assert (
        asked(lacking=("emergency_contact",), missing_stops=True, waived=frozenset({"emergency_contact"})).light
        is Light.AMBER
    )
