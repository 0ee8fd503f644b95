"""Reads of lessons from a distance: those that were missed, for the desk and for the letters."""

from django.db.models import QuerySet

from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.models import Membership, Person
from compagnon.stays.choices import Attended
from compagnon.stays.models import DistanceLesson


def missed_seen_by(person: Person) -> QuerySet[DistanceLesson]:
    """Missed lessons of the stays that this person may see, which nobody has seen to, the oldest first."""
    seen = visible_to(person, Mobility.objects.exclude(state=MobilityState.CANCELLED))
    missed = DistanceLesson.objects.filter(attended=Attended.MISSED, seen_at=None, mobility__in=seen)
    named = missed.select_related("mobility__participant__person", "mobility__participant__mentor", "teacher")
    return named.order_by("on", "pk")


def to_tell() -> QuerySet[DistanceLesson]:
    """Missed lessons of which nobody was written to yet."""
    rows = DistanceLesson.objects.filter(attended=Attended.MISSED, told_at=None)
    rows = rows.exclude(mobility__state=MobilityState.CANCELLED)
    return rows.select_related(
        *("mobility__participant__person", "mobility__participant__mentor", "mobility__referent"), "teacher"
    ).order_by("on", "pk")


def who_may_teach(network_id: int) -> QuerySet[Person]:
    """The staff of the network: whoever has a role but that of a participant."""
    staff = Membership.objects.filter(network_id=network_id).exclude(role="participant").values("person")
    return Person.objects.filter(pk__in=staff, is_active=True).order_by("last_name", "first_name")
