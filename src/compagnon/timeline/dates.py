"""What the timeline puts into calendars: days of departure and return, and tasks that are due."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core.registries import CalendarAsk, CalendarEntry
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import running, visible_to
from compagnon.people.choices import Role
from compagnon.timeline.queries import open_tasks_of

MOST = 1_000
_OWN = _("Departure for %(place)s"), _("Return from %(place)s")
_OWN_HOSTED = _("First day in %(place)s"), _("Last day in %(place)s")
_SENT = _("Departure: %(who)s"), _("Return: %(who)s")
_HOSTED = _("We host from today: %(who)s"), _("We host to the end of today: %(who)s")


def tasks(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """The tasks that somebody has to do, each on the day on which it is due; in the own calendar alone."""
    if not ask.is_own:
        return
    due = open_tasks_of(ask.person).filter(due_on__range=(ask.since, ask.until))
    for task in due[:MOST]:
        assert task.due_on is not None  # noqa: S101  (asked for)
        page = reverse("journey:task", args=[task.code]) if _moves(ask.person) else task.mobility.get_absolute_url()
        about = "" if _moves(ask.person) else f" · {ask.named(task.mobility.participant.person)}"
        yield CalendarEntry(f"task-{task.code}", f"{task.title}{about}", task.due_on, url=settings.SITE_URL + page)


def _moves(person: Any) -> bool:
    """Whether these are dates of somebody's own stay."""
    return person.roles == {Role.PARTICIPANT}


def journeys(ask: CalendarAsk) -> Iterator[CalendarEntry]:
    """Departures and returns: the own ones, or those within reach, a group in one entry."""
    rows = running(visible_to(ask.person, Mobility.objects.all()))
    rows = rows.filter(departs_on__lte=ask.until, returns_on__gte=ask.since)
    if ask.site is not None:
        rows = rows.filter(site=ask.site)
    found = list(_joined(rows))
    alone = [one for one in found if one.departure is None or _moves(ask.person)]
    for mobility in alone:
        yield from _of_one(mobility, ask)
    together = [one for one in found if one.departure is not None and not _moves(ask.person)]
    for _key, group in groupby(together, key=lambda one: one.departure_id):
        yield from _of_group(list(group))


def _joined(rows: QuerySet[Mobility]) -> Iterable[Mobility]:
    return rows.select_related("participant__person", "scheme", "departure__scheme").order_by(
        "departure_id", "departs_on", "pk"
    )[:MOST]


def _of_one(mobility: Mobility, ask: CalendarAsk) -> Iterator[CalendarEntry]:
    place = ", ".join(part for part in (mobility.town, str(mobility.country.name)) if part)
    if _moves(ask.person):
        url = settings.SITE_URL + reverse("journey:home")
        first, last = _OWN_HOSTED if mobility.scheme.is_incoming else _OWN
    else:
        url = settings.SITE_URL + mobility.get_absolute_url()
        first, last = _HOSTED if mobility.scheme.is_incoming else _SENT
    told = {"place": place, "who": ask.named(mobility.participant.person)}
    leaves, comes = str(first) % told, str(last) % told
    yield CalendarEntry(f"leaves-{mobility.code}", leaves, mobility.departs_on, place=place, url=url, is_busy=True)
    yield CalendarEntry(f"returns-{mobility.code}", comes, mobility.returns_on, place=place, url=url, is_busy=True)


def _of_group(group: list[Mobility]) -> Iterator[CalendarEntry]:
    departure: Any = group[0].departure
    place = ", ".join(part for part in (departure.town, str(departure.country.name)) if part)
    told = {"who": f"{departure.name} ({len(group)})"}
    url = settings.SITE_URL + departure.get_absolute_url()
    first, last = _HOSTED if departure.scheme.is_incoming else _SENT
    leaves, comes = str(first) % told, str(last) % told
    yield CalendarEntry(f"leaves-{departure.code}", leaves, departure.departs_on, place=place, url=url, is_busy=True)
    yield CalendarEntry(f"returns-{departure.code}", comes, departure.returns_on, place=place, url=url, is_busy=True)
