"""Changing a group at the desk: shown for each who travels along, saved, undone."""

import pytest
from django.urls import reverse

from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.partners import PartnerFactory
from tests.factories.people import ContactFactory, PersonFactory
from tests.mobilities.groups import a_departure


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    return client


@pytest.fixture
def departure(network):
    return a_departure(network)


@pytest.fixture
def host(network):
    made = OrganisationFactory(network=network, name="Backhaus Beispiel", town="Flensburg", country="DE")
    PartnerFactory(network=network, organisation=made)
    return made


def going(departure, **fields):
    return MobilityFactory(network=departure.network, scheme=departure.scheme, departure=departure, **fields)


def undo_of(response):
    return next(str(message.extra_tags) for message in response.context["messages"]).removeprefix("undo:").split()[0]


def test_a_host_is_chosen_shown_given_and_taken_back(at_desk, departure, host):
    stays = [going(departure), going(departure)]
    own = going(departure, placed=True)
    tutor = ContactFactory(network=departure.network, kind="tutor", organisation=host)
    choose = reverse("placement:choose-group", args=[departure.code])
    give = reverse("placement:give-group", args=[departure.code, host.code])

    assert give in at_desk.get(choose + "?country=&trade=").text
    shown = at_desk.get(give)
    answered = at_desk.post(give, {"tutor": tutor.code}, follow=True)

    assert (shown.context["gets"], shown.context["keeps"]) == ("2 get this host.", "1 keeps the own.")
    assert str(own.host) in shown.text
    assert "Backhaus Beispiel is the host of the group. 2 get this host. 1 keeps the own." in answered.text
    at_desk.post(undo_of(answered))
    for stay in stays:
        stay.refresh_from_db()
        assert stay.host is None


def test_a_tutor_is_noted_on_the_spot_or_the_form_says_what_is_missing(at_desk, departure, host):
    give = reverse("placement:give-group", args=[departure.code, host.code])
    new = {"tutor": "new", "first_name": "Greta", "last_name": "Sauerteig", "language": "de"}

    without = at_desk.post(give, new)
    at_desk.post(give, {**new, "email": "greta@backhaus.example"})

    departure.refresh_from_db()
    assert (without.status_code, str(departure.tutor)) == (422, "Greta Sauerteig")


def test_the_host_is_taken_away_by_a_press(at_desk, departure, host):
    stay = going(departure)
    at_desk.post(reverse("placement:give-group", args=[departure.code, host.code]), {"tutor": "nobody"})
    stay.refresh_from_db()
    had = stay.host

    at_desk.post(reverse("placement:group-away", args=[departure.code]))

    stay.refresh_from_db()
    assert (had, stay.host) == (host, None)


def test_new_days_are_shown_before_they_are_saved(at_desk, departure):
    stay = going(departure)
    edit = reverse("mobilities:edit-departure", args=[departure.code])
    said = {"name": departure.name, "country": "DE", "town": "Flensburg"}
    said |= {"departs_on": "2027-03-08", "returns_on": "2027-03-22"}

    shown = at_desk.post(edit, said)
    stay.refresh_from_db()
    before = stay.departs_on
    back = at_desk.post(edit, {**said, "again": "1"})
    saved = at_desk.post(edit, {**said, "confirmed": "1"}, follow=True)

    stay.refresh_from_db()
    assert "1 takes the new days" in shown.text
    assert before < stay.departs_on
    assert 'value="2027-03-08"' in back.text
    assert "1 traveller follows." in saved.text
    at_desk.post(undo_of(saved))
    stay.refresh_from_db()
    assert stay.departs_on == before


def test_a_return_before_the_departure_is_refused_beside_the_field(at_desk, departure):
    edit = reverse("mobilities:edit-departure", args=[departure.code])

    answered = at_desk.post(
        edit, {"name": "x", "country": "DE", "departs_on": "2027-03-08", "returns_on": "2027-03-01"}
    )

    assert answered.status_code == 422
    assert "choose a later day" in answered.text


def test_who_has_no_reach_finds_no_group(client, network, departure):
    going(departure, departement_code="72")
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="53"))

    found = [
        client.get(reverse(name, args=[departure.code])).status_code
        for name in ("placement:choose-group", "mobilities:edit-departure")
    ]

    assert found == [404, 404]
