"""Who sees which mobilities, and what the line says."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django_scopes import scope, scopes_disabled

from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import find_mobilities, late, visible_to
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory
from tests.factories.people import ParticipantFactory, PersonFactory


@pytest.fixture
def mayenne(network):
    return MobilityFactory(network=network, departement_code="53")


@pytest.fixture
def sarthe(network):
    return MobilityFactory(network=network, departement_code="72")


def seen_by(person):
    return set(visible_to(person, Mobility.objects.all()))


def test_a_referent_sees_the_own_departements(network, mayenne, sarthe):
    assert seen_by(PersonFactory(network=network, role="referent", role__departement_code="53")) == {mayenne}


def test_a_coordinator_and_a_referent_of_the_whole_network_see_all(network, mayenne, sarthe):
    assert seen_by(PersonFactory(network=network, role="coordinator")) == {mayenne, sarthe}
    assert seen_by(PersonFactory(network=network, role="referent")) == {mayenne, sarthe}


def test_a_participant_sees_only_the_own_and_a_reviewer_none(network, mayenne, sarthe):
    assert seen_by(mayenne.participant.person) == {mayenne}
    assert seen_by(PersonFactory(network=network, role="reviewer")) == set()


def test_nobody_sees_mobilities_of_another_network(network, mayenne):
    with scopes_disabled():
        other = NetworkFactory()
    with scope(network=other):
        assert seen_by(PersonFactory(network=other, role="coordinator")) == set()


def test_search_finds_the_beginning_of_every_word_without_accents(network):
    coordinator = PersonFactory(network=network, role="coordinator")
    person = PersonFactory(network=network, first_name="Zoé", last_name="Écureuil")
    found = MobilityFactory(network=network, participant=ParticipantFactory(network=network, person=person))
    MobilityFactory(network=network)

    assert [row.url for row in find_mobilities(coordinator, "ecur zo")] == [found.get_absolute_url()]
    assert find_mobilities(PersonFactory(network=network, role="reviewer"), "ecur") == []


def test_late_is_asked_of_the_day_and_only_of_running_ones(network):
    MobilityFactory(network=network, next_due_on=date(2027, 1, 4), state="closed")
    is_late = MobilityFactory(network=network, next_due_on=date(2027, 1, 4))

    assert list(late(Mobility.objects.all(), on=date(2027, 1, 5))) == [is_late]
    assert not late(Mobility.objects.all(), on=date(2027, 1, 4))


@pytest.mark.parametrize(
    ("state", "day", "line"),
    [
        ("preparing", date(2027, 2, 1), "1/1 2/2 4/9! 0/3 0/5 @2.5"),
        ("abroad", date(2027, 3, 8), "1/1 2/2 4/9! 0/3 0/5 @3.5"),
        ("returned", date(2027, 4, 5), "1/1 2/2 4/9! 0/3 0/5 @4.5"),
        ("closed", date(2029, 1, 1), "1/1 2/2 4/9 0/3 0/5 @5.0"),
    ],
)
def test_the_line_says_what_is_done_what_is_late_and_where_today_stands(network, state, day, line):
    with time_machine.travel(datetime(2027, 1, 4, 9, tzinfo=UTC), tick=False):
        mobility = MobilityFactory(
            network=network, state=state, progress="1/1 2/2 4/9 0/3 0/5", next_due_on=date(2027, 1, 20)
        )

    with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), tick=False):
        assert mobility.line == line
