"""Coming in by a mailed code or by a password, and what is refused."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from compagnon.core.models import SecurityEvent
from compagnon.correspondence.models import Letter
from compagnon.people.jobs import tidy_entrance
from compagnon.people.models import OneTimeCode, Tries
from tests.factories.people import PersonFactory
from tests.people.entrance import (
    PASSWORD,
    ask,
    is_signed_in,
    mailed_code,
    sign_in_by_code,
    sign_in_by_password,
    type_code,
    with_password,
)


@pytest.fixture
def person(network):
    return with_password(PersonFactory(network=network, role="referent", email="someone@example.org"))


def noted():
    return list(SecurityEvent.unscoped.order_by("pk").values_list("event", "result"))


def test_a_right_password_leads_home_and_a_next_page_is_kept(client, person):
    answers = {"email": "Someone@Example.org", "password": PASSWORD, "next": "/me/applications/"}

    answer = client.post(reverse("sign-in"), answers)

    assert answer.headers["Location"] == "/me/applications/"
    assert is_signed_in(client)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_a_next_page_elsewhere_is_ignored(client, person, elsewhere):
    assert sign_in_by_password(client, person, next=elsewhere).headers["Location"] == reverse("home")


def test_a_wrong_password_gets_a_sentence_and_twenty_of_them_a_pause(client, person):
    first = sign_in_by_password(client, person, "wrong")
    for _try in range(20):
        last = sign_in_by_password(client, person, "wrong")

    right = sign_in_by_password(client, person)

    assert first.status_code == 422
    assert "do not belong together" in first.text
    assert "Too many tries" in last.text
    assert right.status_code == 422
    assert not is_signed_in(client)


def test_nobody_can_lock_somebody_out(client, person):
    """A stranger has used up the tries of the account; a mailed code still opens, and so does an open session."""
    inside = Client()
    sign_in_by_password(inside, person)
    for number in range(2):
        for _try in range(20):
            sign_in_by_password(Client(REMOTE_ADDR=f"203.0.113.{number}"), person, "wrong")
    assert "Too many tries" in sign_in_by_password(client, person).text

    sign_in_by_code(client, person)

    assert is_signed_in(client)
    assert inside.get(reverse("account:home")).status_code == 200


def test_twenty_wrong_tries_from_one_address_stop_that_address_alone(client, network, person):
    for number in range(20):
        client.post(reverse("sign-in"), {"email": f"person{number}@example.net", "password": "wrong"})

    assert "Too many tries" in sign_in_by_password(client, person).text
    assert sign_in_by_password(Client(REMOTE_ADDR="198.51.100.7"), person).status_code == 302


def test_a_class_behind_one_address_comes_in(network):
    """Right passwords and codes do not count as tries."""
    for _number in range(25):
        client = Client()
        sign_in_by_code(client, PersonFactory(network=network, role="participant"))
        assert is_signed_in(client)


def test_a_mailed_code_signs_in_once_and_on_the_browser_that_asked(client, person):
    ask(client, "Someone@example.org ", next="/me/applications/")
    code = mailed_code()
    elsewhere = type_code(Client(), code)

    answer = type_code(client, code.replace(" ", ""))

    assert elsewhere.headers["Location"] == reverse("sign-in")
    assert answer.headers["Location"] == "/me/applications/"
    assert is_signed_in(client)
    again = Client()
    ask(again, person.email)
    session = again.session
    session["code_asked"] = {**session["code_asked"], "name": OneTimeCode.unscoped.earliest("pk").code}
    session.save()
    assert type_code(again, code).status_code == 422


def test_looking_at_the_page_uses_no_code_up(client, person):
    ask(client, person.email)

    page = client.get(reverse("sign-in-code"))

    assert page.status_code == 200
    assert type_code(client, mailed_code()).status_code == 302


def test_a_code_lives_fifteen_minutes(client, person, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False)
    ask(client, person.email)
    time_machine.shift(15 * 60 + 1)

    answer = type_code(client, mailed_code())

    assert answer.status_code == 422
    assert "wrong or over" in answer.text


def test_a_code_can_be_guessed_at_five_times(client, person):
    ask(client, person.email)
    right = mailed_code()
    for _try in range(5):
        type_code(client, "000 000" if right != "000 000" else "000 001")

    assert type_code(client, right).status_code == 422
    assert not is_signed_in(client)


def test_neither_database_nor_session_holds_the_digits(client, person):
    ask(client, person.email)
    digits = mailed_code()

    row = OneTimeCode.unscoped.get()
    kept = " ".join(str(value) for value in (*row.__dict__.values(), *Letter.objects.get().__dict__.values()))
    kept += str(dict(client.session))

    assert digits not in kept
    assert digits.replace(" ", "") not in kept


def test_known_and_unknown_addresses_get_the_same_answers(client, person):
    def answers(email):
        browser = Client()
        pages = [ask(browser, email), browser.get(reverse("sign-in-code")), type_code(browser, "123 456")]
        return [(page.status_code, re.sub(r'(someone|nobody)@|value="\w{64}"', "", page.text)) for page in pages]

    assert answers("someone@example.org") == answers("nobody@example.org")
    assert Letter.objects.count() == 1


def test_one_address_has_five_codes_an_hour_sent_to_a_mailbox(client, person):
    for _time in range(7):
        ask(client, person.email)

    assert Letter.objects.count() == 5


def test_strangers_cannot_use_up_the_codes_of_a_mailbox(client, person):
    """They have seven letters sent and no more; three are kept for where somebody has signed in before: ten in all."""
    sign_in_by_password(Client(), person)
    for number in range(4):
        for _time in range(5):
            ask(Client(REMOTE_ADDR=f"203.0.{number}.7"), person.email)
    assert Letter.objects.count() == 7

    sign_in_by_code(client, person)
    for _time in range(4):
        ask(client, person.email)

    assert is_signed_in(client)
    assert Letter.objects.count() == 10


def test_somebody_who_left_gets_no_code_and_no_way_in(client, person):
    person.is_active = False
    person.save()

    ask(client, person.email)
    sign_in_by_password(client, person)

    assert not OneTimeCode.unscoped.exists()
    assert not is_signed_in(client)


def test_leaving_ends_an_open_session_at_the_next_page(client, person):
    sign_in_by_password(client, person)
    person.is_active = False
    person.save()

    assert client.get(reverse("desk:home")).headers["Location"].startswith(reverse("sign-in"))


def test_a_session_has_a_new_key_after_signing_in(client, person):
    ask(client, person.email)
    before = client.session.session_key

    type_code(client, mailed_code())

    assert client.session.session_key != before


def test_who_signs_in_as_somebody_else_is_signed_out_first(client, network, person):
    client.force_login(PersonFactory(network=network, role="coordinator"))

    sign_in_by_code(client, person)

    assert client.session["_auth_user_id"] == str(person.pk)


def test_signing_out_is_a_press_that_leaves_nothing_on_the_device(client, person):
    client.force_login(person)
    assert client.get(reverse("sign-out")).status_code == 405
    assert is_signed_in(client)

    answer = client.post(reverse("sign-out"))

    assert not is_signed_in(client)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_sign_ins_and_refusals_are_noted(client, person):
    sign_in_by_password(client, person, "wrong")
    sign_in_by_code(client, person)
    client.post(reverse("sign-out"))

    assert noted() == [
        ("sign_in", "refused"),
        ("sign_in.code_asked", "done"),
        ("sign_in", "done"),
        ("sign_out", "done"),
    ]
    assert SecurityEvent.unscoped.get(event="sign_in", result="done").facts == {"way": "code"}


def test_pages_behind_a_sign_in_are_not_kept_by_the_browser(client, person):
    client.force_login(person)

    assert client.get(reverse("desk:home")).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("role", "lands"),
    [
        ("referent", "desk:home"),
        ("coordinator", "desk:home"),
        ("reviewer", "desk:home"),
        ("administrator", "desk:home"),
        ("participant", "journey:home"),
    ],
)
def test_each_role_lands_where_its_work_is(client, network, role, lands):
    client.force_login(PersonFactory(network=network, role=role))

    assert client.get(reverse("home")).headers["Location"] == reverse(lands)


def test_the_language_is_kept_on_the_device_and_with_the_account(client, person):
    client.force_login(person)

    answer = client.post(reverse("language"), {"language": "fr", "next": "/sign-in/"})

    person.refresh_from_db()
    assert (answer.headers["Location"], answer.cookies["django_language"].value, person.language) == (
        "/sign-in/",
        "fr",
        "fr",
    )


def test_an_unknown_language_changes_nothing(client, person):
    client.force_login(person)

    client.post(reverse("language"), {"language": "xx", "next": "/"})

    person.refresh_from_db()
    assert person.language == "en"


def test_what_is_over_at_the_entrance_goes_at_night(client, person, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False)
    sign_in_by_password(client, person, "wrong")
    ask(client, person.email)
    tidy_entrance(timestamp=0)
    assert (OneTimeCode.unscoped.count(), Session.objects.count(), Tries.objects.count() > 0) == (1, 1, True)

    time_machine.shift(60 * 60 * 24 * 40)
    tidy_entrance(timestamp=0)

    assert (OneTimeCode.unscoped.count(), Session.objects.count(), Tries.objects.count()) == (0, 0, 0)
