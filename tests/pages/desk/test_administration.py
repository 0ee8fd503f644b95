"""The settings of a network as they are listed, and the state of the installation."""

import pytest
from django.urls import reverse

from compagnon.core.registries import Setting, Standing, network_settings
from tests.factories.people import PersonFactory

SETTINGS = "/desk/network/"
INSTALLATION = "/desk/network/installation/"


@pytest.fixture
def administrator(client, network):
    client.force_login(PersonFactory(network=network, role="administrator"))
    return client


@pytest.fixture
def plugged(monkeypatch):
    """A part that another app plugs in, gone after the test; it stands as its `standing` says."""
    monkeypatch.setattr(network_settings, "_answers", dict(network_settings._answers))

    def plug(standing, right="network.administer"):
        part = Setting("Bells", "When the bells ring.", "desk:administration", "bell", right, lambda request: standing)
        network_settings.add("bells", part, position=5)

    return plug


def test_what_is_still_to_do_stands_on_top(administrator, plugged):
    plugged(Standing("No bell yet", is_to_do=True))

    to_do = administrator.get(SETTINGS).context["to_do"]

    assert next((part.of.label, part.standing.value) for part in to_do) == ("Bells", "No bell yet")


def test_what_is_done_is_listed_with_its_value(administrator, plugged):
    plugged(Standing("Two bells"))

    response = administrator.get(SETTINGS)

    assert "Bells" not in [part.of.label for part in response.context["to_do"]]
    assert "Two bells" in response.content.decode()


def test_a_part_is_shown_only_to_those_who_may_set_it(client, network, plugged):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    plugged(Standing(), right="network.run_installation")

    labels = [part.of.label for part in client.get(SETTINGS).context["parts"]]

    assert "Bells" not in labels
    assert client.get(INSTALLATION).status_code == 404


def test_the_administrator_sees_the_state_of_the_installation(administrator):
    assert "PostgreSQL" in administrator.get(INSTALLATION).content.decode()


def test_the_state_of_things_is_said_in_the_language_of_the_administrator(administrator):
    page = administrator.get(INSTALLATION, headers={"accept-language": "fr"}).content.decode()

    assert "Toutes les migrations sont appliquées." in page
    assert "All migrations are applied." not in page


def test_a_job_that_is_gone_is_not_tried_again(administrator):
    response = administrator.post(reverse("desk:retry", args=[4_000_000]), follow=True)

    assert response.redirect_chain == [(INSTALLATION, 302)]
    assert "cannot be tried again" in response.content.decode()
