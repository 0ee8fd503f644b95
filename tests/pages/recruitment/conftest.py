"""A call that is open on a still day, and people around it."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories.people import PersonFactory
from tests.factories.recruitment import CallFactory


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def call(network):
    return CallFactory(network=network)


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", role__departement_code="53")


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def reviewer(network):
    return PersonFactory(network=network, role="reviewer")
