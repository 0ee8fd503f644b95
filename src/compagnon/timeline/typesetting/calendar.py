"""A calendar as RFC 5545 has it, for phones, Google, Outlook and everything else that subscribes to an address."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from icalendar import Calendar, Event

from compagnon.timeline.calendars import Dated

_FIRST, _LAST = date(2020, 1, 1), date(2038, 1, 1)  # for which the rules of time zones are written out
_EVERY = timedelta(hours=4)


def typeset(dated: Iterable[Dated], *, title: str, code: str, time_zone: str) -> bytes:
    """The calendar; the same dates give the same bytes. `code` keeps the names of its events apart from other calendars'."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Compagnon//Calendar//{(get_language() or 'en').upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", time_zone)
    calendar.add("refresh-interval", _EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for one in dated:
        calendar.add_component(_event(one, code=code, zone=ZoneInfo(time_zone)))
    calendar.add_missing_timezones(first_date=_FIRST, last_date=_LAST)
    return bytes(calendar.to_ical())


def _event(one: Dated, *, code: str, zone: ZoneInfo) -> Event:
    entry, event = one.entry, Event()
    event.add("uid", f"{entry.key}.{code}@{urlsplit(settings.SITE_URL).hostname or 'compagnon'}")
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("sequence", one.sequence)
    event.add("summary", entry.title)
    if isinstance(entry.begins, datetime):
        event.add("dtstart", entry.begins.astimezone(zone))
        ends = entry.ends if isinstance(entry.ends, datetime) else entry.begins + timedelta(hours=1)
        event.add("dtend", ends.astimezone(zone))
    else:
        event.add("dtstart", entry.begins)
        event.add("dtend", (entry.ends or entry.begins) + timedelta(days=1))  # the day after the last one
    for name, value in (("location", entry.place), ("description", entry.note), ("url", entry.url)):
        if value:
            event.add(name, value)
    event.add("transp", "OPAQUE" if entry.is_busy else "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def etag_of(content: bytes) -> str:
    """What a program sends back to ask whether anything changed."""
    return sha256(content).hexdigest()[:32]
