"""One leg: kilometres by one rule a mode, kilograms by one factor, nothing taken as zero."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.base import Grade
from compagnon.engines.travel import Leg, Mode, Place, distance_km, factors, measure
from compagnon.engines.travel.factors import FACTORS, mode_rules
from tests.engines.travel.places import leg, place


def codes(measured):
    return [reason.code for reason in measured.reasons]


def factor_of(measured):
    return measured.reasons[1].facts["factor"]


def test_840_km_by_tgv():
    # carbon.md, section 12, test 4
    assert measure(leg("train_high_speed", km=840)).kg == pytest.approx(2.4612, abs=0.001)


def test_a_flight_of_1500_km_in_a_straight_line_flies_95_more():
    # carbon.md, section 12, test 4: 1500 + 95 km at 0.184661
    north = Place(latitude=48, longitude=2)
    low, high = 30.0, 48.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if distance_km(north, Place(latitude=middle, longitude=2)) > 1500 else (low, middle)
    flown = measure(Leg(mode="plane", start=north, end=Place(latitude=low, longitude=2)))

    assert flown.km == pytest.approx(1595, abs=0.05)
    assert flown.kg == pytest.approx(294.53, abs=0.01)
    assert flown.kg_without_contrails == pytest.approx(1595 * 0.101661, abs=0.01)


def test_20_days_there_and_back_of_6_km_by_diesel_bus():
    # carbon.md, section 12, test 4
    assert 40 * measure(leg("bus", km=6)).kg == pytest.approx(29.38, abs=0.03)


@pytest.mark.parametrize(
    ("mode", "rule", "km"),
    [
        ("train_high_speed", "travel.km.detour", 1.2 * 587.6),
        ("coach", "travel.km.detour", 1.3 * 587.6),
        ("car", "travel.km.detour", 1.3 * 587.6),
        ("plane", "travel.km.flown", 95 + 587.6),
    ],
)
def test_each_mode_has_one_rule_for_its_kilometres(mode, rule, km):
    measured = measure(leg(mode, "Paris", "Toulouse"))

    assert (codes(measured)[0], measured.km) == (rule, pytest.approx(km, abs=1))


def test_kilometres_typed_win_over_every_estimate():
    measured = measure(leg("train_high_speed", "Nantes", "Cork", km=1500))

    assert (codes(measured)[0], measured.km) == ("travel.km.typed", 1500)


@pytest.mark.parametrize(
    ("start", "end"), [("Nantes", "Cork"), ("Nantes", "Valletta"), ("Nantes", "Turku"), ("Porto", "Dakar")]
)
@pytest.mark.parametrize("mode", ["train_high_speed", "coach", "car"])
def test_no_train_coach_or_car_goes_straight_over_a_sea(mode, start, end):
    measured = measure(leg(mode, start, end))

    assert (measured.km, measured.kg, codes(measured)) == (None, None, ["travel.km.over_the_sea"])
    assert measured.reasons[0].remedy == "add_crossing"


def test_a_way_on_the_ground_between_countries_not_told_is_not_known():
    unknown = Leg(mode="coach", start=place("Nantes", country=False), end=place("Paris"))

    assert codes(measure(unknown)) == ["travel.km.country_unknown"]
    train = Leg(mode="train_regional", start=place("Nantes", country=False), end=place("Paris"), km=100)
    assert (measure(train).kg, codes(measure(train))[1]) == (None, "travel.factor.country_unknown")


@pytest.mark.parametrize("mode", sorted(Mode))
def test_from_a_place_to_itself_the_kilometres_are_asked(mode):
    measured = measure(leg(mode, "Nantes", "Nantes"))

    assert (measured.km, codes(measured), measured.reasons[0].remedy) == (None, ["travel.km.same_place"], "type_km")


@pytest.mark.parametrize("mode", ["walk", "bicycle", "e_bike", "tram", "metro"])
def test_where_no_detour_was_found_the_kilometres_are_asked(mode):
    measured = measure(leg(mode))

    assert (measured.kg, codes(measured), measured.reasons[0].remedy) == (
        None,
        ["travel.km.no_detour_known"],
        "type_km",
    )


@pytest.mark.parametrize(
    ("start", "end", "factor", "code"),
    [
        ("Nantes", "Paris", "ADEME_RAIL_HS", "travel.factor.used"),
        ("Nantes", "Flensburg", "ADEME_RAIL_HS", "travel.factor.over_the_border"),
        ("Flensburg", "Flensburg", "UBA_RAIL_LD_19", "travel.factor.used"),
        ("Flensburg", "Como", "MOBITOOL_RAIL_IT", "travel.factor.used"),
        ("Leeuwarden", "Leeuwarden", "UBA_RAIL_LD_19", "travel.factor.stand_in"),
        ("Leeuwarden", "Como", "MOBITOOL_RAIL_IT", "travel.factor.stand_in"),
        ("Valencia", "Porto", "UBA_RAIL_LD_19", "travel.factor.stand_in"),
    ],
)
def test_trains_go_by_the_row_of_france_of_the_country_or_by_a_stand_in_that_is_told(start, end, factor, code):
    measured = measure(leg("train_high_speed", start, end, km=100))

    assert (factor_of(measured), codes(measured)[1]) == (factor, code)


def test_a_train_over_the_french_border_says_that_it_can_be_told_more_finely():
    reason = measure(leg("train_high_speed", "Flensburg", "Nantes")).reasons[1]

    assert (reason.facts["countries"], reason.remedy) == (("DE",), "cut_at_border")


def test_the_stand_in_names_the_countries_without_a_factor():
    measured = measure(leg("train_intercity", "Leeuwarden", "Porto", km=100))

    assert measured.reasons[1].facts["countries"] == ("NL", "PT")


@pytest.mark.parametrize(
    ("north", "factor"),
    [(8.9, "ADEME_AIR_SHORT"), (9.1, "ADEME_AIR_MEDIUM"), (18.2, "ADEME_AIR_MEDIUMLONG"), (45.3, "ADEME_AIR_LONG")],
)
def test_the_class_of_a_flight_is_that_of_its_own_straight_line(north, factor):
    start, end = Place(latitude=0, longitude=0), Place(latitude=north, longitude=0)

    assert factor_of(measure(Leg(mode="plane", start=start, end=end))) == factor


def test_a_ferry_is_always_told_as_uncertain_with_the_span_of_what_was_found():
    measured = measure(leg("ferry", "Nantes", "Cork"))

    assert codes(measured)[1] == "travel.factor.uncertain"
    assert measured.reasons[1].facts["kg_per_unit"] == pytest.approx(0.02295)
    assert (measured.reasons[1].facts["low_kg"], measured.reasons[1].facts["high_kg"]) == (0.01871, 0.979)


def test_every_factor_has_its_source_year_and_licence_and_none_is_blank():
    with FACTORS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    blank = [(row["code"], name) for row in rows for name, value in row.items() if not value]
    assert blank == []
    assert [code for code, factor in factors().items() if factor.kg == 0] == ["ADEME_WALK"]
    assert {rule.factor for rule in mode_rules().values()} - {""} <= set(factors())
    assert set(mode_rules()) == set(Mode)


def test_a_licence_that_was_not_found_says_so_and_its_grade_is_no_better_than_second_hand():
    unlicensed = {code: factor.source.grade for code, factor in factors().items() if factor.licence == "not found"}

    assert set(unlicensed) == {"UBA_RAIL_LD_19", "MOBITOOL_RAIL_AT", "MOBITOOL_RAIL_CH_LD", "MOBITOOL_RAIL_IT"}
    assert set(unlicensed.values()) == {Grade.SECONDARY}


# --- laws ---

kilometres = st.floats(1, 5000)
modes = st.sampled_from(sorted(Mode))


@given(modes, kilometres, st.integers(1, 4))
def test_twice_the_people_halve_a_car_and_change_nothing_else(mode, km, people):
    alone, shared = (measure(leg(mode, km=km, people=n)) for n in (people, 2 * people))

    expected = alone.kg / 2 if mode in {"car", "car_electric"} else alone.kg
    assert shared.kg == pytest.approx(expected, abs=0.001)


@given(modes, kilometres)
def test_contrails_are_on_flights_only(mode, km):
    measured = measure(leg(mode, km=km))

    assert (measured.kg > measured.kg_without_contrails) == (mode == "plane")


@given(modes, kilometres, kilometres)
def test_more_kilometres_by_one_means_never_weigh_less(mode, first, second):
    shorter, longer = sorted((first, second))

    assert measure(leg(mode, km=shorter)).kg <= measure(leg(mode, km=longer)).kg
