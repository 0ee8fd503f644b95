"""Coming in by password or by a mailed link, and what is refused."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from compagnon.correspondence.actions import text_of
from compagnon.correspondence.models import Letter
from compagnon.people.models import PersonalLink
from tests.factories.people import PersonFactory


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def person(network):
    made = PersonFactory(network=network, role="referent", email="someone@example.org")
    made.set_password("a long and quiet password")
    made.save()
    return made


def ask(client, email="someone@example.org"):
    return client.post(reverse("sign-in-ask-link"), {"link-email": email})


def mailed_address():
    return re.search(r"https?://[^/]+(/\S+)", text_of(Letter.objects.latest("pk"))).group(1)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_right_password_leads_home_and_a_next_page_is_kept(client, person):
    answers = {"email": "Someone@Example.org", "password": "a long and quiet password", "next": "/me/applications/"}

    answer = client.post(reverse("sign-in"), answers)

    assert answer.headers["Location"] == "/me/applications/"
    assert is_signed_in(client)


def test_a_next_page_elsewhere_is_ignored(client, person):
    answers = {"email": person.email, "password": "a long and quiet password", "next": "https://elsewhere.example/"}

    assert client.post(reverse("sign-in"), answers).headers["Location"] == reverse("home")


def test_a_wrong_password_gets_a_sentence_and_ten_of_them_a_pause(client, person):
    wrong = {"email": person.email, "password": "wrong"}
    first = client.post(reverse("sign-in"), wrong)
    for _try in range(10):
        last = client.post(reverse("sign-in"), wrong)

    right = client.post(reverse("sign-in"), {**wrong, "password": "a long and quiet password"})

    assert first.status_code == 422
    assert "do not belong together" in first.text
    assert "Too many tries" in last.text
    assert right.status_code == 422
    assert not is_signed_in(client)


def test_a_mail_scanner_that_opens_the_link_signs_nobody_in(client, person):
    ask(client)

    page = client.get(mailed_address())

    assert page.status_code == 200
    assert not is_signed_in(client)


def test_the_button_behind_the_link_signs_in_once_and_a_double_press_does_no_harm(client, person, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC))
    ask(client)
    address = mailed_address()

    first, second = client.post(address), client.post(address)
    assert (first.status_code, second.status_code) == (302, 302)
    assert is_signed_in(client)

    time_machine.shift(180)
    assert client.post(address).status_code == 410


def test_known_and_unknown_addresses_get_the_same_answer(client, person):
    known, unknown = (
        re.sub(r'(someone|nobody)@|value="\w{64}"', "", ask(client, email).text)
        for email in ("someone@example.org", "nobody@example.org")
    )

    assert known == unknown
    assert Letter.objects.count() == 1


def test_a_mailbox_gets_three_links_in_ten_minutes_at_most(client, person):
    for _time in range(5):
        ask(client)

    assert Letter.objects.count() == 3


def test_somebody_who_left_gets_no_link(client, person):
    person.is_active = False
    person.save()

    ask(client)

    assert not PersonalLink.objects.exists()


def test_signing_out_is_a_press_not_a_visit(client, person):
    client.force_login(person)
    assert client.get(reverse("sign-out")).status_code == 405
    assert is_signed_in(client)

    client.post(reverse("sign-out"))

    assert not is_signed_in(client)


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
