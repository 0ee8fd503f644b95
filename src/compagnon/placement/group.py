"""The host of a group: given once, and taken over by who travels along without a host of their own, or with the group's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.states import MoveRefused, locked
from compagnon.mobilities.actions import assign_host, change_mobility, place_departure, release_host
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.together import travellers_of
from compagnon.network.models import Organisation
from compagnon.people.models import Contact
from compagnon.placement.choices import RUNNING, RequestState
from compagnon.placement.models import PlacementRequest
from compagnon.timeline.actions import refreshed_once

PLACED = "mobilities.departure_placed"


@dataclass
class Foreseen:
    """Who gets the host of the group, who keeps what they have and why, how many are out of reach."""

    gets: list[Mobility] = field(default_factory=list)
    keeps: list[tuple[Mobility, str]] = field(default_factory=list)
    beyond: int = 0


def like(departure: Departure, by: Any) -> Mobility:
    """A stay as the group makes it, never saved: what hosts are proposed for. The trade is that of all, if it is one."""
    going, _beyond = travellers_of(departure, by)
    trades = {stay.trade_id for stay in going}
    return Mobility(
        network_id=departure.network_id,
        scheme=departure.scheme,
        scheme_version=departure.scheme.version,
        departs_on=departure.departs_on,
        returns_on=departure.returns_on,
        country=departure.country,
        town=departure.town,
        trade=going[0].trade if len(trades) == 1 else None,
    )


def foresee(departure: Departure, host: Organisation | None, by: Any) -> Foreseen:
    """What giving the group this host (None: taking it away) does to each who travels along; nothing is saved."""
    going, beyond = travellers_of(departure, by)
    questions = PlacementRequest.objects.filter(mobility__in=going, state__in=RUNNING).select_related("host")
    running = {question.mobility_id: question for question in questions}
    found = Foreseen(beyond=beyond)
    for stay in going:
        why = _why_kept(stay, departure, host, running.get(stay.pk))
        if why:
            found.keeps.append((stay, why))
        elif host is not None or stay.host_id is not None:
            found.gets.append(stay)
    return found


def _why_kept(
    stay: Mobility, departure: Departure, host: Organisation | None, question: PlacementRequest | None
) -> str:
    """Why somebody keeps what they have; empty for who takes the host of the group."""
    if stay.state != MobilityState.PREPARING:
        return str(stay.get_state_display())
    if question is not None:
        asked = question.state == RequestState.ASKED
        said = _("%(host)s was asked, no answer yet") if asked else _("%(host)s has accepted")
        return said % {"host": question.host}
    has_that_of_group = stay.host_id is not None and stay.host_id == departure.host_id
    if stay.host_id is None or (has_that_of_group and stay.host_id != getattr(host, "pk", None)):
        return ""
    if has_that_of_group or stay.host == host:
        is_own = stay.tutor_id not in (None, departure.tutor_id)
        return _("has this host, with %(tutor)s as tutor") % {"tutor": stay.tutor} if is_own else ""
    return str(stay.host)


@transaction.atomic
def give_host(*, departure: Departure, host: Organisation | None, tutor: Contact | None, by: Any) -> Foreseen:
    """Give the group its host and tutor, and with it all who have none or the group's; None takes it away again.

    What is given stands in the files; that the host accepts is asked as ever.
    """
    departure = locked(departure)
    found = foresee(departure, host, by)
    facts = {
        "before": [*_place(departure), str(departure.country), departure.town],
        "after": [_code(host), _code(tutor)],
        "took": [[stay.code, *_place(stay), str(stay.country), stay.town] for stay in found.gets],
    }
    place_departure(departure=departure, host=host, tutor=tutor, by=by, facts=facts)
    with refreshed_once():
        for stay in found.gets:
            _give(stay, host, tutor, by)
    return found


@transaction.atomic
def take_back(*, departure: Departure, by: Any) -> None:
    """Undo the last giving: each has again what they had, unless it was changed since.

    Raises MoveRefused when the group has another host by now, or this was undone already.
    """
    departure = locked(departure)
    last = activity.on(departure).filter(verb=PLACED).first()
    if last is None or "took" not in last.facts or last.facts["after"] != _place(departure):
        raise MoveRefused(_("The host of the group was changed again since: this cannot be undone any more."))
    host, tutor, country, town = last.facts["before"]
    organisations, contacts = _rows_of(last.facts)
    place_departure(departure=departure, host=organisations.get(host), tutor=contacts.get(tutor), by=by)
    fresh = locked(departure)
    fresh.country, fresh.town = country, town
    fresh.save(update_fields=["country", "town"])
    going = {stay.code: stay for stay in travellers_of(departure, by)[0]}
    asked = set(PlacementRequest.objects.filter(state__in=RUNNING).values_list("mobility", flat=True))
    with refreshed_once():
        for code, had_host, had_tutor, had_country, had_town in last.facts["took"]:
            stay = going.get(code)
            if stay is None or stay.pk in asked or _place(stay) != last.facts["after"]:
                continue
            _give(stay, organisations.get(had_host), contacts.get(had_tutor), by)
            if not had_host:
                changes = {"country": had_country, "town": had_town}
                change_mobility(mobility=Mobility.objects.get(pk=stay.pk), changes=changes, by=by)


def _give(stay: Mobility, host: Organisation | None, tutor: Contact | None, by: Any) -> None:
    if (stay.host, stay.tutor) == (host, tutor):
        return
    if host is not None:
        assign_host(mobility=stay, host=host, tutor=tutor, by=by)
    else:
        release_host(mobility=stay, by=by)


def _place(of: Departure | Mobility) -> list[str]:
    return [_code(of.host), _code(of.tutor)]


def _code(of: Organisation | Contact | None) -> str:
    return of.code if of is not None else ""


def _rows_of(facts: dict[str, Any]) -> tuple[dict[str, Organisation], dict[str, Contact]]:
    """The hosts and tutors that the facts name, by their codes."""
    rows: Iterable[list[str]] = [facts["before"], *(taken[1:] for taken in facts["took"])]
    rows = list(rows)
    hosts = Organisation.objects.filter(code__in={row[0] for row in rows})
    tutors = Contact.objects.filter(code__in={row[1] for row in rows})
    return {host.code: host for host in hosts}, {tutor.code: tutor for tutor in tutors}
