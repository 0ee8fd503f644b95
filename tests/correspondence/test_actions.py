"""Letters leave at most once, in the reader's language, with a link the database does not hold."""

import pytest
from django.core import mail
from django.test import override_settings

from compagnon.core.states import MoveRefused
from compagnon.correspondence import actions
from compagnon.correspondence.delivery import deliver
from compagnon.correspondence.models import Letter
from compagnon.people import links
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory, PersonFactory


@pytest.fixture
def letter(network, settings, tmp_path):
    """A held letter to a tutor, with a personal link, written from a template of the test."""
    folder = tmp_path / "testing" / "letters"
    folder.mkdir(parents=True)
    (folder / "hello.txt").write_text("{% load i18n %}Hello {{ reader.first_name }}\nAnswer here: {{ link }}\n")
    templates = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    settings.TEMPLATES = templates
    return actions.write(
        key="testing.hello",
        reader=ContactFactory(network=network, first_name="Tuta", kind="tutor"),
        about=MobilityFactory(network=network),
        by=None,
        purpose="placement.accept",
        hold=True,
    )


def test_a_letter_holds_no_working_token(letter):
    token = links.token_of(letter.link)

    assert letter.subject == "Hello Tuta"
    assert letter.body == "Answer here: [[link]]"
    assert token not in str(Letter.objects.values_list().get(pk=letter.pk))
    assert links.find(token, "placement.accept") == letter.link


def test_a_token_is_good_for_its_purpose_only(letter):
    assert links.find(links.token_of(letter.link), "testing.other") is None


def test_a_held_letter_does_not_leave(letter):
    deliver(letter)

    letter.refresh_from_db()
    assert letter.state == "held"


def test_who_reads_a_letter_may_correct_it_and_let_it_go(letter, network):
    reader = PersonFactory(network=network, role="referent")

    actions.release(letter=letter, by=reader, subject="Good day", body="Please: [[link]]")
    letter.refresh_from_db()
    deliver(letter)

    letter.refresh_from_db()
    assert (letter.state, letter.subject, letter.sent_by) == ("sent", "Good day", reader)


def test_a_letter_is_released_once(letter, network):
    reader = PersonFactory(network=network, role="referent")
    actions.release(letter=letter, by=reader)

    with pytest.raises(MoveRefused):
        actions.release(letter=letter, by=reader)


@override_settings(EMAIL_IS_SENT=True)
def test_a_sent_letter_carries_the_working_link(letter, network):
    actions.release(letter=letter, by=PersonFactory(network=network))
    letter.refresh_from_db()
    deliver(letter)

    assert len(mail.outbox) == 1
    assert "[[link]]" not in mail.outbox[0].body
    assert mail.outbox[0].to == [letter.to_email]
