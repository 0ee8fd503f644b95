"""Targets."""

import factory

from compagnon.insights.models import Target
from tests.factories.network import NetworkFactory


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    network = factory.SubFactory(NetworkFactory)
    year = 2026
    measure = "departures"
    value = 10
