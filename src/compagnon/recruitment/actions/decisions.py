"""Admitting, letting wait, declining: the places of a call are counted under a lock."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.people.models import Person
from compagnon.recruitment import queries
from compagnon.recruitment.choices import DECIDED, ApplicationState, ConsentState
from compagnon.recruitment.models import Application, Call

DECISIONS = DECIDED
_NEEDS_REASON = (ApplicationState.DECLINED, ApplicationState.INELIGIBLE)


class NoPlaceLeft(MoveRefused):
    """Somebody else got the last place."""


@transaction.atomic
def decide(
    *, application: Application, decision: str, by: Person, reason: str = "", departure: str = ""
) -> Application:
    """Select, put on the reserve list, not select or find not eligible; the letter is written and held until it is read.

    Who departs from the latest order says why in `departure`, which stands in the minutes and not in the letter.

    Two referents who give away the last place at the same moment wait for one another here: one gets it, the other
    NoPlaceLeft. Deciding the same twice is deciding once. Raises MoveRefused without a reason to decline, or when a
    guardian or an employer refused.
    """
    call = locked(application.call)
    application = locked(application)
    if application.state == decision:
        return application
    _check_reasons(application, decision, reason, departure)
    if decision == ApplicationState.ADMITTED:
        _check_nobody_refused(application)
        _check_place(call, application)
    application.decided_at, application.decided_by, application.decided_by_name = clock.now(), by, by.activity_name
    application.decision_reason, application.departure_reason = reason.strip(), departure.strip()
    application.reserve_place = queries.ranking.rank_of(application) if decision == ApplicationState.WAITING else None
    told = {"name": str(application.participant)} | ({"departure": departure.strip()} if departure.strip() else {})
    move(application, decision, by=by, reason=reason.strip(), facts=told)
    write(
        key=f"recruitment.{decision}",
        reader=application.participant.person,
        about=application,
        by=by,
        hold=True,
        facts={"scores": partial(queries.ranking.own_scores, application)},  # asked in the reader's language
    )
    return application


def _check_reasons(application: Application, decision: str, reason: str, departure: str) -> None:
    is_scored = decision == ApplicationState.DECLINED and queries.ranking.rank_of(application) is not None
    if decision in _NEEDS_REASON and not reason.strip() and not is_scored:
        raise MoveRefused(_("Say why: the learner reads this reason in the letter."))
    if not departure.strip() and queries.ranking.departs(application, decision):
        raise MoveRefused(_("This departs from the order: say why, it stands in the minutes."))


def _check_place(call: Call, application: Application) -> None:
    """A place that nobody has, and that is neither offered to somebody else nor kept for an appeal or a group.

    Whoever is offered a place has it already; for all others the engine says whether one of the free ones may be theirs.
    """
    if queries.places.places_left(call) == 0:
        raise NoPlaceLeft(
            _("All %(places)s places of this call are taken: put %(name)s on the reserve list, or add a place.")
            % {"places": call.places, "name": application.participant}
        )
    if queries.places.open_offer(application) is not None:
        return
    if queries.places.places_to_offer(call) <= 0:
        raise NoPlaceLeft(_("The free places are offered to others or kept for an appeal."))
    if others := queries.reckoning.kept_from(application):
        raise NoPlaceLeft(
            _(
                "The places that are left are kept for others: %(others)s. Change the places of the call to give one away."
            )
            % {"others": _(", ").join(others)}
        )


def _check_nobody_refused(application: Application) -> None:
    refused = application.consents.filter(state=ConsentState.REFUSED).select_related("contact").first()
    if refused is not None:
        raise MoveRefused(
            _("%(contact)s refused: speak with them first, their answer can still be changed.")
            % {"contact": refused.contact.activity_name}
        )


def decide_each(
    *, applications: Iterable[Application], decision: str, by: Person, reason: str = "", departure: str = ""
) -> tuple[list[Application], list[tuple[Application, str]]]:
    """Decide many, each by itself: those done, and those refused with the sentence that says why."""
    done, refused = [], []
    for application in applications:
        try:
            done.append(decide(application=application, decision=decision, by=by, reason=reason, departure=departure))
        except MoveRefused as refusal:
            refused.append((application, str(refusal)))
    return done, refused
