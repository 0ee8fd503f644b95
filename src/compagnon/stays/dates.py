"""What stays put into calendars: check-ins and lessons of the own stay; for staff the lessons and visits of those they look after."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rules import test_rule

from compagnon.core.registries import CalendarAsk, CalendarEntry
from compagnon.mobilities.choices import MobilityState
from compagnon.people.choices import Role
from compagnon.stays.choices import VisitWay
from compagnon.stays.models import CheckIn, DistanceLesson, Visit
from compagnon.stays.queries.lessons import kept


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
    rows = kept().filter(on__range=(ask.since, ask.until)).exclude(mobility__state=MobilityState.CANCELLED)
    rows = rows.select_related("network")  # whose time zone is the centre's
    if ask.is_own and ask.person.roles == {Role.PARTICIPANT}:
        url = settings.SITE_URL + reverse("journey:logbook")
        for one in rows.filter(mobility__participant__person=ask.person)[:200]:
            yield _lesson(one, one.title, url)
    for one in _looked_after(rows, ask):
        who = ask.named(one.mobility.participant.person)
        yield _lesson(one, f"{one.title} · {who}", _page(one))


def _lesson(one: DistanceLesson, title: str, url: str) -> CalendarEntry:
    """With its hour where one is told; whoever is abroad reads it in the own time."""
    key = f"lesson-{one.code}"
    if one.starts_at is None:
        return CalendarEntry(key, title, one.on, place=one.link, url=url)
    begins = datetime.combine(one.on, one.starts_at, ZoneInfo(one.network.time_zone))
    ends = begins + timedelta(minutes=one.minutes)
    return CalendarEntry(key, title, begins, ends, place=one.link, url=url, is_busy=True)


def visits(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """Visits and talks from afar, planned and done, on their days: the own ones of a participant, or those of the stays that
    somebody is the referent of or where somebody goes.
    """
    rows = Visit.objects.filter(on__range=(ask.since, ask.until)).exclude(mobility__state=MobilityState.CANCELLED)
    if ask.is_own and ask.person.roles == {Role.PARTICIPANT}:
        url = settings.SITE_URL + reverse("journey:home")
        for one in rows.filter(mobility__participant__person=ask.person).select_related("mobility__host")[:200]:
            yield CalendarEntry(f"visit-{one.pk}", _own_title(one), one.on, place=_where(one), url=url)
    for one in _looked_after(rows, ask, or_else=Q(goes=ask.person)):
        title = f"{one.get_way_display()} · {ask.named(one.mobility.participant.person)}"
        yield CalendarEntry(f"visit-{one.pk}", title, one.on, place=_where(one), url=_page(one))


def _own_title(visit: Visit) -> str:
    if visit.way == VisitWay.VISIT:
        return pgettext("calendar", "Visit from the training centre")
    return pgettext("calendar", "Talk with the training centre")


def _where(visit: Visit) -> str:
    return str(visit.mobility.host or "") if visit.way == VisitWay.VISIT else ""


def _looked_after(rows: QuerySet[Any], ask: CalendarAsk, *, or_else: Q | None = None) -> Iterator[Any]:
    if not ask.is_own or not test_rule("stays.follow_stays", ask.person):
        return
    of_referent = Q(mobility__referent=ask.person)
    mine = rows.filter(of_referent if or_else is None else of_referent | or_else)
    yield from mine.select_related("mobility__participant__person", "mobility__host")[:200]


def _page(one: Any) -> str:
    return settings.SITE_URL + reverse("stays:long-stay", args=[one.mobility.code])
