"""Readings by reviewers who do not see who the person is."""

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked
from compagnon.people.models import Person
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application, Review


@transaction.atomic
def assign_review(*, application: Application, reviewer: Person, by: Person) -> Review:
    """Ask a reviewer to read an application; asking twice is asking once."""
    found: Review
    found, made = Review.objects.get_or_create(
        application=application, reviewer=reviewer, defaults={"network_id": application.network_id}
    )
    if made:
        activity.record(
            "recruitment.review_assigned",
            about=found,
            by=by,
            trail=application,
            facts={"reviewer": str(reviewer)},
        )
    return found


@transaction.atomic
def review(*, review: Review, score: int, sentence: str, by: Person) -> Review:
    """Keep a score from 1 to 5 with the sentence that explains it; it can be changed until the decision."""
    review = locked(review)
    if review.application.state != ApplicationState.SUBMITTED:
        raise MoveRefused(_("This application has been decided: its reading is closed."))
    review.score, review.sentence, review.finished_at = score, sentence.strip(), clock.now()
    review.save()
    activity.record("recruitment.review_finished", about=review, by=by, trail=review.application)
    return review
