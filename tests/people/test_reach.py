"""How far a role reaches: départements, sites, and the files of a colleague who is away."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from compagnon.core.models import Activity
from compagnon.mobilities import queries as mobilities
from compagnon.mobilities.actions import cancel
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Membership, Participant, Person, Replacement
from compagnon.people.queries import reachable, visible_to, who_looks_after
from compagnon.recruitment import queries as recruitment
from compagnon.recruitment.models import Application
from compagnon.timeline import queries as timeline
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import SiteFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory


@pytest.fixture
def laval(network):
    return SiteFactory(network=network, town="Laval", departement_code="53")


@pytest.fixture
def mayenne(network):
    return SiteFactory(network=network, town="Mayenne", departement_code="53")


@pytest.fixture
def le_mans(network):
    return SiteFactory(network=network, town="Le Mans", departement_code="72")


@pytest.fixture
def files(network, laval, mayenne, le_mans):
    """A mobility with one task, and an application, at each site."""
    for site in (laval, mayenne, le_mans):
        participant = ParticipantFactory(network=network, site=site)
        mobility = MobilityFactory(network=network, participant=participant, departement_code=site.departement_code)
        Task.objects.create(
            network=network,
            mobility=mobility,
            own_title="Book",
            step="prepare",
            phase="before",
            role="referent",
            departement_code=site.departement_code,
        )
        ApplicationFactory(network=network, participant=participant)


def seen_by(person):
    """The towns of all that a person sees, by what it is."""
    person = Person.objects.get(pk=person.pk)
    return {
        "participants": towns(visible_to(person, Participant.objects.all()), "site__town"),
        "mobilities": towns(mobilities.visible_to(person, Mobility.objects.all()), "site__town"),
        "tasks": towns(timeline.visible_to(person, Task.objects.all()), "mobility__site__town"),
        "applications": towns(recruitment.visible_to(person, Application.objects.all()), "participant__site__town"),
    }


def towns(rows, name):
    return set(rows.values_list(name, flat=True))


def everywhere(*names):
    return {kind: set(names) for kind in ("participants", "mobilities", "tasks", "applications")}


def test_a_referent_of_a_site_sees_that_site_alone(network, files, laval):
    referent = PersonFactory(network=network, role="referent", role__site=laval)

    assert seen_by(referent) == everywhere("Laval")


def test_a_site_and_a_departement_add_up(network, files, laval):
    referent = PersonFactory(network=network, role="referent", role__site=laval)
    Membership.objects.create(network=network, person=referent, role="referent", departement_code="72")

    assert seen_by(referent) == everywhere("Laval", "Le Mans")


def test_a_referent_kept_to_no_place_sees_the_network(network, files):
    assert seen_by(PersonFactory(network=network, role="referent")) == everywhere("Laval", "Mayenne", "Le Mans")


@pytest.mark.parametrize(
    "scope",
    [
        {"role": "coordinator", "departement_code": "53"},
        {"role": "reviewer", "departement_code": "53"},
        {"role": "referent", "call_code": "abc"},
        {"role": "support"},
    ],
)
def test_scopes_belong_to_their_roles_and_support_to_no_network(network, scope):
    person = PersonFactory(network=network)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(network=network, person=person, **scope)


def test_the_same_role_with_the_same_scope_is_held_once(network, laval):
    person = PersonFactory(network=network, role="referent", role__site=laval)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(network=network, person=person, role="referent", site=laval)


@pytest.fixture
def away(network):
    return PersonFactory(
        network=network, first_name="Rozenn", last_name="Boussole", role="referent", role__departement_code="53"
    )


@pytest.fixture
def stand_in(network, away):
    """Replaces from 1 to 7 March 2027."""
    person = PersonFactory(
        network=network, first_name="Mathis", last_name="Charron", role="referent", role__departement_code="72"
    )
    Replacement.objects.create(
        network=network, absent=away, stand_in=person, first_day=date(2027, 3, 1), last_day=date(2027, 3, 7)
    )
    return person


@pytest.mark.parametrize(
    ("day", "sees"),
    [
        (date(2027, 2, 28), {"Le Mans"}),
        (date(2027, 3, 1), {"Laval", "Mayenne", "Le Mans"}),
        (date(2027, 3, 7), {"Laval", "Mayenne", "Le Mans"}),
        (date(2027, 3, 8), {"Le Mans"}),
    ],
)
def test_a_replacement_sees_the_files_of_both_from_the_first_to_the_last_day(files, stand_in, time_machine, day, sees):
    time_machine.move_to(day)

    assert seen_by(stand_in) == everywhere(*sees)


def test_what_is_done_in_the_place_of_somebody_says_so_and_the_own_work_does_not(
    network, files, stand_in, time_machine
):
    time_machine.move_to(datetime(2027, 3, 3, 12, tzinfo=UTC))
    by = Person.objects.get(pk=stand_in.pk)
    for mobility in Mobility.objects.filter(site__town__in=("Laval", "Le Mans")):
        cancel(mobility=mobility, by=by, reason="Test")

    told = Activity.objects.filter(verb="mobilities.mobility_cancelled").values_list("by", "by_name", "for_name")

    assert set(told) == {
        (stand_in.pk, "Mathis Charron", "Rozenn Boussole"),
        (stand_in.pk, "Mathis Charron", ""),
    }


def test_a_colleague_who_was_deactivated_lends_nothing(network, files, away, stand_in, time_machine):
    time_machine.move_to(datetime(2027, 3, 3, 12, tzinfo=UTC))
    Person.objects.filter(pk=away.pk).update(is_active=False)

    assert seen_by(stand_in) == everywhere("Le Mans")


def test_the_office_of_a_reviewer_or_an_administrator_is_never_lent(network, away, stand_in, time_machine):
    time_machine.move_to(datetime(2027, 3, 3, 12, tzinfo=UTC))
    Membership.objects.create(network=network, person=away, role="administrator")
    Membership.objects.create(network=network, person=away, role="reviewer")

    assert Person.objects.get(pk=stand_in.pk).roles == {"referent"}


def test_roles_with_and_without_a_replacement_are_read_in_one_query(network, stand_in, time_machine):
    for day in (1, 20):
        time_machine.move_to(datetime(2027, 3, day, 12, tzinfo=UTC))
        person = Person.objects.get(pk=stand_in.pk)
        with CaptureQueriesContext(connection) as captured:
            assert (person.roles, bool(person.reach)) == ({"referent"}, True)

        assert len(captured) == 1


def test_who_looks_after_a_place_is_the_referent_of_the_site_before_that_of_the_departement(network, away, laval):
    near = PersonFactory(network=network, role="referent", role__site=laval)

    assert who_looks_after("53", laval.pk) == [near]
    assert who_looks_after("53") == [away]
    assert who_looks_after("99") == []


def test_who_is_away_is_reached_through_who_stands_in(network, away, stand_in, time_machine):
    time_machine.move_to(datetime(2027, 3, 3, 12, tzinfo=UTC))
    assert reachable([away]) == [stand_in]

    time_machine.move_to(datetime(2027, 3, 8, 12, tzinfo=UTC))
    assert reachable([away]) == [away]


def test_who_accompanies_a_group_sees_its_mobilities_and_no_other(network, files):
    person = PersonFactory(network=network, role="accompanying")
    group = mobilities.Departure.objects.create(
        network=network,
        name="Cork",
        scheme=Mobility.objects.first().scheme,
        country="IE",
        departs_on=date(2027, 3, 1),
        returns_on=date(2027, 3, 15),
        accompanying=person,
    )
    Mobility.objects.filter(site__town="Laval").update(departure=group)

    assert seen_by(person) == {**everywhere(), "mobilities": {"Laval"}}
