"""Setting, changing, taking away and copying targets."""

from typing import Any

from django.db import transaction

from compagnon.core import activity
from compagnon.core.i18n import in_every_language
from compagnon.core.states import locked
from compagnon.insights.choices import Measure
from compagnon.insights.models import Target
from compagnon.network.models import Network
from compagnon.people.models import Person


@transaction.atomic
def set_target(*, network: Network, fields: dict[str, Any], by: Person) -> Target:
    """Add a target."""
    target = Target(network=network, **fields)
    target.save()
    _record("insights.target_set", target, by)
    return target


@transaction.atomic
def change_target(*, target: Target, fields: dict[str, Any], by: Person) -> Target:
    """Keep a target as edited."""
    target = locked(target)
    before = target.value
    for name, value in fields.items():
        setattr(target, name, value)
    target.save()
    _record("insights.target_changed", target, by, before=before)
    return target


@transaction.atomic
def remove_target(*, target: Target, by: Person) -> None:
    """Take a target away; what it was stays in the activity."""
    target = locked(target)
    _record("insights.target_removed", target, by)
    target.delete()


@transaction.atomic
def copy_targets(*, network: Network, year: int, by: Person) -> int:
    """Bring the targets of the year before into a year; those that are set already stay. Gives how many came."""
    names = ("measure", "site_id", "trade_id", "country", "status")
    there = set(Target.objects.filter(year=year).values_list(*names))
    before = Target.objects.filter(year=year - 1).order_by("pk").values(*names, "value")
    new = [
        Target(network=network, year=year, **row) for row in before if tuple(row[name] for name in names) not in there
    ]
    for target in new:
        target.save()
        _record("insights.target_set", target, by)
    return len(new)


def _record(verb: str, target: Target, by: Person, **facts: Any) -> None:
    said = {
        "measure": in_every_language(Measure(target.measure).label),
        "year": target.year_name,
        "value": target.value,
        **facts,
    }
    activity.record(verb, about=target, by=by, trail=target.network, facts=said)
