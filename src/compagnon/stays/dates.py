"""What stays put into calendars: the weekly check-ins of the participant's own stay."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core.registries import CalendarAsk, CalendarEntry
from compagnon.people.choices import Role
from compagnon.stays.models import CheckIn


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
            f"check-in-{one.code}", _("Say how it goes (week %(week)s)") % {"week": one.week}, one.due_on, url=url
        )
