"""What is offered to choose from: never what is switched off, unless it was chosen before."""

import pytest
from django.urls import reverse

from compagnon.network.models import Site, Trade
from compagnon.network.queries import languages_of, network_by_key, to_choose, trades_by_sector
from tests.factories.network import CentreFactory, SectorFactory, SiteFactory, TradeFactory


@pytest.fixture
def trades(network):
    """One that is offered, one that is off, one of a sector that is off."""
    return {
        "on": TradeFactory(network=network),
        "off": TradeFactory(network=network, is_off=True),
        "sector off": TradeFactory(network=network, sector=SectorFactory(network=network, is_off=True)),
    }


def test_a_trade_that_is_off_or_whose_sector_is_off_is_no_choice(trades):
    assert list(to_choose(Trade)) == [trades["on"]]
    assert [one for _sector, found in trades_by_sector() for one in found] == [trades["on"]]


def test_what_was_chosen_before_stays_a_choice(trades):
    assert set(to_choose(Trade, kept=[trades["off"].pk])) == {trades["on"], trades["off"]}


def test_a_site_that_is_closed_or_whose_centre_is_off_is_no_choice(network):
    there = SiteFactory(network=network)
    SiteFactory(network=network, is_off=True)
    SiteFactory(network=network, organisation=CentreFactory(network=network, is_off=True))

    assert list(to_choose(Site)) == [there]


def test_what_is_off_is_not_on_the_portal(client, network, trades):
    SiteFactory(network=network, name="Site fermé", town="Ville fermée", is_off=True)
    trades["off"].name = {"fr": "Métier éteint"}
    trades["off"].save()

    pages = [
        client.get(reverse(f"portal:{name}", args=[network.key])).content.decode() for name in ("centres", "trades")
    ]

    assert "Site fermé" not in pages[0]
    assert "Métier éteint" not in pages[1]


def test_the_first_language_of_a_network_comes_first(network):
    network.languages, network.default_language = ["de", "en", "fr"], "fr"

    assert languages_of(network) == ["fr", "en", "de"]


def test_a_network_is_found_by_its_key(network):
    assert network_by_key(network.key) == network
