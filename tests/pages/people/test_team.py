"""The team at the desk, and the table of rights."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scopes_disabled

from compagnon.core import clock
from compagnon.core.models import SecurityEvent
from compagnon.people.models import Invitation, Membership, Person, Replacement
from compagnon.people.rules import RIGHTS
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import SiteFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import CallFactory


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", first_name="Hélène", last_name="Rose")
    client.force_login(person)
    return person


def test_the_page_of_rights_prints_the_table_that_is_in_force(client, coordinator):
    page = client.get(reverse("team:rights"))

    rows = {row["right"]: row["given"] for chapter in page.context["chapters"] for row in chapter["rows"]}
    assert set(rows) == set(RIGHTS)
    assert rows["people.follow_own_mobility"] == [True, *[False] * 9]
    assert "Write calls, open and close them." in page.text
    assert "your application" in page.text.lower()


@pytest.fixture
def referent(network):
    return PersonFactory(
        network=network, first_name="Rozenn", last_name="Boussole", role="referent", role__departement_code="53"
    )


def post(client, name, *arguments, **said):
    return client.post(reverse(name, args=arguments), said)


def test_the_team_shows_roles_scopes_and_open_files(client, network, coordinator, referent):
    for state in ("preparing", "abroad", "closed"):
        MobilityFactory(network=network, referent=referent, state=state)

    page = client.get(reverse("team:team") + "?role=referent&q=rozenn")

    assert [(one, one.roles_shown, one.loads) for one in page.context["people"]] == [
        (referent, ["Mobility referent (53)"], [2])
    ]


def test_the_team_takes_the_same_queries_for_two_and_twenty(client, network, coordinator, referent):
    client.get(reverse("team:team"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("team:team"))
    for number in range(18):
        other = PersonFactory(network=network, role="referent", role__departement_code=f"{number:02}")
        invited(network, email=f"i{number}@example.org")
        away_for_a_week(network, other, referent)

    with CaptureQueriesContext(connection) as many:
        assert len(client.get(reverse("team:team")).context["people"]) == 20

    assert len(many) == len(few)


def invited(network, email="new@example.org"):
    person = PersonFactory(network=network, email=email, is_active=False)
    return Invitation.objects.create(network=network, person=person, roles=[{"role": "reviewer"}])


def away_for_a_week(network, absent, stand_in):
    today = clock.today()
    return Replacement.objects.create(
        network=network, absent=absent, stand_in=stand_in, first_day=today, last_day=today + timedelta(days=6)
    )


def test_a_participant_is_not_of_the_team(client, network, coordinator):
    learner = ParticipantFactory(network=network).person

    assert learner not in client.get(reverse("team:team")).context["people"]
    assert client.get(reverse("team:member", args=[learner.code])).status_code == 404


def test_people_of_another_network_are_not_found(client, coordinator):
    with scopes_disabled():
        stranger = PersonFactory(role="referent")

    assert client.get(reverse("team:member", args=[stranger.code])).status_code == 404
    assert post(client, "team:roles", stranger.code, roles=["reviewer"]).status_code == 404


def test_the_team_is_exported(client, coordinator):
    assert client.get(reverse("team:export"))["Content-Disposition"].startswith("attachment")


def test_a_coordinator_gives_a_referent_sites_and_departements(client, network, coordinator, referent):
    site = SiteFactory(network=network, departement_code="72", town="Le Mans")

    post(client, "team:roles", referent.code, roles=["referent"], departements=["72"], sites=[site.pk])

    assert scopes(referent) == {("referent", "72", None), ("referent", "", site.pk)}
    page = client.get(reverse("team:member", args=[referent.code]))
    assert "Hélène Rose changed the roles of Rozenn Boussole: Mobility referent." in page.text


def scopes(person):
    return set(Membership.objects.filter(person=person).values_list("role", "departement_code", "site"))


def test_a_reviewer_is_kept_to_one_call(client, network, coordinator, referent):
    call = CallFactory(network=network)

    post(client, "team:roles", referent.code, roles=["reviewer"], call=call.code)

    assert list(Membership.objects.filter(person=referent).values_list("role", "call_code")) == [
        ("reviewer", call.code)
    ]


def test_only_an_administrator_makes_administrators(client, network, coordinator, referent):
    answer = post(client, "team:roles", referent.code, roles=["referent", "administrator"])
    assert answer.status_code == 422
    assert scopes(referent) == {("referent", "53", None)}

    client.force_login(PersonFactory(network=network, role="administrator"))
    post(client, "team:roles", referent.code, roles=["administrator"])
    assert scopes(referent) == {("administrator", "", None)}


def test_a_coordinator_leaves_the_administrators_role_as_it_is(client, network, coordinator):
    administrator = PersonFactory(network=network, role="administrator")

    post(client, "team:roles", administrator.code, roles=["reviewer"])
    assert scopes(administrator) == {("administrator", "", None), ("reviewer", "", None)}

    post(client, "team:deactivate", administrator.code)
    administrator.refresh_from_db()
    assert administrator.is_active


def test_a_referent_sees_the_team_and_changes_nothing(client, network, referent):
    client.force_login(referent)
    other = PersonFactory(network=network, role="referent")

    assert client.get(reverse("team:team")).status_code == 200
    for name in ("team:roles", "team:deactivate", "team:reactivate", "team:replacement"):
        assert post(client, name, other.code).status_code == 404
    assert post(client, "team:invite").status_code == 404


def test_a_role_taken_away_is_gone_with_the_next_request_and_ends_the_sessions(network, client, coordinator, referent):
    theirs = Client()
    theirs.force_login(referent)
    assert theirs.get(reverse("mobilities:pipeline")).status_code == 200

    post(client, "team:roles", referent.code, roles=["reviewer"])

    assert theirs.get(reverse("mobilities:pipeline")).headers["Location"].startswith(reverse("sign-in"))
    theirs.force_login(Person.objects.get(pk=referent.pk))
    assert theirs.get(reverse("mobilities:pipeline")).status_code == 404


def test_a_role_added_leaves_the_sessions_open(network, client, coordinator, referent):
    theirs = Client()
    theirs.force_login(referent)

    post(client, "team:roles", referent.code, roles=["referent", "reviewer"], departements=["53"])

    assert theirs.get(reverse("mobilities:pipeline")).status_code == 200


def test_a_deactivated_account_is_closed_at_once_and_opened_again_by_a_press(client, network, coordinator, referent):
    theirs = Client()
    theirs.force_login(referent)
    assert "every open session ends at once" in client.get(reverse("team:deactivate", args=[referent.code])).text

    post(client, "team:deactivate", referent.code)
    assert theirs.get(reverse("desk:home")).headers["Location"].startswith(reverse("sign-in"))

    post(client, "team:reactivate", referent.code)
    referent.refresh_from_db()
    assert referent.is_active
    assert theirs.get(reverse("desk:home")).status_code == 302
    noted = SecurityEvent.objects.filter(event__startswith="account.").values_list("event", flat=True)
    assert set(noted) == {"account.deactivated", "account.reactivated"}


def test_the_last_coordinator_stays(client, network, coordinator):
    administrator = PersonFactory(network=network, role="administrator")
    client.force_login(administrator)

    answer = post(client, "team:roles", coordinator.code, roles=["referent"])
    assert "Hélène Rose is the last coordinator: name another one first." in answer.text
    post(client, "team:deactivate", coordinator.code)
    coordinator.refresh_from_db()
    assert (coordinator.is_active, scopes(coordinator)) == (True, {("coordinator", "", None)})

    PersonFactory(network=network, role="coordinator")
    post(client, "team:roles", coordinator.code, roles=["referent"])
    assert scopes(coordinator) == {("referent", "", None)}


def test_nobody_deactivates_themselves(client, coordinator):
    PersonFactory(network=coordinator.network, role="coordinator")

    post(client, "team:deactivate", coordinator.code)

    coordinator.refresh_from_db()
    assert coordinator.is_active


def replace(client, absent, stand_in, first="2027-03-01", last="2027-03-07"):
    return post(client, "team:replacement", absent.code, stand_in=stand_in.pk, first_day=first, last_day=last)


@pytest.fixture
def colleague(network):
    return PersonFactory(network=network, first_name="Mathis", last_name="Charron", role="referent")


def test_a_referent_names_a_replacement_and_ends_it(client, network, referent, colleague, time_machine):
    time_machine.move_to(date(2027, 3, 3))
    client.force_login(referent)

    replace(client, referent, colleague)
    made = Replacement.objects.get()
    assert (made.absent, made.stand_in) == (referent, colleague)
    assert "Mathis Charron for Rozenn Boussole" in client.get(reverse("team:team")).text

    post(client, "team:end-replacement", made.code)
    made.refresh_from_db()
    assert made.last_day == date(2027, 3, 2)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2027-03-05", "2027-03-09"), "is replaced by Mathis Charron in these days already"),
        (("2027-03-20", "2027-03-19"), "The last day lies before the first or in the past"),
        (("2020-03-01", "2020-03-02"), "The last day lies before the first or in the past"),
    ],
)
@pytest.mark.usefixtures("coordinator")
def test_overlapping_and_past_replacements_are_refused(client, referent, colleague, days, told):
    replace(client, referent, colleague)

    assert told in replace(client, referent, colleague, *days).text
    assert Replacement.objects.count() == 1


def test_who_is_away_replaces_nobody_and_nobody_replaces_themselves(client, network, coordinator, referent, colleague):
    replace(client, referent, colleague)

    assert "Rozenn Boussole is away in these days" in replace(client, coordinator, referent).text
    assert "replaces somebody in these days" in replace(client, colleague, coordinator).text
    assert replace(client, referent, referent).status_code == 422
    assert Replacement.objects.count() == 1


def test_a_lent_role_gives_no_roles(client, network, coordinator, referent, colleague):
    """A coordinator's replacement sees what the coordinator sees, and names nobody."""
    away_for_a_week(network, coordinator, referent)
    client.force_login(referent)

    assert client.get(reverse("team:roles", args=[colleague.code])).status_code == 200
    assert post(client, "team:roles", colleague.code, roles=["coordinator"]).status_code == 422
    assert scopes(colleague) == {("referent", "", None)}
