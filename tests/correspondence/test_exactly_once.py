"""A worker may be killed at any moment: no letter is lost, and none is sent twice by itself."""

import os
import random
import signal
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections
from django.test import override_settings
from django_scopes import scope, scopes_disabled
from procrastinate.contrib.django import app

from compagnon.core import clock
from compagnon.correspondence.actions import release
from compagnon.correspondence.delivery import look_after_lost, message_id
from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.timeline.actions import remind_by_itself
from compagnon.timeline.models import Task
from tests.correspondence.sink import by, listening
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory

REMINDERS, KILLS = 1000, 20
MORNING = datetime(2027, 2, 2, 9, tzinfo=UTC)


@pytest.fixture
def network_with_reminders(transactional_db):
    """A thousand people who are each to be reminded of something tomorrow."""
    with scopes_disabled():
        network = NetworkFactory()
    with scope(network=network):
        first = MobilityFactory(network=network)
        people = Person.objects.bulk_create(
            [
                Person(network=network, email=f"r{n}@example.org", first_name="R", last_name=str(n))
                for n in range(REMINDERS)
            ]
        )
        alike = {"network": network, "scheme": first.scheme, "participant": first.participant, "country": "DE"}
        stays = {"departs_on": first.departs_on, "returns_on": first.returns_on}
        mobilities = Mobility.objects.bulk_create([Mobility(referent=one, **alike, **stays) for one in people])
        task = {"own_title": "Call the host", "step": "prepare", "phase": "before", "role": "referent"}
        Task.objects.bulk_create(
            [Task(network=network, mobility=one, due_on=date(2027, 2, 3), **task) for one in mobilities]
        )
        with clock.at(MORNING):
            assert remind_by_itself(network=network, now=MORNING) == REMINDERS
        yield network


def a_worker(*, goes_on: bool) -> int:
    """Begin the program's own worker as a child; without `goes_on` it ends when nothing is left to do."""
    connections.close_all()  # a child must not share the parent's
    child = os.fork()
    if child:
        return child
    try:
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(
                wait=goes_on, install_signal_handlers=False, listen_notify=False, fetch_job_polling_interval=0.2
            )
        os._exit(0)
    finally:
        os._exit(1)


def see_to_what_was_lost():
    look_after_lost(MORNING + timedelta(hours=1))


def of(state):
    return {message_id(one) for one in Letter.objects.filter(state=state)}


@pytest.mark.django_db(transaction=True)
def test_a_thousand_reminders_leave_once_though_the_worker_is_killed_twenty_times(network_with_reminders):
    chance = random.Random(20270202)
    with listening() as sink, override_settings(**by(sink)):
        sink.slowly = 0.004
        for _kill in range(KILLS):
            worker = a_worker(goes_on=True)
            sink.wait_for(sink.received.total() + chance.randint(1, REMINDERS // KILLS // 2), seconds=10)
            time.sleep(chance.random() * 0.02)
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
            see_to_what_was_lost()
        _pid, status = os.waitpid(a_worker(goes_on=False), 0)

        assert status == 0
        sent, unsure = of("sent"), of("unsure")
        assert len(sent | unsure) == REMINDERS
        assert set(sink.received.values()) == {1}  # nothing was ever sent twice by itself
        assert sent <= set(sink.received)
        assert len(unsure) <= KILLS

        for letter in Letter.objects.filter(state="unsure"):  # a person decides: once more
            release(letter=letter, by=PersonFactory(network=network_with_reminders))
        os.waitpid(a_worker(goes_on=False), 0)

        assert Letter.objects.filter(state="sent").count() == REMINDERS
        assert len(sink.received) == REMINDERS  # a mailbox that knows a Message-ID has each letter once
        assert {one for one, times in sink.received.items() if times > 1} <= unsure
