"""What a group does once counts for each who travels along (TL-02); tasks on request follow the days they hang on."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from compagnon.core.activity import on, sentence
from compagnon.mobilities.actions import move_dates, move_to_departure
from compagnon.mobilities.models import Departure, Mobility
from compagnon.timeline import actions
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", first_name="Rose", last_name="Essai")


@pytest.fixture
def scheme(network):
    scheme = SchemeFactory(network=network)
    SchemeTaskFactory(scheme=scheme, key="book", is_shared=True, title="Book the coach")
    SchemeTaskFactory(scheme=scheme, key="card", title="Ask for the card")
    return scheme


@pytest.fixture
def group(network, scheme):
    return Departure.objects.create(
        network=network, scheme=scheme, name="Flensburg", country="DE",
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip


def traveller(network, scheme, **fields):
    made = MobilityFactory(network=network, scheme=scheme, **fields)
    actions.create_timeline(mobility=made, by=None)
    return made


def task_of(mobility, key):
    return Task.objects.get(mobility=mobility, template__key=key)


def states(key, *mobilities):
    return [task_of(one, key).state for one in mobilities]


def test_what_one_books_for_the_group_is_booked_for_all_and_told_in_each_file(network, scheme, group, referent):
    one, two = (traveller(network, scheme, departure=group) for _number in range(2))
    outside = traveller(network, scheme)

    actions.complete_task(task=task_of(one, "book"), by=referent)
    actions.complete_task(task=task_of(one, "card"), by=referent)

    assert states("book", one, two, outside) == ["done", "done", "open"]
    assert states("card", one, two) == ["done", "open"]
    assert sentence(on(two)[0]) == "Done: Book the coach (Rose Essai)."
    two.refresh_from_db()
    assert (two.tasks_done, two.tasks_total) == (1, 2)


def test_taken_up_again_by_one_it_is_open_for_all(network, scheme, group, referent):
    one, two = (traveller(network, scheme, departure=group) for _number in range(2))
    actions.complete_task(task=task_of(one, "book"), by=referent)

    actions.reopen_task(task=task_of(two, "book"), by=referent)

    assert states("book", one, two) == ["open", "open"]


def test_whoever_joins_later_has_what_the_group_has_done(network, scheme, group, referent):
    one = traveller(network, scheme, departure=group)
    actions.complete_task(task=task_of(one, "book"), by=referent)
    late = traveller(network, scheme)
    assert states("book", late) == ["open"]

    move_to_departure(mobilities=[late], departure=group, by=referent)

    assert states("book", late) == ["done"]
    assert task_of(late, "book").done_by_name == "Rose Essai"


def test_waiving_it_for_one_leaves_it_to_the_others(network, scheme, group, referent):
    one, two = (traveller(network, scheme, departure=group) for _number in range(2))

    actions.waive_task(task=task_of(one, "book"), by=referent, reason="Comes by train.")
    actions.complete_task(task=task_of(two, "book"), by=referent)

    assert states("book", one, two) == ["waived", "done"]


def test_a_task_on_request_moves_with_the_days_and_stays_whatever_is_true(network, scheme, referent):
    unit = SchemeTaskFactory(
        scheme=scheme, key="unit", level="on_request", anchor="return", amount=0, unit="days", conditions=["minor"]
    )
    asked = SchemeTaskFactory(scheme=scheme, key="change", level="on_request", anchor="asked", amount=3, unit="days")
    mobility = traveller(network, scheme)
    for row in (unit, asked):
        actions.add_on_request(mobility=mobility, of=row, by=referent)

    move_dates(mobility=mobility, departs_on=date(2027, 4, 1), returns_on=date(2027, 4, 15), by=referent)

    assert task_of(mobility, "unit").due_on == date(2027, 4, 15)
    assert task_of(mobility, "change").due_on == date(2026, 11, 27)


@pytest.mark.parametrize("state", ["cancelled", "closed"])
def test_what_somebody_did_who_travels_along_no_more_is_not_done_for_the_group(network, scheme, group, referent, state):
    gone = traveller(network, scheme, departure=group)
    actions.complete_task(task=task_of(gone, "book"), by=referent)
    Mobility.objects.filter(pk=gone.pk).update(state=state)
    late = traveller(network, scheme)

    move_to_departure(mobilities=[late], departure=group, by=referent)

    assert states("book", late) == ["open"]
