"""Calls and applications."""

from datetime import date

import factory

from compagnon.core import clock
from compagnon.recruitment import actions
from compagnon.recruitment.choices import DECIDED
from compagnon.recruitment.models import Application, Call
from tests.factories.network import NetworkFactory, in_english_and_french
from tests.factories.people import ParticipantFactory, PersonFactory
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
    decided_at = factory.LazyAttribute(lambda made: clock.now() if made.state in DECIDED else None)
    decided_by_name = factory.LazyAttribute(lambda made: "Decidia Essai" if made.state in DECIDED else "")


def ready_to_open(call, *, by):
    """A selection in which nothing lacks: `by` presides over a panel with two readers."""
    selection = actions.prepare(call=call)
    actions.change_selection(
        selection=selection, by=by, appeal_route="The director decides.", other_routes="The mediator of the chamber."
    )
    actions.seat(selection=selection, person=by, part="chair", capacity="coordinator", by=by)
    for capacity in ("trainer", "employer"):
        reader = PersonFactory(network=call.network, role="reviewer")
        actions.seat(selection=selection, person=reader, part="reader", capacity=capacity, by=by)
    selection.refresh_from_db()
    return selection
