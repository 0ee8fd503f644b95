"""Timelines through time: one mobility, a departure, a year."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.mobilities.models import Departure
from compagnon.timeline.actions import complete_task, create_timeline
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture(autouse=True)
def on_15_february_2027():
    with time_machine.travel(datetime(2027, 2, 15, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="53"))
    return client


@pytest.fixture
def scheme(network):
    scheme = SchemeFactory(network=network)
    SchemeTaskFactory(scheme=scheme, key="sign", role="referent", title="Sign", blocks_departure=True)
    SchemeTaskFactory(scheme=scheme, key="pack", role="learner", title="Pack", amount=-1, unit="days")
    SchemeTaskFactory(
        scheme=scheme, key="talk", role="trainer", title="Talk", anchor="return", amount=2, unit="weeks",
        step="evaluate", phase="after",
    )  # fmt: skip
    return scheme


def with_timeline(network, scheme, **fields):
    made = MobilityFactory(network=network, scheme=scheme, departement_code="53", **fields)
    create_timeline(mobility=made, by=None)
    return made


@pytest.fixture
def mobility(network, scheme):
    return with_timeline(network, scheme)


@pytest.fixture
def departure(network, scheme):
    return Departure.objects.create(
        network=network, scheme=scheme, name="Flensburg", country="DE",
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip


def asked(client, address, **query):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, query)
    assert response.status_code == 200
    return response, len(asked)


def test_tasks_stand_in_the_order_of_their_days_with_words_for_what_is_drawn(at_desk, mobility):
    response = at_desk.get(reverse("timeline:time", args=[mobility.code]))

    assert [(lane.of.template.key, lane.state) for lane in response.context["lanes"]] == [
        ("sign", "late"), ("pack", "waiting"), ("talk", "open"),
    ]  # fmt: skip
    page = response.content.decode()
    assert "14 days late" in page
    assert page.count('data-kind="late"') == 1  # since when it is late is drawn for the late one alone
    assert page.count('class="ring"') == 1  # only the one without which nobody leaves is ringed


def test_step_and_phase_leave_the_same_tasks(at_desk, mobility):
    address = reverse("timeline:time", args=[mobility.code])

    by_step = at_desk.get(address, {"step": "evaluate", "as": "list"}).context["lanes"]
    by_phase = at_desk.get(address, {"phase": "after", "as": "list"}).context["lanes"]

    assert [lane.of for lane in by_step] == [lane.of for lane in by_phase]
    assert len(by_step) == 1


def test_a_step_and_a_phase_that_never_meet_lead_back_to_all_tasks(at_desk, mobility):
    page = at_desk.get(reverse("timeline:time", args=[mobility.code]), {"step": "evaluate", "phase": "before"})

    assert b"Show all tasks" in page.content


def test_weeks_and_their_beginning_stand_in_the_address(at_desk, mobility):
    address = reverse("timeline:time", args=[mobility.code])

    weeks = at_desk.get(address, {"zoom": "week", "from": "2027-03-03"}).context["scale"]
    nonsense = at_desk.get(address, {"zoom": "hour", "from": "2027-13-99"}).context["scale"]

    assert (weeks.unit, weeks.first) == ("week", date(2027, 3, 1))
    assert nonsense.unit == "month"


def test_who_settled_a_task_is_told_on_the_list(at_desk, mobility, network):
    somebody = PersonFactory(network=network, role="referent", first_name="Aude", last_name="Test")
    complete_task(task=Task.objects.get(mobility=mobility, template__key="sign"), by=somebody)

    assert b"Aude Test" in at_desk.get(reverse("timeline:time", args=[mobility.code]), {"as": "list"}).content


def test_a_departure_has_a_row_for_each_traveller_and_the_same_queries_for_one_and_three(
    at_desk, network, scheme, departure
):
    with_timeline(network, scheme, departure=departure)
    address = reverse("timeline:departure-time", args=[departure.code])
    asked(at_desk, address)
    _page, few = asked(at_desk, address)
    for _number in range(2):
        with_timeline(network, scheme, departure=departure)

    page, many = asked(at_desk, address)

    assert len(page.context["lanes"]) == 3
    assert many == few


def test_the_year_shows_groups_then_those_who_travel_alone(at_desk, network, scheme, departure):
    with_timeline(network, scheme, departure=departure)
    alone = with_timeline(network, scheme, departs_on=date(2027, 5, 3), returns_on=date(2027, 5, 17))
    elsewhere = with_timeline(network, scheme)
    elsewhere.departement_code = "72"
    elsewhere.save()
    address = reverse("timeline:year")

    groups, _few = asked(at_desk, address)
    singles, _few = asked(at_desk, address, who="alone")

    assert [lane.of for lane in groups.context["lanes"]] == [departure]
    assert [lane.of for lane in singles.context["lanes"]] == [alone]


def test_the_year_counts_the_tasks_of_ones_own_by_month(at_desk, network, scheme):
    with_timeline(network, scheme)

    load = at_desk.get(reverse("timeline:year")).context["load"]

    assert (load.total, load.words) == (2, "Feb: 1, Mar: 1")  # the learner packs alone


def test_the_year_takes_the_same_queries_for_one_and_three(at_desk, network, scheme):
    with_timeline(network, scheme)
    address = reverse("timeline:year")
    asked(at_desk, address, who="alone")
    _page, few = asked(at_desk, address, who="alone")
    for _number in range(2):
        with_timeline(network, scheme)

    assert asked(at_desk, address, who="alone")[1] == few


def test_a_coordinator_keeps_the_year_to_one_departement(client, network, scheme):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    with_timeline(network, scheme)

    def shown(place):
        return len(client.get(reverse("timeline:year"), {"who": "alone", "departement": place}).context["lanes"])

    assert (shown("53"), shown("72")) == (1, 0)


def test_a_mobility_of_another_departement_is_not_found(at_desk, mobility):
    mobility.departement_code = "72"
    mobility.save()

    assert at_desk.get(reverse("timeline:time", args=[mobility.code])).status_code == 404
