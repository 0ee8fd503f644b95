"""What can be done with a mobility: opened, given a host, moved in time, sent off, brought home, closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.registries import Obstacle, announce, mobility_obstacles
from compagnon.core.states import MoveRefused, locked, move
from compagnon.mobilities import splitting
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Departure, Mobility, Period
from compagnon.mobilities.queries import referent_of
from compagnon.network.models import Organisation
from compagnon.people.models import Contact, Participant, Person
from compagnon.recruitment.models import Application
from compagnon.schemes.choices import Direction, Form
from compagnon.schemes.models import Scheme


class Blocked(MoveRefused):
    """Tasks stand in the way of a move; `obstacles` names them with their pages."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        self.obstacles = obstacles
        super().__init__(
            _("Not yet possible. First: %(titles)s.") % {"titles": "; ".join(obstacle.title for obstacle in obstacles)}
        )


@dataclass(frozen=True)
class Stay:
    """When and where; both days are days of the activity."""

    departs_on: date
    returns_on: date
    country: str
    town: str = ""


def create_from_application(application: Application, by: Any) -> Mobility:
    """The mobility of an admitted application, made once: to the first country wished for that the call offers."""
    made = Mobility.objects.filter(application=application).first()
    if made is not None:
        return reopen(mobility=made, by=by) if made.state == MobilityState.CANCELLED else made
    call = application.call
    offered = [country for country in application.wishes if country in call.countries] or call.countries
    country = (
        call.network.country.code if application.scheme.is_incoming else (offered or application.wishes or [""])[0]
    )
    return create_mobility(
        participant=application.participant,
        scheme=application.scheme,
        stay=Stay(call.departs_on, call.returns_on, country),
        by=by,
        application=application,
    )


@transaction.atomic
def create_mobility(
    *, participant: Participant, scheme: Scheme, stay: Stay, by: Any, application: Application | None = None
) -> Mobility:
    """Open the file of one participant's stay; its timeline follows at once.

    Opened by hand it is made once: a participant makes one stay under one scheme on the same days, and a second
    press finds the file of the first.

    The referent of the participant's département looks after it, else the one who opens it. A group that leaves on
    the same days for the same country under the same scheme is joined.
    """
    if application is None:
        locked(participant)  # so that the second press waits for the first
        same = Mobility.objects.filter(
            participant=participant, scheme=scheme, departs_on=stay.departs_on, returns_on=stay.returns_on
        ).exclude(state=MobilityState.CANCELLED)
        if there := same.first():
            return there
    site = participant.site
    departement = site.departement_code if site else ""
    mobility = Mobility(
        network_id=participant.network_id,
        scheme=scheme,
        scheme_version=(application.call.version_of(scheme) if application else None) or scheme.version,
        participant=participant,
        application=application,
        referent=referent_of(site) or (by if isinstance(by, Person) else None),
        departs_on=stay.departs_on,
        returns_on=stay.returns_on,
        country=stay.country,
        town=stay.town,
        site=site,
        trade=participant.trade,
        departement_code=departement,
        departure=_group_for(scheme, stay),
    )
    mobility.save()
    _tell("mobilities.mobility_preparing", mobility, by, {})
    return _with_place_of_group(mobility, by)


def _group_for(scheme: Scheme, stay: Stay) -> Departure | None:
    if scheme.form != Form.GROUP or scheme.direction == Direction.IN:
        return None
    group: Departure | None = Departure.objects.filter(
        scheme=scheme, country=stay.country, departs_on=stay.departs_on, returns_on=stay.returns_on
    ).first()
    return group


@transaction.atomic
def assign_host(*, mobility: Mobility, host: Organisation, tutor: Contact | None, by: Any) -> Mobility:
    """Give the mobility its place: the host's country and town become those of the stay."""
    mobility = locked(mobility)
    facts = {"host": str(host), "tutor": str(tutor or ""), **_if_elsewhere(mobility, host.country)}
    mobility.host, mobility.tutor = host, tutor
    mobility.country, mobility.town = host.country, host.town
    mobility.save()
    _tell("mobilities.mobility_host_assigned", mobility, by, facts)
    return mobility


def _if_elsewhere(mobility: Mobility, country: Any) -> dict[str, str]:
    """The country that a stay leaves for another one, for whoever asks later where it was to be."""
    return {"country_before": str(mobility.country)} if str(mobility.country) != str(country) else {}


def _with_place_of_group(mobility: Mobility, by: Any) -> Mobility:
    """With the host and tutor of the group, where it has one and the mobility none."""
    group = mobility.departure
    if group is None or group.host is None or mobility.host_id is not None:
        return mobility
    return assign_host(mobility=mobility, host=group.host, tutor=group.tutor, by=by)


