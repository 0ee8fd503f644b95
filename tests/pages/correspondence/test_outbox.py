"""The outbox: found by words, held, corrected without leaving, and noted when a letter came back."""

import pytest
from django.urls import reverse

from compagnon.core.activity import on, sentence
from compagnon.correspondence.actions import send_test
from compagnon.correspondence.models import Letter
from tests.factories.people import PersonFactory

OUTBOX = reverse("correspondence:outbox")


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent"))
    return client


@pytest.fixture
def letter(network):
    return send_test(person=PersonFactory(network=network, role="coordinator", first_name="Ada", last_name="Rye"))


def page_of(letter):
    return reverse("correspondence:letter", args=[letter.code])


def test_letters_are_found_by_reader_and_subject(at_desk, letter):
    def found(typed):
        return letter.subject in at_desk.get(OUTBOX, {"state": "queued", "q": typed}).content.decode()

    assert [found("rye"), found("letter ada"), found("nobody")] == [True, True, False]


def test_what_is_about_to_leave_can_be_made_to_wait(at_desk, letter):
    at_desk.post(reverse("correspondence:many"), {"action": "hold", "selected": letter.code})

    assert Letter.objects.get().state == "held"


def test_words_are_kept_without_letting_the_letter_go(at_desk, letter):
    Letter.objects.update(state="held")

    at_desk.post(page_of(letter), {"action": "keep", "subject": "Other", "body": "Other words"})

    kept = Letter.objects.get()
    assert (kept.state, kept.subject, kept.body) == ("held", "Other", "Other words")
    assert "changed the words of the letter “Other”" in sentence(on(letter.about)[0])


def test_a_letter_that_came_back_goes_once_more_to_the_mended_address(at_desk, letter):
    Letter.objects.update(state="sent")
    came_back = reverse("correspondence:came-back", args=[letter.code])
    assert at_desk.post(came_back, {"problem": ""}).status_code == 422

    at_desk.post(came_back, {"problem": "550 unknown"})
    kept = Letter.objects.get()
    assert (kept.state, kept.problem) == ("bounced", "550 unknown")

    reader = letter.to_person
    reader.email = "mended@example.org"
    reader.save()
    at_desk.post(reverse("correspondence:many"), {"action": "release", "selected": letter.code})
    kept.refresh_from_db()
    assert (kept.state, kept.to_email, kept.problem) == ("queued", "mended@example.org", "")


def test_a_letter_that_is_sent_says_what_that_means(at_desk, letter):
    Letter.objects.update(state="sent", sent_at=letter.written_at)

    assert (
        "accepted by the mail server; whether it was read, nobody tells"
        in at_desk.get(page_of(letter)).content.decode()
    )
