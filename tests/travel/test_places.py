"""Places resolve by name and country, offline (geography facts, section 2)."""

import pytest

from compagnon.engines.travel import Place, distance_km
from compagnon.travel.places import FOLDER, find, folded, near


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
    ("typed", "country", "own", "shown"),
    [
        ("Lisbonne", "PT", "Lisbon", "Lisbonne"),
        ("lisboa", "PT", "Lisbon", "Lisbon"),
        ("Gênes", "IT", "Genoa", "Gênes"),
        ("Séville", "ES", "Sevilla", "Séville"),
        ("Londres", "GB", "London", "Londres"),
        ("Anvers", "BE", "Antwerp", "Anvers"),
        ("Oporto", "PT", "Porto", "Oporto"),
        ("Åbo", "FI", "Turku", "Åbo"),
        ("Msida", "MT", "Imsida", "Msida"),
        ("Ħamrun", "MT", "Hamrun", "Ħamrun"),
    ],
)
def test_a_town_is_found_by_its_name_in_another_language_and_keeps_it(typed, country, own, shown):
    found = find(typed, country)

    assert found[2:] == find(own, country)[2:]
    assert found.name == shown


def test_each_other_name_leads_to_a_town_of_its_country():
    lines = [line.split("|") for line in (FOLDER / "aliases.txt").read_text(encoding="utf-8").splitlines()]

    assert len(lines) > 20_000
    assert all(find(own, country) for country, _, own in lines)
    assert [one for one in lines if one != [one[0], folded(one[1]), folded(one[2])]] == []


@pytest.mark.parametrize(
    ("typed", "country", "first"), [("Flensbrug", "DE", "Flensburg"), ("Leeuward", "NL", "Leeuwarden")]
)
def test_a_name_mistyped_or_half_typed_has_towns_proposed(typed, country, first):
    assert near(typed, country)[0] == first


def test_nothing_is_proposed_for_what_is_like_no_town():
    assert near("Xqzzw", "DE") == []


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