@transaction.atomic
def release_host(*, mobility: Mobility, by: Any, reason: str = "") -> Mobility:
    """Take the place away again, when the host or the network withdraws."""
    mobility = locked(mobility)
    host = str(mobility.host or "")
    mobility.host = mobility.tutor = None
    mobility.save()
    _tell("mobilities.mobility_host_released", mobility, by, {"host": host}, reason=reason)
    return mobility


@transaction.atomic
def move_dates(*, mobility: Mobility, departs_on: date, returns_on: date, by: Any) -> Mobility:
    """Give the mobility other days; open tasks move with them, those done keep their day (TL-03).

    The periods of a split stay follow as `splitting.fitted` says: what falls between them falls on their nearer end.
    """
    mobility = locked(mobility)
    if returns_on < departs_on:
        raise MoveRefused(_("The return cannot be before the departure."))
    before = f"{mobility.departs_on.isoformat()} / {mobility.returns_on.isoformat()}"
    after = f"{departs_on.isoformat()} / {returns_on.isoformat()}"
    if before == after:
        return mobility
    stood = (mobility.departs_on, mobility.returns_on)
    _keep_spans(mobility, splitting.fitted(splitting.spans_of(mobility), stood, (departs_on, returns_on)))
    after = f"{mobility.departs_on.isoformat()} / {mobility.returns_on.isoformat()}"
    _tell("mobilities.mobility_dates_moved", mobility, by, {"before": before, "after": after})
    return mobility


@transaction.atomic
def split_stay(*, mobility: Mobility, spans: Iterable[splitting.Span], by: Any) -> Mobility:
    """Make the stay in these periods abroad; one period makes it whole again. The days between are at home.

    What hangs on its days follows as when they move. Raises MoveRefused when the periods overlap or there are none.
    """
    mobility = locked(mobility)
    wanted, stands = splitting.checked(list(spans)), splitting.spans_of(mobility)
    if wanted == stands:
        return mobility
    _keep_spans(mobility, wanted)
    facts = {"before": splitting.told(stands), "after": splitting.told(wanted), "days": mobility.days}
    _tell("mobilities.mobility_split", mobility, by, facts)
    return mobility


def _keep_spans(mobility: Mobility, spans: list[splitting.Span]) -> None:
    """Write the days of a locked mobility and, of a split one, its periods."""
    mobility.departs_on, mobility.returns_on = spans[0][0], spans[-1][1]
    mobility.days_at_home = splitting.days_in(splitting.home_between(spans))
    Period.objects.filter(mobility=mobility).delete()
    if len(spans) > 1:
        Period.objects.bulk_create(
            Period(network_id=mobility.network_id, mobility=mobility, first_day=first, last_day=last)
            for first, last in spans
        )
    mobility.save()


@transaction.atomic
def change_mobility(*, mobility: Mobility, changes: dict[str, Any], by: Any) -> Mobility:
    """Change what the file says (place, referent, codes). What was before and after is kept in the activity."""
    told, elsewhere = [], _if_elsewhere(mobility, changes.get("country", mobility.country))
    for name, value in changes.items():
        before = getattr(mobility, name)
        if before != value:
            setattr(mobility, name, value)
            told.append(f"{_shown(before)} → {_shown(value)}")
    if told:
        mobility.save()
        _tell("mobilities.mobility_changed", mobility, by, {"changes": "; ".join(told), **elsewhere})
    return mobility


@transaction.atomic
def confirm_departure(*, mobility: Mobility, by: Any) -> Mobility:
    """Note that the participant left. Raises Blocked while a task that blocks departure is neither done nor waived."""
    mobility = _unless_blocked(mobility, MobilityState.ABROAD)
    move(mobility, MobilityState.ABROAD, by=by)
    return mobility


@transaction.atomic
def confirm_return(*, mobility: Mobility, by: Any) -> Mobility:
    """Note that the participant is back; evaluation begins."""
    mobility = locked(mobility)
    move(mobility, MobilityState.RETURNED, by=by)
    return mobility


@transaction.atomic
def close(*, mobility: Mobility, by: Any) -> Mobility:
    """Close the file. Raises Blocked while a task that blocks closing is neither done nor waived (TL-09)."""
    mobility = _unless_blocked(mobility, MobilityState.CLOSED)
    mobility.closed_at = clock.now()
    move(mobility, MobilityState.CLOSED, by=by)
    return mobility


