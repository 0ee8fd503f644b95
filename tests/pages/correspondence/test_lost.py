"""A letter whose answer was lost, on its page: it arrived, once more, or not at all."""

import pytest
from django.urls import reverse

from compagnon.correspondence.actions import send_test
from compagnon.correspondence.models import Letter
from tests.factories.people import PersonFactory


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent"))
    return client


@pytest.fixture
def letter(network):
    made = send_test(person=PersonFactory(network=network, role="coordinator"))
    Letter.objects.update(state="unsure", handed_at=made.written_at)
    return made


def test_it_stands_under_a_tab_of_its_own(at_desk, letter):
    page = at_desk.get(f"{reverse('correspondence:outbox')}?state=unsure").content.decode()

    assert "Answer lost" in page
    assert letter.subject in page


@pytest.mark.parametrize(
    ("address", "said", "state"),
    [
        ("arrived", {}, "sent"),
        ("many", {"action": "release"}, "queued"),
        ("many", {"action": "keep_back"}, "cancelled"),
    ],
)
def test_a_person_decides(at_desk, letter, address, said, state):
    page = reverse("correspondence:letter", args=[letter.code])
    assert "Did it arrive?" in at_desk.get(page).content.decode()
    to = reverse("correspondence:many") if address == "many" else reverse("correspondence:arrived", args=[letter.code])

    at_desk.post(to, {**said, "selected": letter.code})

    assert Letter.objects.get().state == state


def test_a_letter_that_was_settled_meanwhile_says_so(at_desk, letter):
    Letter.objects.update(state="queued")

    page = at_desk.post(reverse("correspondence:arrived", args=[letter.code]), follow=True)

    assert "This is not possible any more" in page.content.decode()
