"""Which letters a reader may do without: by one press in a mail program, by the link at their end, in the account."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from compagnon.core import clock
from compagnon.correspondence import actions, wishes
from compagnon.correspondence.actions import send_test, write
from compagnon.correspondence.delivery import deliver
from compagnon.correspondence.models import Letter, LetterWish
from compagnon.people import links
from compagnon.people.models import PersonalLink
from compagnon.timeline.actions import remind_by_itself
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory, PersonFactory

MONDAY = datetime(2027, 2, 1, 9, tzinfo=UTC)


@pytest.fixture
def mobility(network):
    return MobilityFactory(network=network)


def a_digest(mobility, role="employer"):
    Task.objects.create(
        network=mobility.network, mobility=mobility, own_title="Sign", step="prepare", phase="before", role=role,
        due_on=date(2027, 2, 2),
    )  # fmt: skip
    with clock.at(MONDAY):
        remind_by_itself(network=mobility.network, now=MONDAY)
    return Letter.objects.get(key="timeline.digest")


@override_settings(EMAIL_IS_SENT=True)
def sent(letter):
    deliver(letter)
    return mail.outbox[-1]


def test_a_reminder_ends_with_the_way_out_and_tells_mail_programs(mobility):
    letter = a_digest(mobility)

    message = sent(letter)

    page = links.address_of(wishes.link_of(letter))
    assert f"Fewer letters like this one, or none: {page}" in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<{page}off/timeline.digest/>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    letter.refresh_from_db()
    assert links.token_of(wishes.link_of(letter)) not in letter.body  # the database holds no working token


def test_a_letter_that_must_come_has_no_way_out(network):
    message = sent(send_test(person=PersonFactory(network=network)))

    assert "List-Unsubscribe" not in message.extra_headers
    assert "Fewer letters" not in message.body


def test_one_press_in_a_mail_program_switches_off_and_opening_it_does_not(client, mobility):
    client.handler.enforce_csrf_checks = True
    letter = a_digest(mobility)
    address = f"{links.address_of(wishes.link_of(letter))}off/timeline.digest/"

    assert client.get(address).status_code == 302
    assert not LetterWish.objects.exists()
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 204

    assert wishes.rhythms_of(mobility.participant.mentor)["timeline.digest"] == "off"


def test_what_must_come_cannot_be_switched_off_by_guessing(client, mobility):
    page = links.address_of(wishes.link_of(a_digest(mobility)))

    assert client.post(f"{page}off/documents.sign/").status_code == 404


def test_the_page_of_the_link_keeps_what_is_chosen(client, mobility):
    page = links.address_of(wishes.link_of(a_digest(mobility)))
    assert "These always come" in client.get(page).content.decode()

    said = {"timeline__digest": "weekly", "recruitment__meeting_reminder": "off"}
    assert "Saved." in client.post(page, said).content.decode()

    kept = dict(LetterWish.objects.values_list("key", "rhythm"))
    assert kept == {"timeline.digest": "weekly", "recruitment.meeting_reminder": "off"}


def test_somebody_with_an_account_chooses_there(client, network):
    person = PersonFactory(network=network, role="participant")
    client.force_login(person)
    page = reverse("my-letters:home")
    assert page in client.get(reverse("account:home")).content.decode()

    assert client.post(page, {"timeline__digest": "hourly"}).status_code == 422
    client.post(page, {"timeline__digest": "weekly"})

    assert wishes.rhythms_of(person) == {"timeline.digest": "weekly"}


@pytest.mark.parametrize(
    ("rhythm", "days"), [("at_once", [0, 0, 1, 2, 7]), ("daily", [0, 1, 2, 7]), ("weekly", [0, 7]), ("off", [])]
)
def test_reminders_come_as_often_as_their_reader_wants(network, rhythm, days):
    mobility = MobilityFactory(network=network)
    actions.wish(reader=mobility.referent, said={"timeline.digest": rhythm})
    gone = []
    for day, hour in ((0, 9), (0, 11), (1, 9), (2, 9), (7, 9)):
        now = MONDAY.replace(hour=hour) + timedelta(days=day)
        Task.objects.create(
            network=network, mobility=mobility, own_title="More", step="prepare", phase="before", role="referent",
            due_on=now.date(),
        )  # fmt: skip
        with clock.at(now):
            remind_by_itself(network=network, now=now)
        gone += [day] * (Letter.objects.filter(state="queued").count() - len(gone))

    assert gone == days


def test_who_wants_none_gets_none_and_the_outbox_says_why(network, mobility):
    contact = ContactFactory(network=network, kind="other")
    actions.wish(reader=contact, said={"recruitment.meeting_reminder": "off", "documents.sign": "off"})
    actions.wish(reader=mobility.participant.mentor, said={"timeline.digest": "off"})

    letter = a_digest(mobility)

    assert (letter.state, letter.problem) == ("cancelled", "The reader wants no letters of this kind.")
    assert set(LetterWish.objects.values_list("key", flat=True)) == {"recruitment.meeting_reminder", "timeline.digest"}


def test_letters_of_other_kinds_come_all_the_same(network, mobility):
    actions.wish(reader=mobility.referent, said={"timeline.digest": "off"})

    letter = write(key="correspondence.test", reader=mobility.referent, about=network, by=None)

    assert letter.state == "queued"


def test_the_way_out_of_a_letter_works_for_half_a_year_at_least(mobility):
    letter = a_digest(mobility)
    first = wishes.link_of(letter)
    PersonalLink.objects.filter(pk=first.pk).update(expires_at=clock.now() + timedelta(days=100))

    later = wishes.link_of(letter)

    assert later.expires_at > clock.now() + timedelta(days=180)
    assert wishes.link_of(letter) == later
    first.refresh_from_db()
    assert first.is_valid  # the letter that has gone keeps its own
