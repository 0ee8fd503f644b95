"""Emptying the tables takes the jobs along, waits for who still reads one of them, and for nothing else."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import flush
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.errors import DeadlockDetected, UndefinedTable

from compagnon.config.management.commands import flush as ours
from compagnon.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(monkeypatch):
    """Django's command, failing first with these errors; what is left of them afterwards."""
    monkeypatch.setattr(ours, "PAUSE", 0)

    def fails(*errors):
        left = list(errors)

        def handle(self, *_args, **_options):
            if left:
                raise CommandError("Not flushed.") from left.pop(0)

        monkeypatch.setattr(flush.Command, "handle", handle)
        return left

    return fails


def test_no_job_is_left_whose_rows_are_gone(failing):
    jobs.later("documents.join_papers", joined=1, network=1)
    assert ProcrastinateJob.objects.exists()

    call_command("flush", interactive=False)

    assert not ProcrastinateJob.objects.exists()


def test_after_a_deadlock_it_is_tried_again(failing):
    left = failing(DeadlockDetected(), DeadlockDetected())

    call_command("flush", interactive=False)

    assert left == []


@pytest.mark.parametrize("errors", [[UndefinedTable(), UndefinedTable()], [DeadlockDetected()] * ours.ATTEMPTS])
def test_any_other_error_and_one_that_does_not_end_are_told(failing, errors):
    failing(*errors)

    with pytest.raises(CommandError):
        call_command("flush", interactive=False)
