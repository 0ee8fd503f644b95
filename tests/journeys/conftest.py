"""The small world of a journey: the first network as shipped, the people who work there, one bakery at Flensburg."""

from datetime import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_scopes import scope

from compagnon.core import clock
from compagnon.doors.demo.world import cast
from compagnon.network.actions import load_network
from compagnon.network.models import Trade
from compagnon.network.seed_shape import read_network
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.seed_shape import read_schemes
from tests.factories.network import OrganisationFactory
from tests.factories.partners import CapacityFactory, PartnerFactory
from tests.factories.people import ContactFactory


class EveryClock:
    """One moment for the test and for the server's threads: `clock.at` alone reaches only the thread that asks."""

    def __init__(self):
        self.moment = None

    def get(self):
        return self.moment

    def says(self, day: str, hour: int = 10) -> None:
        self.moment = timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02d}:00"))


@pytest.fixture
def calendar(monkeypatch):
    """The program's clock, set by hand from one day of the story to the next."""
    every = EveryClock()
    monkeypatch.setattr(clock, "_chosen", every)
    return every


@pytest.fixture
def world(transactional_db, calendar):
    """The network with its schemes and cast, and a bakery abroad with a tutor who reads German."""
    cache.clear()
    calendar.says("2026-10-05")
    network = load_network(seed=read_network("pays-de-la-loire"))
    with scope(network=network):
        load_schemes(network=network, seed=read_schemes())
        cast.make(network)
        bakery = Trade.objects.get(key="bakery")
        host = OrganisationFactory(network=network, name="Bäckerei Muster", address="Musterweg 1")
        host.trades.add(bakery)
        CapacityFactory(partner=PartnerFactory(network=network, organisation=host), trade=bakery, places=2)
        ContactFactory(
            network=network, kind="tutor", organisation=host, first_name="Greta", last_name="Sauerteig",
            email="tutor@example.org", language="de", phone="+49 461 00000",
        )  # fmt: skip
    return network
