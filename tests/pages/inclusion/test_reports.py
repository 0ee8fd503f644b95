"""Reports reach one person outside the selections, and nobody else learns that there is one."""

import re
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from compagnon.core.models import Activity
from compagnon.core.states import MoveRefused
from compagnon.correspondence.delivery import deliver
from compagnon.correspondence.models import Letter
from compagnon.inclusion.actions import reports as actions
from compagnon.inclusion.models import InclusionSettings, Report, ReportMessage
from compagnon.inclusion.queries import reports as queries
from compagnon.people.models import Membership
from tests.factories.people import PersonFactory
from tests.house.addresses import behind
from tests.inclusion.conftest import MARKER
from tests.people.entrance import JustSignedIn

TOLD = {"kind": "discrimination", "what": MARKER, "where": "At the interview", "reach": ""}


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(on_26_november_2026):
    cache.clear()


@pytest.fixture
def confidant(network):
    return PersonFactory(network=network, role="confidant", first_name="Clara", last_name="Ohr")


def signed_in(person):
    client = JustSignedIn()
    client.force_login(person)
    return client


def page(network):
    return reverse("inclusion:report-here", args=[network.key])


def reported(client, network, **more):
    answer = client.post(page(network), {**TOLD, **more})
    return re.search(r"[2-9a-z]{8}-[2-9a-z]{8}", answer.text).group()


def test_anybody_reports_without_a_name_and_follows_with_the_code(client, network, confidant):
    reference = reported(client, network)
    report = Report.objects.get()
    desk = signed_in(confidant)
    register = desk.get(reverse("inclusion:reports")).text
    desk.post(reverse("inclusion:answer-report", args=[report.code]), {"do": "answer", "words": "I have read it."})
    desk.post(reverse("inclusion:answer-report", args=[report.code]), {"do": "note", "words": "Call the centre."})

    follow = reverse("inclusion:follow", args=[network.key])
    read = client.post(follow, {"reference": reference.upper().replace("-", " ")})
    client.post(follow, {"reference": reference, "words": "There is a witness."})
    desk.post(reverse("inclusion:answer-report", args=[report.code]), {"do": "closed", "words": "We changed the grid."})
    closed = client.post(follow, {"reference": reference}).text

    report.refresh_from_db()
    assert "without a name" in register
    assert "I have read it." in read.text
    assert "Call the centre." not in read.text + closed
    assert "We changed the grid." in closed
    assert (report.person, report.state, report.due_on) == (None, "closed", date(2026, 12, 26))
    assert "There is a witness." in desk.get(reverse("inclusion:report", args=[report.code])).text
    assert read["Cache-Control"] == "no-store"


def test_a_name_is_added_only_by_a_tick_of_somebody_of_the_network(client, network, confidant):
    learner = PersonFactory(network=network, role="participant")
    own = signed_in(learner)

    form = own.get(page(network)).text
    reported(own, network)
    reported(own, network, with_name="on")
    reported(client, network, with_name="on")

    assert 'name="with_name"' in form
    assert "checked" not in form
    assert list(Report.objects.order_by("pk").values_list("person", flat=True)) == [None, learner.pk, None]


def test_a_report_without_words_gets_a_sentence_and_what_was_typed_stays(client, network):
    answer = client.post(page(network), {**TOLD, "what": ""})

    assert answer.status_code == 422
    assert "At the interview" in answer.text
    assert Report.objects.count() == 0


def test_nobody_else_sees_a_report_nor_that_there_is_one(client, network, confidant):
    recorded = Activity.objects.count()
    reported(client, network)
    report = Report.objects.get()
    actions.say(report=report, words=MARKER, by=confidant)
    others = [PersonFactory(network=network, role=role) for role in ("coordinator", "referent", "reviewer", "administrator")]  # fmt: skip
    addresses = [one.url() for one in behind("desk") if not one.arguments]
    no_secret = [
        reverse("correspondence:settings"),
        reverse("correspondence:texts"),
    ]  # there are such letters everywhere
    found = []
    for person in others:
        reader = signed_in(person)
        assert reader.get(reverse("inclusion:reports")).status_code == 404
        assert reader.get(reverse("inclusion:report", args=[report.code])).status_code == 404
        for address in addresses:
            answer = reader.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            signs = [MARKER.encode(), report.code.encode()]
            if address not in no_secret:
                signs.append(b"A report waits for you")
            found += [(address, sign) for sign in signs if sign in body]
        letter = Letter.objects.get(key="inclusion.report_waits")
        assert reader.get(reverse("correspondence:letter", args=[letter.code])).status_code == 404

    with override_settings(EMAIL_IS_SENT=True):
        deliver(Letter.objects.get(key="inclusion.report_waits"))

    assert found == []
    assert Letter.objects.get(key="inclusion.report_waits").state == "sent"
    assert Activity.objects.count() == recorded


def test_it_lies_sealed(client, network):
    reference = reported(client, network)

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(report)::text, encode(sealed, 'escape') FROM inclusion_report report")
        kept = str(cursor.fetchall())
    assert MARKER not in kept
    assert reference not in kept


