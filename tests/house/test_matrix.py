"""Every page without an argument, asked for by every role: the right alone decides, and nothing breaks."""

import logging

import pytest
import rules
from django.test import Client
from django.urls import reverse

from compagnon.people.choices import HELD, Role
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.house import exceptions
from tests.house.addresses import addresses, behind
from tests.house.tree import mend
from tests.people.entrance import JustSignedIn

SHOWN = {200, 204, 302, 303}
FORM_ANSWERED = SHOWN | {400, 404, 422}  # an empty form is refused with a sentence, or names nothing


@pytest.fixture
def people(network):
    """One person of each role of a network with an account; the participant has a mobility under way."""
    travelling = MobilityFactory(network=network).participant.person
    others = {role.value: PersonFactory(network=network, role=role) for role in HELD if role != Role.PARTICIPANT}
    return {Role.PARTICIPANT.value: travelling, **others}


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Refusals are what is asked for here: no need to read of each."""
    caplog.set_level(logging.CRITICAL, "django.request")


@pytest.fixture(autouse=True)
def nobody_is_in():
    _signed_in.clear()


_signed_in: dict[int, Client] = {}


def ask(url: str, person=None):
    """The answer to a GET; to an empty POST where an address only takes a form. Each person signs in once."""
    client = JustSignedIn(raise_request_exception=False)
    if person is not None:
        client = _signed_in.get(person.pk) or _signed_in.setdefault(person.pk, client)
        if not client.session.get("_auth_user_id"):  # not yet, or a page has ended the session
            client.force_login(person)
    answered = client.get(url)
    return client.post(url) if answered.status_code == 405 else answered


def answer(url: str, person=None) -> int:
    return ask(url, person).status_code


def test_the_right_of_a_page_decides_which_role_sees_it(people):
    found = []
    for page in behind("desk", "journey", "account"):
        if page.arguments:
            continue
        for role, person in people.items():
            answered = ask(page.url(), person)
            opened = FORM_ANSWERED if answered.wsgi_request.method == "POST" else SHOWN
            expected = opened if rules.test_rule(page.door.right, person) else {403, 404}
            if answered.status_code not in expected:
                found.append(f"{page.name} answers {answered.status_code} to the {role}")

    mend("The right and the answer disagree:", found)


def test_nobody_sees_a_page_of_desk_or_journey_without_signing_in(network):
    sign_in = reverse("sign-in")
    found = []
    for page in behind("desk", "journey", "account"):
        url = page.url_of_nothing()
        answered = ask(url)
        if answered.status_code != 302 or not answered.headers["Location"].startswith(sign_in):
            found.append(f"{page.name} answers {answered.status_code}")

    mend("These let somebody in without an account:", found)


def test_a_file_of_nobody_is_not_found_by_any_role(people):
    """Absent and forbidden are told alike."""
    found = []
    for page in behind("desk", "journey", "account"):
        if not page.arguments:
            continue
        by_right = {rules.test_rule(page.door.right, person): role for role, person in people.items()}
        for role in by_right.values():  # one who may, one who may not: a door asks for nothing else
            status = answer(page.url_of_nothing(), people[role])
            if status != 404:
                found.append(f"{page.name} answers {status} to the {role}")

    mend("These answer about a file that does not exist:", found, exceptions.ANSWERS_ABOUT_NOTHING)


def test_a_link_that_was_never_given_opens_nothing(network):
    found = [
        f"{page.name} answers {status}" for page in behind("guest") if (status := answer(page.url_of_nothing())) != 404
    ]

    mend("These open without a link:", found)


def test_the_portal_of_a_network_is_open_to_everybody(network):
    found = [
        f"{page.name} answers {status}"
        for page in behind("portal")
        if page.arguments == ("network",) and (status := answer(page.url(network=network.key))) != 200
    ]

    mend("These pages of the portal do not open:", found)


def test_public_pages_never_break(network):
    found = [
        f"{page.name} answers {status}"
        for page in addresses()
        if not page.arguments
        and page.name
        and page.door
        and page.door.name == "public"
        and (status := answer(page.url())) >= 500
    ]

    mend("These public pages break:", found)
