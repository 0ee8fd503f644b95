"""Reads of evaluations."""

from collections.abc import Iterable

from django.utils import translation

from compagnon.core import clock
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation
from compagnon.surveys.models import Level, TutorEvaluation


def evaluation_of(mobility: Mobility) -> TutorEvaluation | None:
    """What the tutor was asked, answered or not; None when nobody asked yet."""
    return TutorEvaluation.objects.filter(mobility=mobility).select_related("tutor").first()


def results_of(mobility: Mobility, languages: tuple[str, ...]) -> dict[int, tuple[dict[str, str], dict[str, str]]]:
    """Of each learning outcome that the tutor rated, by its key: the level in these languages, the comment in the tutor's."""
    evaluation = evaluation_of(mobility)
    if evaluation is None or evaluation.answered_at is None:
        return {}
    own = evaluation.tutor.language
    return {
        one.outcome_id: (level_in(one.level, languages), {own: one.comment} if one.comment else {})
        for one in evaluation.ratings.all()
    }


def level_in(level: int, languages: Iterable[str]) -> dict[str, str]:
    """A level in words, by language."""
    said = {}
    for code in languages:
        with translation.override(code):
            said[code] = str(Level(level).label)
    return said


def is_evaluated(mobility: Mobility) -> bool:
    """The tutor has given the evaluation."""
    return TutorEvaluation.objects.filter(mobility=mobility, answered_at__isnull=False).exists()


def teaches(host: Organisation | None) -> bool:
    """Whether a host gives courses, with marks of its own: a training centre."""
    return host is not None and host.kind == OrganisationKind.TRAINING_CENTRE


def can_be_asked(mobility: Mobility) -> bool:
    """From the last day of the stay on; the tutor must be known."""
    if mobility.tutor is None or mobility.state not in (MobilityState.ABROAD, MobilityState.RETURNED):
        return False
    return mobility.state == MobilityState.RETURNED or clock.today() >= mobility.returns_on
