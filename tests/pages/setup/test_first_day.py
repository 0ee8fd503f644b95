"""The first day: what is left, the portal opened and closed, another network of the same installation."""

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from compagnon.core import activity
from compagnon.network.models import Network
from tests.factories.network import NetworkFactory, SiteFactory
from tests.factories.people import ParticipantFactory, PersonFactory

FIRST_DAY = "/desk/first-day/"


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator", first_name="Coralie", last_name="Essai")


@pytest.fixture
def at_desk(client, network, coordinator):
    Network.objects.filter(pk=network.pk).update(is_open=False, shows_first_day=True)
    client.force_login(coordinator)
    return client


def undone(client):
    return [str(one.title) for one in client.get(FIRST_DAY).context["left"] if not one.is_done]


def test_what_is_left_goes_away_as_it_is_done(at_desk, network):
    before = undone(at_desk)
    assert {"Say where people learn", "Say what is learnt", "Import your people"} <= set(before)

    ParticipantFactory(network=network)

    assert set(before) - set(undone(at_desk)) == {"Say where people learn", "Say what is learnt", "Import your people"}


def test_a_site_without_a_town_does_not_say_where_people_learn(at_desk, network):
    SiteFactory(network=network, town="")

    assert "Say where people learn" in undone(at_desk)


def test_single_sign_on_is_offered_and_never_owed(at_desk, network):
    page = at_desk.get(FIRST_DAY)

    assert [str(one.title) for one in page.context["left"] if one.is_optional] == ["Single sign-on"]
    assert page.context["of"] == len(page.context["left"]) - 1


def test_the_portal_is_opened_and_closed_again_by_undo(at_desk, client, network):
    opened = at_desk.post(reverse("setup:portal"), follow=True)

    assert "The portal is open: everybody sees it now." in opened.content.decode()
    assert Network.objects.get(pk=network.pk).is_open
    at_desk.post(reverse("setup:portal") + "?to=shut")
    assert not Network.objects.get(pk=network.pk).is_open
    assert {activity.sentence(row) for row in activity.on(network)} == {
        "Coralie Essai opened the portal.",
        "Coralie Essai closed the portal.",
    }


def test_the_first_screen_leads_to_the_first_day_until_it_is_dismissed(at_desk):
    assert FIRST_DAY in at_desk.get("/desk/").content.decode()

    gone = at_desk.post(reverse("setup:dismiss"), follow=True)

    assert "The first day is over." in gone.content.decode()
    assert FIRST_DAY not in at_desk.get("/desk/").content.decode()
    assert at_desk.get(FIRST_DAY).status_code == 200


def test_a_referent_does_not_set_the_network_up(client, network):
    client.force_login(PersonFactory(network=network, role="referent"))

    assert client.get(FIRST_DAY).status_code == 404
    assert client.post(reverse("setup:portal")).status_code == 404


def test_an_administrator_lets_another_network_be_set_up(client, network):
    client.force_login(PersonFactory(network=network, role="administrator"))
    url = reverse("setup:networks")

    assert client.get(url).context["address"] == ""
    address = client.post(url).context["address"]
    client.logout()
    page = client.get(address.removeprefix("http://127.0.0.1:8000"))

    assert "Who are you?" in page.content.decode()


def test_an_administrator_of_another_network_does_not_run_the_installation(client, network):
    with scopes_disabled():
        later = NetworkFactory()
        client.force_login(PersonFactory(network=later, role="administrator"))

    labels = [part.of.url_name for part in client.get("/desk/network/").context["parts"]]

    assert client.get(reverse("setup:networks")).status_code == 404
    assert client.get(reverse("desk:installation")).status_code == 404
    assert "desk:installation" not in labels
