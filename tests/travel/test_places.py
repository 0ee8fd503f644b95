"""Places resolve by name and country, offline (geography facts, section 2)."""

import pytest

from compagnon.engines.travel import Place, distance_km
from compagnon.travel.places import find, folded


@pytest.mark.parametrize(
    ("typed", "country", "name"),
    [
        ("laval", "FR", "Laval"),
        ("Ste-Luce-sur-Loire", "FR", "Sainte-Luce-sur-Loire"),
        ("ANGERS", "FR", "Angers"),
        ("La Roche sur Yon", "FR", "La Roche-sur-Yon"),
        ("Flensburg", "DE", "Flensburg"),
        ("Valencia", "ES", "Valencia"),
        ("Bergen", "NO", "Bergen"),
        ("Turku", "FI", "Turku"),
        ("NTE", "FR", "Nantes Atlantique Airport (NTE)"),
    ],
)
def test_a_place_is_found_by_its_name_and_country(typed, country, name):
    assert find(typed, country).name == name


@pytest.mark.parametrize(
    ("typed", "country"), [("Malta", "MT"), ("Laval", "DE"), ("NTE", "DE"), ("nte", "FR"), ("", "FR")]
)
def test_what_is_no_place_of_that_country_is_not_guessed(typed, country):
    assert find(typed, country) is None


@pytest.mark.parametrize(("start", "most"), [("Le Mans", 2000), ("Angers", 3000)])
def test_the_band_belongs_to_the_own_start(start, most):
    """Turku lies below 2,000 km from Le Mans and above from Angers (geography facts, section 3)."""
    origin, venue = find(start, "FR"), find("Turku", "FI")
    km = distance_km(
        Place(latitude=origin.latitude, longitude=origin.longitude),
        Place(latitude=venue.latitude, longitude=venue.longitude),
    )

    assert most - 1000 < km < most


def test_names_are_compared_without_accents_case_or_hyphens():
    assert folded("Château-Gontier") == folded("chateau gontier") == "chateau gontier"
