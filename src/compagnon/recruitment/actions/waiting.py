"""The reserve list moves by itself: a place that becomes free is offered to the next, who accepts it or lets it go.

Who is on the list, and in which order, was decided by a named person; the engine only says whose turn it is.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.engines.selection import Given, give
from compagnon.people import links
from compagnon.recruitment import queries
from compagnon.recruitment.actions import overtaken
from compagnon.recruitment.actions.decisions import NoPlaceLeft
from compagnon.recruitment.choices import ApplicationState, OfferState
from compagnon.recruitment.models import Application, Call, Offer, Selection
from compagnon.recruitment.phrases import selection as phrases

OFFER = "recruitment.offer"


@transaction.atomic
def offer_free_places(*, call: Call) -> list[Offer]:
    """Offer each free place to the next of the reserve list; a place that an open appeal may need stays free.

    Only where the selection is published: other calls are decided one by one, and nobody moves up alone.
    """
    call = locked(call)
    selection = Selection.objects.filter(call=call, frozen_at__isnull=False).first()
    if selection is None:
        return []
    selection.call = call
    free = queries.places.places_to_offer(call)
    return [_offer(selection, one) for one in _next(selection)[:free]] if free > 0 else []


def _next(selection: Selection) -> list[Given]:
    """Whose turn it is by the engine, from those who have a place now and those who wait."""
    held = queries.places.with_a_place(selection.call)
    order = [*held, *queries.places.who_wait(selection.call)]
    groups = queries.places.groups_of(selection.call)
    return give(order, groups, queries.reckoning.places_of(selection), held)


def _offer(selection: Selection, given: Given) -> Offer:
    application = Application.objects.select_related("participant__person", "call").get(code=given.file)
    offer: Offer = Offer.objects.create(
        network_id=selection.network_id,
        application=application,
        answer_by=clock.today() + timedelta(days=selection.answer_days),
        reasons=phrases.keep(given.reasons),
    )
    overtaken.after_move(application, None)
    facts = {"name": str(application.participant), "decided_by": application.decided_by_name}
    activity.record("recruitment.offer_made", about=offer, by=None, trail=application, facts=facts)
    write(key="recruitment.place_offered", reader=application.participant.person, about=offer, by=None, purpose=OFFER)
    return offer


@transaction.atomic
def accept_offer(*, offer: Offer, by: Any) -> Offer:
    """Take the place. Of many who do so for the last one at the same moment exactly one gets it, the others NoPlaceLeft.

    Accepting twice is accepting once. Raises MoveRefused when the last day is past, the offer was taken
    back, or the application no longer stands on the reserve list that somebody decided.
    """
    call = locked(offer.application.call)
    application, offer = locked(offer.application), locked(offer)
    if offer.state == OfferState.ACCEPTED:
        return offer
    if application.state != ApplicationState.WAITING:
        raise MoveRefused(_("This place is no longer offered to you: ask your mobility referent."))
    if offer.state == OfferState.OPEN and offer.answer_by < clock.today():
        raise MoveRefused(_("The last day to answer is past: the place goes to somebody else."))
    if queries.places.admitted_to(call).count() >= call.places:
        raise NoPlaceLeft(_("The last place has just been taken. You stay on the reserve list."))
    offer.answered_at = clock.now()
    told = {"name": str(application.participant)}
    move(offer, OfferState.ACCEPTED, by=by, trail=application, facts=told)
    move(application, ApplicationState.ADMITTED, by=by, facts={**told, "decided_by": application.decided_by_name})
    return offer


@transaction.atomic
def decline_offer(*, offer: Offer, by: Any) -> Offer:
    """Let the place go: the application is withdrawn, and the next of the list is asked."""
    locked(offer.application.call)
    application, offer = locked(offer.application), locked(offer)
    if offer.state == OfferState.DECLINED:
        return offer
    offer.answered_at = clock.now()
    told = {"name": str(application.participant)}
    move(offer, OfferState.DECLINED, by=by, trail=application, facts=told)
    move(application, ApplicationState.WITHDRAWN, by=by, facts=told)
    return offer


def expire_offers() -> int:
    """End offers that nobody answered in time, each with its own transaction; the next are asked. How many ended."""
    over = Offer.objects.filter(state=OfferState.OPEN, answer_by__lt=clock.today()).select_related("application__call")
    return sum(_expire(offer) for offer in over)


@transaction.atomic
def _expire(offer: Offer) -> int:
    call = locked(offer.application.call)
    offer = locked(offer)
    if offer.state != OfferState.OPEN:
        return 0
    application = offer.application
    move(offer, OfferState.EXPIRED, by=None, trail=application, facts={"name": str(application.participant)})
    links.revoke(purpose=OFFER, about=offer)
    write(key="recruitment.offer_over", reader=application.participant.person, about=offer, by=None)
    offer_free_places(call=call)
    return 1


def after_withdrawal(application: Application, _by: Any) -> None:
    """Somebody withdrew: their open offer ends, and a place that became free is offered."""
    for offer in Offer.objects.filter(application=application, state=OfferState.OPEN):
        told = {"name": str(application.participant)}
        move(locked(offer), OfferState.CLOSED, by=None, trail=application, facts=told)
    offer_free_places(call=application.call)
