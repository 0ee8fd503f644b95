"""Partners with places."""

from datetime import date

import factory

from compagnon.partners.models import Capacity, Partner
from tests.factories.network import NetworkFactory, OrganisationFactory


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(OrganisationFactory, network=factory.SelfAttribute("..network"))
    hosts = True


class CapacityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Capacity

    network = factory.SelfAttribute("partner.network")
    partner = factory.SubFactory(PartnerFactory)
    trade = None
    places = 2
    from_day = date(2027, 1, 1)
    to_day = date(2027, 12, 31)
