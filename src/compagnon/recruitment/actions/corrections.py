"""Putting an application right after it was sent: opened again, corrected by request, a withdrawal undone."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.people.models import Person
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application, Correction
from compagnon.recruitment.queries import corrections, eligibility, steps


@transaction.atomic
def reopen(*, application: Application, by: Person) -> Application:
    """Make a draft again of what was sent, so that everything can be changed; it must be sent again before the last day.

    Consents given stay. Raises MoveRefused once the call is over or a reader has begun.
    """
    application = locked(application)
    if not corrections.may_reopen(application):
        raise MoveRefused(_("It can no longer be changed: ask your referent, who can send it back to you."))
    application.submitted_at = None
    move(application, ApplicationState.DRAFT, by=by, facts={"name": str(application.participant)})
    return application


@transaction.atomic
def undo_withdrawal(*, application: Application, by: Person) -> Application:
    """Put an application back as it was sent. Raises MoveRefused when it is too late."""
    application = locked(application)
    if not corrections.may_undo_withdrawal(application):
        raise MoveRefused(_("It is too late to undo this: speak with the referent of your centre."))
    move(application, ApplicationState.SUBMITTED, by=by, facts={"name": str(application.participant)})
    return application


@transaction.atomic
def ask_correction(*, application: Application, asked: list[str], sentence: str, by: Person) -> Correction:
    """Send some answers back to their author with a sentence; only these can be changed until they come back.

    Raises MoveRefused once it is decided, or while an earlier request is open.
    """
    application = locked(application)
    if application.state not in corrections.UNDECIDED:
        raise MoveRefused(_("Only an application that is sent and not decided can be corrected."))
    if corrections.open_correction(application) is not None:
        raise MoveRefused(_("A correction is asked for already: wait until it comes back."))
    correction: Correction = Correction.objects.create(
        network_id=application.network_id, application=application, steps=asked, sentence=sentence, asked_by=by
    )
    titles = [str(one.title) for one in steps.of(application) if one.key in asked]
    activity.record(
        "recruitment.correction_asked", about=correction, by=by, trail=application, reason=sentence,
        facts={"name": str(application.participant)},
    )  # fmt: skip
    reader = application.participant.person
    write(key="recruitment.correction", reader=reader, about=correction, by=by, facts={"titles": titles})
    return correction


def note_change(*, correction: Correction, step: steps.Step, before: str, after: str) -> None:
    """Keep what an answer said and says now."""
    if before == after:
        return
    row: dict[str, Any] = {"step": step.key, "title": str(step.title), "before": before, "after": after}
    correction.changes.append(row)
    correction.save(update_fields=["changes"])


@transaction.atomic
def send_back(*, application: Application, by: Person) -> Correction | None:
    """The author has put right what was asked; eligibility is asked anew. Nothing when nothing was asked."""
    application = locked(application)
    correction = corrections.open_correction(application)
    if correction is None:
        return None
    correction.done_at = clock.now()
    correction.save(update_fields=["done_at"])
    application.typed = {}
    application.verdict = eligibility.kept(eligibility.verdict_on(application))
    application.save(update_fields=["typed", "verdict", "saved_at"])
    activity.record(
        "recruitment.correction_done", about=correction, by=by, trail=application,
        facts={"name": str(application.participant)},
    )  # fmt: skip
    return correction


@transaction.atomic
def see_correction(*, correction: Correction, by: Person) -> Correction:
    """Somebody of the team has looked at what came back; seeing it twice is seeing it once. Nothing before it came back."""
    application = locked(correction.application)
    correction = locked(correction)
    if correction.done_at is None or correction.seen_at is not None:
        return correction
    correction.seen_at = clock.now()
    correction.save(update_fields=["seen_at"])
    activity.record(
        "recruitment.correction_seen", about=correction, by=by, trail=application,
        facts={"name": str(application.participant)},
    )  # fmt: skip
    return correction
