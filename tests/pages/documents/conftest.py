"""What all pages of papers stand on: a folder of files of their own, and a coordinator who looks."""

import pytest

from tests.factories.people import PersonFactory


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", language="en")
    client.force_login(person)
    return person
