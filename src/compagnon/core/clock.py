"""The only place that asks what time it is, so that tests can stop it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """The day of today where the installation is (TIME_ZONE)."""
    return timezone.localdate()
