"""Every address that names a thing, asked for own things, a neighbour's, another centre's and another network's."""

import logging

import pytest
import rules
from django.db import transaction
from django_scopes import scope

from compagnon.people.choices import Role
from compagnon.people.models import Person
from tests.house import exceptions
from tests.house.addresses import addresses, behind
from tests.house.objects import OF_A_CENTRE, OF_THE_NETWORK, declared_arguments, rows_named, url_of
from tests.house.tree import mend
from tests.house.worlds import worlds  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "django")


def naming():
    return [page for page in behind("desk", "journey") if rows_named(page)]


def may(worlds, page, role):  # noqa: F811
    with scope(network=worlds.own.network):
        return rules.test_rule(page.door.right, Person.objects.get(pk=worlds.people[role].pk))


def said_by(answered):
    body = "" if answered.streaming else answered.content.decode(errors="replace")
    return f"{dict(answered.headers)}{body}"


def told(client, url):
    """Status of a GET and of a POST of nothing, and what both said."""
    answers = [client.get(url), client.post(url)]
    return [one.status_code for one in answers], "".join(map(said_by, answers))


def tried(client, url):
    """The statuses of both; what they did is undone, so that the next address finds all things as they were."""
    with transaction.atomic():
        statuses = told(client, url)[0]
        transaction.set_rollback(True)
    return statuses


def test_every_argument_says_what_it_names():
    found = [
        f"{page.name} takes {name!r} in /{page.pattern}"
        for page in addresses()
        for name, said in declared_arguments(page)
        if said is None
    ]

    mend("Add to NAMED in tests/house/objects.py (word before the argument, argument) and the row it names:", found)


def test_things_of_another_network_are_found_by_nobody_and_stay_as_they_are(worlds):  # noqa: F811
    before, found = worlds.alien_rows(), []
    for role in worlds.people:
        client = worlds.client(role)
        for page in naming():
            if not may(worlds, page, role):
                continue  # refused whatever it names: tests/house/test_matrix.py
            urls = {url_of(page, worlds.alien), url_of(page, worlds.alien, own=worlds.own)}
            for url in urls:
                statuses, said = told(client, url)
                if set(statuses) - {404, 405} or worlds.alien_marks.search(said.replace(url, "")):
                    found.append(f"{page.name} answers {statuses} to the {role} about another network's thing")

    mend("These reach into another network:", found)
    assert worlds.alien_rows() == before


def test_what_a_form_names_of_another_network_stays_as_it_is(worlds):  # noqa: F811
    """Bulk actions, choices and searches: every code and number of the other network, in every field that takes one."""
    rows = worlds.alien.rows.values()
    codes, keys = [row.code for row in rows if hasattr(row, "code")], [str(row.pk) for row in rows]
    form = dict.fromkeys(("selected", "code", "codes", "chosen", "one", "other", "kept", "lost"), codes)
    form |= dict.fromkeys(("host", "partner", "participant", "scheme", "referent", "reviewer", "site", "person"), keys)
    before, found = worlds.alien_rows(), []
    for role in (Role.COORDINATOR, Role.PARTICIPANT):
        client = worlds.client(role)
        for page in behind("desk", "journey"):
            if page.arguments or not may(worlds, page, role):
                continue
            answered = client.post(page.url(), form)
            if answered.status_code >= 500 or worlds.alien_marks.search(said_by(answered)):
                found.append(f"{page.name} answers {answered.status_code} with another network's thing to the {role}")

    mend("These show or change what a form names of another network:", found)
    assert worlds.alien_rows() == before


def test_things_of_another_centre_are_not_found_by_its_neighbours_referent(worlds):  # noqa: F811
    client, found = worlds.client(Role.REFERENT), []
    for page in naming():
        if rows_named(page)[0] in OF_A_CENTRE and may(worlds, page, Role.REFERENT):
            statuses, _said = told(client, url_of(page, worlds.far))
            if set(statuses) - {404, 405}:
                found.append(f"{page.name} answers {statuses} about another centre's thing")

    mend("These reach into another centre:", found)


def test_a_participant_finds_nothing_of_a_neighbour(worlds):  # noqa: F811
    client, found = worlds.client(Role.PARTICIPANT), []
    for page in naming():
        if page.door.name == "journey" and rows_named(page)[0] not in OF_THE_NETWORK:
            statuses, _said = told(client, url_of(page, worlds.neighbour))
            if set(statuses) - {404, 405}:
                found.append(f"{page.name} answers {statuses} about a neighbour's thing")

    mend("These show a participant what is another's:", found)


def test_own_things_are_found_by_somebody(worlds):  # noqa: F811
    """Else the refusals above would prove nothing."""
    clients = {role: worlds.client(role) for role in worlds.people}
    found = []
    for page in naming():
        url, statuses = url_of(page, worlds.own), set()
        for role, client in clients.items():
            if not statuses - {404, 405} and may(worlds, page, role):
                statuses |= set(tried(client, url))
        if not statuses - {404, 405} or max(statuses) >= 500:
            found.append(f"{page.name} answers {sorted(statuses)}")

    mend(
        "Nobody opens these with own things: mend SAID in tests/house/filled.py, or say why not:",
        found,
        exceptions.OPENED_BY_NOBODY,
    )


def test_a_personal_link_opens_pages_of_its_purpose_alone(worlds):  # noqa: F811
    client, found = worlds.client(), []
    for page in behind("guest"):
        for purpose, token in worlds.own.tokens.items():
            others = {name: said.lstrip("=") for name, said in declared_arguments(page) if name != "token" and said}
            status = client.get(page.url(token=token, **others)).status_code
            if (status == 404) == (purpose == page.door.right):
                found.append(f"{page.name} answers {status} to a link for {purpose}")

    mend("Purpose and page disagree:", found, exceptions.LINKS_OPEN_NOTHING)
