"""Letters leave at most once, in the reader's language, with a link the database does not hold."""

import pytest
from django.core import mail
from django.test import override_settings

from compagnon.core.models import Activity
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


@override_settings(EMAIL_IS_SENT=True)
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


@pytest.mark.parametrize(
    ("is_sent", "email", "state", "problem"),
    [
        (False, "ada@example.org", "unsent", "Not sent: no mail server is set for this installation."),
        (True, "", "failed", "Not sent: no e-mail address is known."),
    ],
)
def test_a_letter_that_cannot_leave_is_never_said_to_be_sent(network, is_sent, email, state, problem):
    letter = actions.send_test(person=PersonFactory(network=network))
    Letter.objects.update(to_email=email)

    with override_settings(EMAIL_IS_SENT=is_sent):
        deliver(letter)

    letter.refresh_from_db()
    assert (letter.state, letter.problem, letter.sent_at, mail.outbox) == (state, problem, None, [])


@override_settings(EMAIL_IS_SENT=True)
def test_a_subject_over_several_lines_leaves_as_one_line(network):
    letter = actions.send_test(person=PersonFactory(network=network))
    Letter.objects.update(state="failed", attempts=7)

    actions.release(letter=letter, by=PersonFactory(network=network), subject="Please\r\nBcc: all@example.org")
    Letter.objects.update(subject="As it was\nkept before")
    letter.refresh_from_db()
    deliver(letter)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("sent", 1)
    assert mail.outbox[0].subject == "As it was kept before"


@override_settings(EMAIL_IS_SENT=True)
def test_what_no_mail_can_carry_fails_with_its_sentence_instead_of_going_round(network):
    letter = actions.send_test(person=PersonFactory(network=network))
    Letter.objects.update(to_email="ada@example.org\nBcc: all@example.org")

    deliver(letter)

    letter.refresh_from_db()
    assert letter.state == "failed"
    assert letter.problem
    assert not mail.outbox


def test_the_words_of_a_confidential_letter_stand_in_no_activity(network):
    letter = actions.send_test(person=PersonFactory(network=network))
    Letter.objects.update(state="failed", is_confidential=True)
    letter.refresh_from_db()

    actions.release(letter=letter, by=PersonFactory(network=network))
    actions.keep_back(letter=letter, by=None)

    assert Letter.objects.get().state == "cancelled"
    assert not Activity.objects.filter(verb__startswith="correspondence.letter").exists()


@pytest.mark.parametrize("state", ["sending", "bounced", "queued"])
def test_only_a_letter_whose_answer_was_lost_is_said_to_have_arrived(network, state):
    letter = actions.send_test(person=PersonFactory(network=network))
    Letter.objects.update(state=state)

    with pytest.raises(MoveRefused):
        actions.settle(letter=letter, by=PersonFactory(network=network))
