"""A group that travels together, as tests of several chapters need one."""

from datetime import date

from compagnon.mobilities.models import Departure
from tests.factories.schemes import SchemeFactory


def a_departure(network, **fields):
    stay = {"country": "DE", "town": "Flensburg", "departs_on": date(2027, 3, 1), "returns_on": date(2027, 3, 15)}
    scheme = fields.pop("scheme", None) or SchemeFactory(network=network)
    return Departure.objects.create(network=network, scheme=scheme, name="Flensburg in March", **{**stay, **fields})
