"""How long a session lives, and ending others."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from compagnon.core.models import SecurityEvent
from compagnon.people.entrance.devices import device_of
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.people.entrance import is_signed_in, sign_in_by_password, with_password

MINUTE, HOUR, DAY = 60, 3600, 86_400


@pytest.fixture
def now(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False)
    return time_machine


@pytest.fixture
def referent(network):
    return with_password(PersonFactory(network=network, role="referent"))


@pytest.fixture
def people(network, referent):
    return {"referent": referent, "learner": MobilityFactory(network=network).participant.person}


@pytest.mark.parametrize(
    ("who", "pause", "is_in"),
    [
        ("referent", 59 * MINUTE, True),
        ("referent", 61 * MINUTE, False),
        ("learner", 11 * HOUR, True),
        ("learner", 13 * HOUR, False),
    ],
)
def test_a_session_ends_when_nothing_happens(now, people, who, pause, is_in):
    client = Client()
    client.force_login(people[who])

    now.shift(pause)

    assert (client.get(reverse("account:home")).status_code == 200) is is_in
    assert is_signed_in(client) is is_in
    ended = SecurityEvent.unscoped.filter(event="session.ended").values_list("facts", flat=True)
    assert list(ended) == ([] if is_in else [{"why": "idle"}])


@pytest.mark.parametrize(
    ("who", "step", "limit"), [("referent", 30 * MINUTE, 12 * HOUR), ("learner", 8 * HOUR, 30 * DAY)]
)
def test_a_session_ends_at_last_even_when_it_is_used(now, people, who, step, limit):
    client = Client()
    client.force_login(people[who])
    for pause in [step] * (limit // step - 1) + [step - MINUTE]:
        now.shift(pause)
        assert client.get(reverse("account:home")).status_code == 200

    now.shift(2 * MINUTE)

    assert client.get(reverse("account:home")).status_code == 302


def test_who_was_signed_out_is_told_and_comes_back_to_the_page(client, now, referent):
    client.force_login(referent)
    now.shift(2 * HOUR)

    answer = client.get("/desk/work/?when=late")

    assert answer.headers["Location"] == "/sign-in/?next=/desk/work/%3Fwhen%3Dlate"
    assert "You were signed out" in client.get(answer.headers["Location"]).text


def test_a_page_costs_no_query_more_for_its_limits(client, referent, now, django_assert_num_queries):
    client.force_login(referent)
    client.get(reverse("language"))

    with django_assert_num_queries(2):  # the session and the person
        client.get(reverse("language"))


def test_own_sessions_are_listed_with_their_device_and_no_whole_address(client, referent):
    other = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}, REMOTE_ADDR="203.0.113.77")
    sign_in_by_password(other, referent)
    sign_in_by_password(client, referent)

    page = client.get(reverse("account:home"))

    assert [(one["device"], one["row"].ip, one["now"]) for one in page.context["sessions"]] == [
        ("", "127.0.0.0", True),
        ("Firefox, Linux", "203.0.113.0", False),
    ]
    assert "203.0.113.77" not in page.text


@pytest.mark.parametrize("chosen", ["one", "all"])
def test_another_session_is_ended_from_here(client, referent, chosen):
    others = [Client(), Client()]
    for browser in (*others, client):
        sign_in_by_password(browser, referent)
    rows = client.get(reverse("account:home")).context["sessions"]
    key = "all" if chosen == "all" else rows[-1]["row"].pk

    client.post(reverse("account:end-session"), {"session": key})

    still_in = [browser.get(reverse("account:home")).status_code == 200 for browser in (*others, client)]
    assert still_in == ([False, False, True] if chosen == "all" else [False, True, True])


def test_nobody_ends_the_session_of_somebody_else(client, network, referent):
    sign_in_by_password(client, referent)
    key = client.get(reverse("account:home")).context["sessions"][0]["row"].pk
    stranger = Client()
    stranger.force_login(PersonFactory(network=network, role="coordinator"))

    stranger.post(reverse("account:end-session"), {"session": key})
    stranger.post(reverse("account:end-session"), {"session": "x"})

    assert client.get(reverse("account:home")).status_code == 200


@pytest.mark.parametrize(
    ("told", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_by_what_its_browser_says(told, device):
    assert device_of(told) == device
