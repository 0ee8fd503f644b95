"""Reads of safety: who has answered, who has not, and the groups that somebody accompanies."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from compagnon.core import clock
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, visible_to
from compagnon.people.models import Person
from compagnon.stays.choices import OPEN, Safety
from compagnon.stays.models import HelpCall, RollCall, RollMark, SafetyAnswer, SafetyRound
from compagnon.stays.queries.abroad import abroad_on, for_reaching

ORDER = {Safety.HELP: 0, Safety.WAITING: 1, Safety.SAFE: 2}


def who_is_there(person: Person, country: str, town: str = "") -> QuerySet[Mobility]:
    """Everybody whom this person may see and who is in a country, or a town of it, today."""
    there = abroad_on(visible_to(person, Mobility.objects.all()), clock.today()).filter(country=country)
    return for_reaching(there.filter(town__iexact=town) if town else there)


def answers_seen_by(person: Person) -> QuerySet[SafetyAnswer]:
    """Answers of those whom this person may see."""
    return SafetyAnswer.objects.filter(mobility__in=visible_to(person, Mobility.objects.all()))


def rounds_seen_by(person: Person) -> QuerySet[SafetyRound]:
    """Rounds in which somebody is asked whom this person may see, with the counts of these."""
    seen = answers_seen_by(person)
    counts = {
        str(state): Count("answers", filter=Q(answers__in=seen, answers__state=state), distinct=True)
        for state in Safety
    }
    return SafetyRound.objects.filter(Q(answers__in=seen) | Q(by=person)).annotate(**counts).distinct()


def rows_of(safety_round: SafetyRound, person: Person) -> list[SafetyAnswer]:
    """Who needs help first, then who has not answered, then who is safe; each with the numbers to call."""
    rows = answers_seen_by(person).filter(round=safety_round).select_related(
        "mobility__participant__person", "mobility__participant__guardian", "mobility__host", "mobility__tutor"
    )  # fmt: skip
    return sorted(rows, key=lambda one: (ORDER[Safety(one.state)], str(one.mobility.participant.person)))


def asked_now(mobility: Mobility) -> SafetyAnswer | None:
    """The question of an open round that this participant has not answered."""
    found: SafetyAnswer | None = (
        SafetyAnswer.objects.filter(
            mobility=mobility, state=Safety.WAITING, round__closed_at=None, round__is_drill=False
        )
        .select_related("round")
        .order_by("-pk")
        .first()
    )
    return found


def groups_of(person: Person) -> QuerySet[Departure]:
    """Groups that somebody accompanies or looks after, those on the way first; a late one until all are back."""
    away = Exists(Mobility.objects.filter(departure=OuterRef("pk"), state=MobilityState.ABROAD))
    groups = departures_visible_to(person, Departure.objects.all()).filter(Q(returns_on__gte=clock.today()) | away)
    return groups.select_related("scheme", "accompanying").order_by("departs_on", "name")


def group_page(person: Person, departure: Departure) -> QuerySet[Mobility]:
    """The people of a group, with whom to call about them."""
    seen = visible_to(person, Mobility.objects.filter(departure=departure)).exclude(state="cancelled")
    return for_reaching(seen).order_by("participant__person__last_name", "participant__person__first_name")


def calls_of_group(people: QuerySet[Mobility]) -> list[HelpCall]:
    """The calls for help about these people that are not closed, the newest first."""
    rows = HelpCall.objects.filter(mobility__in=people, state__in=OPEN)
    return list(rows.select_related("mobility__participant__person", "asked", "taken_by").order_by("-called_at"))


def last_roll_calls(person: Person, departure: Departure) -> QuerySet[RollCall]:
    """The last counts of a group: how many were missing, and who of those whom this person may see."""
    absent = RollMark.objects.filter(is_present=False, mobility__in=visible_to(person, Mobility.objects.all()))
    missing = Prefetch("marks", absent.select_related("mobility__participant__person"))
    counted = RollCall.objects.filter(departure=departure).annotate(
        missing=Count("marks", filter=Q(marks__is_present=False))
    )
    return counted.prefetch_related(missing)[:10]
