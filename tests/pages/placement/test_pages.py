"""Choosing a host at the desk, and the tutor's answer by link."""

import pytest
from django.urls import reverse

from compagnon.network.models import Destination
from compagnon.people import links
from compagnon.placement import actions
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.partners import PartnerFactory
from tests.factories.people import ContactFactory, PersonFactory


@pytest.fixture
def mobility(network):
    return MobilityFactory(network=network, participant__person__last_name="Unverkennbar")


@pytest.fixture
def host(network):
    made = OrganisationFactory(network=network, name="Backhaus Beispiel")
    PartnerFactory(network=network, organisation=made)
    return made


@pytest.fixture
def tutor(host):
    return ContactFactory(network=host.network, kind="tutor", organisation=host, language="de")


@pytest.fixture
def asked(mobility, host, tutor):
    return actions.ask_host(mobility=mobility, host=host, tutor=tutor, by=mobility.referent)


def page(asked):
    return reverse(
        "placement:answer",
        args=[links.token_of(links.make(purpose="placement.accept", holder=asked.tutor, about=asked))],
    )


def test_the_tutor_reads_a_profile_without_a_name_in_the_own_language(client, asked):
    response = client.get(page(asked))

    assert response.status_code == 200
    assert 'lang="de"' in response.text
    assert "Unverkennbar" not in response.text
    assert "Bakery" in client.get(page(asked) + "?lang=en").text


def test_looking_changes_nothing(client, asked):
    client.get(page(asked))
    client.head(page(asked))
    client.get(page(asked) + "?answer=accept")

    asked.refresh_from_db()
    assert asked.state == "asked"


def test_a_yes_gives_the_name_and_stays_readable(client, asked):
    first = client.post(page(asked), {"answer": "accept"})
    twice = client.post(page(asked), {"answer": "accept"})

    asked.refresh_from_db()
    assert (first.status_code, twice.status_code, asked.state) == (302, 302, "accepted")
    assert "Unverkennbar" in client.get(page(asked)).text


def test_a_no_needs_a_reason(client, asked):
    without = client.post(page(asked) + "?lang=en", {"answer": "decline", "reason": ""})
    client.post(page(asked), {"answer": "decline", "reason": "Umbau"})

    asked.refresh_from_db()
    assert (without.status_code, asked.state, asked.reason) == (422, "declined", "Umbau")
    assert "Umbau" in client.get(page(asked)).text


def test_a_yes_to_a_question_that_was_taken_back_gets_no_name(client, asked):
    address = page(asked)
    actions.withdraw(request=asked, reason="Dates", by=asked.mobility.referent)

    response = client.post(address, {"answer": "accept"})

    assert response.status_code == 410
    assert "Unverkennbar" not in response.text


def test_an_expired_link_says_so(client, asked):
    from compagnon.core import clock

    address = page(asked)
    link = links.make(purpose="placement.accept", holder=asked.tutor, about=asked)
    link.expires_at = clock.now()
    link.save()

    assert client.get(address).status_code == 410


def test_the_referent_searches_chooses_and_asks(client, mobility, host, tutor):
    Destination.objects.create(network=mobility.network, country="IT", zone="europe")
    client.force_login(mobility.referent)
    choose = reverse("placement:choose", args=[mobility.code])
    ask = reverse("placement:ask", args=[mobility.code, host.code])

    any_trade = client.get(choose, {"trade": "", "country": "DE", "q": "backh"})
    nothing = client.get(choose, {"trade": "", "country": "IT"})
    response = client.post(ask, {"tutor": tutor.code, "message": "Guten Tag"})

    assert "Backhaus Beispiel" in any_trade.text
    assert "No partner fits" in nothing.text
    assert response.status_code == 302
    assert mobility.placement_requests.get().message == "Guten Tag"
    assert "Asked, no answer yet" in client.get(choose).text


def test_a_tutor_is_noted_on_the_spot_and_what_lacks_is_said(client, mobility, host):
    client.force_login(mobility.referent)
    ask = reverse("placement:ask", args=[mobility.code, host.code])
    typed = {"tutor": "new", "first_name": "Tuto", "last_name": "Beispiel", "language": "de"}

    without = client.post(ask, typed)
    client.post(ask, {**typed, "email": "tuto@example.org"})

    assert without.status_code == 422
    assert "Give an e-mail address" in without.text
    assert mobility.placement_requests.get().tutor.email == "tuto@example.org"


def test_asking_while_another_host_is_asked_says_so_and_keeps_the_words(client, asked, network):
    other = OrganisationFactory(network=network)
    PartnerFactory(network=network, organisation=other)
    tutor = ContactFactory(network=network, kind="tutor", organisation=other)
    client.force_login(asked.mobility.referent)

    response = client.post(
        reverse("placement:ask", args=[asked.mobility.code, other.code]), {"tutor": tutor.code, "message": "My words"}
    )

    assert response.status_code == 422
    assert "already been asked" in response.text
    assert "My words" in response.text


def test_withdrawing_and_sending_again_from_the_page(client, asked):
    client.force_login(asked.mobility.referent)

    client.post(reverse("placement:send-again", args=[asked.code]))
    without = client.post(reverse("placement:withdraw", args=[asked.code]), {"reason": ""}, follow=True)
    client.post(reverse("placement:withdraw", args=[asked.code]), {"reason": "Other plans"})

    asked.refresh_from_db()
    assert "Say why" in without.text
    assert asked.state == "withdrawn"


def test_another_departement_s_referent_finds_nothing(client, asked, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    assert client.get(reverse("placement:choose", args=[asked.mobility.code])).status_code == 404
    assert client.post(reverse("placement:withdraw", args=[asked.code]), {"reason": "x"}).status_code == 404
