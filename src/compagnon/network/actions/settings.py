"""Changes of a network's settings: each makes a new edition of its pages and leaves an activity row."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise
from i18nfield.strings import LazyI18nString

from compagnon.core import activity
from compagnon.core.i18n import in_address, in_every_language
from compagnon.core.order import shift
from compagnon.network.models import Network, Sector, Trade
from compagnon.network.seed_shape import SectorSeed


@transaction.atomic
def change_network(*, network: Network, said: dict[str, Any], by: activity.Actor, what: str | Promise) -> Network:
    """Change what a network says of itself; `what` names the part of the settings."""
    for name, value in said.items():
        setattr(network, name, value)
    network.save()
    _changed(network, "network.changed", about=network, by=by, what=what)
    return network


@transaction.atomic
def keep_row(*, network: Network, row: Any, by: activity.Actor, part: str | Promise) -> Any:
    """Add or change a row of a part of the settings: a site, a trade, a figure, an emblem. A new one comes last."""
    is_new = row.pk is None
    if is_new:
        row.network = network
        row.position = type(row).objects.count()
        if any(field.name == "key" for field in row._meta.fields) and not row.key:
            row.key = free_key(type(row), str(row))
    row.save()
    verb = "network.row_added" if is_new else "network.row_changed"
    _changed(network, verb, about=row, by=by, what=part)
    return row


@transaction.atomic
def turn_row(*, network: Network, row: Any, off: bool, by: activity.Actor, part: str | Promise) -> Any:
    """Switch a row off or on again: off, it is no choice any more, and stays in the files that name it."""
    if row.is_off != off:
        row.is_off = off
        row.save()
        _changed(network, "network.row_off" if off else "network.row_on", about=row, by=by, what=part)
    return row


@transaction.atomic
def move_row(*, network: Network, row: Any, among: Iterable[Any], up: bool, by: activity.Actor, part: Any) -> None:
    """Put a row one place higher or lower among its neighbours; at the end nothing happens."""
    if shift(row, among=among, up=up):
        _changed(network, "network.row_moved", about=row, by=by, what=part)


@transaction.atomic
def take_from_catalogue(
    *, network: Network, sectors: Iterable[SectorSeed], keys: set[str], by: activity.Actor | None
) -> int:
    """Give the network these trades of the shipped catalogue, with their sectors; the number of those that are new."""
    there = set(Trade.objects.values_list("key", flat=True))
    added: list[Trade] = []
    for place, sector in enumerate(sectors):
        wanted = [trade for trade in sector.trades if trade.key in keys - there]
        if not wanted:
            continue
        kept, _is_new = Sector.objects.get_or_create(
            network=network, key=sector.key, defaults={"name": LazyI18nString(sector.name), "position": place}
        )
        first = Trade.objects.filter(sector=kept).count()
        added += [
            Trade(network=network, sector=kept, position=first + number, **trade.stored(network.default_language))
            for number, trade in enumerate(wanted)
        ]
    Trade.objects.bulk_create(added)
    if added:
        facts = {"count": len(added)}
        activity.record("network.trades_taken", about=network, by=by, facts=facts)
        new_edition(network)
    return len(added)


def new_edition(network: Network) -> None:
    """Pages kept for some minutes are made anew, in every process."""
    Network.objects.filter(pk=network.pk).update(edition=F("edition") + 1)


def free_key(model: Any, words: str) -> str:
    """A key made of the row's name that no other row of the network has."""
    stem = in_address(words).replace("-", "_")[:48].strip("_") or "row"
    taken = set(model.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return stem if stem not in taken else next(k for n in range(2, 10_000) if (k := f"{stem}_{n}") not in taken)


def _changed(network: Network, verb: str, *, about: Any, by: activity.Actor | None, what: str | Promise) -> None:
    facts = {"what": str(about), "part": in_every_language(what)}
    activity.record(verb, about=about, by=by, trail=network, facts=facts)
    new_edition(network)
