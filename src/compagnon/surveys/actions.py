"""Asking the tutor for an evaluation, and keeping it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import locked
from compagnon.correspondence.actions import write
from compagnon.documents.models import LearningOutcome
from compagnon.mobilities.models import Mobility
from compagnon.surveys.models import CourseResult, OutcomeRating, TutorEvaluation
from compagnon.surveys.queries import can_be_asked, teaches
from compagnon.timeline.actions import refresh

PURPOSE = "surveys.tutor_evaluation"


class EvaluationRefused(Exception):
    """It cannot be asked or given like this; the message can be shown."""


@dataclass(frozen=True)
class Rating:
    """What the tutor says of one learning outcome, `level` after `models.Level`."""

    level: int
    comment: str = ""


@dataclass(frozen=True)
class Course:
    """What a host that teaches says of one course, in the words of its own system."""

    title: str
    number: str = ""
    length: str = ""
    mark: str = ""
    credits: str = ""


@transaction.atomic
def ask_tutor(*, mobility: Mobility, by: Any) -> TutorEvaluation:
    """Ask the tutor by letter; asking again before the answer sends the letter once more.

    Raises EvaluationRefused before the last day, without a tutor who can be reached, or when it was given.
    """
    mobility = locked(mobility)
    known = TutorEvaluation.objects.filter(mobility=mobility).first()
    if known is not None and known.answered_at is not None:
        raise EvaluationRefused(_("The tutor has already given the evaluation."))
    if not can_be_asked(mobility):
        raise EvaluationRefused(_("The tutor can be asked from the last day of the stay on."))
    tutor = mobility.tutor
    if tutor is None or not tutor.email:
        raise EvaluationRefused(_("Add an e-mail address for the tutor, so that the question can arrive."))
    evaluation = known or TutorEvaluation(network_id=mobility.network_id, mobility=mobility)
    evaluation.tutor = tutor
    evaluation.save()
    activity.record("surveys.evaluation_asked", about=evaluation, by=by, trail=mobility, facts={"tutor": str(tutor)})
    write(key="surveys.tutor_evaluation", reader=tutor, about=evaluation, by=by, purpose=PURPOSE)
    return evaluation


@transaction.atomic
def ask_after_return(mobility: Mobility, by: Any) -> None:
    """The participant is back: the tutor is asked by itself, if there is one who can be reached and has not answered."""
    answered = TutorEvaluation.objects.filter(mobility=mobility, answered_at__isnull=False).exists()
    if not answered and mobility.tutor is not None and mobility.tutor.email:
        ask_tutor(mobility=mobility, by=by)


@transaction.atomic
def answer(
    *,
    evaluation: TutorEvaluation,
    ratings: dict[int, Rating],
    comment: str,
    would_host_again: bool | None,
    courses: Iterable[Course] = (),
    by: Any,
) -> TutorEvaluation:
    """Keep the tutor's word: a rating for each learning outcome (by primary key). Given once: a second answer changes nothing.

    `courses` are those that a host which teaches has given, in their order; of another host none is kept.
    Raises EvaluationRefused when an outcome has no rating.
    """
    evaluation = locked(evaluation)
    if evaluation.answered_at is not None:
        return evaluation
    outcomes = list(evaluation.mobility.outcomes.all())
    if any(outcome.pk not in ratings for outcome in outcomes):
        raise EvaluationRefused(_("Choose a level for each learning outcome."))
    _keep(evaluation, outcomes, ratings, courses)
    evaluation.answered_at, evaluation.comment = clock.now(), comment.strip()
    evaluation.would_host_again = would_host_again
    evaluation.save()
    mobility = evaluation.mobility
    activity.record("surveys.evaluation_given", about=evaluation, by=by, trail=mobility)
    if mobility.referent:
        write(key="surveys.evaluation_given", reader=mobility.referent, about=evaluation, by=by)
    refresh(mobility=mobility, by=by)
    return evaluation


def _keep(
    evaluation: TutorEvaluation, outcomes: list[LearningOutcome], ratings: dict[int, Rating], courses: Iterable[Course]
) -> None:
    for outcome in outcomes:
        rating = ratings[outcome.pk]
        OutcomeRating.objects.create(
            network_id=evaluation.network_id,
            evaluation=evaluation,
            outcome=outcome,
            level=rating.level,
            comment=rating.comment.strip(),
        )
    if teaches(evaluation.mobility.host):
        rows = [
            CourseResult(network_id=evaluation.network_id, evaluation=evaluation, position=position, **asdict(course))
            for position, course in enumerate(courses, start=1)
        ]
        CourseResult.objects.bulk_create(rows)
