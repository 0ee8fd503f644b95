"""A network that asks what is usually asked, and people of chosen ages."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from compagnon.consents.actions import load_purposes
from compagnon.consents.models import Purpose


@pytest.fixture(autouse=True)
def on_26_november_2026():
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def asking(network):
    load_purposes(network, None)
    return network


@pytest.fixture
def stories(asking):
    return Purpose.objects.get(key="testimonials")


@pytest.fixture
def photographs(asking):
    return Purpose.objects.get(key="photographs")
