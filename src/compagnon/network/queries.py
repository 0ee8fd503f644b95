"""Reads of networks and what they are made of."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from compagnon.network.models import Network, Sector, Site, Trade


def network_by_key(key: str) -> Network:
    """The network of an address; raises Http404 when there is none."""
    try:
        return Network.objects.get(key=key)
    except Network.DoesNotExist as error:
        raise Http404 from error


def primary_network() -> Network | None:
    """The network shown at the address /: the one that COMPAGNON_NETWORK names, else the first."""
    return Network.objects.filter(key=settings.PRIMARY_NETWORK).first() or Network.objects.first()


def languages_of(network: Network) -> list[str]:
    """The languages in which the network's texts are asked for, its first one first."""
    offered = [code for code, _name in settings.LANGUAGES if code in network.languages]
    return sorted(offered or [network.default_language], key=lambda code: code != network.default_language)


def to_choose(model: Any, *, kept: Iterable[int] = ()) -> QuerySet[Any]:
    """Rows of a part of the settings that are not switched off; `kept` are keys of those chosen before, off or not.

    A trade of a sector, a site of a centre that is off is off with it.
    """
    above = {Trade: "sector__is_off", Site: "organisation__is_off"}.get(model)
    offered = Q(is_off=False) & (Q(**{above: False}) if above else Q())
    return model.objects.filter(offered | Q(pk__in=list(kept)))  # type: ignore[no-any-return]


def trades_by_sector(*, kept: Iterable[int] = ()) -> list[tuple[str, list[Trade]]]:
    """The trades that the network offers under their sectors, for choices; `kept` as in `to_choose`."""
    grouped: dict[str, list[Trade]] = {}
    for trade in to_choose(Trade, kept=kept).select_related("sector").order_by("sector__position", "position"):
        grouped.setdefault(str(trade.sector), []).append(trade)
    return list(grouped.items())


def sectors_offered() -> QuerySet[Sector]:
    """Sectors that are not switched off, each with the trades that are offered."""
    trades = Prefetch("trades", queryset=Trade.objects.filter(is_off=False))
    return Sector.objects.filter(is_off=False).prefetch_related(trades)  # type: ignore[no-any-return]
