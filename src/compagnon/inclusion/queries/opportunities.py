"""Fewer opportunities: how many are flagged, how many gave a reason, how many for each family; numbers alone."""

from dataclasses import dataclass

from django.db.models import QuerySet

from compagnon.inclusion.catalogue import Family, families
from compagnon.inclusion.choices import Opportunity
from compagnon.inclusion.models import OpportunityAnswer, OpportunityTally
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Participant


@dataclass(frozen=True)
class Reconciliation:
    """What the reporting tool asks for, of those who left in one year; somebody may count in several families."""

    year: int
    travellers: int
    answered: dict[str, int]
    with_reason: int
    by_family: list[tuple[Family, int]]

    @property
    def flagged(self) -> int:
        return self.answered.get(Opportunity.YES, 0)

    @property
    def without_reason(self) -> int:
        """Flagged people who gave no family: the difference to explain before the final report."""
        return max(0, self.flagged - self.with_reason)

    @property
    def not_answered(self) -> int:
        return self.travellers - sum(self.answered.values())


def years() -> list[int]:
    """Years in which somebody left or leaves, the newest first."""
    days = Mobility.objects.exclude(state="cancelled").dates("departs_on", "year", order="DESC")
    return [day.year for day in days]


def travellers_of(year: int) -> QuerySet[Participant]:
    """Who left or leaves in a year."""
    gone = Mobility.objects.exclude(state="cancelled").filter(departs_on__year=year)
    found: QuerySet[Participant] = Participant.objects.filter(pk__in=gone.values("participant"))
    return found


def reconciliation(year: int, counts: dict[str, int], gave: int) -> Reconciliation:
    """The numbers of a year; `counts` by family and `gave` come from the vault (`actions.vault.reasons_counted`)."""
    people = travellers_of(year)
    answers = OpportunityAnswer.objects.filter(participant__in=people).values_list("answer", flat=True)
    answered: dict[str, int] = {}
    for answer in answers:
        answered[answer] = answered.get(answer, 0) + 1
    kept = dict(OpportunityTally.objects.filter(year=year).values_list("family", "people"))
    return Reconciliation(
        year=year,
        travellers=people.count(),
        answered=answered,
        with_reason=gave + kept.get("", 0),
        by_family=[(one, counts.get(one.code, 0) + kept.get(one.code, 0)) for one in families()],
    )
