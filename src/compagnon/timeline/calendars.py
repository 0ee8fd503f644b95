"""Calendars that phones and programs read: what stands in one, who may read it, and how often each date has changed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import rules

from compagnon.core import clock
from compagnon.core.registries import CalendarAsk, CalendarEntry, calendar_entries
from compagnon.timeline.choices import FeedKind
from compagnon.timeline.models import CalendarFeed, CalendarItem

BEFORE, AFTER = timedelta(days=60), timedelta(days=550)
MOST = 2_000


@dataclass(frozen=True)
class Dated:
    """An entry with how often it has changed since the calendar first told it, and when last."""

    entry: CalendarEntry
    sequence: int
    changed_at: datetime


def may_read(feed: CalendarFeed) -> bool:
    """Asked at each reading: a calendar ends with the account, the last role, or the right and reach that it needs."""
    person = feed.person
    if not person.is_active or person.erased_at is not None or person.network_id != feed.network_id:
        return False
    if feed.kind == FeedKind.OWN:
        return bool(person.roles)
    if not rules.test_rule("mobilities.view_mobilities", person) or not person.reach:
        return False
    return feed.site is None or person.reach.covers(feed.site.departement_code, feed.site_id)


def entries_of(feed: CalendarFeed) -> list[CalendarEntry]:
    """What all apps put into this calendar, in order of time."""
    today = clock.today()
    ask = CalendarAsk(
        person=feed.person,
        is_own=feed.kind == FeedKind.OWN,
        site=feed.site,
        since=today - BEFORE,
        until=today + AFTER,
        named=_in_full if feed.shows_names else _initials,
    )
    found = [entry for told in calendar_entries for entry in told(ask)]
    return sorted(found, key=lambda entry: (str(entry.begins), entry.key))[:MOST]


def _in_full(person: Any) -> str:
    return str(person.full_name)


def _initials(person: Any) -> str:
    """L. M.: enough for who works with the person, and nothing for who reads along."""
    return " ".join(f"{name[:1]}." for name in (person.first_name, person.last_name) if name)


def dated(feed: CalendarFeed, entries: Iterable[CalendarEntry]) -> list[Dated]:
    """The entries with their count of changes, kept as digests; what is as it was is not written again."""
    known = {item.key: item for item in CalendarItem.objects.filter(feed=feed)}
    found, changed, now = [], [], clock.now().replace(microsecond=0)
    for entry in entries:
        digest = sha256(repr(asdict(entry)).encode()).hexdigest()
        item = known.get(entry.key)
        if item is None or item.digest != digest:
            sequence = 0 if item is None else item.sequence + 1
            item = CalendarItem(
                network_id=feed.network_id, feed=feed, key=entry.key, digest=digest, sequence=sequence, changed_at=now
            )
            changed.append(item)
        found.append(Dated(entry, item.sequence, item.changed_at))
    if changed:
        CalendarItem.unscoped.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["feed", "key"],
            update_fields=["digest", "sequence", "changed_at"],
        )
    return found
