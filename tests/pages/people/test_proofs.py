"""Before something sensitive, who is signed in shows once more who they are; ten minutes hold."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import ParticipantFactory, PersonFactory
from tests.people.entrance import prove


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def away(coordinator):
    """The coordinator, who signed in long ago."""
    client = Client()
    client.force_login(coordinator)
    return client


def asks(answer, onward):
    return answer.status_code == 302 and answer.url.startswith(reverse("account:proof")) and onward in answer.url


@pytest.mark.parametrize(
    ("role", "name", "of"),
    [
        ("coordinator", "team:invite", []),
        ("coordinator", "team:roles", ["CODE"]),
        ("coordinator", "team:deactivate", ["CODE"]),
        ("coordinator", "privacy:erase", ["person", "CODE"]),
        ("coordinator", "inclusion:read", ["nowhere1"]),
        ("confidant", "inclusion:report", ["nowhere1"]),
    ],
)
def test_it_is_asked_first(network, role, name, of):
    somebody = PersonFactory(network=network, role="referent")
    client = Client()
    client.force_login(PersonFactory(network=network, role=role))
    address = reverse(name, args=[somebody.code if one == "CODE" else one for one in of])

    assert asks(client.get(address), address.replace("/", "%2F"))


@pytest.mark.parametrize(
    ("role", "name", "of"),
    [
        ("coordinator", "privacy:person-export", ["person", "CODE"]),
        ("protection", "privacy:sealed-open", ["nowhere1"]),
    ],
)
def test_what_leaves_by_a_press_is_asked_for_too(network, role, name, of):
    somebody = PersonFactory(network=network, role="referent")
    client = Client()
    client.force_login(PersonFactory(network=network, role=role))

    assert asks(client.post(reverse(name, args=[somebody.code if one == "CODE" else one for one in of])), "next=")


def test_once_shown_it_holds_for_ten_minutes(network, away, coordinator):
    address = reverse("team:invite")
    prove(away, coordinator)
    assert away.get(address).status_code == 200

    session = away.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 601}]
    session.save()
    assert asks(away.get(address), "invite")


def test_a_list_of_more_than_fifty_people_leaves_only_after_it(network, away, coordinator):
    address = reverse("desk-people:export")
    ParticipantFactory.create_batch(50, network=network)
    assert away.get(address).status_code == 200

    ParticipantFactory(network=network)
    assert asks(away.get(address), "export")
    prove(away, coordinator)
    assert away.get(address).headers["Content-Type"].endswith("sheet")


def test_what_was_posted_is_to_be_done_again(network, away):
    somebody = PersonFactory(network=network, role="referent")

    answer = away.post(reverse("team:deactivate", args=[somebody.code]), follow=True)

    assert "Nothing was changed yet. Show that it is you, then do it again." in answer.text
    somebody.refresh_from_db()
    assert somebody.is_active
