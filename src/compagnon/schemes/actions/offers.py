"""A timeline offered to partners, renewed, withdrawn; one that arrived put aside, taken from line by line."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.network.models import Network
from compagnon.schemes import queries
from compagnon.schemes.actions.drafts import begin_draft, change_draft
from compagnon.schemes.choices import OfferState, ReceivedState
from compagnon.schemes.content import content_of
from compagnon.schemes.models import OfferRecipient, ReceivedTimeline, Scheme, SchemeVersion, TimelineOffer
from compagnon.schemes.offers import files
from compagnon.schemes.offers.content import offered
from compagnon.schemes.offers.differences import Difference, taken


@transaction.atomic
def offer_timeline(*, scheme: Scheme, to: Iterable[Network], note: str, by: Any) -> TimelineOffer:
    """Offer the timeline in force to these networks of the installation: each gets a copy of its own, at once.

    Said again it is a new edition, if the timeline is another one by now; a network that is named no more has its copy
    withdrawn. Without any network the offer leaves as a file alone. Raises MoveRefused for a timeline without a task.
    """
    scheme = locked(scheme)
    content = offered(scheme)
    if not content["tasks"]:
        raise MoveRefused(_("There is no task in this timeline yet: nothing can be offered."))
    offer, is_new = TimelineOffer.objects.get_or_create(
        network_id=scheme.network_id, scheme=scheme, defaults={"content": content, "version": scheme.version}
    )
    if not is_new and offer.content != content:
        offer.edition += 1
    offer.content, offer.version, offer.note = content, scheme.version, note
    offer.offered_at, offer.state = clock.now(), OfferState.OFFERED
    offer.save()
    _send(offer, list(to))
    facts = {"scheme": _words(scheme), "edition": offer.edition}
    activity.record("schemes.offer_made", about=offer, by=by, trail=scheme, facts=facts)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: TimelineOffer, by: Any) -> TimelineOffer:
    """Take an offer back: nobody finds it any more; what a partner has taken already stays the partner's."""
    offer = locked(offer)
    move(offer, OfferState.WITHDRAWN, by=by, trail=offer.scheme, facts={"scheme": _words(offer.scheme)})
    _send(offer, [])
    return offer


def _send(offer: TimelineOffer, to: list[Network]) -> None:
    """Give these networks the copy, and take it from those who are named no more."""
    before = list(offer.recipients.select_related("to"))
    for one in before:
        if one.to not in to:
            _take_from(offer, one.to)
            one.delete()
    known = {one.to for one in before}
    OfferRecipient.objects.bulk_create(
        OfferRecipient(network_id=offer.network_id, offer=offer, to=one) for one in to if one not in known
    )
    for network in to:
        _give(offer, network, str(offer.network))


def _give(offer: TimelineOffer, to: Network, sender: str) -> None:
    """Into the other network's own table, in its own scope: the one place where something passes the wall, and it is a copy."""
    with scope(network=to):
        there = ReceivedTimeline.objects.filter(offer_code=offer.code).first()
        received = there or ReceivedTimeline(network=to, offer_code=offer.code)
        is_news = there is None or there.edition != offer.edition or there.state == ReceivedState.WITHDRAWN
        received.sender, received.edition, received.content = sender, offer.edition, offer.content
        received.note, received.key = offer.note, ""
        received.arrived_at = clock.now() if is_news else received.arrived_at
        if received.state == ReceivedState.WITHDRAWN:
            received.state = ReceivedState.OPEN
        received.save()
        if is_news:
            facts = {"scheme": offer.content["name"], "sender": sender, "edition": offer.edition}
            activity.record("schemes.timeline_received", about=received, by=None, facts=facts)


def _take_from(offer: TimelineOffer, network: Network) -> None:
    with scope(network=network):
        for received in ReceivedTimeline.objects.filter(offer_code=offer.code).exclude(state=ReceivedState.WITHDRAWN):
            received.state, received.content = ReceivedState.WITHDRAWN, {"name": received.content.get("name", {})}
            received.save(update_fields=["state", "content"])
            facts = {"scheme": received.content["name"], "sender": received.sender}
            activity.record("schemes.timeline_withdrawn", about=received, by=None, facts=facts)


