"""A guardian and an employer answer by their link, without an account and without JavaScript."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from compagnon.core import clock
from compagnon.correspondence.models import Letter
from compagnon.people import links
from compagnon.people.models import PersonalLink
from compagnon.recruitment import actions
from tests.factories.recruitment import ApplicationFactory

YES, NO = {"answer": "given", "agreed": "on"}, {"answer": "refused", "reason": "The season is full."}


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def consent(call):
    return actions.ask_consent(application=ApplicationFactory(call=call), kind="employer", by=None)


@pytest.fixture
def link(consent):
    return PersonalLink.objects.get(purpose="recruitment.employer_agreement")


@pytest.fixture
def address(link):
    return reverse("recruitment:employer-agreement", args=[links.token_of(link)])


def test_opening_the_link_changes_nothing(client, consent, address):
    before = (consent.state, consent.answered_at)

    for _scanner in range(3):
        assert client.get(address).status_code == 200

    consent.refresh_from_db()
    assert (consent.state, consent.answered_at) == before


def test_the_page_is_in_the_language_of_its_reader_and_not_kept_by_browsers(client, consent, address):
    consent.contact.language = "fr"
    consent.contact.save()

    page = client.get(address)

    assert '<html lang="fr"' in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_agreeing_keeps_the_words_and_the_moment(client, consent, address):
    client.post(address, YES)

    consent.refresh_from_db()
    assert consent.state == "given"
    assert consent.sentence.startswith("We agree that")
    assert consent.answered_at is not None


def test_agreeing_without_the_tick_asks_for_it(client, consent, address):
    answer = client.post(address, {"answer": "given"})

    consent.refresh_from_db()
    assert (answer.status_code, consent.state) == (422, "asked")
    assert "Tick the box" in answer.text


def test_refusing_needs_a_word_why_and_can_be_taken_back(client, consent, address):
    assert client.post(address, {"answer": "refused"}).status_code == 422

    client.post(address, NO)
    client.post(address, YES)

    consent.refresh_from_db()
    assert (consent.state, consent.reason) == ("given", "")


def test_after_the_decision_the_answer_stands(client, consent, address, referent):
    client.post(address, YES)
    actions.decide(application=consent.application, decision="admitted", by=referent)

    answer = client.post(address, NO)

    consent.refresh_from_db()
    assert (answer.status_code, consent.state) == (422, "given")
    assert "has been decided" in answer.text


def test_an_expired_link_offers_a_new_one_that_works(client, consent, link, address):
    PersonalLink.objects.filter(pk=link.pk).update(expires_at=clock.now() - timedelta(days=1))
    over = client.get(address)
    assert over.status_code == 410
    assert "Send me a new link" in over.text

    client.post(reverse("link-renew", args=[links.token_of(link)]))

    letter = Letter.objects.get(key="people.new_link")
    fresh = reverse("recruitment:employer-agreement", args=[links.token_of(letter.link)])
    assert client.get(fresh).status_code == 200


def test_a_withdrawn_link_is_not_renewed(client, consent, link, address):
    links.revoke(purpose=link.purpose, about=consent)

    assert client.post(address, YES).status_code == 410
    client.post(reverse("link-renew", args=[links.token_of(link)]))
    assert not Letter.objects.filter(key="people.new_link").exists()
    consent.refresh_from_db()
    assert consent.state == "asked"


def test_a_link_opens_only_what_it_is_for(client, link):
    assert client.get(reverse("recruitment:guardian-consent", args=[links.token_of(link)])).status_code == 404


def test_when_the_application_is_out_of_the_running_nothing_is_asked(client, consent, address):
    actions.withdraw(application=consent.application, by=consent.application.participant.person)

    assert "Nothing is asked of you any more." in client.get(address).text
    assert client.post(address, YES).status_code == 422
