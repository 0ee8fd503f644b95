"""Partners at the desk: found, added, changed, with contacts and places."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.partners.models import Capacity, Partner
from compagnon.people.models import Contact
from tests.factories.network import OrganisationFactory, TradeFactory
from tests.factories.people import PersonFactory


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent"))
    return client


@pytest.fixture
def partner(network):
    organisation = OrganisationFactory(network=network, name="Musterbäckerei", town="Kiel")
    return Partner.objects.create(network=network, organisation=organisation)


def names_in(response):
    return [row.organisation.name for row in response.context["page"]]


def test_partners_are_found_by_words_trade_role_and_free_places(at_desk, network, partner):
    trade = TradeFactory(network=network)
    Capacity.objects.create(
        network=network, partner=partner, trade=trade, places=2, from_day=date(2027, 3, 1), to_day=date(2027, 3, 31)
    )
    other = OrganisationFactory(network=network, name="Other", country="IE")
    Partner.objects.create(network=network, organisation=other, hosts=False, sends=True)

    def shown(query):
        return names_in(at_desk.get(reverse("partners:partners") + query))

    assert shown("") == ["Musterbäckerei", "Other"]
    assert shown("?q=muster") == shown(f"?trade={trade.pk}") == shown("?role=hosts") == ["Musterbäckerei"]
    assert shown("?free_on=2027-03-31") == ["Musterbäckerei"]
    assert shown("?free_on=2027-04-01") == []
    assert shown("?country=IE") == ["Other"]


def test_the_list_takes_the_same_queries_for_one_and_twenty(at_desk, network, partner):
    at_desk.get(reverse("partners:partners"))
    with CaptureQueriesContext(connection) as one:
        at_desk.get(reverse("partners:partners"))
    for _number in range(20):
        organisation = OrganisationFactory(network=network)
        organisation.trades.add(TradeFactory(network=network))
        Partner.objects.create(network=network, organisation=organisation)

    with CaptureQueriesContext(connection) as many:
        at_desk.get(reverse("partners:partners"))

    assert len(many) == len(one)


def test_a_partner_is_added_with_its_organisation_and_changed(at_desk, network):
    said = {"kind": "company", "name": "Panadería de Muestra", "country": "ES", "town": "Alicante", "hosts": "on"}

    response = at_desk.post(reverse("partners:new"), said)
    partner = Partner.objects.get()
    assert response.url == partner.organisation.get_absolute_url()
    at_desk.post(reverse("partners:edit", args=[partner.organisation.code]), {**said, "town": "Elche", "sends": "on"})

    partner.refresh_from_db()
    assert (partner.organisation.town, partner.sends) == ("Elche", True)
    assert b"Elche" in at_desk.get(partner.organisation.get_absolute_url()).content


def test_a_wrong_oid_gets_a_sentence(at_desk):
    response = at_desk.post(reverse("partners:new"), {"kind": "company", "name": "X", "country": "ES", "oid": "12"})

    assert response.status_code == 422
    assert b"E10000001" in response.content


def test_a_contact_is_added_and_changed(at_desk, partner):
    code = partner.organisation.code
    said = {"kind": "tutor", "first_name": "Karla", "last_name": "Muster", "language": "de", "email": "k@example.org"}

    at_desk.post(reverse("partners:new-contact", args=[code]), said)
    contact = Contact.objects.get(organisation=partner.organisation)
    at_desk.post(reverse("partners:contact", args=[code, contact.code]), {**said, "email": "new@example.org"})

    contact.refresh_from_db()
    assert (contact.email, contact.language) == ("new@example.org", "de")


def test_places_are_noted_and_taken_away(at_desk, network, partner):
    code, trade = partner.organisation.code, TradeFactory(network=network)
    said = {"trade": trade.pk, "places": 3, "from_day": "2027-03-01", "to_day": "2027-02-01"}

    assert at_desk.post(reverse("partners:offer", args=[code]), said).status_code == 422
    at_desk.post(reverse("partners:offer", args=[code]), {**said, "to_day": "2027-03-31"})
    offered = Capacity.objects.get()
    assert b"Bakery" in at_desk.get(partner.organisation.get_absolute_url()).content
    at_desk.post(reverse("partners:withdraw", args=[code, offered.pk]))

    assert not Capacity.objects.exists()


def test_partners_of_another_network_are_not_found(at_desk, partner):
    assert at_desk.get(reverse("partners:partner", args=["nothing2"])).status_code == 404