def test_who_receives_hears_that_one_waits_and_not_what(client, network, confidant):
    reported(client, network)

    letter = Letter.objects.get()
    assert (letter.to_person, letter.is_confidential) == (confidant, True)
    assert MARKER not in letter.subject + letter.body
    assert "1 report to answer" in signed_in(confidant).get(reverse("desk:home")).text


@pytest.mark.parametrize("role", ["coordinator", "referent", "reviewer"])
def test_who_takes_part_in_selections_cannot_be_named_and_receives_nothing_when_it_happens_later(
    network, confidant, role
):
    coordinator = PersonFactory(network=network, role="coordinator")
    inside = PersonFactory(network=network, role=role)

    with pytest.raises(MoveRefused, match="takes part in selections"):
        actions.name_confidant(network=network, first_name="", last_name="", email=inside.email, by=coordinator)
    assert queries.confidants() == [confidant]
    Membership.objects.create(network=network, person=confidant, role=role)

    assert queries.confidants() == []
    assert signed_in(confidant).get(reverse("inclusion:reports")).status_code == 404
    shown = signed_in(coordinator).get(reverse("inclusion:confidant")).text
    assert "takes part in selections now" in shown
    assert "Nobody receives reports." in shown


def test_a_coordinator_names_somebody_new_who_replaces_the_former(network, confidant):
    client = signed_in(PersonFactory(network=network, role="coordinator"))
    address = reverse("inclusion:confidant")

    wrong = client.post(address, {"first_name": "A", "last_name": "B", "email": PersonFactory(network=network, role="reviewer").email})  # fmt: skip
    client.post(address, {"first_name": "Iris", "last_name": "Boussole", "email": "iris@example.org"})

    assert wrong.status_code == 422
    assert [one.full_name for one in queries.confidants()] == ["Iris Boussole"]
    assert "Iris Boussole" in Client().get(page(network)).text


def test_a_code_cannot_be_found_by_trying(client, network):
    follow = reverse("inclusion:follow", args=[network.key])
    reference = reported(client, network)

    wrong = client.post(follow, {"reference": "abcdefgh-abcdefgh"})
    for _time in range(30):
        client.post(follow, {"reference": "abcdefgh-abcdefgh"})

    assert wrong.status_code == 422
    assert "No report has this code" in wrong.text
    assert client.post(follow, {"reference": reference}).status_code == 422


def test_nobody_fills_the_register(client, network):
    for _time in range(10):
        reported(client, network)

    assert client.post(page(network), TOLD).status_code == 422
    assert Report.objects.count() == 10


def test_who_comes_through_the_same_proxy_is_counted_apart(client, network, settings):
    settings.TRUSTED_PROXIES = 1
    for visitor in ("203.0.113.1", "203.0.113.2"):
        for _time in range(10):
            client.post(page(network), TOLD, headers={"X-Forwarded-For": visitor})

    assert Report.objects.count() == 20


def test_a_report_is_late_after_its_days_and_opens_again_when_its_author_writes(client, network, confidant):
    InclusionSettings.objects.create(network=network, answer_days=10)
    reported(client, network)
    report = Report.objects.get()

    with pytest.raises(MoveRefused, match="what came of it"):
        actions.move_report(report=report, to="closed", words=" ", by=confidant)
    with time_machine.travel(date(2026, 12, 7)):
        assert report.is_late
        assert queries.waiting().count() == 1
    actions.move_report(report=report, to="closed", words="Done.", by=confidant)
    with pytest.raises(MoveRefused):
        actions.move_report(report=report, to="closed", words="Done.", by=confidant)
    actions.say(report=report, words="It happened again.", by=None)

    report.refresh_from_db()
    assert (report.state, report.closed_at, ReportMessage.objects.count()) == ("open", None, 2)


def test_other_routes_are_those_of_the_facts_or_of_the_network(client, network):
    french = client.get(page(network)).text
    network.country = "DE"
    network.save()
    unknown = client.get(page(network)).text
    InclusionSettings.objects.create(network=network, complaint_routes="Beispielstelle, Musterweg 1")
    written = client.get(page(network)).text

    assert "Défenseur des droits" in french
    assert "Défenseur des droits" not in unknown
    assert "has not written down" in unknown
    assert "Beispielstelle" in written


@pytest.mark.parametrize("key", ["apply", "rights", "support"])
@pytest.mark.parametrize("language", ["fr", "en", "de", "it", "es", "nl"])
def test_the_pages_in_plain_words_have_short_sentences_in_every_language(client, network, key, language):
    client.cookies["django_language"] = language
    answer = client.get(reverse("inclusion:plain", args=[network.key, key]))

    lines = re.findall(r'<p class="lede">(.*?)</p>', answer.text)
    sentences = [one for line in lines for one in re.split(r"[.?!:]\s", line)]
    assert len(lines) >= 6
    assert max(len(one.split()) for one in sentences) <= 16
    assert "FALC" not in answer.text
    assert client.get(reverse("inclusion:plain", args=[network.key, "nothing"])).status_code == 404
