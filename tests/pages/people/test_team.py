"""The team at the desk, and the table of rights."""

import pytest
from django.urls import reverse

from compagnon.people.rules import RIGHTS
from tests.factories.people import PersonFactory


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", first_name="Hélène", last_name="Rose")
    client.force_login(person)
    return person


def test_the_page_of_rights_prints_the_table_that_is_in_force(client, coordinator):
    page = client.get(reverse("team:rights"))

    rows = {row["right"]: row["given"] for chapter in page.context["chapters"] for row in chapter["rows"]}
    assert set(rows) == set(RIGHTS)
    assert rows["people.follow_own_mobility"] == [True, *[False] * 7]
    assert "Write calls, open and close them." in page.text
    assert "signing in" in page.text.lower()
