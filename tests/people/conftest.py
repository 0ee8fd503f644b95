"""At the entrance itself nothing is taken for granted."""

import pytest
from django.test import Client


@pytest.fixture
def client():
    """Django's client as it is: signed in by it, nobody has shown who they are."""
    return Client()
