"""Ways side by side: there and back, green or not, funded days, order, what is about equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compagnon.engines.base import Answer
from compagnon.engines.travel import CODES, REMEDIES, Mode, Question, Way, compare
from tests.engines.travel.places import leg, place

TRAIN = Way(
    key="train",
    legs=(leg("train_high_speed", "Nantes", "Paris"), leg("train_high_speed", "Paris", "Flensburg")),
    hours=28,
    cost=320,
    days=4,
)
PLANE = Way(
    key="plane",
    legs=(
        leg("train_regional", km=15),
        leg("plane", "Nantes", "Flensburg"),
        leg("bus", "Flensburg", "Flensburg", km=20),
    ),
    hours=14,
    cost=260,
    days=2,
)


def ask(*ways, call_year=2026, **more):
    return compare(Question(origin=place("Nantes"), venue=place("Flensburg"), call_year=call_year, ways=ways, **more))


def one(way, **more):
    (measured,) = ask(way, **more).ways
    return measured


def codes(way):
    return [reason.code for reason in way.reasons]


def test_train_and_plane_side_by_side():
    compared = ask(PLANE, TRAIN)

    assert [(way.key, way.green, way.funded_days, way.hours, way.cost) for way in compared.ways] == [
        ("train", Answer.YES, 4, 28, 320),
        ("plane", Answer.NO, 2, 14, 260),
    ]
    train, plane = compared.ways
    assert train.kg == pytest.approx(2 * sum(leg.kg for leg in train.legs), abs=0.001)
    assert plane.kg == pytest.approx(2 * (sum(leg.kg for leg in plane.legs) + 2 * 1.71), abs=0.001)
    assert plane.kg > 40 * train.kg
    assert compared.band.from_km == 500


def test_the_days_tell_what_the_green_way_brings_over_the_standard():
    reason = next(reason for reason in one(TRAIN).reasons if reason.code == "travel.days.green")

    assert reason.facts == {"up_to": 6, "days": 4, "more_than_standard": 2}
    assert one(TRAIN.model_copy(update={"days": None})).funded_days == 6
    assert one(TRAIN.model_copy(update={"days": 9})).funded_days == 6
    assert one(TRAIN.model_copy(update={"days": 1})).funded_days == 1
    assert one(PLANE.model_copy(update={"days": 4})).funded_days == 2


def test_before_call_2024_whether_six_days_held_is_not_known():
    before, since = one(TRAIN, call_year=2023), one(TRAIN, call_year=2024)

    assert (before.funded_days, since.funded_days) == (None, 4)
    assert before.reasons[-1].remedy == "ask_agency"
    assert one(PLANE, call_year=2023).funded_days == 2


@pytest.mark.parametrize(
    ("legs", "green"),
    [
        ([leg("train_high_speed", km=501), leg("plane", km=500)], Answer.YES),
        ([leg("train_high_speed", km=500), leg("plane", km=500)], Answer.NO),
        ([leg("car", km=500)], Answer.NO),
        ([leg("car_electric", km=500)], Answer.NO),
        ([leg("car", km=500, people=2)], Answer.YES),
        ([leg("coach", km=500)], Answer.YES),
        # a ferry is green for some agencies and not for others
        ([leg("train_high_speed", km=400), leg("ferry", km=600)], Answer.UNKNOWN),
        ([leg("train_high_speed", km=600), leg("ferry", km=400)], Answer.YES),
        ([leg("plane", km=600), leg("ferry", km=400)], Answer.NO),
        ([leg("coach", "Nantes", "Cork")], Answer.UNKNOWN),
    ],
)
def test_green_is_more_than_half_of_the_kilometres_whatever_a_ferry_counts_as(legs, green):
    measured = one(Way(key="a", legs=legs))

    assert measured.green is green
    assert (measured.funded_days is None) == (green is Answer.UNKNOWN)


def test_a_stop_over_touches_one_more_airport():
    def airports(*modes):
        measured = one(Way(key="a", legs=[leg(mode, km=500) for mode in modes]))
        return next((r.facts["airports"] for r in measured.reasons if r.code == "travel.airports"), 0)

    assert airports("train_high_speed") == 0
    assert airports("bus", "plane", "bus") == 2
    assert airports("plane", "plane") == 3
    assert airports("plane", "coach", "plane") == 4


def test_a_way_with_a_leg_that_is_not_known_has_no_total_and_comes_last():
    unknown = Way(key="coach", legs=[leg("coach", "Nantes", "Cork"), leg("bus", km=5)])
    ways = ask(unknown, PLANE).ways

    assert [way.key for way in ways] == ["plane", "coach"]
    assert (ways[1].km, ways[1].kg, ways[1].kg_without_contrails) == (None, None, None)


def test_beyond_the_budget_comes_after_what_can_be_paid():
    compared = ask(TRAIN, PLANE, budget=300)

    assert [(way.key, way.affordable) for way in compared.ways] == [("plane", Answer.YES), ("train", Answer.NO)]
    assert one(TRAIN.model_copy(update={"cost": None}), budget=300).affordable is Answer.UNKNOWN


def test_what_differs_by_less_than_a_quarter_is_about_equal():
    ways = ask(*(Way(key=str(km), legs=[leg("coach", km=km)]) for km in (100, 74, 76, 130))).ways

    equal = {way.key: way.reasons[-1].facts.get("ways") for way in ways if "travel.way.about_equal" in codes(way)}
    assert equal == {"74": ("76",), "76": ("74", "100"), "100": ("76", "130"), "130": ("100",)}


def test_the_figure_of_the_official_tool_decides_the_band():
    assert ask(TRAIN, official_km=2001).band.from_km == 2000


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ways": ()}, "ways"),
        ({"ways": (TRAIN, TRAIN)}, "ways"),
        ({"call_year": 2020}, "call_year"),
        ({"budget": -1}, "budget"),
        ({"origin": {"latitude": 91, "longitude": 0}}, "origin"),
    ],
)
def test_a_wrong_question_is_refused_with_its_field(change, field):
    good = {"origin": place("Nantes"), "venue": place("Flensburg"), "call_year": 2026, "ways": (TRAIN,)}

    with pytest.raises(ValidationError) as refused:
        Question(**{**good, **change})

    assert refused.value.errors()[0]["loc"][0] == field


# --- laws ---

towns = st.sampled_from(["Nantes", "Paris", "Flensburg", "Cork", "Leeuwarden"])
some_legs = st.lists(
    st.builds(
        leg,
        st.sampled_from(sorted(Mode)),
        towns,
        towns,
        km=st.none() | st.floats(1, 3000),
        people=st.integers(1, 4),
    ),
    min_size=1,
    max_size=5,
)
some_ways = st.lists(
    st.builds(Way, key=st.text("abc", min_size=1, max_size=4), legs=some_legs.map(tuple)),
    min_size=1,
    max_size=5,
    unique_by=lambda way: way.key,
)


@given(some_ways, st.randoms())
def test_the_order_in_which_ways_are_told_changes_no_figure(ways, random):
    shuffled = ways.copy()
    random.shuffle(shuffled)

    def figures(compared):
        return {way.key: (way.kg, way.km, way.green, way.funded_days) for way in compared.ways}

    assert figures(ask(*ways)) == figures(ask(*shuffled))


@given(some_ways)
def test_totals_are_twice_the_sum_of_legs_and_known_only_when_every_leg_is(ways):
    for way in ask(*ways).ways:
        airports = sum(reason.facts["kg"] for reason in way.reasons if reason.code == "travel.airports")
        if any(leg.kg is None for leg in way.legs):
            assert way.kg is None
        else:
            assert way.kg == pytest.approx(2 * (sum(leg.kg for leg in way.legs) + airports), abs=0.001)
            assert way.kg_without_contrails <= way.kg


@given(some_ways)
def test_codes_and_remedies_are_those_announced(ways):
    compared = ask(*ways)
    reasons = [
        *compared.band.reasons,
        *(reason for way in compared.ways for reason in (*way.reasons, *(r for leg in way.legs for r in leg.reasons))),
    ]

    assert {reason.code for reason in reasons} <= set(CODES)
    assert {reason.remedy for reason in reasons} <= {None, *REMEDIES}
    assert all(reason.remedy for reason in reasons if reason.answer is Answer.UNKNOWN)
