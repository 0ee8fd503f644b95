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
        ("many", {"action": "release", "although": "unsure"}, "queued"),
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


def test_many_that_may_have_arrived_go_once_more_only_after_a_warning(at_desk, letter):
    asked = at_desk.post(reverse("correspondence:many"), {"action": "release", "selected": letter.code})

    assert "1 letter may have arrived already" in asked.content.decode()
    assert letter.code in asked.content.decode()
    assert Letter.objects.get().state == "unsure"


@pytest.mark.parametrize("action", ["", "erase"])
def test_an_action_that_there_is_not_sends_nothing(at_desk, letter, action):
    Letter.objects.update(state="held")

    page = at_desk.post(reverse("correspondence:many"), {"action": action, "selected": letter.code}, follow=True)

    assert "Choose what to do with the letters." in page.content.decode()
    assert Letter.objects.get().state == "held"


@pytest.mark.parametrize(("action", "state"), [("release", "queued"), ("keep_back", "cancelled"), ("hold", "failed")])
def test_confidential_letters_that_failed_are_counted_and_go_once_more_unread(at_desk, letter, action, state):
    Letter.objects.update(state="failed", is_confidential=True, subject="A secret matter")
    outbox = f"{reverse('correspondence:outbox')}?state=failed"
    page = at_desk.get(outbox).content.decode()
    assert "1 confidential letter is here, too" in page
    assert "A secret matter" not in page

    at_desk.post(reverse("correspondence:hidden"), {"action": action, "state": "failed"})

    assert Letter.objects.get().state == state


@pytest.mark.parametrize("state", ["failed", "unsure", "bounced"])
def test_what_does_not_go_on_by_itself_waits_on_the_first_page(at_desk, letter, state):
    outbox = f"{reverse('correspondence:outbox')}?state={state}"
    Letter.objects.update(state="sent")
    assert outbox not in at_desk.get(reverse("desk:home")).content.decode()

    Letter.objects.update(state=state)

    assert outbox in at_desk.get(reverse("desk:home")).content.decode()
