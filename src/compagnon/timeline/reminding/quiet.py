"""When somebody may be written to: not at night where they are, and not on their days off."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from babel.core import get_global

from compagnon.engines.duedates import Calendar
from compagnon.network.models import Network
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact, Person
from compagnon.timeline.models import ReminderSettings


def may_be_told(
    reader: Person | Contact, *, network: Network, settled: ReminderSettings, now: datetime, country: str = ""
) -> bool:
    """Whether a reminder may reach this reader now; `country` is where somebody is who is abroad."""
    where = country or country_of(reader, network)
    moments = [now.astimezone(zone) for zone in zones_of(where, network)]
    if not all(settled.from_hour <= there.hour < settled.until_hour for there in moments):
        return False
    return is_free_any_day(reader, settled) or works_on(where, network, moments[0].date())


def is_free_any_day(reader: Person | Contact, settled: ReminderSettings) -> bool:
    """Learners and guardians may be told on Sundays too, where the network says so; nobody else."""
    if isinstance(reader, Contact):
        return settled.on_days_off and reader.kind == ContactKind.GUARDIAN
    return settled.on_days_off and not reader.is_told_vous


def country_of(reader: Person | Contact, network: Network) -> str:
    """Where a reader works: an outside contact at the own organisation, everybody else in the network's country."""
    organisation = reader.organisation if isinstance(reader, Contact) else None
    return str((organisation and organisation.country.code) or network.country.code)


def works_on(country: str, network: Network, day: date) -> bool:
    """Whether that day is worked in the country; by the network's days off where a country's are not known."""
    known = _countries()
    for code in (country, network.country.code, "FR"):
        if code in known:
            return Calendar(code).is_working_day(day)
    raise LookupError("The library of holidays does not know France.")


def zones_of(country: str, network: Network) -> list[ZoneInfo]:
    """The time zones in which a country lives: a letter waits until it is day in each.

    Where they lie so far apart that no hour of work is common to all, the first alone counts.
    """
    own = [ZoneInfo(network.time_zone)]
    if country == network.country.code:
        return own
    found = _zones(country)
    return list(found) or own


@cache
def _zones(country: str) -> tuple[ZoneInfo, ...]:
    zones = tuple(ZoneInfo(name) for name in sorted(get_global("territory_zones").get(country, ())))
    moment = datetime(2026, 1, 15)  # noqa: DTZ001  (only how far apart they lie)
    apart = [zone.utcoffset(moment) or timedelta() for zone in zones]
    return zones if not zones or max(apart) - min(apart) <= timedelta(hours=8) else zones[:1]


@cache
def _countries() -> dict[str, Any]:
    return dict(holidays.list_supported_countries())
