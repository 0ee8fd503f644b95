"""What one changes of the own account, and the proof that is asked before."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from compagnon.core.models import SecurityEvent
from compagnon.correspondence.models import Letter
from compagnon.people.models import Participant
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.people.entrance import (
    PASSWORD,
    is_signed_in,
    mailed_code,
    prove,
    shown_code,
    sign_in_by_code,
    sign_in_by_password,
    with_application,
    with_password,
)

HOME, PROOF, NEW_PASSWORD = reverse("account:home"), reverse("account:proof"), reverse("account:password")
ANOTHER = "lanterne vélo mercredi pluie"


@pytest.fixture
def person(network):
    return with_password(PersonFactory(network=network, role="referent", email="someone@example.org"))


@pytest.fixture
def learner(network):
    return MobilityFactory(network=network).participant.person


def test_name_phone_and_language_are_changed_and_one_is_found_by_the_new_name(client, learner):
    client.force_login(learner)

    answer = client.post(
        HOME, {"first_name": "Zélie", "last_name": "Nouvelle", "phone": "+33 6 12 34 56 78", "language": "fr"}
    )

    learner.refresh_from_db()
    assert answer.headers["Location"] == HOME
    assert (learner.full_name, learner.phone, learner.language) == ("Zélie Nouvelle", "+33 6 12 34 56 78", "fr")
    assert "zelie nouvelle" in Participant.objects.get(person=learner).search_text


def test_a_wrong_field_keeps_what_was_typed(client, person):
    client.force_login(person)

    page = client.post(HOME, {"first_name": "", "last_name": "Typed", "phone": "", "language": "xx"})

    assert page.status_code == 422
    assert 'value="Typed"' in page.text


@pytest.mark.parametrize(("who", "shell"), [("person", 'class="desk"'), ("learner", 'class="journey"')])
def test_everybody_has_it_in_the_shell_that_they_know(client, request, who, shell):
    client.force_login(request.getfixturevalue(who))

    assert shell in client.get(HOME).text


@pytest.mark.parametrize(
    "page", ["password", "email", "email-code", "application", "passkey", "recovery", "remove-factor"]
)
def test_a_proof_is_asked_before_anything_sensitive(client, person, page):
    client.force_login(person)
    address = reverse(f"account:{page}")

    asked = client.get(address)

    assert asked.headers["Location"] == f"{PROOF}?next={address.replace('/', '%2F')}"


def test_a_form_sent_too_late_comes_back_to_its_page(client, person):
    client.force_login(person)

    asked = client.post(NEW_PASSWORD, {"password": ANOTHER}, headers={"referer": f"http://testserver{NEW_PASSWORD}"})

    assert asked.headers["Location"].endswith(f"?next={NEW_PASSWORD.replace('/', '%2F')}")
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_proof_lasts_ten_minutes(client, person, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False)
    sign_in_by_password(client, person)
    time_machine.shift(9 * 60)
    assert client.get(NEW_PASSWORD).status_code == 200

    time_machine.shift(2 * 60)
    assert client.get(NEW_PASSWORD).status_code == 302
    client.post(PROOF, {"password": PASSWORD})

    assert client.get(NEW_PASSWORD).status_code == 200


def test_the_password_proves_it_and_a_wrong_one_does_not(client, person):
    client.force_login(person)

    wrong = client.post(PROOF, {"password": "wrong", "next": NEW_PASSWORD})
    right = client.post(PROOF, {"password": PASSWORD, "next": NEW_PASSWORD})

    assert (wrong.status_code, right.headers["Location"]) == (422, NEW_PASSWORD)
    noted = SecurityEvent.objects.filter(event="identity.proved_again").order_by("pk")
    assert list(noted.values_list("result", flat=True)) == ["refused", "done"]


def test_who_has_no_password_proves_it_by_a_mailed_code(client, learner):
    client.force_login(learner)
    sent = client.post(reverse("account:send-proof"), {"next": NEW_PASSWORD})
    assert sent.headers["Location"] == f"{PROOF}?next={NEW_PASSWORD.replace('/', '%2F')}"
    client.get(sent.headers["Location"])

    answer = client.post(PROOF, {"code": mailed_code(), "next": NEW_PASSWORD})

    assert answer.headers["Location"] == NEW_PASSWORD
    assert client.get(NEW_PASSWORD).status_code == 200


def test_who_has_a_second_factor_proves_it_by_that_alone(client, person):
    secret = with_application(person)
    client.force_login(person)

    assert client.post(PROOF, {"password": PASSWORD}).status_code == 422
    assert client.post(PROOF, {"code": "000000"}).status_code == 422
    assert client.post(PROOF, {"code": shown_code(secret)}).headers["Location"] == HOME
    assert client.get(NEW_PASSWORD).status_code == 200


def test_a_new_password_ends_all_other_sessions_and_is_written_of(client, person):
    other = Client()
    for browser in (other, client):
        sign_in_by_password(browser, person)

    answer = client.post(NEW_PASSWORD, {"password": ANOTHER})

    assert answer.headers["Location"] == HOME
    assert client.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302
    assert Letter.objects.latest("pk").key == "people.account_changed"
    assert is_signed_in_by(person, ANOTHER)
    assert not is_signed_in_by(person, PASSWORD)


def is_signed_in_by(person, password):
    browser = Client()
    sign_in_by_password(browser, person, password)
    return is_signed_in(browser)


def test_a_bad_password_gets_its_sentence(client, person):
    sign_in_by_password(client, person)

    page = client.post(NEW_PASSWORD, {"password": "short"})

    assert page.status_code == 422
    assert "at least 12 characters" in page.text


def test_a_forgotten_password_is_replaced_after_a_mailed_code_and_never_past_the_second_factor(client, person):
    secret = with_application(person)

    step = sign_in_by_code(client, person, next=NEW_PASSWORD)
    assert step.headers["Location"] == reverse("mfa_authenticate")
    assert client.post(NEW_PASSWORD, {"password": ANOTHER}).headers["Location"].startswith(reverse("sign-in"))

    assert client.post(reverse("mfa_authenticate"), {"code": shown_code(secret)}).headers["Location"] == NEW_PASSWORD
    client.post(NEW_PASSWORD, {"password": ANOTHER})
    person.refresh_from_db()
    assert person.check_password(ANOTHER)


def new_email(client, address="new@example.org"):
    return client.post(reverse("account:email"), {"email": address})


def test_a_new_address_is_taken_when_its_code_is_typed_and_the_old_one_hears_of_it(client, person):
    sign_in_by_password(client, person)
    new_email(client, "New@example.org")
    person.refresh_from_db()
    assert person.email == "someone@example.org"
    assert Letter.objects.latest("pk").to_email == "new@example.org"

    client.get(reverse("account:email-code"))
    wrong = client.post(reverse("account:email-code"), {"code": "1"})
    client.post(reverse("account:email-code"), {"code": mailed_code()})

    person.refresh_from_db()
    assert (wrong.status_code, person.email) == (422, "new@example.org")
    told = Letter.objects.latest("pk")
    assert (told.key, told.to_email) == ("people.account_changed", "someone@example.org")


def test_an_address_of_somebody_else_is_not_told_and_not_taken(client, network, person):
    PersonFactory(network=network, email="taken@example.org")
    sign_in_by_password(client, person)

    asked = new_email(client, "taken@example.org")
    answer = client.post(reverse("account:email-code"), {"code": mailed_code()})

    assert asked.headers["Location"] == reverse("account:email-code")
    assert answer.status_code == 422
    person.refresh_from_db()
    assert person.email == "someone@example.org"


def test_a_code_for_one_thing_is_good_for_no_other(client, person):
    sign_in_by_password(client, person)
    new_email(client)
    code = mailed_code()
    client.post(reverse("account:send-proof"))

    assert client.post(PROOF, {"code": code}).status_code == 422


def test_without_a_new_address_there_is_no_code_to_type(client, person):
    client.force_login(person)
    prove(client, person)

    assert client.get(reverse("account:email-code")).headers["Location"] == reverse("account:email")
    assert client.get(reverse("account:recovery")).headers["Location"] == HOME
