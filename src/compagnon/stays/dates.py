"""What stays put into calendars: check-ins and lessons of the own stay; for staff the lessons and visits of those they look after."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from rules import test_rule

from compagnon.core.registries import CalendarAsk, CalendarEntry
from compagnon.mobilities.choices import MobilityState
from compagnon.people.choices import Role
from compagnon.stays.models import CheckIn, DistanceLesson, Visit


def check_ins(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """Those that are not answered yet, each on its day."""
    if not ask.is_own or ask.person.roles != {Role.PARTICIPANT}:
        return
    rows = CheckIn.objects.filter(
        mobility__participant__person=ask.person, answered_at=None, due_on__range=(ask.since, ask.until)
    )
    url = settings.SITE_URL + reverse("journey:logbook")
    for one in rows[:100]:
        yield CalendarEntry(
            f"check-in-{one.code}", _("Say how it goes (%(when)s)") % {"when": one.label}, one.due_on, url=url
        )


def lessons(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """Lessons from a distance: those of the own stay, or of the stays that somebody is the referent of."""
    rows = DistanceLesson.objects.filter(on__range=(ask.since, ask.until)).exclude(
        mobility__state=MobilityState.CANCELLED
    )
    if ask.is_own and ask.person.roles == {Role.PARTICIPANT}:
        url = settings.SITE_URL + reverse("journey:logbook")
        for one in rows.filter(mobility__participant__person=ask.person)[:200]:
            yield CalendarEntry(f"lesson-{one.code}", one.title, one.on, url=url)
    for one in _looked_after(rows, ask):
        who = ask.named(one.mobility.participant.person)
        yield CalendarEntry(f"lesson-{one.code}", f"{one.title} · {who}", one.on, url=_page(one))


def visits(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """Visits and talks from afar, on their days, of the stays that somebody is the referent of."""
    for one in _looked_after(Visit.objects.filter(on__range=(ask.since, ask.until)), ask):
        who = ask.named(one.mobility.participant.person)
        title = f"{one.get_way_display()} · {who}"
        place = f"{one.mobility.host or ''}"
        yield CalendarEntry(f"visit-{one.mobility.code}-{one.on:%Y%m%d}", title, one.on, place=place, url=_page(one))


def _looked_after(rows: QuerySet[Any], ask: CalendarAsk) -> Iterator[Any]:
    if not ask.is_own or not test_rule("stays.follow_stays", ask.person):
        return
    mine = rows.filter(mobility__referent=ask.person)
    yield from mine.select_related("mobility__participant__person", "mobility__host")[:200]


def _page(one: Any) -> str:
    return settings.SITE_URL + reverse("stays:long-stay", args=[one.mobility.code])
