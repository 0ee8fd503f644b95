"""What recruitment puts into calendars: information meetings, meetings of panels, and the last day of calls."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from rules import test_rule

from compagnon.core.registries import CalendarAsk, CalendarEntry
from compagnon.people.choices import Role
from compagnon.recruitment.choices import CallState
from compagnon.recruitment.models import Call, Meeting, Selection


def meetings(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """Information meetings of the network or a site for staff; for a participant those to which they are registered."""
    rows = Meeting.objects.filter(begins_at__date__range=(ask.since, ask.until), cancelled_at=None)
    is_staff = test_rule("recruitment.view_applications", ask.person)
    if not is_staff:
        if ask.person.roles != {Role.PARTICIPANT}:
            return
        rows = rows.filter(
            registrations__contact__email__iexact=ask.person.email, registrations__cancelled_at=None
        ).distinct()
    elif ask.site is not None:
        rows = rows.filter(site=ask.site)
    for one in rows.select_related("site").order_by("begins_at", "pk")[:200]:
        place = ", ".join(part for part in (one.site.name if one.site else "", one.place) if part)
        url = settings.SITE_URL + reverse("recruitment:information-meeting", args=[one.code]) if is_staff else ""
        yield CalendarEntry(
            f"meeting-{one.code}", str(one.title), one.begins_at, one.ends_at, place=place, url=url, is_busy=True
        )


def calls(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """The last day of every open call, for staff."""
    if not test_rule("recruitment.view_applications", ask.person):
        return
    rows = Call.objects.filter(state=CallState.OPEN, closes_on__range=(ask.since, ask.until)).order_by(
        "closes_on", "pk"
    )
    for one in rows[:200]:
        url = settings.SITE_URL + reverse("recruitment:call", args=[one.code])
        yield CalendarEntry(
            f"call-{one.code}", _("Last day of the call: %(call)s") % {"call": one}, one.closes_on, url=url
        )


def panels(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """The planned meetings of the panels on which somebody sits, in the own calendar; nobody's name stands in it."""
    if not ask.is_own or not test_rule("recruitment.sit_on_panel", ask.person):
        return
    rows = Selection.objects.filter(sits_at__date__range=(ask.since, ask.until), panel__person=ask.person)
    for one in rows.select_related("call").order_by("sits_at", "pk")[:200]:
        assert one.sits_at is not None  # noqa: S101  (asked for)
        title = _("Panel: %(call)s") % {"call": one.call}
        url = settings.SITE_URL + reverse("recruitment:panel-meetings", args=[one.call.code])
        yield CalendarEntry(f"panel-{one.code}", title, one.sits_at, place=one.sits_in, url=url, is_busy=True)
