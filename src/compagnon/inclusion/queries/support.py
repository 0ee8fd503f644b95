"""Reads of help that is planned; the reason is nowhere in it."""

from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from compagnon.core import clock
from compagnon.inclusion.choices import MeasureKind, MeasureState
from compagnon.inclusion.models import SupportMeasure
from compagnon.people.models import Participant, Person
from compagnon.people.queries import visible_to as participants_visible_to

OPEN = (MeasureState.PLANNED, MeasureState.ARRANGED)


def visible_to(person: Person, measures: QuerySet[SupportMeasure]) -> QuerySet[SupportMeasure]:
    """Those for participants whom somebody may see at the desk, and those that they carry out."""
    seen = participants_visible_to(person, Participant.objects.all()).values("pk")
    return measures.filter(Q(participant__in=seen) | Q(carried_by=person))


def for_list(measures: QuerySet[SupportMeasure]) -> QuerySet[SupportMeasure]:
    """With what a row shows."""
    return measures.select_related("participant__person", "participant__site", "carried_by")


def of_participant(participant: Participant) -> QuerySet[SupportMeasure]:
    """The plan of one person, what was dropped left out."""
    planned: QuerySet[SupportMeasure] = SupportMeasure.objects.filter(participant=participant)
    return planned.exclude(state=MeasureState.DROPPED).select_related("carried_by")


def has_help_planned(participant: Participant) -> bool:
    """Whether any help stands in the plan of somebody; why is said nowhere. Asks nothing where `support_measures` were fetched."""
    known = getattr(participant, "_prefetched_objects_cache", {}).get("support_measures")
    return of_participant(participant).exists() if known is None else bool(known)


def costs(measures: QuerySet[SupportMeasure]) -> list[tuple[str, Decimal]]:
    """What is planned and given costs, by kind, in EUR; the budget lines that the money module takes up."""
    rows = measures.exclude(state=MeasureState.DROPPED).order_by().values_list("kind").annotate(Sum("amount"))
    return [(str(MeasureKind(kind).label), amount) for kind, amount in sorted(rows) if amount]


def late_or_mine(person: Person) -> QuerySet[SupportMeasure]:
    """Open help that somebody carries out, or that is late for those they look after."""
    seen = visible_to(person, SupportMeasure.objects.filter(state__in=OPEN))
    return seen.filter(Q(carried_by=person) | Q(due_on__lt=clock.today()))
