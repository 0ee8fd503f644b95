"""A network set up from nothing by a one-time address: five pages, nothing half made, nothing seen outside."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.core.management import call_command
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from compagnon.core import activity
from compagnon.doors.setup import links
from compagnon.network.models import Network, Organisation, SetupLink, Site, Trade
from compagnon.people.models import Person
from compagnon.schemes.models import Scheme
from tests.factories.people import PersonFactory

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WHO = {
    "first_name": "Coralie",
    "last_name": "Essai",
    "email": "Coralie@Example.org",
    "language": "fr",
    "password": "une phrase assez longue",
}
NETWORK = {
    "name": "Chambre d’essai",
    "short_name": "Essai Ouest",
    "country": "FR",
    "time_zone": "Europe/Paris",
    "languages": ["fr", "en"],
    "default_language": "fr",
}


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def address(db):
    return links.make().removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def founded(client, address):
    """The network as it stands after the first two pages; whoever made it is signed in."""
    client.post(address, WHO)
    response = client.post(f"{address}network/", NETWORK)
    assert response.status_code == 302, response.context["form"].errors
    with scopes_disabled():
        return Network.objects.get()


def test_two_pages_make_a_network_and_its_first_person(client, founded):
    with scopes_disabled():
        person = get_user(client)
        assert person.roles == {"administrator", "coordinator"}

    assert (founded.key, founded.name.data, founded.languages) == (
        "essai-ouest",
        {"fr": "Chambre d’essai"},
        ["fr", "en"],
    )
    assert (person.full_name, person.email) == ("Coralie Essai", "coralie@example.org")
    assert person.check_password(WHO["password"])
    with scope(network=founded):
        assert [str(one) for one in Organisation.objects.all()] == ["Chambre d’essai"]
        assert [activity.sentence(row) for row in activity.on(founded)] == ["Coralie Essai set up the network."]


def test_nothing_is_made_before_the_network_is(client, address):
    client.get(address)
    client.post(address, WHO)

    with scopes_disabled():
        assert (Person.objects.count(), Network.objects.count()) == (0, 0)
    kept = str(dict(client.session))
    assert WHO["password"] not in kept


def test_an_address_works_once(client, address, founded):
    client.logout()

    over = client.get(address)

    assert "This address is over" in over.content.decode()
    assert client.get(f"{address}network/").status_code == 404
    assert client.post(address, WHO).status_code == 200
    with scopes_disabled():
        assert Person.objects.count() == 1


def test_an_address_lives_a_day_and_its_token_is_not_kept(client, address):
    token = address.split("/")[2]
    with scopes_disabled():
        assert not SetupLink.objects.filter(token_hash=token).exists()

    with time_machine.travel(NOW + timedelta(hours=24, minutes=1)):
        assert "This address is over" in client.get(address).content.decode()


def test_the_second_page_leads_back_to_the_first_when_nobody_is_known(client, address):
    assert client.get(f"{address}network/").headers["Location"] == address


def test_somebody_who_has_an_account_here_needs_another_address(client, address):
    with scopes_disabled():
        PersonFactory(email="coralie@example.org")

    response = client.post(address, {**WHO, "password": "12345"})

    assert set(response.context["form"].errors) == {"email", "password"}
    assert response.status_code == 422
    assert 'value="Coralie"' in response.content.decode()


def test_the_key_of_a_network_is_never_one_of_our_own_addresses(client, address):
    client.post(address, WHO)
    client.post(f"{address}network/", {**NETWORK, "short_name": "Desk"})

    with scopes_disabled():
        assert Network.objects.get().key == "desk-2"


def test_centres_and_sites_are_pasted_from_a_spreadsheet(client, founded):
    url = reverse("setup:centres")
    pasted = "CFA d’essai\tNord\tLaval\t53\nCFA d’essai; Sud\n;;\nAutre centre;;Nantes;44\nCFA d’essai; Sud"

    client.post(url, {"lines": pasted})

    with scope(network=founded):
        assert [(str(s.organisation), s.name, s.town, s.departement_code) for s in Site.objects.all()] == [
            ("CFA d’essai", "Nord", "Laval", "53"),
            ("CFA d’essai", "Sud", "", ""),
            ("Autre centre", "Nantes", "Nantes", "44"),
        ]
    assert "to be completed" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (";Nord", "Line 1 has no centre: write its name first."),
        ("CFA, Nord, Laval" + "x" * 200, "Line 1 is too long"),
        ("CFA;;;Mayenne", "Line 1 is too long"),
        ("CFA\n" * 201, "At most 200 lines at once."),
        ("", "This field is required."),
    ],
)
def test_a_line_that_cannot_be_read_is_said_and_stays(client, founded, lines, said):
    response = client.post(reverse("setup:centres"), {"lines": lines})

    assert response.context["form"].errors["lines"][0].startswith(said)
    assert response.status_code == 422


def test_whole_sectors_and_single_trades_come_from_the_catalogue(client, founded):
    from compagnon.network.seed_shape import shipped_catalogue  # reads the shipped file

    first, second = shipped_catalogue()[:2]
    assert client.get(reverse("setup:trades")).status_code == 200

    client.post(reverse("setup:trades"), {"sector": [first.key], "trade": [second.trades[0].key]})

    with scope(network=founded):
        assert set(Trade.objects.values_list("key", flat=True)) == {
            *(t.key for t in first.trades),
            second.trades[0].key,
        }


def test_the_schemes_chosen_are_the_networks_own(client, founded):
    url = reverse("setup:schemes")
    assert len(client.get(url).context["form"]["schemes"].value()) == 9

    response = client.post(url, {"schemes": ["short_internship_group"]}, follow=True)

    assert response.redirect_chain == [(reverse("setup:first-day"), 302)]
    with scope(network=founded):
        assert list(Scheme.objects.values_list("key", flat=True)) == ["short_internship_group"]
    assert "You have already" in client.get(url).content.decode()


def test_nobody_outside_sees_the_portal_before_it_is_opened(client, founded):
    portal = reverse("portal:home", args=[founded.key])
    assert "the portal is not open yet" in client.get(portal).content.decode()
    client.logout()

    assert client.get(portal).status_code == 404
    assert "A network is being set up here" in client.get("/").content.decode()
    assert founded.short_name not in client.get("/").content.decode()


def test_an_empty_installation_says_kindly_that_nothing_is_set_up(client, db):
    page = client.get("/")

    assert page.status_code == 200
    assert "Nothing is set up here yet" in page.content.decode()


def test_the_operator_makes_a_new_address_and_ends_the_earlier_ones(client, address, capsys):
    call_command("setup_link")

    new = capsys.readouterr().out.strip().removeprefix("http://127.0.0.1:8000")
    assert "This address is over" in client.get(address).content.decode()
    assert "Who are you?" in client.get(new).content.decode()
