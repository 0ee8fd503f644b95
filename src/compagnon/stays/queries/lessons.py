"""Reads of lessons from a distance: those that were missed, for the desk and for the letters."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from compagnon.core import clock
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.mobilities.splitting import is_within, spans_of
from compagnon.people.models import Membership, Person
from compagnon.stays.choices import Attended
from compagnon.stays.models import DistanceLesson

WEEKS = 60
"""A series ends with the longest stay."""


def kept() -> QuerySet[DistanceLesson]:
    """Those that nobody took away."""
    return DistanceLesson.objects.filter(removed_at=None)


def seen_by(person: Person) -> QuerySet[DistanceLesson]:
    """Lessons of the stays that this person may see, those that were taken away too."""
    seen = visible_to(person, Mobility.objects.exclude(state=MobilityState.CANCELLED))
    return DistanceLesson.objects.filter(mobility__in=seen).select_related("mobility__participant__person", "teacher")


def next_lessons() -> QuerySet[DistanceLesson]:
    """Those of the coming two weeks, as a participant sees them."""
    return kept().filter(on__range=(clock.today(), clock.today() + timedelta(days=14)))


def days_of_series(mobility: Mobility, on: date, until: date | None) -> list[date]:
    """That day, and every week after it up to `until`; days on which the participant is not abroad are left out."""
    spans, weeks = spans_of(mobility), 0 if until is None else min((until - on).days // 7, WEEKS)
    days = [on + timedelta(weeks=week) for week in range(weeks + 1)]
    return [day for day in days if is_within(spans, day)]


def who_travels_along(person: Person, mobility: Mobility) -> QuerySet[Mobility]:
    """The stays of the same departure that this person may see, with the one that is asked about."""
    group = Q(pk=mobility.pk)
    if mobility.departure_id:
        group |= Q(departure=mobility.departure_id)
    stays = visible_to(person, Mobility.objects.filter(group).exclude(state=MobilityState.CANCELLED))
    return stays.prefetch_related("periods").order_by("pk")


def later_of_series(lesson: DistanceLesson) -> QuerySet[DistanceLesson]:
    """The lesson and those of its series that come after it and nobody has noted yet."""
    same = Q(pk=lesson.pk)
    if lesson.series:
        same |= Q(series=lesson.series, mobility=lesson.mobility_id, on__gt=lesson.on, attended=Attended.PLANNED)
    return DistanceLesson.objects.filter(same)


def missed_seen_by(person: Person) -> QuerySet[DistanceLesson]:
    """Missed lessons of the stays that this person may see, which nobody has seen to, the oldest first."""
    seen = visible_to(person, Mobility.objects.exclude(state=MobilityState.CANCELLED))
    missed = kept().filter(attended=Attended.MISSED, seen_at=None, mobility__in=seen)
    named = missed.select_related("mobility__participant__person", "mobility__participant__mentor", "teacher")
    return named.order_by("on", "pk")


def to_tell() -> QuerySet[DistanceLesson]:
    """Missed lessons of which nobody was written to yet."""
    rows = kept().filter(attended=Attended.MISSED, told_at=None)
    rows = rows.exclude(mobility__state=MobilityState.CANCELLED)
    return rows.select_related(
        *("mobility__participant__person", "mobility__participant__mentor", "mobility__referent"), "teacher"
    ).order_by("on", "pk")


def who_may_teach(network_id: int) -> QuerySet[Person]:
    """The staff of the network: whoever has a role but that of a participant."""
    staff = Membership.objects.filter(network_id=network_id).exclude(role="participant").values("person")
    return Person.objects.filter(pk__in=staff, is_active=True).order_by("last_name", "first_name")
