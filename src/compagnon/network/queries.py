"""Reads of networks and what they are made of."""

from django.conf import settings
from django.http import Http404

from compagnon.network.models import Network, Trade


def network_by_key(key: str) -> Network:
    """The network of an address; raises Http404 when there is none."""
    try:
        return Network.objects.get(key=key)
    except Network.DoesNotExist as error:
        raise Http404 from error


def primary_network() -> Network | None:
    """The network shown at the address /: the one that COMPAGNON_NETWORK names, else the first."""
    return Network.objects.filter(key=settings.PRIMARY_NETWORK).first() or Network.objects.first()


def trades_by_sector() -> list[tuple[str, list[Trade]]]:
    """The trades of the network under their sectors, for choices."""
    grouped: dict[str, list[Trade]] = {}
    for trade in Trade.objects.select_related("sector").order_by("sector__position", "position"):
        grouped.setdefault(str(trade.sector), []).append(trade)
    return list(grouped.items())
