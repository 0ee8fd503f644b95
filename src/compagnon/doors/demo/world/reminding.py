"""Reminders of the last days, as the program writes them by itself."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from compagnon.core import clock
from compagnon.network.models import Network
from compagnon.timeline.actions import remind_by_itself

DAYS_AGO = (9, 8, 1, 0)


def make(network: Network) -> int:
    """Remind on some mornings, up to today; returns how many letters were written."""
    zone, today, written = ZoneInfo(network.time_zone), clock.today(), 0
    for days in DAYS_AGO:
        morning = datetime.combine(today - timedelta(days=days), time(9, 5), zone)
        with clock.at(morning):
            written += remind_by_itself(network=network, now=morning)
    return written
