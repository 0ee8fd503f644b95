"""Writes of calendars that are subscribed to: made, changed, given a new address, ended."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import security
from compagnon.core.states import MoveRefused, locked
from compagnon.network.models import Site
from compagnon.people import links
from compagnon.people.models import Person, PersonalLink
from compagnon.timeline.calendars import may_read
from compagnon.timeline.choices import FeedKind
from compagnon.timeline.models import CalendarFeed

PURPOSE = "timeline.calendar"


@transaction.atomic
def open_feed(*, kind: FeedKind, site: Site | None = None, shows_names: bool = False, by: Person) -> CalendarFeed:
    """Give somebody a calendar with an address of its own; one of each kind and site. Raises MoveRefused without the right."""
    feed, is_new = CalendarFeed.objects.get_or_create(
        network_id=by.network_id, person=by, kind=kind, site=site, defaults={"shows_names": shows_names}
    )
    if not may_read(feed):
        raise MoveRefused(_("This calendar is not yours to read."))
    links.make(purpose=PURPOSE, holder=by, about=feed, by_letter=False)
    if is_new:
        security.note("calendar.made", result=security.DONE, person=by, about=feed)
    return feed


@transaction.atomic
def show_names(*, feed: CalendarFeed, shows_names: bool, by: Person) -> None:
    """Let whole names stand in a calendar, or initials alone."""
    feed = locked(feed)
    feed.shows_names = shows_names
    feed.save(update_fields=["shows_names"])
    security.note("calendar.changed", result=security.DONE, person=by, about=feed)


@transaction.atomic
def renew(*, feed: CalendarFeed, by: Person) -> None:
    """Give a calendar a new address; the old one answers no more, at once."""
    links.revoke(purpose=PURPOSE, about=feed)
    links.make(purpose=PURPOSE, holder=feed.person, about=feed, by_letter=False)
    security.note("calendar.renewed", result=security.DONE, person=by, about=feed)


@transaction.atomic
def end(*, feed: CalendarFeed, by: Person) -> None:
    """End a calendar: its address answers no more."""
    links.revoke(purpose=PURPOSE, about=feed)
    security.note("calendar.ended", result=security.DONE, person=by, about=feed)
    feed.delete()


def addresses_of(feeds: list[CalendarFeed]) -> list[dict[str, Any]]:
    """Each calendar with its address, the same for a program to open, and when it was read last; an address that is over
    is empty: the calendar gets a new one, or is ended.
    """
    kind = ContentType.objects.get_for_model(CalendarFeed)
    rows = PersonalLink.objects.filter(purpose=PURPOSE, about_type=kind, about_id__in=[feed.pk for feed in feeds])
    valid = {link.about_id: link for link in rows if link.is_valid}
    found = []
    for feed in feeds:
        link = valid.get(feed.pk)
        address = links.address_of(link) if link else ""
        webcal = f"webcal://{address.partition('://')[2]}"
        found.append({"feed": feed, "address": address, "webcal": webcal, "read_at": link and link.last_used_at})
    return found
