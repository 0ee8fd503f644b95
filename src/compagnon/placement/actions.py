"""Asking hosts, and what their answers do."""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.mobilities.actions import assign_host, release_host
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation
from compagnon.people import links
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact, Person
from compagnon.placement.choices import RequestState
from compagnon.placement.models import PlacementRequest
from compagnon.placement.queries import running_request
from compagnon.timeline.actions import refresh

PURPOSE = "placement.accept"


class PlacementRefused(MoveRefused):
    """The question cannot be put, or not any more; the message can be shown."""


@transaction.atomic
def ask_host(
    *, mobility: Mobility, host: Organisation, tutor: Contact, by: Person, message: str = ""
) -> PlacementRequest:
    """Ask a tutor by letter whether the host takes the participant, who is not named yet (MT-09).

    Raises PlacementRefused when a question is out already, the stay has begun, or the tutor cannot be reached.
    """
    mobility = locked(mobility)
    _check_can_ask(mobility, host, tutor)
    request = PlacementRequest.objects.create(
        network_id=mobility.network_id, mobility=mobility, host=host, tutor=tutor, message=message.strip(), asked_by=by
    )
    activity.record("placement.placementrequest_asked", about=request, by=by, trail=mobility, facts=_told(request))
    send_question(request=request, by=by)
    return request


def _check_can_ask(mobility: Mobility, host: Organisation, tutor: Contact) -> None:
    running = running_request(mobility)
    if running is not None:
        raise PlacementRefused(
            _("%(host)s has already been asked. Withdraw that request before you ask somebody else.")
            % {"host": running.host}
        )
    if mobility.state != MobilityState.PREPARING:
        raise PlacementRefused(_("A host is chosen while the stay is being prepared."))
    if tutor.organisation_id != host.pk:
        raise PlacementRefused(_("%(tutor)s is not at %(host)s.") % {"tutor": tutor, "host": host})
    if not tutor.email:
        raise PlacementRefused(
            _("Add an e-mail address for %(tutor)s, so that the question can arrive.") % {"tutor": tutor}
        )


@transaction.atomic
def send_question(*, request: PlacementRequest, by: Person | None) -> None:
    """Write the letter with the personal link to the tutor; also when the first one was overlooked."""
    write(key="placement.question", reader=request.tutor, about=request, by=by, purpose=PURPOSE)


@transaction.atomic
def add_tutor(
    *, host: Organisation, by: Person, first_name: str, last_name: str, email: str, language: str, phone: str = ""
) -> Contact:
    """Note a tutor at a host, without leaving the choice of a host. One with the same address there is kept."""
    known = Contact.objects.filter(organisation=host, email__iexact=email).first()
    if known is not None:
        return known
    tutor = Contact.objects.create(
        network_id=host.network_id,
        kind=ContactKind.TUTOR,
        organisation=host,
        first_name=first_name,
        last_name=last_name,
        email=email,
        phone=phone,
        language=language,
    )
    activity.record("placement.tutor_added", about=host, by=by, facts={"tutor": str(tutor), "host": str(host)})
    return tutor


@transaction.atomic
def accept(*, request: PlacementRequest, by: Any) -> PlacementRequest:
    """The host takes the participant: host and tutor become those of the mobility, and the tutor learns the name.

    Accepting twice does nothing more. Raises MoveRefused when the request was withdrawn or declined.
    """
    request = locked(request)
    if request.state == RequestState.ACCEPTED:
        return request
    mobility = locked(request.mobility)
    if mobility.state != MobilityState.PREPARING:
        raise PlacementRefused(_("This stay does not take place as planned any more. Thank you for your readiness."))
    request.answered_at = clock.now()
    move(request, RequestState.ACCEPTED, by=by, trail=mobility, facts=_told(request))
    assign_host(mobility=mobility, host=request.host, tutor=request.tutor, by=by)
    write(key="placement.welcome", reader=request.tutor, about=request, by=by, purpose=PURPOSE)
    write(key="placement.host_found", reader=mobility.participant.person, about=request, by=by)
    refresh(mobility=mobility, by=by)
    return request


@transaction.atomic
def decline(*, request: PlacementRequest, reason: str, by: Any) -> PlacementRequest:
    """The host cannot take the participant; the referent hears why and can ask another.

    Declining twice does nothing more. Raises MoveRefused when the request was answered otherwise or withdrawn.
    """
    request = locked(request)
    if request.state == RequestState.DECLINED:
        return request
    request.answered_at, request.reason = clock.now(), reason.strip()
    move(request, RequestState.DECLINED, by=by, trail=request.mobility, reason=request.reason, facts=_told(request))
    if request.mobility.referent:
        write(key="placement.declined", reader=request.mobility.referent, about=request, by=by)
    return request


@transaction.atomic
def withdraw(*, request: PlacementRequest, reason: str, by: Person) -> PlacementRequest:
    """Take the question back, also after a yes; the tutor's link ends and a letter says so.

    Raises MoveRefused when it was declined or withdrawn before, PlacementRefused once the stay has begun.
    """
    request = locked(request)
    mobility = locked(request.mobility)
    if mobility.state not in (MobilityState.PREPARING, MobilityState.CANCELLED):
        raise PlacementRefused(_("The stay has begun: the host cannot be taken off it any more."))
    was_accepted = request.state == RequestState.ACCEPTED
    move(request, RequestState.WITHDRAWN, by=by, trail=mobility, reason=reason.strip(), facts=_told(request))
    links.revoke(purpose=PURPOSE, about=request)
    if was_accepted:
        release_host(mobility=mobility, by=by, reason=reason.strip())
    write(key="placement.withdrawn", reader=request.tutor, about=request, by=by, facts={"reason": reason.strip()})
    refresh(mobility=mobility, by=by)
    return request


@transaction.atomic
def withdraw_when_cancelled(mobility: Mobility, by: Any) -> None:
    """A stay that is cancelled needs no host: a question that is out, or a yes, is taken back."""
    request = running_request(mobility)
    if request is not None:
        with translation.override(request.tutor.language):
            reason = _("The stay does not take place.")
        withdraw(request=request, reason=reason, by=by)


def _told(request: PlacementRequest) -> dict[str, str]:
    return {"host": str(request.host), "tutor": str(request.tutor)}
