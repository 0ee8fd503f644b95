"""Somebody who told something in private before a stay, and the people around."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import cache

from compagnon.inclusion.actions import vault
from compagnon.inclusion.choices import EntryKind
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory

MARKER = "zebrafish-lighthouse"
"""Words that stand nowhere else."""


@pytest.fixture(autouse=True)
def on_26_november_2026():
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def learner(network):
    """Seventeen, with a guardian."""
    guardian = ContactFactory(network=network, first_name="Gardia", last_name="Test")
    return ParticipantFactory(network=network, birth_date=date(2009, 6, 1), guardian=guardian)


@pytest.fixture
def stay(learner):
    return MobilityFactory(network=learner.network, participant=learner, placed=True)


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", role__departement_code="53")


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


def tell(participant, *, readers=(), words=MARKER, needs=("step_free",), by=None):
    return vault.tell(
        participant=participant,
        kind=EntryKind.SUPPORT,
        told={"needs": list(needs), "words": words},
        readers=list(readers),
        by=by or participant.person,
    )
