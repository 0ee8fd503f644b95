"""One address is one account of the installation: whoever types one that another network has reads a sentence."""

import pytest
from django.urls import reverse
from django_scopes import scope

from compagnon.doors.setup import links
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere():
    other = NetworkFactory()
    with scope(network=other):
        return PersonFactory(network=other, role="referent", email="ada@example.org")


def test_as_the_one_who_receives_reports(client, network, elsewhere):
    client.force_login(PersonFactory(network=network, role="coordinator"))

    typed = {"first_name": "Ada", "last_name": "Autre", "email": elsewhere.email}
    answer = client.post(reverse("inclusion:confidant"), typed)

    assert answer.status_code == 422
    assert "This address cannot be used here." in answer.text


def test_when_a_network_is_set_up(client, elsewhere):
    address = links.make().removeprefix("http://127.0.0.1:8000")
    typed = {
        "first_name": "Ada", "last_name": "Autre", "email": "Ada@Example.org", "language": "en",
        "password": "a sentence long enough",
    }  # fmt: skip

    answer = client.post(address, typed)

    assert answer.status_code == 422
    assert "Somebody has an account with this address already." in answer.text
