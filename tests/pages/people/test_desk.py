"""Participants at the desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import clock
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import SiteFactory
from tests.factories.people import ParticipantFactory, PersonFactory


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="53"))
    return client


@pytest.fixture
def ada(network):
    return ParticipantFactory(
        network=network, person=PersonFactory(network=network, first_name="Ada", last_name="Exemple")
    )


@pytest.fixture
def elsewhere(network):
    return ParticipantFactory(network=network, site=SiteFactory(network=network, departement_code="72"))


def test_a_referent_finds_the_participants_of_the_own_departement(at_desk, ada, elsewhere):
    page = at_desk.get(reverse("desk-people:participants") + "?q=exem&kind=learner")

    assert list(page.context["page"]) == [ada]
    assert at_desk.get(elsewhere.get_absolute_url()).status_code == 404


def test_the_page_of_a_participant_shows_the_own_mobilities(at_desk, network, ada):
    mobility = MobilityFactory(network=network, participant=ada, departement_code="53")

    assert mobility.get_absolute_url().encode() in at_desk.get(ada.get_absolute_url()).content


def test_the_list_takes_the_same_queries_for_one_and_twenty(at_desk, network, ada):
    at_desk.get(reverse("desk-people:participants"))
    with CaptureQueriesContext(connection) as one:
        at_desk.get(reverse("desk-people:participants"))
    for _number in range(20):
        ParticipantFactory(network=network, site=ada.site)

    with CaptureQueriesContext(connection) as many:
        assert len(at_desk.get(reverse("desk-people:participants")).context["page"]) == 21

    assert len(many) == len(one)


def test_participants_are_exported(at_desk, ada):
    response = at_desk.get(reverse("desk-people:export"))

    assert response["Content-Disposition"].startswith("attachment")


def test_who_never_signed_in_gets_a_slip_with_the_address_and_a_code(at_desk, network, ada, elsewhere, settings):
    settings.SITE_URL = "https://mobility.example"
    seen = ParticipantFactory(network=network, person__last_login=clock.now())
    assert list(at_desk.get(reverse("desk-people:participants") + "?account=seen").context["page"]) == [seen]

    page = at_desk.get(reverse("desk-people:slips") + "?kind=learner")

    assert page.context["people"] == [ada]
    assert ada.person.email in page.text
    assert "https://mobility.example/sign-in/" in page.text
    assert page.text.count('<use href="#entrance-code"') == 1
    assert elsewhere.person.email not in page.text


def test_a_list_in_which_everybody_has_signed_in_needs_no_slip(at_desk):
    assert "No slip is needed" in at_desk.get(reverse("desk-people:slips")).text
