"""Calls and applications."""

from datetime import date

import factory

from compagnon.recruitment.models import Application, Call
from tests.factories.network import NetworkFactory, in_english_and_french
from tests.factories.people import ParticipantFactory
from tests.factories.schemes import SchemeFactory


class CallFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Call

    network = factory.SubFactory(NetworkFactory)
    scheme = factory.SubFactory(SchemeFactory, network=factory.SelfAttribute("..network"))
    state = "open"
    title = in_english_and_french("Two weeks in Germany", "Deux semaines en Allemagne")
    opens_on = date(2026, 11, 1)
    closes_on = date(2027, 1, 15)
    departs_on = date(2027, 3, 1)
    returns_on = date(2027, 3, 15)
    places = 10
    countries = ["DE"]


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    network = factory.SelfAttribute("call.network")
    call = factory.SubFactory(CallFactory)
    participant = factory.SubFactory(ParticipantFactory, network=factory.SelfAttribute("..network"))
    state = "submitted"
    motivation = "I want to bake rye bread."
