"""How far, in a straight line, and in which band: the figures and the traps of the geography facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.base import Answer
from compagnon.engines.travel import CODES, REMEDIES, Place, band_of, distance_km
from compagnon.engines.travel.bands import EDGES
from compagnon.engines.travel.geodesic import MEAN_RADIUS_KM, _on_the_sphere
from tests.engines.travel.places import place

SITES = ("Angers", "Laval", "Le Mans", "La Roche-sur-Yon", "Nantes")


@pytest.mark.parametrize(
    ("town", "kilometres"),
    [
        # geography.md, section 3, on the ellipsoid; centres of towns differ by a kilometre or two
        ("Flensburg", (1071, 1029, 990, 1182, 1140)),
        ("Como", (760, 791, 719, 816, 830)),
        ("Valencia", (889, 956, 949, 804, 866)),
        ("Leeuwarden", (781, 736, 701, 892, 847)),
        ("Cork", (754, 697, 758, 774, 722)),
        ("Valletta", (1790, 1846, 1787, 1787, 1831)),
        ("Porto", (951, 989, 1033, 842, 879)),
        ("Cotonou", (4565, 4633, 4620, 4482, 4543)),
    ],
)
def test_the_distances_of_the_facts(town, kilometres):
    assert [distance_km(place(site), place(town)) for site in SITES] == pytest.approx(kilometres, abs=2)


@pytest.mark.parametrize(
    ("site", "town", "from_km"),
    [
        ("Le Mans", "Turku", 500),
        ("Angers", "Turku", 2000),
        ("Laval", "Turku", 2000),
        ("Nantes", "Turku", 2000),
        ("Angers", "Dakar", 3000),
        ("Nantes", "Dakar", 3000),
        ("Laval", "Dakar", 4000),
        ("Le Mans", "Dakar", 4000),
    ],
)
def test_the_band_belongs_to_the_learner_s_own_start(site, town, from_km):
    assert band_of(distance_km(place(site), place(town))).from_km == from_km


@pytest.mark.parametrize(
    ("km", "from_km", "below_km"),
    [
        (9.9, None, None),
        (10, 10, 100),
        (99.9, 10, 100),
        (100, 100, 500),
        (499.9, 100, 500),
        (1999.9, 500, 2000),
        (2000, 2000, 3000),
        (3999.9, 3000, 4000),
        (7999.9, 4000, 8000),
        (8000, 8000, None),
        (20000, 8000, None),
    ],
)
def test_bands_begin_with_their_first_kilometre(km, from_km, below_km):
    found = band_of(km)

    assert (found.from_km, found.below_km) == (from_km, below_km)


@pytest.mark.parametrize(
    ("km", "answer"),
    [(479, Answer.YES), (481, Answer.UNKNOWN), (1981, Answer.UNKNOWN), (3950, Answer.YES), (3965, Answer.UNKNOWN)],
)
def test_near_an_edge_an_estimate_cannot_decide(km, answer):
    (reason,) = band_of(km).reasons

    assert (reason.answer, reason.remedy) == (answer, "ask_distance_tool")


def test_the_figure_of_the_official_tool_decides_and_tells_when_ours_lies_far_from_it():
    agreed, apart = band_of(1985, 2003), band_of(1985, 2400)

    assert (agreed.km, agreed.from_km, [reason.code for reason in agreed.reasons]) == (
        2003,
        2000,
        ["travel.band.official"],
    )
    assert [reason.code for reason in apart.reasons] == ["travel.band.official", "travel.band.figures_apart"]
    assert apart.reasons[1].remedy == "check_places"


def test_almost_opposite_points_are_measured_on_the_sphere():
    start, end = Place(latitude=0, longitude=0), Place(latitude=0.5, longitude=179.7)

    assert distance_km(start, end) == pytest.approx(19_936, rel=0.005)


def test_a_degree_of_longitude_on_the_equator_and_a_quarter_of_a_meridian():
    origin = Place(latitude=0, longitude=0)

    assert distance_km(origin, Place(latitude=0, longitude=1)) == pytest.approx(111.3195, abs=0.0005)
    assert distance_km(origin, Place(latitude=90, longitude=0)) == pytest.approx(10_001.966, abs=0.001)


# --- laws ---

points = st.builds(Place, latitude=st.floats(-89, 89), longitude=st.floats(-180, 180))


@given(points, points)
def test_a_distance_is_the_same_there_and_back_nothing_to_itself_and_near_the_sphere_s(start, end):
    km = distance_km(start, end)

    assert km == pytest.approx(distance_km(end, start), rel=1e-6, abs=1e-6)
    assert distance_km(start, start) == 0
    assert km == pytest.approx(_on_the_sphere(start, end), rel=0.006, abs=0.001)
    assert 0 <= km <= 3.15 * MEAN_RADIUS_KM


@given(st.floats(0, 20_000), st.floats(0, 20_000), st.none() | st.integers(0, 20_000))
def test_a_longer_way_is_never_in_a_lower_band(first, second, official):
    lower, higher = sorted((first, second))

    assert (band_of(lower).from_km or 0) <= (band_of(higher).from_km or 0)
    found = band_of(first, official)
    assert found.from_km is None or found.from_km <= found.km + 0.05
    assert found.from_km in {None, *EDGES}
    assert {reason.code for reason in found.reasons} <= set(CODES)
    assert {reason.remedy for reason in found.reasons} <= {None, *REMEDIES}
