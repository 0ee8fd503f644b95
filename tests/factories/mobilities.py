"""Mobilities, with a host and a tutor when asked."""

from datetime import date

import factory

from compagnon.mobilities.models import Mobility
from tests.factories.network import NetworkFactory, OrganisationFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory
from tests.factories.schemes import SchemeFactory


class MobilityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mobility

    class Params:
        placed = factory.Trait(
            host=factory.SubFactory(OrganisationFactory, network=factory.SelfAttribute("..network")),
            tutor=factory.SubFactory(
                ContactFactory,
                network=factory.SelfAttribute("..network"),
                kind="tutor",
                organisation=factory.SelfAttribute("..host"),
                language="de",
            ),
        )

    network = factory.SubFactory(NetworkFactory)
    scheme = factory.SubFactory(SchemeFactory, network=factory.SelfAttribute("..network"))
    participant = factory.SubFactory(ParticipantFactory, network=factory.SelfAttribute("..network"))
    referent = factory.SubFactory(PersonFactory, network=factory.SelfAttribute("..network"), role="referent")
    departs_on = date(2027, 3, 1)
    returns_on = date(2027, 3, 15)
    country = "DE"
    town = "Flensburg"
    site = factory.SelfAttribute("participant.site")
    trade = factory.SelfAttribute("participant.trade")
    departement_code = "53"
