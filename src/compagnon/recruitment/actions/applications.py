"""From the first name typed on a call's page to the application that is sent, or taken back."""

from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.engines.base import Answer, Verdict
from compagnon.people.addresses import account_of
from compagnon.people.choices import ParticipantKind, Role
from compagnon.people.models import Membership, Participant, Person
from compagnon.recruitment.actions.consents import ask_needed_consents
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application, Call
from compagnon.recruitment.queries import eligibility, steps

APPLY = "recruitment.apply"


class NotEligible(MoveRefused):
    """The rules of the call refuse; the verdict says why and what can be done."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(_("This application cannot be sent yet: see the reasons on top."))


class Incomplete(MoveRefused):
    """Steps of the application still lack an answer."""

    def __init__(self, missing: list[steps.Step]) -> None:
        self.missing = missing
        super().__init__(_("Some answers are still missing."))


@transaction.atomic
def register_applicant(
    *, call: Call, first_name: str, last_name: str, email: str, birth_date: date, language: str
) -> None:
    """Somebody wants to apply from the public page: they get a link by mail that leads into their draft.

    The page answers the same whether the address is known or not. A known person keeps what is known; somebody of
    another network is told to write to that network, by a letter that only their own network keeps.
    """
    person = account_of(email)
    if person is None:
        person = Person.objects.create(
            network_id=call.network_id,
            email=email.strip().lower(),
            first_name=first_name,
            last_name=last_name,
            language=language,
            password=make_password(None),
        )
        become_participant(person=person, call=call, birth_date=birth_date)
    if not person.is_active:
        return
    if person.network_id == call.network_id:
        write(key="recruitment.apply", reader=person, about=call, by=None, purpose=APPLY)
    elif person.network is not None:
        with scope(network=person.network):
            write(key="recruitment.other_network", reader=person, about=person, by=None, facts={"call": call})


@transaction.atomic
def become_participant(*, person: Person, call: Call, birth_date: date | None = None) -> Participant:
    """Give a person the file of a participant and the role that opens the journey's door."""
    kind = ParticipantKind(call.scheme.participant_kind)
    statuses = (call.kept_scheme.rules or {}).get("audience") or []
    participant: Participant
    participant, made = Participant.objects.get_or_create(
        person=person,
        defaults={
            "network_id": call.network_id,
            "kind": kind,
            "birth_date": birth_date,
            "status": statuses[0] if len(statuses) == 1 else "",
        },
    )
    Membership.unscoped.get_or_create(network_id=call.network_id, person=person, role=Role.PARTICIPANT)
    person.read_roles_again()
    if made:
        activity.record("recruitment.participant_registered", about=participant, by=person)
    return participant


@transaction.atomic
def start_application(*, call: Call, person: Person) -> Application:
    """The person's application to a call, made as a draft when there is none. Raises MoveRefused when it is closed."""
    participant = Participant.objects.filter(person=person).first() or become_participant(person=person, call=call)
    application: Application | None = Application.objects.filter(call=call, participant=participant).first()
    if application is not None and application.state != ApplicationState.WITHDRAWN:
        return application
    if not call.is_open:
        raise MoveRefused(_("This call does not take applications now."))
    if application is not None:
        return _take_up_again(application, person)
    application, made = Application.objects.get_or_create(
        call=call, participant=participant, defaults={"network_id": call.network_id}
    )
    if made:
        activity.record("recruitment.application_started", about=application, by=person, facts=_told(application))
    return application


def _take_up_again(application: Application, person: Person) -> Application:
    """Withdrawn before any decision, an application can be taken up again; after one, it is for a referent to say."""
    application = locked(application)
    if application.decided_at is not None:
        raise MoveRefused(_("You withdrew after the decision: speak with the referent of your centre."))
    if application.state == ApplicationState.WITHDRAWN:
        application.submitted_at = None
        move(application, ApplicationState.DRAFT, by=person, facts=_told(application))
    return application


@transaction.atomic
def submit(*, application: Application, by: Person) -> Application:
    """Send an application; sending it twice is sending it once.

    The engine is asked and its verdict kept. Raises Incomplete, NotEligible, or MoveRefused when the call is closed.
    """
    application = locked(application)
    if application.submitted_at is not None and application.state != ApplicationState.WITHDRAWN:
        return application
    missing = steps.missing(application)
    if missing:
        raise Incomplete(missing)
    verdict = eligibility.verdict_on(application)
    if verdict.answer == Answer.NO:
        raise NotEligible(verdict)
    if not application.call.is_open:
        raise MoveRefused(_("This call does not take applications now."))
    application.verdict = eligibility.kept(verdict)
    application.submitted_at, application.typed = clock.now(), {}
    move(application, ApplicationState.SUBMITTED, by=by, facts=_told(application))
    ask_needed_consents(application=application, by=by)
    write(key="recruitment.received", reader=application.participant.person, about=application, by=by)
    return application


@transaction.atomic
def withdraw(*, application: Application, by: Person, reason: str = "") -> Application:
    """Take an application out of the running, by its author or a referent.

    Where the selection is published, a place that becomes free is offered to the next of the reserve list
    (`actions.waiting`).
    """
    locked(application.call)  # before the file, as whoever decides does: two who lock in another order wait for ever
    application = locked(application)
    if application.state == ApplicationState.WITHDRAWN:
        return application
    move(application, ApplicationState.WITHDRAWN, by=by, reason=reason, facts=_told(application))
    return application


def one_of_two(one: Application, other: Application) -> Application:
    """Which of two applications for one call stays when their participants are merged. Raises MoveRefused.

    A draft or a withdrawn one gives way; of two that were sent and that nobody reads yet, the one sent first does.
    """
    running = [row for row in (one, other) if row.state not in (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)]
    if len(running) == 2:
        if any(row.state != ApplicationState.SUBMITTED or row.reviews.exists() for row in running):
            told = _("Both applied for “%(call)s”, and it is being decided: first one of the two is withdrawn.")
            raise MoveRefused(told % {"call": one.call})
        return max(running, key=lambda row: (row.submitted_at, row.pk))
    return running[0] if running else max(one, other, key=lambda row: (row.saved_at, row.pk))


def _told(application: Application) -> dict[str, Any]:
    return {"name": str(application.participant)}
