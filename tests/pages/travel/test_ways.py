"""Ways to travel at the desk, side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core.activity import on, sentence
from compagnon.travel.models import Leg, Way
from compagnon.travel.queries.ways import compared
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

LEG = {"start": "Laval", "start_country": "FR", "end": "Flensburg", "end_country": "DE", "hours": "9", "people": "1"}


@pytest.fixture
def stay(network):
    return MobilityFactory(network=network)


@pytest.fixture
def referent(client, stay):
    client.force_login(stay.referent)
    return stay.referent


def ways_page(stay):
    return reverse("travel:ways", args=[stay.code])


def a_way(client, stay, name, mode, **more):
    client.post(ways_page(stay), {"name": name, "cost": "200", "days": "2"})
    way = Way.objects.get(mobility=stay, name=name)
    client.post(reverse("travel:way", args=[way.code]), {**LEG, "mode": mode, **more})
    return way


def test_two_ways_stand_side_by_side_the_lighter_first(client, stay, referent):
    a_way(client, stay, "By plane", "plane")
    a_way(client, stay, "By train", "train_high_speed")

    page = client.get(ways_page(stay)).text
    found = compared(stay)

    assert [one.way.name for one in found.ways] == ["By train", "By plane"]
    assert found.ways[0].kg < found.ways[1].kg
    assert [one.funded_days for one in found.ways] == [2, 2]
    assert [one.green for one in found.ways] == ["yes", "no"]
    assert "18" in page
    assert "GeoNames (CC BY 4.0)" in page
    assert "the programme’s calculator" in page


def test_what_is_not_known_is_said_and_never_zero(client, stay, referent):
    a_way(client, stay, "On foot", "walk", hours="")

    found = compared(stay).ways[0]
    page = client.get(ways_page(stay)).text

    assert (found.km, found.kg, found.hours) == (None, None, None)
    assert "type the kilometres" in page
    assert "not known" in page


def test_a_place_that_is_not_in_the_list_gets_a_sentence_and_what_was_typed_stays(client, stay, referent):
    client.post(ways_page(stay), {"name": "By train"})
    way = Way.objects.get()

    response = client.post(reverse("travel:way", args=[way.code]), {**LEG, "mode": "coach", "end": "Nowhere"})

    assert response.status_code == 422
    assert "not in the list of that country" in response.text
    assert 'value="Nowhere"' in response.text
    assert not Leg.objects.exists()


def test_the_next_leg_begins_where_the_last_one_ends(client, stay, referent):
    way = a_way(client, stay, "By train", "train_high_speed", end="Paris", end_country="FR")

    page = client.get(reverse("travel:way", args=[way.code])).text

    assert 'value="Paris"' in page


def test_a_leg_is_changed_and_taken_away_and_a_way_too(client, stay, referent):
    way = a_way(client, stay, "By coach", "coach")
    leg = Leg.objects.get()

    client.post(reverse("travel:leg", args=[leg.code]), {**LEG, "mode": "coach", "km": "1400"})
    leg.refresh_from_db()
    client.post(reverse("travel:change-way", args=[way.code]), {"name": "By night coach", "cost": "90"})
    way.refresh_from_db()
    client.post(reverse("travel:remove-leg", args=[leg.code]))
    without = client.get(ways_page(stay)).text
    client.post(reverse("travel:remove-way", args=[way.code]))

    assert leg.km == 1400
    assert way.name == "By night coach"
    assert "Without a leg yet" in without
    assert not Way.objects.exists()


def test_a_second_way_of_the_same_name_is_refused_with_a_sentence(client, stay, referent):
    way = a_way(client, stay, "By train", "coach")
    client.post(ways_page(stay), {"name": "By car"})

    twice = client.post(ways_page(stay), {"name": "By train"})
    renamed = client.post(reverse("travel:change-way", args=[way.code]), {"name": "By car"})

    assert twice.status_code == renamed.status_code == 422
    assert "a way of this name already" in twice.text
    assert Way.objects.count() == 2


def test_one_way_is_chosen_and_the_one_before_is_not_any_more(client, stay, referent):
    plane, train = a_way(client, stay, "By plane", "plane"), a_way(client, stay, "By train", "train_high_speed")

    client.post(reverse("travel:choose-way", args=[plane.code]))
    client.post(reverse("travel:choose-way", args=[train.code]))
    client.post(reverse("travel:choose-way", args=[train.code]))

    assert Way.objects.get(is_chosen=True) == train
    assert sentence(on(stay).first()).endswith("chose the way to travel: By train.")
    assert [row.verb for row in on(stay)].count("travel.way_chosen") == 2


def test_many_ways_take_as_many_queries_as_one(client, stay, referent):
    a_way(client, stay, "By plane", "plane")
    with CaptureQueriesContext(connection) as for_one:
        compared(stay)
    a_way(client, stay, "By train", "train_high_speed")
    a_way(client, stay, "By coach", "coach")

    with CaptureQueriesContext(connection) as for_three:
        found = compared(stay)

    assert len(found.ways) == 3
    assert len(for_three) == len(for_one)


def test_the_ways_of_others_do_not_exist(client, stay, referent, network):
    way = a_way(client, stay, "By plane", "plane")
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    for name in ("way", "change-way"):
        assert client.get(reverse(f"travel:{name}", args=[way.code])).status_code == 404
    assert client.get(ways_page(stay)).status_code == 404
    assert client.get(reverse("travel:leg", args=[way.legs.get().code])).status_code == 404
    assert client.post(reverse("travel:choose-way", args=[way.code])).status_code == 404


def test_a_way_that_does_not_lead_there_yet_is_not_compared_and_says_what_is_missing(client, stay, referent):
    a_way(client, stay, "By train", "train_high_speed")
    a_way(client, stay, "Begun", "coach", end="Paris", end_country="FR")
    torn = a_way(client, stay, "Torn", "coach", end="Paris", end_country="FR")
    client.post(reverse("travel:way", args=[torn.code]), {**LEG, "mode": "coach", "start": "Lyon"})
    Way.objects.create(network=stay.network, mobility=stay, name="Empty")

    found, page = compared(stay), client.get(ways_page(stay)).text

    assert [one.way.name for one in found.ways] == ["By train"]
    assert [(way.name, said) for way, said in found.unfinished] == [
        ("Begun", "It ends at Paris and not yet at Flensburg."),
        ("Torn", "There is a gap: a leg ends at Paris and the next one starts at Lyon."),
        ("Empty", "Without a leg yet."),
    ]
    assert "the next one starts at Lyon" in page


def test_the_distance_is_that_from_the_centre_to_the_stay_whatever_way_was_written_first(client, stay, referent):
    stay.site.town = "Laval"
    stay.site.save()
    a_way(client, stay, "From the parents", "coach", start="Marseille")
    a_way(client, stay, "From the centre", "coach")

    found = compared(stay)

    assert found.span == "Laval – Flensburg"
    assert found.band[0].startswith("About 1")


def test_the_first_leg_starts_in_the_country_of_the_network(client, stay, referent):
    stay.network.country = "BE"
    stay.network.save()
    client.post(ways_page(stay), {"name": "By train"})

    page = client.get(reverse("travel:way", args=[Way.objects.get().code]))

    assert page.context["form"]["start_country"].value() == "BE"
