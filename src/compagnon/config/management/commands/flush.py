"""`compagnon flush`: as Django's, as the owner of the tables, and with the jobs; the tests that commit empty theirs with it."""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.errors import DeadlockDetected

from compagnon.core import wall

ATTEMPTS, PAUSE = 5, 0.2  # seconds


class Command(flush.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Empty the tables; who still reads one while another is taken is waited for."""
        with wall.as_owner():
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    super().handle(*args, **options)
                    _empty_jobs(options.get("database") or DEFAULT_DB_ALIAS)
                except (CommandError, OperationalError) as error:
                    if attempt == ATTEMPTS or not _is_deadlock(error):
                        raise
                    time.sleep(PAUSE)
                else:
                    break


def _empty_jobs(database: str) -> None:
    """Jobs are tables of their library, which Django leaves alone: without their rows nothing is left for them to do."""
    with connections[database].cursor() as cursor:
        cursor.execute(f"TRUNCATE {ProcrastinateJob._meta.db_table} CASCADE")


def _is_deadlock(error: BaseException) -> bool:
    cause = error.__cause__
    return cause is not None and (isinstance(cause, DeadlockDetected) or _is_deadlock(cause))
