"""`compagnon flush`: as Django's, as the owner of the tables; the tests that commit empty theirs with it."""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
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
                except CommandError as error:
                    if attempt == ATTEMPTS or not _is_deadlock(error):
                        raise
                    time.sleep(PAUSE)
                else:
                    break


def _is_deadlock(error: BaseException) -> bool:
    cause = error.__cause__
    return cause is not None and (isinstance(cause, DeadlockDetected) or _is_deadlock(cause))