def check_file(*, arrived: files.Arrived, there: ReceivedTimeline | None) -> None:
    """Whether what a file says may be kept beside the edition that is `there`. Raises MoveRefused as `receive_file` does."""
    if TimelineOffer.objects.filter(code=arrived.code).exists():
        raise MoveRefused(_("This is an offer of your own."))
    if there is not None and there.state != ReceivedState.DECLINED:
        if there.key != arrived.key:
            raise MoveRefused(
                _(
                    "Another key has signed it than the edition that is here. Ask the partner by telephone; "
                    "if it is right, put the earlier one aside and read this file again."
                )
            )
        if there.edition > arrived.edition:
            raise MoveRefused(
                _("Edition %(theirs)s is older than the one that is here (%(ours)s).")
                % {"theirs": arrived.edition, "ours": there.edition}
            )


@transaction.atomic
def receive_file(*, network: Network, arrived: files.Arrived, by: Any) -> ReceivedTimeline:
    """Keep what a file says, once it has been found in order.

    Raises MoveRefused for an older edition than the one that is there, for one that another key has signed, and for an
    offer that is our own.
    """
    there = ReceivedTimeline.objects.select_for_update().filter(offer_code=arrived.code).first()
    check_file(arrived=arrived, there=there)
    received = there or ReceivedTimeline(network=network, offer_code=arrived.code)
    received.sender, received.edition, received.content = arrived.sender, arrived.edition, arrived.content
    received.note, received.key, received.state = arrived.note, arrived.key, ReceivedState.OPEN
    received.arrived_at = clock.now()
    received.save()
    facts = {"scheme": arrived.content["name"], "sender": arrived.sender, "edition": arrived.edition}
    activity.record("schemes.timeline_read", about=received, by=by, facts=facts)
    return received


@transaction.atomic
def put_aside(*, received: ReceivedTimeline, by: Any) -> ReceivedTimeline:
    """Decline what a partner offers: newer editions are not announced any more."""
    received = locked(received)
    move(received, ReceivedState.DECLINED, by=by, facts=_told(received))
    return received


@transaction.atomic
def take_up_again(*, received: ReceivedTimeline, by: Any) -> ReceivedTimeline:
    """Look at it again, after it was put aside."""
    received = locked(received)
    move(received, ReceivedState.OPEN, by=by, facts=_told(received))
    return received


@transaction.atomic
def take_lines(
    *, received: ReceivedTimeline, scheme: Scheme, chosen: list[Difference], words: dict[str, Any], by: Any
) -> SchemeVersion | None:
    """Write the chosen lines into the draft of a scheme of one's own; what was not chosen is not asked again.

    `words` are titles in the own languages, by the row's key. Gives the draft; nothing where no line was chosen. Raises
    MoveRefused when the offer is no longer open.
    """
    received = locked(received)
    if received.state != ReceivedState.OPEN:
        raise MoveRefused(_("This offer is not open any more."))
    draft = None
    if chosen:
        draft = begin_draft(scheme=scheme, by=by)
        draft = change_draft(draft=draft, by=by, tasks=taken(draft.content["tasks"], chosen, words))
    received.scheme, received.taken, received.taken_edition = scheme, received.content, received.edition
    received.save(update_fields=["scheme", "taken", "taken_edition"])
    facts = {**_told(received), "into": _words(scheme), "lines": len(chosen)}
    activity.record("schemes.timeline_taken", about=received, by=by, trail=scheme, facts=facts)
    return draft


def rows_of(scheme: Scheme) -> list[dict[str, Any]]:
    """The timeline that would be changed: that of the draft in preparation, else the one in force."""
    draft = queries.draft_of(scheme)
    content = draft.content if draft else content_of(scheme, scheme.tasks_of(scheme.version))
    return list(content["tasks"])


def _told(received: ReceivedTimeline) -> dict[str, Any]:
    return {
        "scheme": received.content.get("name") or received.taken.get("name", {}),
        "sender": received.sender,
        "edition": received.edition,
    }


def _words(scheme: Scheme) -> Any:
    return scheme.name.data if hasattr(scheme.name, "data") else str(scheme.name)
