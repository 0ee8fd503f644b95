"""A departure as a whole: its days and its place are given once, and who travels as the group does follows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.states import MoveRefused, locked
from compagnon.mobilities.actions import change_mobility, move_dates
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.models import Person

CHANGED = "mobilities.departure_changed"
DAYS, PLACE = ("departs_on", "returns_on"), ("country", "town")


@dataclass
class Followers:
    """Who takes the new days, and the new place, of a group; who has others and keeps them; how many are out of reach."""

    days: list[Mobility] = field(default_factory=list)
    place: list[Mobility] = field(default_factory=list)
    keep_days: list[Mobility] = field(default_factory=list)
    beyond: int = 0

    @property
    def matter(self) -> bool:
        return bool(self.days or self.place or self.keep_days or self.beyond)


def travellers_of(departure: Departure, by: Any) -> tuple[list[Mobility], int]:
    """Those of the group whom the person may see, and how many there are beside them; cancelled ones left out."""
    going = Mobility.objects.filter(departure=departure).exclude(state=MobilityState.CANCELLED)
    seen = visible_to(by, going).select_related("participant__person", "host", "tutor", "scheme")
    rows = list(seen.order_by("participant__person__last_name", "pk"))
    return rows, going.count() - len(rows)


def foresee(departure: Departure, changes: dict[str, Any], by: Any) -> Followers:
    """What a change of the group does to those who travel with it; nothing is saved."""
    new_days, new_place = _differs(departure, changes, DAYS), _differs(departure, changes, PLACE)
    if not (new_days or new_place):
        return Followers()
    going, beyond = travellers_of(departure, by)
    found = Followers(beyond=beyond)
    for stay in going:
        if new_days and stay.state in (MobilityState.PREPARING, MobilityState.ABROAD):
            (found.days if _alike(stay, departure, DAYS) else found.keep_days).append(stay)
        if new_place and stay.state == MobilityState.PREPARING and stay.host_id is None:
            found.place.extend([stay] if _alike(stay, departure, PLACE) else [])
    return found


@transaction.atomic
def change_departure(*, departure: Departure, changes: dict[str, Any], by: Any) -> Followers:
    """Change what the group says; who has its days and its place takes the new ones, each with its tasks and letters.

    Who differs keeps the own; who is out of reach of the person is left alone.
    """
    departure = locked(departure)
    found = foresee(departure, changes, by)
    changed = {name: value for name, value in changes.items() if getattr(departure, name) != value}
    if not changed:
        return found
    before = [[name, _plain(getattr(departure, name))] for name in changed]
    told = "; ".join(f"{_shown(getattr(departure, name))} → {_shown(value)}" for name, value in changed.items())
    _write(departure, changed)
    activity.record(
        CHANGED,
        about=departure,
        by=by,
        facts={
            "departure": departure.name,
            "changes": told,
            "before": before,
            "after": [[name, _plain(value)] for name, value in changed.items()],
            "days": [stay.code for stay in found.days],
            "place": [stay.code for stay in found.place],
        },
    )
    _follow(departure, found.days, found.place, by)
    return found


@transaction.atomic
def undo_change(*, departure: Departure, by: Any) -> None:
    """Take the last change of the group back, with all that followed it.

    Raises MoveRefused when nothing was changed, or something was changed again since.
    """
    departure = locked(departure)
    last = activity.on(departure).filter(verb=CHANGED).first()
    if last is None or any(_plain(getattr(departure, name)) != value for name, value in last.facts["after"]):
        raise MoveRefused(_("The departure was changed again since: this cannot be undone any more."))
    seen, _beyond = travellers_of(departure, by)
    days = [stay for stay in seen if stay.code in last.facts["days"] and _alike(stay, departure, DAYS)]
    place = [stay for stay in seen if stay.code in last.facts["place"] and _alike(stay, departure, PLACE)]
    was = {name: _read(name, value) for name, value in last.facts["before"]}
    told = "; ".join(f"{_shown(getattr(departure, name))} → {_shown(value)}" for name, value in was.items())
    _write(departure, was)
    facts = {"departure": departure.name, "changes": told, "before": last.facts["after"], "after": last.facts["before"]}
    activity.record(CHANGED, about=departure, by=by, facts={**facts, "days": [], "place": []})
    _follow(departure, days, [stay for stay in place if stay.host_id is None], by)


def _follow(departure: Departure, days: Iterable[Mobility], place: Iterable[Mobility], by: Any) -> None:
    for stay in days:
        move_dates(mobility=stay, departs_on=departure.departs_on, returns_on=departure.returns_on, by=by)
    for stay in place:
        changes = {"country": departure.country, "town": departure.town}
        change_mobility(mobility=Mobility.objects.get(pk=stay.pk), changes=changes, by=by)


def _write(departure: Departure, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(departure, name, value)
    departure.save(update_fields=list(values))


def _differs(departure: Departure, changes: dict[str, Any], names: tuple[str, ...]) -> bool:
    return any(name in changes and changes[name] != getattr(departure, name) for name in names)


def _alike(stay: Mobility, departure: Departure, names: tuple[str, ...]) -> bool:
    return all(getattr(stay, name) == getattr(departure, name) for name in names)


def _plain(value: Any) -> str:
    """A value as the activity keeps it: a person by the code."""
    if isinstance(value, Person):
        return value.code
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _read(name: str, value: str) -> Any:
    if name in DAYS:
        return date.fromisoformat(value)
    return Person.objects.filter(code=value).first() if name == "accompanying" else value


def _shown(value: Any) -> str:
    return str(getattr(value, "name", value)) if value not in (None, "") else "–"
