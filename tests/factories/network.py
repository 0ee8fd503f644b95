"""Networks and what they are made of, without surprises."""

import factory
from i18nfield.strings import LazyI18nString

from compagnon.network.models import Network, Organisation, Sector, Site, Trade


def in_english_and_french(english: str, french: str | None = None) -> LazyI18nString:
    return LazyI18nString({"en": english, "fr": french or english})


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network

    key = factory.Sequence(lambda n: f"network-{n}")
    name = in_english_and_french("Test chamber", "Chambre d’essai")
    short_name = "Test chamber"
    country = "FR"
    languages = ["fr", "en"]
    default_language = "fr"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    network = factory.SubFactory(NetworkFactory)
    kind = "company"
    name = factory.Sequence(lambda n: f"Testbäckerei {n}")
    country = "DE"
    town = "Flensburg"


class CentreFactory(OrganisationFactory):
    kind = "training_centre"
    name = factory.Sequence(lambda n: f"Centre d’essai {n}")
    country = "FR"
    town = "Laval"


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(CentreFactory, network=factory.SelfAttribute("..network"))
    key = factory.Sequence(lambda n: f"site-{n}")
    name = "Laval"
    town = "Laval"
    departement_code = "53"
    departement_name = "Mayenne"


class SectorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sector

    network = factory.SubFactory(NetworkFactory)
    key = factory.Sequence(lambda n: f"sector-{n}")
    name = in_english_and_french("Food", "Alimentation")


class TradeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Trade

    network = factory.SubFactory(NetworkFactory)
    sector = factory.SubFactory(SectorFactory, network=factory.SelfAttribute("..network"))
    key = factory.Sequence(lambda n: f"trade-{n}")
    name = in_english_and_french("Bakery", "Boulangerie")
