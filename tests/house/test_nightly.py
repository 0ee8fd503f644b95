"""What is done by itself each hour takes as many statements for many tasks as for few."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.core import clock
from compagnon.timeline.models import Reminder, ReminderSettings, Task
from compagnon.timeline.reminding import due
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tools.bench import night

NOW = datetime(2027, 2, 3, 8, tzinfo=UTC)


@pytest.fixture
def mobility(network):
    PersonFactory(network=network, role="coordinator")
    return MobilityFactory(network=network, placed=True)


def add(mobility, number):
    Task.objects.bulk_create(
        Task(
            network=mobility.network, mobility=mobility, own_title=f"Task {at}", step="prepare", phase="before",
            code=f"night{number:03}{at:04}", role=("learner", "host_tutor", "referent", "coordinator")[at % 4],
            due_on=date(2027, 2, 3) + timedelta(days=at % 3),
        )
        for at in range(number)
    )  # fmt: skip


def a_night(mobility):
    """How many rows a night writes and takes back, and with how many statements."""
    settled = ReminderSettings(network=mobility.network)
    with clock.at(NOW), CaptureQueriesContext(connection) as asked:
        written = due.plan(network=mobility.network, settled=settled, today=NOW.date(), now=NOW)
        Task.objects.update(state="done")
        taken_back = due.take_back_stale()
    return written, taken_back, len(asked)


def test_a_night_with_many_tasks_takes_as_many_statements_as_one_with_few(mobility):
    add(mobility, 4)
    few = a_night(mobility)
    Task.objects.all().delete()
    add(mobility, 400)

    many = a_night(mobility)

    assert (few[:2], many[:2]) == ((4, 4), (400, 400))
    assert few[2] == many[2]
    assert not Reminder.objects.exists()


def test_the_table_says_how_many_times_a_bare_update_each_part_took():
    found = {
        "mobilities": 100_000, "tasks": 5_000_000, "memory": 210.4,
        "parts": {"reminders": {"rows": 1000, "seconds": 3.0, "statements": 3, "floor": 2.0}},
    }  # fmt: skip

    lines = night.lines(found)

    assert "| reminders | 1,000 | 3 | 3.0 | 2.0 | 1.5 |" in lines
    assert lines[-1] == "- Memory of the process that does it at most 210 MB of 500."
