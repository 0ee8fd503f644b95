"""The second factor: asked for where there is one, demanded from coordinators and administrators, never gone round."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from compagnon.core.models import SecurityEvent
from compagnon.correspondence.models import Letter
from tests.factories.people import PersonFactory
from tests.people.entrance import (
    factors,
    is_signed_in,
    prove,
    shown_code,
    sign_in_by_code,
    sign_in_by_password,
    with_application,
    with_password,
)
from tests.people.soft_key import SoftKey

SECOND, STEP = reverse("mfa_authenticate"), reverse("account:second-step")


@pytest.fixture
def referent(network):
    return with_password(PersonFactory(network=network, role="referent"))


@pytest.fixture
def coordinator(network):
    return with_password(PersonFactory(network=network, role="coordinator"))


def with_passkey(client, person):
    """Make a passkey through the pages; the person is signed in afterwards."""
    client.force_login(person)
    prove(client, person)
    key = SoftKey()
    question = json.loads(client.get(reverse("account:passkey")).context["question"])
    made = client.post(reverse("account:passkey"), {"credential": json.dumps(key.makes(question)), "name": "Telephone"})
    assert made.headers["Location"] == reverse("account:recovery")
    return key


def test_an_application_is_added_by_its_first_code_and_brings_recovery_codes(client, referent):
    client.force_login(referent)
    prove(client, referent)
    page = client.get(reverse("account:application"))
    secret = page.context["secret"].replace(" ", "")

    wrong = client.post(reverse("account:application"), {"code": "000000"})
    right = client.post(reverse("account:application"), {"code": shown_code(secret)})

    assert (wrong.status_code, right.headers["Location"]) == (422, reverse("account:recovery"))
    assert factors(referent) == ["recovery_codes", "totp"]
    assert len(client.get(reverse("account:recovery")).context["codes"]) == 10
    assert Letter.objects.latest("pk").key == "people.account_changed"
    assert SecurityEvent.objects.filter(event="factor.added").get().facts == {"way": "totp"}


def test_the_secret_is_sealed_at_rest(referent):
    secret = with_application(referent)

    assert secret not in json.dumps(Authenticator.objects.get().data)


@pytest.mark.parametrize("first", [sign_in_by_password, sign_in_by_code])
def test_neither_password_nor_mailed_code_comes_past_the_second_factor(client, referent, first):
    secret = with_application(referent)

    answer = first(client, referent, next="/desk/work/")

    assert answer.headers["Location"] == SECOND
    assert not is_signed_in(client)
    assert client.get(reverse("desk:home")).headers["Location"].startswith(reverse("sign-in"))
    done = client.post(SECOND, {"code": shown_code(secret)})
    assert done.headers["Location"] == "/desk/work/"
    assert is_signed_in(client)


def test_a_code_of_the_application_works_once(client, referent):
    secret = with_application(referent)
    code = shown_code(secret)
    sign_in_by_password(client, referent)
    client.post(SECOND, {"code": code})
    other = Client()
    sign_in_by_password(other, referent)

    replayed = other.post(SECOND, {"code": code})

    assert replayed.status_code == 422
    assert not is_signed_in(other)
    other.post(SECOND, {"code": shown_code(secret, steps=1)})
    assert is_signed_in(other)


def test_a_recovery_code_opens_once(client, referent):
    with_passkey(client, referent)
    code = client.get(reverse("account:recovery")).context["codes"][0]
    answers = []
    for _time in range(2):
        browser = Client()
        sign_in_by_password(browser, referent)
        answers.append((browser.post(SECOND, {"code": code}).status_code, is_signed_in(browser)))

    assert answers == [(302, True), (422, False)]


def test_a_code_is_guessed_at_ten_times_at_most(client, referent):
    secret = with_application(referent)
    sign_in_by_password(client, referent)
    for _try in range(10):
        client.post(SECOND, {"code": "000000"})

    answer = client.post(SECOND, {"code": shown_code(secret)})

    assert "Too many tries" in answer.text
    assert not is_signed_in(client)


def test_the_second_step_without_a_first_leads_to_the_entrance(client, referent):
    assert client.get(SECOND).headers["Location"] == reverse("sign-in")
    client.force_login(referent)
    assert client.get(SECOND).headers["Location"] == reverse("home")


def test_a_passkey_alone_signs_in(client, referent):
    key = with_passkey(client, referent)
    browser = Client()
    question = browser.get(reverse("sign-in-passkey")).json()

    answer = browser.post(
        reverse("sign-in-passkey"), {"credential": json.dumps(key.shows(question)), "next": "/desk/work/"}
    )

    assert answer.headers["Location"] == "/desk/work/"
    assert is_signed_in(browser)


def test_a_passkey_stands_in_for_the_second_step(client, referent):
    key = with_passkey(client, referent)
    browser = Client()
    sign_in_by_password(browser, referent)
    question = json.loads(browser.get(SECOND).context["question"])

    browser.post(SECOND, {"credential": json.dumps(key.shows(question))})

    assert is_signed_in(browser)


def test_a_passkey_answers_its_own_question_on_its_own_site_only(client, referent):
    key = with_passkey(client, referent)
    stranger = SoftKey()
    stranger.holder = key.holder
    browser = Client()

    def ask():
        return browser.get(reverse("sign-in-passkey")).json()

    def sends(answer):
        return browser.post(reverse("sign-in-passkey"), {"credential": json.dumps(answer)}).status_code

    old = ask()
    ask()
    refused = [sends(key.shows(old)), sends(stranger.shows(ask())), sends({"response": {"userHandle": "%%%"}})]
    key.site = "elsewhere.example"
    refused.append(sends(key.shows(ask())))
    key.site = "testserver"

    assert refused == [422] * 4
    assert not is_signed_in(browser)
    answer = key.shows(ask())
    assert sends(answer) == 302
    browser.post(reverse("sign-out"))
    assert sends(answer) == 422


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_who_sees_a_network_is_led_to_a_second_step_and_then_goes_on(client, network, role):
    person = with_password(PersonFactory(network=network, role=role))
    sign_in_by_password(client, person)

    led = client.get("/desk/network/?a=b")
    walk = client.get(led.headers["Location"])

    assert led.headers["Location"] == f"{STEP}?next=%2Fdesk%2Fnetwork%2F%3Fa%3Db"
    assert "whole network" in walk.text
    secret = client.get(reverse("account:application")).context["secret"].replace(" ", "")
    client.post(reverse("account:application"), {"code": shown_code(secret)})
    assert client.get("/desk/network/").status_code == 200


def test_a_referent_is_not_asked_for_one(client, referent):
    sign_in_by_password(client, referent)

    assert client.get(reverse("desk:home")).status_code == 200
    assert client.get(STEP).headers["Location"] == reverse("account:home")


def test_the_demonstration_asks_nobody(client, coordinator, settings):
    settings.DEMO = True
    sign_in_by_password(client, coordinator)

    assert client.get(reverse("desk:home")).status_code == 200
    assert "nobody is asked for a password" in client.get(reverse("account:home")).text


def test_a_coordinator_keeps_at_least_one_and_a_referent_may_remove_all(client, referent, coordinator):
    for person in (referent, coordinator):
        with_application(person)
        client.force_login(person)
        prove(client, person)
        key = Authenticator.objects.get(user=person, type="totp").pk
        client.post(reverse("account:remove-factor"), {"factor": key})

    assert (factors(referent), factors(coordinator)) == ([], ["totp"])


def test_one_removes_only_the_own_factor(client, referent, coordinator):
    with_application(coordinator)
    client.force_login(referent)
    prove(client, referent)

    client.post(reverse("account:remove-factor"), {"factor": Authenticator.objects.get().pk})
    client.post(reverse("account:remove-factor"), {"factor": "none"})

    assert factors(coordinator) == ["totp"]


def test_new_recovery_codes_end_the_old_ones(client, referent):
    with_passkey(client, referent)
    old = client.get(reverse("account:recovery")).context["codes"]

    client.post(reverse("account:recovery"))

    assert not set(old) & set(client.get(reverse("account:recovery")).context["codes"])


def test_adding_a_factor_signs_other_devices_out(client, referent):
    other = Client()
    sign_in_by_password(other, referent)

    with_passkey(client, referent)

    assert other.get(reverse("desk:home")).headers["Location"].startswith(reverse("sign-in"))
    assert client.get(reverse("desk:home")).status_code == 200


def test_an_application_link_of_a_call_does_not_come_past_it_either(client, network, coordinator):
    """A letter of the portal's signs in; for who has a second factor, it is the first proof only."""
    from compagnon.people import links
    from tests.factories.recruitment import CallFactory

    with_application(coordinator)
    call = CallFactory(network=network, state="open")
    link = links.make(purpose="recruitment.apply", holder=coordinator, about=call)

    answer = client.post(links.address_of(link).removeprefix("http://127.0.0.1:8000"))

    assert answer.headers["Location"] == SECOND
    assert not is_signed_in(client)


def test_the_operator_takes_lost_factors_away_and_ends_the_sessions(client, referent):
    with_passkey(client, referent)

    call_command("forget_factors", referent.email.upper())

    assert factors(referent) == []
    assert client.get(reverse("desk:home")).headers["Location"].startswith(reverse("sign-in"))
    assert Letter.objects.latest("pk").key == "people.account_changed"
    with pytest.raises(CommandError):
        call_command("forget_factors", "nobody@example.org")
