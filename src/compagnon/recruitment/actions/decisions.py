"""Admitting, letting wait, declining: the places of a call are counted under a lock."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.people.models import Person
from compagnon.recruitment.choices import DECIDED, ApplicationState, ConsentState
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries import places_left

DECISIONS = DECIDED
_NEEDS_REASON = (ApplicationState.DECLINED, ApplicationState.INELIGIBLE)


class NoPlaceLeft(MoveRefused):
    """Somebody else got the last place."""


@transaction.atomic
def decide(*, application: Application, decision: str, by: Person, reason: str = "") -> Application:
    """Admit, put on the waiting list or decline; the learner's letter is written and held until it is read.

    Two referents who give away the last place at the same moment wait for one another here: one gets it, the other
    NoPlaceLeft. Deciding the same twice is deciding once. Raises MoveRefused without a reason to decline, or when a
    guardian or an employer refused.
    """
    call = locked(application.call)
    application = locked(application)
    if application.state == decision:
        return application
    if decision in _NEEDS_REASON and not reason.strip():
        raise MoveRefused(_("Say why: the learner reads this reason in the letter."))
    if decision == ApplicationState.ADMITTED:
        _check_nobody_refused(application)
        if places_left(call) == 0:
            raise NoPlaceLeft(
                _("All %(places)s places of this call are taken: put %(name)s on the waiting list, or add a place.")
                % {"places": call.places, "name": application.participant}
            )
    application.decided_at, application.decided_by, application.decided_by_name = clock.now(), by, by.activity_name
    application.decision_reason = reason.strip()
    move(application, decision, by=by, reason=reason.strip(), facts={"name": str(application.participant)})
    write(key=f"recruitment.{decision}", reader=application.participant.person, about=application, by=by, hold=True)
    return application


def _check_nobody_refused(application: Application) -> None:
    refused = application.consents.filter(state=ConsentState.REFUSED).select_related("contact").first()
    if refused is not None:
        raise MoveRefused(
            _("%(contact)s refused: speak with them first, their answer can still be changed.")
            % {"contact": refused.contact.activity_name}
        )


def decide_each(
    *, applications: Iterable[Application], decision: str, by: Person, reason: str = ""
) -> tuple[list[Application], list[tuple[Application, str]]]:
    """Decide many, each by itself: those done, and those refused with the sentence that says why."""
    done, refused = [], []
    for application in applications:
        try:
            done.append(decide(application=application, decision=decision, by=by, reason=reason))
        except MoveRefused as refusal:
            refused.append((application, str(refusal)))
    return done, refused
