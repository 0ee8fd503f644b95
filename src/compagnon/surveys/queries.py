"""Reads of evaluations."""

from compagnon.core import clock
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.surveys.models import TutorEvaluation


def evaluation_of(mobility: Mobility) -> TutorEvaluation | None:
    """What the tutor was asked, answered or not; None when nobody asked yet."""
    return TutorEvaluation.objects.filter(mobility=mobility).select_related("tutor").first()


def is_evaluated(mobility: Mobility) -> bool:
    """The tutor has given the evaluation."""
    return TutorEvaluation.objects.filter(mobility=mobility, answered_at__isnull=False).exists()


def can_be_asked(mobility: Mobility) -> bool:
    """From the last day of the stay on; the tutor must be known."""
    if mobility.tutor is None or mobility.state not in (MobilityState.ABROAD, MobilityState.RETURNED):
        return False
    return mobility.state == MobilityState.RETURNED or clock.today() >= mobility.returns_on
