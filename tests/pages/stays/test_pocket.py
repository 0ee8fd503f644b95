"""The pocket file: what is on it, for whom, when, and what the browser is told to keep."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from compagnon.documents.models import AgreementTerms
from compagnon.mobilities.actions import confirm_departure
from compagnon.stays.queries.pocket import has_pocket, phrasebooks_for
from tests.factories.documents import LearningOutcomeFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.usefixtures("thursday")
PAGE = "/me/pocket/"


@pytest.fixture
def thursday():
    with time_machine.travel("2027-03-04 18:00", tick=False):
        yield


@pytest.fixture
def abroad(network):
    mobility = MobilityFactory(network=network, placed=True)
    LearningOutcomeFactory(mobility=mobility)
    AgreementTerms.objects.create(
        network=network,
        mobility=mobility,
        schedule={"en": "5 am to noon"},
        insurance={"en": "European card, policy 17"},
    )
    return confirm_departure(mobility=mobility, by=mobility.referent)


@pytest.fixture
def learner(client, abroad):
    client.force_login(abroad.participant.person)
    return client


def test_the_page_holds_what_is_needed_on_the_way(learner, abroad):
    page = learner.get(PAGE)

    for needed in (
        *(abroad.host.name, abroad.tutor.full_name, abroad.referent.phone, "5 am to noon", "European card, policy 17"),
        *('href="tel:112"', "Ich brauche einen Arzt.", reverse("stays:write", args=[abroad.code])),
    ):
        assert str(needed) in page.text, needed
    assert page.headers["X-Kept-Until"] == "2027-03-22"
    assert page.headers["Cache-Control"] == "no-store"
    assert PAGE in learner.get(reverse("journey:home")).text


def test_its_forms_work_without_a_script(learner, abroad):
    week = abroad.check_ins.first()

    learner.post(
        reverse("stays:my-check-in", args=[week.code]), {"check_in": week.code, "mood": "4", "sentence": "Good."}
    )
    page = learner.get(PAGE).text

    assert reverse("stays:my-check-in", args=[week.code]) not in page
    assert page.count('data-kind="check_in"') == abroad.check_ins.count() - 1
    assert page.count("data-opens=") == page.count('data-kind="check_in"')


@pytest.mark.parametrize(("days", "expected"), [(-8, False), (-7, True), (0, True), (21, True), (22, False)])
def test_it_is_there_from_a_week_before_until_a_week_after(abroad, days, expected):
    with time_machine.travel(abroad.departs_on + timedelta(days=days)):
        assert has_pocket(abroad) is expected


def test_outside_of_its_time_the_page_says_so_and_nothing_is_kept(client, abroad):
    with time_machine.travel("2027-05-01 12:00"):
        client.force_login(abroad.participant.person)
        page = client.get(PAGE)

    assert "Nothing in the pocket yet" in page.text
    assert "X-Kept-Until" not in page.headers
    for part in ("stays/outbox", "stays/pocket", f'data-person="{abroad.participant.person.code}"', 'class="outbox'):
        assert part in page.text  # what was written and has not gone can still go


def test_nobody_sees_the_pocket_of_another(client, network, abroad):
    client.force_login(
        MobilityFactory(network=network, departs_on="2027-06-01", returns_on="2027-06-12").participant.person
    )

    assert str(abroad.host) not in client.get(PAGE).text
    client.force_login(PersonFactory(network=network, role="coordinator"))
    assert client.get(PAGE).status_code == 404


def test_the_phone_learns_who_is_signed_in_and_a_token(client, learner, abroad):
    told = learner.get(reverse("stays:passage")).json()
    client.logout()
    out = client.get(reverse("stays:passage"))

    assert told["person"] == abroad.participant.person.code
    assert len(told["token"]) == 64
    assert out.status_code == 302


def test_the_worker_is_served_for_the_participants_pages_alone(client, network):
    worker = client.get(reverse("stays:worker"))
    manifest = json.loads(client.get(reverse("stays:manifest")).text)

    assert worker.headers["Content-Type"] == "text/javascript"
    assert worker.headers["Service-Worker-Allowed"] == "/me/"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in worker.headers["Content-Security-Policy"]
    assert "stays/worker.js" in worker.text
    assert manifest["start_url"] == PAGE
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


def test_the_page_that_stands_in_for_others_tells_nothing_about_anybody(learner, abroad):
    page = learner.get(reverse("stays:offline")).text

    assert "This page needs a network" in page
    for told in (abroad.participant.person.code, abroad.participant.person.first_name, 'name="person"'):
        assert told not in page


@pytest.mark.parametrize(
    ("own", "country", "languages"),
    [
        ("en", "DE", ["de"]),
        ("fr", "BE", ["nl", "de"]),
        ("fr", "SN", ["en"]),
        ("en", "IE", []),
        ("it", "CH", ["de", "fr"]),
    ],
)
def test_phrases_are_in_the_languages_of_the_country(own, country, languages):
    with translation.override(own):
        books = phrasebooks_for(country)

    assert [book.language for book in books] == languages
    assert all(phrase.own != phrase.there for book in books for phrase in book.phrases)


def test_the_page_takes_as_many_queries_for_three_weeks_as_for_one(learner, abroad):
    counts = []
    for left in (3, 1):
        abroad.check_ins.exclude(pk__in=list(abroad.check_ins.values_list("pk", flat=True)[:left])).delete()
        learner.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            learner.get(PAGE)
        counts.append(len(asked))

    assert counts[0] == counts[1]
