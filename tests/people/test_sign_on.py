"""Single sign-on against a real provider: a process of its own on loopback, started here."""

from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from compagnon.core import outgoing
from compagnon.core.models import SecurityEvent
from compagnon.people.actions.sign_on import examine
from compagnon.people.models import IdentityProvider, Invitation, Person
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory
from tests.people.entrance import is_signed_in, prove, with_application

SECRET = "a secret of the directory"


@pytest.fixture(autouse=True)
def loopback_may_be_asked(settings):
    settings.PRIVATE_HOSTS = ["localhost"]


@pytest.fixture
def provider(network, directory):
    made = IdentityProvider(network=network, label="Chamber", issuer=directory, client_id="compagnon", is_active=True)
    made.secret = SECRET
    made.save()
    return made


def comes_from(client, provider, directory, *, next_page="", **claims):
    """Go to the directory, be somebody there, come back; gives the answer to coming back."""
    told = {"email": "ada@example.org", "email_verified": True, **claims}
    requests.put(f"{directory}/users/ada", json=told, timeout=5).raise_for_status()
    query = f"?next={next_page}" if next_page else ""
    away = client.get(reverse("openid_connect_login", args=[provider.code]) + query)
    assert away.status_code == 302, away.text
    assert "code_challenge=" in away.headers["Location"]
    back = requests.post(away.headers["Location"], data={"sub": "ada"}, allow_redirects=False, timeout=5)
    came = urlsplit(back.headers["Location"])
    return client.get(f"{came.path}?{came.query}")


def said(client):
    return client.get(reverse("sign-in")).text


@pytest.fixture
def ada(network):
    return PersonFactory(network=network, role="referent", email="ada@example.org")


def test_somebody_known_at_a_verified_address_comes_in_and_goes_on(client, provider, directory, ada):
    assert "Chamber" in said(client)

    answer = comes_from(client, provider, directory, next_page="/desk/work/")

    assert answer.headers["Location"] == "/desk/work/"
    assert is_signed_in(client)
    assert SecurityEvent.unscoped.filter(event="sign_in").latest("pk").facts == {"way": "single_sign_on"}


def test_a_second_factor_is_asked_for_as_ever(client, provider, directory, ada):
    with_application(ada)

    assert comes_from(client, provider, directory).headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email_verified": False}, "does not vouch"),
        ({"email": "stranger@example.org"}, "Nobody of this network"),
        ({"email": "elsewhere@example.org"}, "Nobody of this network"),
        ({"email": "left@example.org"}, "Nobody of this network"),
        ({"email": "invited@example.org"}, "open the letter and accept it first"),
        ({"email": ""}, "does not tell your e-mail"),
    ],
)
def test_nobody_else_comes_in_and_nobody_is_made(client, provider, directory, claims, sentence):
    network = provider.network
    with scopes_disabled():
        PersonFactory(network=NetworkFactory(), role="coordinator", email="elsewhere@example.org")
    PersonFactory(network=network, email="left@example.org", is_active=False)
    invited = PersonFactory(network=network, email="invited@example.org", is_active=False)
    Invitation.objects.create(network=network, person=invited, roles=[])
    before = Person.objects.count()

    answer = comes_from(client, provider, directory, **claims)

    assert answer.headers["Location"] == reverse("sign-in")
    assert sentence in said(client)
    assert not is_signed_in(client)
    assert Person.objects.count() == before
    assert SecurityEvent.unscoped.latest("pk").event == "sign_in.single_sign_on"


def test_only_the_named_domains_come_in(client, provider, directory, ada):
    provider.domains = ["chamber.example"]
    provider.save()

    comes_from(client, provider, directory)

    assert "this domain" in said(client)


def test_an_answer_that_nobody_asked_for_opens_nothing(client, provider, directory, ada):
    other = Client()
    away = other.get(reverse("openid_connect_login", args=[provider.code]))
    back = requests.post(away.headers["Location"], data={"sub": "ada"}, allow_redirects=False, timeout=5)
    came = urlsplit(back.headers["Location"])

    client.get(f"{came.path}?{came.query}")

    assert "did not work" in said(client)
    assert not is_signed_in(client)


def test_a_directory_that_is_switched_off_or_unknown_is_not_there(client, provider):
    provider.is_active = False
    provider.save()

    assert client.get(reverse("openid_connect_login", args=[provider.code])).status_code == 404
    assert client.get(reverse("openid_connect_login", args=["unknown"])).status_code == 404
    assert "Chamber" not in said(client)


def test_a_directory_that_is_down_is_said_so(client, provider):
    provider.issuer = "http://localhost:9"
    provider.save()

    client.get(reverse("openid_connect_login", args=[provider.code]))

    assert "cannot be reached" in said(client)


def test_trying_says_in_a_sentence_what_is_wrong(directory, settings):
    assert [one.is_well for one in examine(directory)] == [True]
    assert "error (404)" in examine(f"{directory}/nowhere")[0].sentence
    assert "Nobody answers" in examine("http://localhost:9")[0].sentence
    settings.PRIVATE_HOSTS = []
    assert "https://" in examine(directory)[0].sentence
    assert "machine inside" in examine(directory.replace("http:", "https:"))[0].sentence


def test_a_machine_inside_is_never_asked(directory, settings):
    settings.PRIVATE_HOSTS = []
    for scheme in ("http", "https"):
        with pytest.raises(outgoing.OutgoingRefused), outgoing.session() as asking:
            asking.get(directory.replace("http", scheme))


ADDRESS = "security:sign-on"


@pytest.fixture
def at_desk(client, network):
    coordinator = PersonFactory(network=network, role="coordinator")
    client.force_login(coordinator)
    prove(client, coordinator)
    return client


def fields(directory, **more):
    return {
        "label": "Chamber",
        "issuer": directory,
        "client_id": "compagnon",
        "domains": "@Chamber.example, b.example",
        **more,
    }


def test_a_coordinator_sets_it_up_and_the_secret_is_never_shown(at_desk, directory):
    answer = at_desk.post(reverse(ADDRESS), fields(directory, secret=SECRET, is_active="on"))

    assert answer.headers["Location"] == reverse(ADDRESS)
    kept = IdentityProvider.objects.get()
    assert (kept.secret, kept.domains, kept.is_active) == (SECRET, ["chamber.example", "b.example"], True)
    assert SECRET not in kept.sealed_secret
    page = at_desk.get(reverse(ADDRESS)).text
    assert SECRET not in page
    assert f"http://testserver{reverse('openid_connect_callback', args=[kept.code])}" in page
    at_desk.post(reverse(ADDRESS), fields(directory, is_active="on"))
    assert IdentityProvider.objects.get().secret == SECRET


def test_trying_changes_nothing_and_wrong_fields_get_their_sentences(at_desk, directory):
    tried = at_desk.post(reverse(ADDRESS), fields(directory, **{"try": "1"}))
    wrong = at_desk.post(reverse(ADDRESS), fields(directory, domains="no domain", is_active="on"))

    assert "All is well" in tried.text
    assert wrong.status_code == 422
    assert "This is no domain" in wrong.text
    assert "Without its secret" in wrong.text
    assert not IdentityProvider.objects.exists()


def test_it_is_changed_only_after_a_proof_and_by_nobody_else(client, network):
    coordinator, referent = (PersonFactory(network=network, role=role) for role in ("coordinator", "referent"))
    client.force_login(coordinator)
    assert client.get(reverse(ADDRESS)).headers["Location"].startswith(reverse("account:proof"))
    client.force_login(referent)
    assert client.get(reverse(ADDRESS)).status_code == 404
