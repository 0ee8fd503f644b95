"""Applying on a phone, without JavaScript: from the public page to "sent"."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.network.models import Organisation
from compagnon.people.models import Participant, Person
from compagnon.recruitment.models import Application
from tests.factories.network import SiteFactory, TradeFactory
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


def link_in(letter):
    return re.search(r"https?://[^/]+(/\S+)", text_of(letter)).group(1)


def apply_publicly(client, call, **changed):
    answers = {
        "first_name": "Noé",
        "last_name": "Essai",
        "email": "noe@example.org",
        "birth_date": "2009-05-04",
        **changed,
    }
    return client.post(reverse("recruitment:public-apply", args=[call.network.key, call.code]), answers)


def test_a_minor_applies_from_the_first_word_to_sent(client, call):
    site = SiteFactory(network=call.network)
    trade = TradeFactory(network=call.network)
    assert apply_publicly(client, call).status_code == 200
    link = link_in(Letter.objects.get(key="recruitment.apply"))
    client.get(link)
    assert "_auth_user_id" not in client.session
    page = client.post(link, follow=True)
    contact = {"first_name": "P", "last_name": "Essai", "phone": "", "language": "fr"}
    answers = {
        "about": {"first_name": "Noé", "last_name": "Essai", "birth_date": "2009-05-04"},
        "phone": {"phone": ""},
        "status": {"status": "apprentice"},
        "trade": {"trade": trade.pk, "qualification": "CAP"},
        "site": {"site": site.pk},
        "contract": {"contract_start": "2025-09-01", "contract_end": "2027-08-31"},
        "guardian": {**contact, "email": "parent@example.org"},
        "employer": {"company": "Boulangerie d’essai", "town": "Laval"},
        "mentor": {**contact, "email": "mentor@example.org"},
        "languages": {"level_en": "B1"},
        "wishes": {"first_wish": "DE"},
        "support": {},
        "motivation": {"motivation": "I want to bake rye bread."},
    }

    for _screen in range(20):
        step = page.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[1]
        if step == "check":
            break
        page = client.post(page.request["PATH_INFO"], answers[step], follow=True)
    page = client.post(page.request["PATH_INFO"], follow=True)

    application = Application.objects.get()
    assert application.state == "submitted"
    assert "Sent. Now others answer." in page.text
    assert {consent.kind for consent in application.consents.all()} == {"guardian", "employer"}
    assert Organisation.objects.get(name="Boulangerie d’essai").town == "Laval"


def test_the_public_page_answers_alike_for_known_and_unknown_addresses(client, call):
    ParticipantFactory(network=call.network, person__email="known@example.org")

    known, unknown = (
        re.sub(r'(known|other)@|value="\w{64}"', "", apply_publicly(client, call, email=email).text)
        for email in ("known@example.org", "other@example.org")
    )

    assert known == unknown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"birth_date": "2020-01-01"}, "less than 13 years ago"),
        ({"birth_date": "1900-01-01"}, "more than 100 years ago"),
        ({"email": "not an address"}, "Enter a valid email address"),
    ],
)
def test_a_wrong_first_answer_gets_a_sentence_and_makes_nobody(client, call, changed, sentence):
    answer = apply_publicly(client, call, **changed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Person.objects.filter(first_name="Noé").exists()


def test_a_mailbox_is_not_filled_by_asking_again_and_again(client, call):
    for _time in range(6):
        answer = apply_publicly(client, call)

    assert "look into your mailbox first" in answer.text
    assert Letter.objects.count() == 4


def test_a_closed_call_says_so_and_takes_nobody(client, network):
    call = CallFactory(network=network, closes_on=date(2026, 11, 23))

    page = client.get(reverse("recruitment:public-call", args=[network.key, call.code]))

    assert "This call is closed." in page.text
    assert apply_publicly(client, call).status_code == 422
    assert not Letter.objects.exists()


@pytest.fixture
def draft(client, call):
    application = ApplicationFactory(
        call=call, state="draft", motivation="", wishes=["DE"], language_levels={"en": "A2"}
    )
    client.force_login(application.participant.person)
    return application


def step_of(application, step):
    return reverse("recruitment:apply-step", args=[application.call.code, step])


def test_coming_back_goes_on_where_it_stopped(client, draft):
    answer = client.get(reverse("recruitment:apply", args=[draft.call.code]))

    assert answer.headers["Location"] == step_of(draft, "motivation")


def test_every_screen_tells_eligibility_and_a_refusal_says_what_can_be_done(client, draft):
    draft.participant.status = "job_seeker"
    draft.participant.save()

    page = client.get(step_of(draft, "about")).text

    assert "As it stands, you cannot take part" in page
    assert "This scheme is for: apprentice; the status here is: job seeker." in page
    assert "Look at the other schemes: one may be made for you." in page


def test_a_wrong_answer_stays_beside_its_field_with_what_was_typed(client, draft):
    answer = client.post(step_of(draft, "contract"), {"contract_start": "2027-01-01", "contract_end": "2026-01-01"})

    assert answer.status_code == 422
    assert "cannot end before it starts" in answer.text
    assert 'value="2026-01-01"' in answer.text


def test_the_address_of_the_guardian_is_not_ones_own(client, draft):
    draft.participant.birth_date = date(2009, 5, 4)
    draft.participant.save()
    own = draft.participant.person.email

    answer = client.post(
        step_of(draft, "guardian"), {"first_name": "A", "last_name": "B", "email": own, "language": "fr"}
    )

    assert "This is your own address" in answer.text


def test_changing_one_thing_from_the_check_comes_back_to_the_check(client, draft):
    draft.motivation = "Rye bread."
    draft.save()

    answer = client.post(step_of(draft, "wishes"), {"first_wish": "DE", "then": "check"})

    assert answer.headers["Location"] == step_of(draft, "check")


def test_a_double_press_sends_once(client, draft):
    draft.motivation = "Rye bread."
    draft.save()

    first, second = client.post(step_of(draft, "check")), client.post(step_of(draft, "check"))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Letter.objects.filter(key="recruitment.received").count() == 1


def test_what_lacks_is_named_when_one_sends_too_early(client, draft):
    answer = client.post(step_of(draft, "check"))

    assert answer.status_code == 422
    assert "Some answers are still missing." in answer.text
    assert "Why do you want to go?" in answer.text


def test_the_screens_of_somebody_else_are_not_found(client, draft):
    other = ParticipantFactory(network=draft.network)
    client.force_login(other.person)

    assert client.get(step_of(draft, "about")).status_code == 404
    assert client.get(reverse("recruitment:status", args=[draft.code])).status_code == 404


def test_a_step_that_does_not_concern_me_leads_to_the_next_that_does(client, draft):
    answer = client.get(step_of(draft, "guardian"))

    assert answer.headers["Location"] == reverse("recruitment:apply", args=[draft.call.code])


def test_the_learner_withdraws_and_takes_it_up_again(client, draft):
    client.post(reverse("recruitment:status", args=[draft.code]), {"reason": "A new job."})
    draft.refresh_from_db()
    assert draft.state == "withdrawn"

    client.post(reverse("recruitment:public-apply", args=[draft.network.key, draft.call.code]))

    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_person_without_a_file_yet_applies_while_signed_in(client, call, coordinator):
    client.force_login(coordinator)

    client.post(reverse("recruitment:public-apply", args=[call.network.key, call.code]))

    assert Participant.objects.get().person == coordinator
