"""Support reads a network only while it is let in, and everything it opens is noted."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from compagnon.core.models import Activity
from compagnon.people.models import Person, SupportAccess, SupportVisit
from compagnon.people.rules import RIGHTS
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory, SupporterFactory
from tests.house.addresses import behind

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", first_name="Hélène", last_name="Rose")
    client.force_login(person)
    return person


@pytest.fixture
def supporter(db):
    with scopes_disabled():
        return SupporterFactory(email="help@example.org", first_name="Ida", last_name="Lupe")


@pytest.fixture
def theirs(supporter):
    browser = Client(raise_request_exception=False)
    with scopes_disabled():
        browser.force_login(supporter)
    return browser


def let_in(client, email="help@example.org", hours=4):
    said = {"email": email, "reason": "The line looks wrong", "hours": hours}
    return client.post(reverse("team:support"), said)


@pytest.fixture
def inside(client, coordinator, theirs):
    let_in(client)
    theirs.post(reverse("support:enter", args=[SupportAccess.objects.get().code]))
    return theirs


def test_support_sees_nothing_before_it_is_let_in(theirs, network):
    assert theirs.get(reverse("home")).headers["Location"] == reverse("support:home")
    assert "No network lets you in now" in theirs.get(reverse("support:home")).text
    assert theirs.get(reverse("desk:home")).status_code == 404


def test_only_a_support_account_is_let_in_and_the_door_is_theirs(client, network, coordinator):
    PersonFactory(network=network, email="help@example.org", role="referent")

    assert "No support account of this installation has this address." in let_in(client).text
    assert client.get(reverse("support:home")).status_code == 404


def test_support_goes_in_under_a_banner_and_each_page_is_noted(client, network, inside):
    mobility = MobilityFactory(network=network)

    page = inside.get(mobility.get_absolute_url() + "?q=secret")

    assert "Support: Ida Lupe is looking at" in page.text
    assert "Remind" not in page.text
    assert list(SupportVisit.objects.values_list("path", flat=True)) == [mobility.get_absolute_url()]
    shown = client.get(reverse("team:support-access", args=[SupportAccess.objects.get().code]))
    assert mobility.get_absolute_url() in shown.text
    assert "Hélène Rose" in shown.text
    verbs = Activity.objects.filter(verb__startswith="people.support").order_by("pk").values_list("verb", "by_name")
    assert list(verbs) == [("people.support_let_in", "Hélène Rose"), ("people.support_came_in", "Ida Lupe")]


def test_support_changes_nothing_and_takes_nothing_away(network, inside):
    mobility = MobilityFactory(network=network)

    assert inside.post(reverse("timeline:remind", args=[mobility.code])).status_code == 403
    assert inside.get(reverse("desk-people:export")).status_code == 403
    assert inside.get(reverse("desk-people:participants")).status_code == 200


def test_the_table_gives_support_no_vault_no_letters_and_nothing_that_changes():
    given = {right for right, roles in RIGHTS.items() if "support" in roles}

    assert given == {
        "people.work_at_desk",
        "people.view_participants",
        "people.view_team",
        "people.view_activity",
        "partners.view_partners",
        "recruitment.view_applications",
        "mobilities.view_mobilities",
        "people.keep_own_account",
        "schemes.view_schemes",
    }


def test_every_page_of_the_desk_opens_to_support_by_its_right_alone(inside):
    answers = {}
    for page in behind("desk", "journey"):
        if not page.arguments:
            may = "support" in RIGHTS[page.door.right]
            status = inside.get(page.url()).status_code
            if status not in ({200, 302, 403, 405} if may else {404, 405}):
                answers[page.name] = status

    assert answers == {}


def test_the_access_ends_by_itself_at_once_or_by_leaving(client, network, inside, coordinator, time_machine):
    access = SupportAccess.objects.get()
    assert inside.get(reverse("desk:home")).status_code == 200
    time_machine.move_to(datetime(2027, 3, 3, 16, 0, 1, tzinfo=UTC))
    assert inside.get(reverse("desk:home")).status_code == 404

    client.force_login(coordinator)  # the session of four hours ago is over too
    client.post(reverse("team:support-extend", args=[access.code]), {"hours": 24})
    assert "This access is over" in client.get(reverse("team:support-access", args=[access.code])).text

    time_machine.move_to(NOON)
    client.post(reverse("team:support-extend", args=[access.code]), {"hours": 24})
    access.refresh_from_db()
    assert access.ends_at == datetime(2027, 3, 4, 12, tzinfo=UTC)
    inside.post(reverse("support:leave"))
    assert inside.get(reverse("desk:home")).status_code == 404
    inside.post(reverse("support:enter", args=[access.code]))
    assert inside.get(reverse("desk:home")).status_code == 200

    client.post(reverse("team:support-end", args=[access.code]))
    assert inside.get(reverse("desk:home")).status_code == 404
    assert inside.post(reverse("support:enter", args=[access.code])).status_code == 404


def test_who_is_let_in_again_has_one_access(client, coordinator, theirs):
    let_in(client)
    let_in(client, hours=1)

    assert [one.is_open for one in SupportAccess.objects.all()] == [True, False]
    assert "Support was never here" not in client.get(reverse("team:support")).text


def test_a_referent_lets_nobody_in(client, network, supporter):
    client.force_login(PersonFactory(network=network, role="referent"))

    assert let_in(client).status_code == 404


def test_support_of_one_network_sees_no_other(client, network, inside):
    with scopes_disabled():
        elsewhere = MobilityFactory(network=NetworkFactory())

    assert inside.get(elsewhere.get_absolute_url()).status_code == 404


def test_a_support_account_is_a_member_of_no_network(network, supporter):
    with pytest.raises(IntegrityError), transaction.atomic(), scopes_disabled():
        Person.objects.filter(pk=supporter.pk).update(network=network)


def test_a_support_account_is_made_from_the_shell(db, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("a long and quiet password\n"))
    call_command("support_account", "Help@example.org", "Ida", "Lupe")

    with scopes_disabled():
        made = Person.objects.get(email="help@example.org")
    assert (made.is_support, made.network, made.check_password("a long and quiet password")) == (True, None, True)
    monkeypatch.setattr("sys.stdin", io.StringIO("a long and quiet password\n"))
    with pytest.raises(CommandError, match="has an account already"):
        call_command("support_account", "help@example.org", "Ida", "Lupe")
    monkeypatch.setattr("sys.stdin", io.StringIO("x\n"))
    with pytest.raises(CommandError):
        call_command("support_account", "other@example.org", "Ida", "Lupe")
