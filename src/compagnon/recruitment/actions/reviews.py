"""Readings by reviewers who do not see who the person is; what they declare before, what staff hides."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked
from compagnon.engines.selection import Reading, score_files
from compagnon.people.models import Person
from compagnon.recruitment import queries
from compagnon.recruitment.actions.assignment import find_reader
from compagnon.recruitment.actions.selection import prepare
from compagnon.recruitment.choices import ApplicationState, ConflictKind
from compagnon.recruitment.models import Application, Declaration, Redaction, Review, Selection
from compagnon.recruitment.queries import grids


@transaction.atomic
def assign_review(*, application: Application, reviewer: Person, by: Person | None, is_third: bool = False) -> Review:
    """Ask a reviewer to read an application; asking twice is asking once.

    Raises MoveRefused when the reviewer has declared a conflict of interest, or is the applicant.
    """
    if application.participant.person_id == reviewer.pk:
        raise MoveRefused(_("Nobody reads their own application."))
    declared = Declaration.objects.filter(application=application, person=reviewer)
    if declared.exclude(conflict=ConflictKind.NONE).exists():
        raise MoveRefused(_("%(name)s has declared a conflict of interest.") % {"name": reviewer})
    prepare(call=application.call)
    found: Review
    found, made = Review.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        defaults={"network_id": application.network_id, "is_third": is_third},
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
def take_review_back(*, review: Review, by: Person) -> None:
    """Ask a reviewer no longer. Raises MoveRefused once it is finished: what was read counts."""
    review = locked(review)
    if review.finished_at is not None:
        raise MoveRefused(_("This reading is finished: it counts, and cannot be taken back."))
    facts = {"reviewer": str(review.reviewer)}
    activity.record("recruitment.review_taken_back", about=review, by=by, trail=review.application, facts=facts)
    review.delete()


@transaction.atomic
def declare(*, review: Review, conflict: str, by: Person) -> Declaration:
    """Say before reading whether one has a conflict of interest with this applicant (SEL-06).

    A conflict takes the file away at once and another reader is sought; it cannot be taken back by oneself.
    """
    application = review.application
    declared: Declaration
    declared, made = Declaration.objects.get_or_create(
        application=application,
        person=by,
        defaults={"network_id": application.network_id, "conflict": conflict},
    )
    if not made and declared.conflict == ConflictKind.NONE and conflict != ConflictKind.NONE:
        declared.conflict, declared.at = conflict, clock.now()
        declared.save()
    verb = "no_conflict" if declared.conflict == ConflictKind.NONE else "conflict"
    activity.record(f"recruitment.declared_{verb}", about=application, by=by)
    if declared.conflict != ConflictKind.NONE and Review.objects.filter(pk=review.pk).delete()[0]:
        find_reader(application, is_third=review.is_third)
    return declared


@transaction.atomic
def keep_review(*, review: Review, levels: Mapping[str, int], sentences: Mapping[str, str], remark: str) -> Review:
    """Keep what was typed so far; it is nobody's but the reviewer's until it is finished."""
    review = _open_to_read(review)
    if review.finished_at is not None:
        raise MoveRefused(_("This reading is finished: save it whole to change it."))
    review.levels, review.sentences, review.remark = dict(levels), dict(sentences), remark.strip()
    review.save()
    return review


@transaction.atomic
def review(
    *, review: Review, levels: Mapping[str, int], sentences: Mapping[str, str], by: Person, remark: str = ""
) -> Review:
    """Finish a reading: a level from 0 to 4 and a sentence for each criterion; it can be changed until the decision.

    When it disagrees too much with the other, a third reader is called by the engine's rule. Raises MoveRefused when
    something lacks or the file is decided.
    """
    selection = prepare(call=review.application.call)
    keys = [one["key"] for one in selection.grid["criteria"]]
    if set(levels) != set(keys) or not all(sentences.get(key, "").strip() for key in keys):
        raise MoveRefused(_("Each criterion needs a level and a sentence."))
    review = _open_to_read(review)
    if queries.reading.is_settled(review, selection.reviews_from):
        raise MoveRefused(_("All readers have finished this file: what each found stays."))
    before = review.levels if review.finished_at else None
    review.levels = dict(levels)
    review.sentences = {key: sentences[key].strip() for key in keys}
    review.remark, review.finished_at = remark.strip(), clock.now()
    review.save()
    facts: dict[str, Any] = {"levels": dict(levels)} | ({"before": before} if before else {})
    activity.record("recruitment.review_finished", about=review, by=by, trail=review.application, facts=facts)
    _call_third(review.application, selection)
    return review


def _open_to_read(review: Review) -> Review:
    locked(review.application)
    review = locked(review)
    if review.application.state != ApplicationState.SUBMITTED:
        raise MoveRefused(_("This application has been decided: its reading is closed."))
    return review


def _call_third(application: Application, selection: Selection) -> None:
    finished = queries.reckoning.readings([application.pk])
    rules = grids.rules_of(selection)
    (score,) = score_files(grids.for_engine(selection.grid), finished, rules, files=[application.code])
    if score.reading is not Reading.THIRD_CALLED:
        return
    if Review.objects.filter(application=application, finished_at__isnull=True).exists():
        return
    find_reader(application, is_third=True)


@transaction.atomic
def redact(*, application: Application, words: list[str], by: Person) -> Redaction:
    """Hide words in the free text of an application, before or while it is read without identity."""
    kept = sorted({word.strip() for word in words if word.strip()})
    hidden: Redaction
    hidden, _made = Redaction.objects.update_or_create(
        application=application,
        defaults={
            "network_id": application.network_id,
            "words": kept,
            "by_name": by.activity_name,
            "at": clock.now(),
        },
    )
    activity.record("recruitment.words_hidden", about=application, by=by, facts={"count": len(kept)})
    return hidden
