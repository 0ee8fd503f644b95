"""The page of letters at the desk, from request to page."""

import pytest
from django.urls import reverse

from compagnon.core.activity import on, sentence
from compagnon.core.ui.templatetags.ui import undo_of
from compagnon.correspondence.actions import keep_back, write
from compagnon.correspondence.models import Letter
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

OUTBOX = reverse("correspondence:outbox")


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent")


@pytest.fixture
def at_desk(client, referent):
    client.force_login(referent)
    return client


@pytest.fixture
def letters(network, settings, tmp_path):
    """Two letters that wait to be read before they go."""
    folder = tmp_path / "testing" / "letters"
    folder.mkdir(parents=True)
    (folder / "hello.txt").write_text("Hello\nGood news.\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    mobility = MobilityFactory(network=network)
    readers = [PersonFactory(network=network) for _reader in range(2)]
    return [write(key="testing.hello", reader=one, about=mobility, by=None, hold=True) for one in readers]


def states():
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def many(client, action, letters):
    said = {"action": action, "selected": [letter.code for letter in letters]}
    return client.post(reverse("correspondence:many"), said, follow=True)


def undo_in(page):
    return [undo_of(said) for said in page.context["messages"]]


def test_letters_that_were_kept_back_wait_again_after_undo(at_desk, letters):
    page = many(at_desk, "keep_back", letters)
    (address,) = undo_in(page)
    assert states() == ["cancelled", "cancelled"]

    back = at_desk.post(address, {"undone_on": f"{OUTBOX}?state=held"})

    assert states() == ["held", "held"]
    assert back.url == f"{OUTBOX}?state=held"
    assert "took up again the letter “Hello”" in " ".join(sentence(one) for one in on(letters[0].about))


def test_a_letter_on_its_way_offers_no_undo(at_desk, letters):
    assert undo_in(many(at_desk, "release", letters)) == [""]


def test_undo_of_a_letter_that_has_moved_on_changes_nothing(at_desk, letters):
    (address,) = undo_in(many(at_desk, "keep_back", letters[:1]))
    at_desk.post(address)
    many(at_desk, "release", letters[:1])

    page = at_desk.post(address, follow=True)

    assert states() == ["queued", "held"]
    assert "1 is kept back no more." in page.content.decode()


def test_a_letter_that_was_kept_back_is_taken_up_from_its_page(at_desk, letters, referent):
    keep_back(letter=letters[0], by=referent)
    address = f"{reverse('correspondence:take-back-up')}?letter={letters[0].code}"

    page = at_desk.get(reverse("correspondence:letter", args=[letters[0].code]))

    assert f'action="{address}"' in page.content.decode()
    at_desk.post(address)
    assert states() == ["held", "held"]