@transaction.atomic
def cancel(*, mobility: Mobility, by: Any, reason: str) -> Mobility:
    """End a mobility that will not take place, or not go on. Raises MoveRefused without a reason."""
    if not reason.strip():
        raise MoveRefused(_("Say why the mobility is cancelled: the reason is kept with the file."))
    mobility = locked(mobility)
    move(mobility, MobilityState.CANCELLED, by=by, reason=reason.strip())
    return mobility


@transaction.atomic
def reopen(*, mobility: Mobility, by: Any) -> Mobility:
    """Take up a closed or cancelled file again."""
    mobility = locked(mobility)
    mobility.closed_at = None
    to = MobilityState.RETURNED if mobility.state == MobilityState.CLOSED else MobilityState.PREPARING
    move(mobility, to, by=by)
    return mobility


@transaction.atomic
def create_departure(*, network: Any, scheme: Scheme, name: str, stay: Stay, by: Any) -> Departure:
    """Open a group that travels together, once: a second press finds the group of the same name and days."""
    locked(scheme)  # so that the second press waits for the first
    days = {"departs_on": stay.departs_on, "returns_on": stay.returns_on}
    there: Departure | None = Departure.objects.filter(network=network, scheme=scheme, name=name, **days).first()
    if there is not None:
        return there
    departure: Departure = Departure.objects.create(
        network=network,
        scheme=scheme,
        name=name,
        **days,
        country=stay.country,
        town=stay.town,
    )
    activity.record("mobilities.departure_opened", about=departure, by=by, facts={"departure": name})
    return departure


@transaction.atomic
def move_to_departure(*, mobilities: Iterable[Mobility], departure: Departure, by: Any) -> list[Mobility]:
    """Let them travel with a group: they take its days, and its place while they have no host of their own."""
    moved = []
    for chosen in sorted(mobilities, key=lambda mobility: mobility.pk):
        mobility = locked(chosen)
        mobility.departure = departure
        if mobility.host_id is None:
            mobility.country, mobility.town = departure.country, departure.town or mobility.town
        mobility.save()
        _tell("mobilities.mobility_joined", mobility, by, {"departure": departure.name})
        days = {"departs_on": departure.departs_on, "returns_on": departure.returns_on}
        moved.append(_with_place_of_group(move_dates(mobility=mobility, **days, by=by), by))
    return moved


@transaction.atomic
def place_departure(
    *,
    departure: Departure,
    host: Organisation | None,
    tutor: Contact | None,
    by: Any,
    facts: dict[str, Any] | None = None,
) -> Departure:
    """Give a group its host and tutor: those who join from now on take them while they have none of their own.

    The host's country and town become those of the group. `facts` are kept beside, for who takes it back.
    """
    departure = locked(departure)
    if (departure.host, departure.tutor) != (host, tutor):
        departure.host, departure.tutor = host, tutor
        if host is not None:
            departure.country, departure.town = host.country, host.town
        departure.save(update_fields=["host", "tutor", "country", "town"])
        told = {"departure": departure.name, "host": str(host or "–"), **(facts or {})}
        activity.record("mobilities.departure_placed", about=departure, by=by, facts=told)
    return departure


@transaction.atomic
def drop_departure(*, departure: Departure, by: Any) -> None:
    """Take a group away with which nobody travels. Raises MoveRefused while somebody does."""
    departure = locked(departure)
    if departure.mobilities.exclude(state=MobilityState.CANCELLED).exists():
        raise MoveRefused(_("Somebody travels with this departure: it stays."))
    activity.record("mobilities.departure_dropped", about=departure, by=by, facts={"departure": departure.name})
    departure.delete()


def record_progress(*, mobility: Mobility, summary: dict[str, Any]) -> None:
    """Write what its timeline says in short; no activity, because the tasks have theirs."""
    if any(getattr(mobility, name) != value for name, value in summary.items()):
        Mobility.objects.filter(pk=mobility.pk).update(**summary)
        for name, value in summary.items():
            setattr(mobility, name, value)


def obstacles_to(mobility: Mobility, to: str) -> list[Obstacle]:
    """What stands in the way of a move, said by every chapter that knows of something."""
    return [obstacle for ask in mobility_obstacles for obstacle in ask(mobility, to)]


def _unless_blocked(mobility: Mobility, to: str) -> Mobility:
    mobility = locked(mobility)
    if to in mobility.MOVES.get(MobilityState(mobility.state), set()) and (obstacles := obstacles_to(mobility, to)):
        raise Blocked(obstacles)
    return mobility


def _tell(verb: str, mobility: Mobility, by: Any, facts: dict[str, Any], *, reason: str = "") -> None:
    activity.record(verb, about=mobility, by=by, facts=facts, reason=reason)
    announce(verb, mobility, by)


def _shown(value: Any) -> str:
    return str(value) if value not in (None, "") else "–"
