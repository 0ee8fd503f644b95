"""The next departure with the same host: opened for whoever is chosen, and taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core.states import MoveRefused
from compagnon.mobilities import actions as mobilities
from compagnon.mobilities.actions import Stay
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.network.models import Organisation
from compagnon.people.models import Contact, Participant
from compagnon.schemes.models import Scheme

MOST_WAITING = 60
A_YEAR = timedelta(days=364)
"""A year on, on the same day of the week."""


@dataclass(frozen=True)
class Place:
    """Where it goes again: the host with the tutor, as far as they are known."""

    host: Organisation | None
    tutor: Contact | None = None

    def __str__(self) -> str:
        return " · ".join(str(one) for one in (self.host, self.tutor) if one)


@dataclass
class Opened:
    """What was opened: files made anew, files that joined, the departure that holds them."""

    departure: Departure | None = None
    made: list[Mobility] = field(default_factory=list)
    joined: list[Mobility] = field(default_factory=list)


def places_of(stays: Iterable[Mobility]) -> list[Place]:
    """The hosts of these stays with their tutors, the most frequent first; a tutor whose name is erased is none any more."""
    counts: dict[tuple[int | None, int | None], int] = {}
    found: dict[tuple[int | None, int | None], Place] = {}
    for stay in stays:
        tutor = stay.tutor if stay.tutor and stay.tutor.erased_at is None else None
        key = (stay.host_id, tutor.pk if tutor else None)
        counts[key] = counts.get(key, 0) + (stay.host is not None)
        found[key] = Place(stay.host, tutor)
    return [found[key] for key in sorted(counts, key=lambda one: -counts[one]) if found[key].host is not None]


def waiting(person: Any, scheme: Scheme) -> QuerySet[Mobility]:
    """Who gets ready under this scheme and has neither host nor group, within reach."""
    rows = visible_to(person, Mobility.objects.filter(scheme=scheme, state=MobilityState.PREPARING))
    alone = rows.filter(host=None, departure=None).select_related("participant__person")
    return alone.order_by("departs_on", "participant__person__last_name", "pk")[:MOST_WAITING]


@transaction.atomic
def open_again(
    *, scheme: Scheme, name: str, stay: Stay, place: Place, people: list[Participant], files: list[Mobility], by: Any
) -> Opened:
    """Open the next departure with this host (with a name), or stays of their own (without), for whoever was chosen.

    Files that are there join and take the days of the group; on their own they keep their days. The place stands in the
    file; that the host accepts is asked as ever.
    """
    opened = Opened()
    if name:
        opened.departure = mobilities.create_departure(
            network=scheme.network, scheme=scheme, name=name, stay=stay, by=by
        )
        mobilities.place_departure(departure=opened.departure, host=place.host, tutor=place.tutor, by=by)
    for participant in people:
        opened.made.append(mobilities.create_mobility(participant=participant, scheme=scheme, stay=stay, by=by))
    opened.joined = files
    if opened.departure is not None:
        mobilities.move_to_departure(mobilities=[*opened.made, *files], departure=opened.departure, by=by)
    elif place.host is not None:
        for one in (*opened.made, *files):
            mobilities.assign_host(mobility=one, host=place.host, tutor=place.tutor, by=by)
    return opened


@transaction.atomic
def take_back(*, opened: Opened, by: Any) -> None:
    """Undo an opening: files made for it are cancelled, those that joined are alone again with the days they have.

    Raises MoveRefused once somebody left.
    """
    for one in (*opened.made, *opened.joined):
        if one.state != MobilityState.PREPARING:
            raise MoveRefused(_("%(name)s is under way already: this cannot be undone any more.") % {"name": one})
    for one in opened.made:
        mobilities.cancel(mobility=one, by=by, reason=_("Opened by mistake."))
    for one in opened.joined:
        alone = mobilities.change_mobility(mobility=one, changes={"departure": None}, by=by)
        if alone.host_id:
            mobilities.release_host(mobility=alone, by=by, reason=_("Opened by mistake."))
    if opened.departure is not None:
        mobilities.drop_departure(departure=opened.departure, by=by)
