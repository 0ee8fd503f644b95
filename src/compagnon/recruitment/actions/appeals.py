"""Asking that a decision is looked at again, and answering it: by somebody who neither scored nor decided."""

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.people.models import Person
from compagnon.recruitment import queries
from compagnon.recruitment.actions.waiting import offer_free_places
from compagnon.recruitment.choices import AppealState, ApplicationState
from compagnon.recruitment.models import Appeal, Application, Selection


@transaction.atomic
def lodge_appeal(*, application: Application, what: str, why: str, by: Person) -> Appeal:
    """Ask that a decision is looked at again. A free place is kept until it is answered (SEL-10).

    Raises MoveRefused when the days are over or when it was asked already.
    """
    locked(application.call)
    application = locked(application)
    if not queries.appeals.may_appeal(application):
        raise MoveRefused(_("The days to ask for this are over, or you have asked already."))
    appeal: Appeal = Appeal.objects.create(
        network_id=application.network_id, application=application, what=what.strip(), why=why.strip()
    )
    activity.record("recruitment.appeal_lodged", about=appeal, by=by, trail=application)
    return appeal


@transaction.atomic
def decide_appeal(*, appeal: Appeal, upheld: bool, answer: str, by: Person) -> Appeal:
    """Answer an appeal; the letter is held until somebody has read it.

    Upheld, the person gets a free place, else the first place of the reserve list; somebody found not eligible is read
    after all. Raises MoveRefused for whoever scored or decided, and without an answer.
    """
    call = locked(appeal.application.call)
    application, appeal = locked(appeal.application), locked(appeal)
    if queries.appeals.took_part(by, application):
        raise MoveRefused(_("You scored this application or decided on it: somebody else must answer."))
    if not answer.strip():
        raise MoveRefused(_("Write the answer: the person reads it in the letter."))
    appeal.decided_at, appeal.decided_by, appeal.decided_by_name = clock.now(), by, by.activity_name
    appeal.answer = answer.strip()
    to = AppealState.UPHELD if upheld else AppealState.REJECTED
    move(appeal, to, by=by, trail=application, reason=appeal.answer, facts={"name": str(application.participant)})
    if upheld:
        _give_right(appeal, by)
    routes = Selection.objects.filter(call=call).values_list("other_routes", flat=True).first()
    write(
        key="recruitment.appeal_answered",
        reader=application.participant.person,
        about=appeal,
        by=by,
        hold=True,
        facts={"routes": routes},
    )
    offer_free_places(call=call)
    return appeal


def _give_right(appeal: Appeal, by: Person) -> None:
    application = appeal.application
    told = {"name": str(application.participant)}
    if application.state == ApplicationState.INELIGIBLE:
        application.decided_at = None
        move(application, ApplicationState.SUBMITTED, by=by, reason=appeal.answer, facts=told)
        return
    application.decided_at, application.decided_by, application.decided_by_name = clock.now(), by, by.activity_name
    application.decision_reason = appeal.answer
    if queries.places.places_to_offer(application.call) > 0:
        move(application, ApplicationState.ADMITTED, by=by, reason=appeal.answer, facts=told)
        return
    application.reserve_place = 0
    if application.state == ApplicationState.WAITING:
        application.save()
    else:
        move(application, ApplicationState.WAITING, by=by, reason=appeal.answer, facts=told)
