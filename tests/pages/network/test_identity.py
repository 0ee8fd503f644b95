"""Who a network is and what it calls the steps: asked for in its languages, shown before it is saved."""

import pytest
from django.urls import reverse

from compagnon.core import activity
from compagnon.network.models import Network
from tests.factories.people import PersonFactory

IDENTITY = "/desk/network/identity/"
STEPS = "/desk/network/steps/"


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator", first_name="Coralie", last_name="Essai"))
    return client


SAID = {
    "name_fr": "Chambre nouvelle",
    "name_en": "New chamber",
    "introduction_fr": "Nous faisons voyager.",
    "short_name": "Nouvelle",
    "country": "FR",
    "region": "Bretagne",
    "languages": ["fr", "en", "de"],
    "default_language": "fr",
    "time_zone": "Europe/Paris",
    "email": "bonjour@example.org",
    "phone": "+33 2 00 00 00 00",
    "address": "1 rue d’Essai\n35000 Essai",
}


def test_a_network_says_who_it_is_in_its_languages(at_desk, network):
    assert at_desk.get(IDENTITY).status_code == 200
    at_desk.post(IDENTITY, SAID)

    changed = Network.objects.get(pk=network.pk)
    assert changed.name.data == {"fr": "Chambre nouvelle", "en": "New chamber"}
    assert (changed.languages, changed.email, changed.region, changed.edition) == (
        ["fr", "en", "de"],
        "bonjour@example.org",
        "Bretagne",
        1,
    )
    assert [activity.sentence(row) for row in activity.on(network)] == ["Coralie Essai changed the settings: Identity."]


def test_the_head_of_the_portal_is_shown_before_anything_is_saved(at_desk, network):
    page = at_desk.post(IDENTITY, {**SAID, "show": "1"}, headers={"accept-language": "fr"}).content.decode()

    assert "<strong>Chambre nouvelle</strong>" in page
    assert "Nous faisons voyager." in page
    assert Network.objects.get(pk=network.pk).name.data["fr"] == "Chambre d’essai"


def test_the_first_language_must_be_one_of_those_offered(at_desk):
    response = at_desk.post(IDENTITY, {**SAID, "default_language": "nl"})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "default_language": ["Choose one of the languages that you have ticked."]
    }
    assert "Chambre nouvelle" in response.content.decode()


def test_a_step_renamed_has_its_name_on_all_screens(at_desk, network):
    at_desk.get("/desk/", headers={"accept-language": "fr"})
    response = at_desk.post(STEPS, {"prepare_fr": "Se préparer", "prepare_en": "Get ready"})

    assert response.status_code == 302
    assert Network.objects.get(pk=network.pk).step_names["prepare"] == {"fr": "Se préparer", "en": "Get ready"}
    portal = at_desk.get(reverse("portal:home", args=[network.key]), headers={"accept-language": "fr"}).content.decode()
    board = at_desk.get(reverse("mobilities:board")).content.decode()
    tasks = at_desk.get(reverse("timeline:work")).content.decode()
    assert "Se préparer" in portal
    assert "Get ready" in board
    assert "Get ready" in tasks


def test_a_step_without_a_name_has_ours(at_desk, network):
    at_desk.post(STEPS, {"prepare_fr": "", "recruit_en": "Choose"})

    page = at_desk.get(reverse("mobilities:board")).content.decode()
    assert "Prepare" in page
    assert "Choose" in page


def test_a_name_of_a_step_that_is_too_long_stays_in_its_field(at_desk):
    response = at_desk.post(STEPS, {"prepare_fr": "x" * 31})

    assert response.status_code == 422
    assert "x" * 31 in response.content.decode()
