"""The only place that asks what time it is, so that tests, and the demonstration's past, can choose it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_chosen: ContextVar[datetime | None] = ContextVar("chosen_moment", default=None)


def now() -> datetime:
    return _chosen.get() or timezone.now()


def today() -> date:
    """The day of today where the installation is (TIME_ZONE)."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be another moment inside the block."""
    token = _chosen.set(moment)
    try:
        yield
    finally:
        _chosen.reset(token)
