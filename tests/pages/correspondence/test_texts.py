"""The pages on which a network writes its own texts of letters."""

import pytest
from django.urls import reverse

from compagnon.correspondence.models import Letter, LetterText
from tests.factories.people import PersonFactory

LIST = reverse("correspondence:texts")
PAGE = reverse("correspondence:text", args=["stays.arrival"])
SAID = {"subject": "Is [[participant]] with you?", "body": "Dear [[reader]],\n\nplease say so here: [[link]]"}


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator", email="ada@example.org"))
    return client


def keep(client, address=PAGE, **other):
    return client.post(f"{address}?language=en", {"action": "keep", **SAID, **other}, follow=True)


def test_a_text_begins_as_the_program_says_it_with_its_places_beside(at_desk):
    page = at_desk.get(f"{PAGE}?language=en").content.decode()

    assert "Has [[participant]] arrived?" in page
    assert "the reader’s personal link" in page
    assert "Has Camille Fournil arrived?" in page


def test_an_own_text_is_kept_listed_and_given_up_again(at_desk):
    keep(at_desk)
    assert "EN" in at_desk.get(LIST).content.decode()

    page = at_desk.post(f"{reverse('correspondence:text-give-up', args=['stays.arrival'])}?language=en", follow=True)

    assert "Has [[participant]] arrived?" in page.content.decode()
    assert not LetterText.objects.get().is_current


def test_an_unknown_place_is_said_beside_the_field_and_what_was_typed_stays(at_desk):
    page = keep(at_desk, body="[[lnik]] [[link]] of mine")

    assert page.status_code == 422
    assert "This letter cannot fill [[lnik]]." in page.content.decode()
    assert "of mine" in page.content.decode()
    assert not LetterText.objects.exists()


def test_it_is_looked_at_with_examples_and_nothing_is_kept(at_desk):
    page = keep(at_desk, action="look").content.decode()

    assert "Is Camille Fournil with you?" in page
    assert not LetterText.objects.exists()


def test_it_is_sent_to_oneself_with_examples(at_desk):
    keep(at_desk, action="test")

    letter = Letter.objects.get()
    assert (letter.to_email, letter.subject) == ("ada@example.org", "Is Camille Fournil with you?")
    assert "[[" not in letter.body


def test_an_earlier_version_is_taken_again_as_a_new_one(at_desk):
    keep(at_desk)
    keep(at_desk, subject="Another")

    at_desk.post(f"{reverse('correspondence:text-again', args=['stays.arrival', 1])}?language=en")

    versions = list(LetterText.objects.order_by("number").values_list("number", "subject", "is_current"))
    assert versions == [(1, SAID["subject"], False), (2, "Another", False), (3, SAID["subject"], True)]


def test_a_text_that_could_not_be_used_is_to_do_in_the_settings(at_desk):
    keep(at_desk)
    LetterText.objects.update(problem="[[gone]]")

    assert "A text of yours cannot be used." in at_desk.get(reverse("desk:administration")).content.decode()
    assert "This text could not be used" in at_desk.get(f"{PAGE}?language=en").content.decode()


@pytest.mark.parametrize("query", ["language=xx", "language=en&to=nobody", "language=en&to=learner"])
def test_there_is_no_text_for_what_there_is_not(at_desk, query):
    assert at_desk.get(f"{PAGE}?{query}").status_code == 404


def test_links_to_sign_in_cannot_be_said_otherwise(at_desk):
    assert at_desk.get(reverse("correspondence:text", args=["people.code"])).status_code == 404
