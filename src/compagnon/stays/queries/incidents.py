"""Reads of incidents; restricted notes are for those who have the right, and for who wrote them."""

import rules
from django.db.models import Count, F, Q, QuerySet

from compagnon.core import clock
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.models import Person
from compagnon.stays.choices import IncidentState
from compagnon.stays.models import Incident, IncidentNote, IncidentTask


def incidents_seen_by(person: Person) -> QuerySet[Incident]:
    """Incidents of the mobilities that this person may see, and those in which they have something to do."""
    own = IncidentTask.objects.filter(person=person, done_at=None).values("incident")
    within = Q(mobility__in=visible_to(person, Mobility.objects.all()))
    seen = Incident.objects.filter(within | Q(pk__in=own))
    return seen.select_related("mobility__participant__person", "mobility__host", "mobility__departure")


def for_list(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """With how many tasks are open, the newest first."""
    counted = incidents.annotate(open_tasks=Count("tasks", filter=Q(tasks__done_at=None), distinct=True))
    return counted.order_by("-opened_at", "-pk")


def open_incidents(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Those that are not closed."""
    return incidents.filter(state=IncidentState.OPEN)


def own_tasks(person: Person) -> QuerySet[IncidentTask]:
    """What this person has to do about incidents, what is due first on top; what has no day comes last."""
    mine = IncidentTask.objects.filter(person=person, done_at=None, incident__in=incidents_seen_by(person))
    named = mine.select_related("incident__mobility__participant__person")
    return named.order_by(F("due_on").asc(nulls_last=True), "pk")


def to_look_at(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Open ones whose day to look again has come."""
    return open_incidents(incidents).filter(review_on__lte=clock.today())


def notes_for(person: Person, incident: Incident) -> QuerySet[IncidentNote]:
    """What this person may read of the record."""
    notes = IncidentNote.objects.filter(incident=incident)
    if rules.test_rule("stays.read_restricted", person):
        return notes
    return notes.filter(Q(is_restricted=False) | Q(by=person))


def hidden_notes(person: Person, incident: Incident) -> int:
    """How many notes this person may not read: that there are some is said."""
    return IncidentNote.objects.filter(incident=incident).count() - notes_for(person, incident).count()
