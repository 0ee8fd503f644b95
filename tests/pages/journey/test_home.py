"""The participant's first screen: one thing to do, the right one."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.documents.actions import sending
from compagnon.doors.journey.queries import home_of
from compagnon.mobilities.actions import confirm_departure
from compagnon.timeline.actions import create_timeline
from compagnon.timeline.models import Task
from compagnon.travel.models import CountryPage
from tests.factories.documents import ready_to_send
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory
from tests.factories.schemes import SchemeTaskFactory

HOME = "journey:home"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    return ready_to_send(network)


def first_of(mobility):
    return str(home_of(mobility.participant.person).first.title)


def test_a_signature_that_is_missing_comes_before_a_task_that_can_wait(mobility):
    SchemeTaskFactory(scheme=mobility.scheme, title="Ask for the health card")
    create_timeline(mobility=mobility, by=mobility.referent)

    before = first_of(mobility)
    sending.send_for_signature(mobility=mobility, by=mobility.referent)

    assert before == "Ask for the health card"
    assert first_of(mobility) == "Sign your learning agreement"


def test_abroad_the_arrival_comes_first_then_the_week(mobility):
    abroad = confirm_departure(mobility=mobility, by=mobility.referent)

    with time_machine.travel("2027-03-05 10:00"):
        asks = home_of(abroad.participant.person)

    assert [str(asks.first.title), *(str(one.title) for one in asks.following)] == [
        "Say that you have arrived",
        "How is your week?",
    ]


@time_machine.travel("2026-12-01 10:00")
@pytest.mark.parametrize(
    ("state", "words"),
    [("draft", "Finish your application"), ("submitted", "Your application is with us"), ("waiting", "reserve list")],
)
def test_who_has_only_applied_reads_where_the_application_stands(client, network, state, words):
    application = ApplicationFactory(call=CallFactory(network=network), state=state)
    client.force_login(application.participant.person)

    assert words in client.get(reverse(HOME)).text


def test_who_has_nothing_yet_is_shown_the_open_calls(client, network):
    person = ParticipantFactory(network=network).person
    client.force_login(person)

    assert "See the open calls" in client.get(reverse(HOME)).text


def test_the_first_screen_has_one_primary_button(client, mobility):
    sending.send_for_signature(mobility=mobility, by=mobility.referent)
    client.force_login(mobility.participant.person)

    assert client.get(reverse(HOME)).text.count('data-kind="primary"') == 1


def test_a_task_that_nothing_else_proves_is_ticked_by_the_participant(client, mobility):
    SchemeTaskFactory(scheme=mobility.scheme, title="Ask for the health card", help="It is free.")
    create_timeline(mobility=mobility, by=mobility.referent)
    task = Task.objects.get(mobility=mobility)
    page = reverse("journey:task", args=[task.code])
    client.force_login(mobility.participant.person)

    shown = client.get(page)
    client.post(page)
    client.post(page)

    task.refresh_from_db()
    assert "It is free." in shown.text
    assert task.state == "done"
    assert "Done (1)" in client.get(reverse(HOME)).text


def test_somebody_else_s_task_and_a_task_of_the_referent_do_not_exist(client, mobility, network):
    SchemeTaskFactory(scheme=mobility.scheme, role="referent")
    SchemeTaskFactory(scheme=mobility.scheme)
    create_timeline(mobility=mobility, by=mobility.referent)
    referents, own = (
        Task.objects.get(mobility=mobility, role="referent"),
        Task.objects.get(mobility=mobility, role="learner"),
    )

    client.force_login(mobility.participant.person)
    mine = client.get(reverse("journey:task", args=[referents.code])).status_code
    client.force_login(MobilityFactory(network=network).participant.person)
    others = client.get(reverse("journey:task", args=[own.code])).status_code

    assert (mine, others) == (404, 404)


def test_help_names_whom_to_call_and_the_emergency_number(client, mobility):
    mobility.tutor.phone = "+49 461 000000"
    mobility.tutor.save()
    client.force_login(mobility.participant.person)

    text = client.get(reverse("journey:help")).text

    assert 'href="tel:112"' in text
    assert str(mobility.referent) in text
    assert 'href="tel:+49461000000"' in text


def test_outside_europe_nobody_is_told_to_rely_on_112(client, network):
    from compagnon.network.models import Destination

    Destination.objects.create(network=network, country="SN", zone="outside_europe")
    mobility = MobilityFactory(network=network, country="SN")
    client.force_login(mobility.participant.person)

    assert "112 may not work" in client.get(reverse("journey:help")).text


def test_the_numbers_that_the_network_wrote_of_the_country_stand_on_the_help_page(client, network):
    CountryPage.objects.create(network=network, country="US", numbers={"police": "911", "embassy": "+1 202"})
    mobility = MobilityFactory(network=network, country="US")
    client.force_login(mobility.participant.person)

    text = client.get(reverse("journey:help")).text

    assert 'href="tel:911"' in text
    assert "112" not in text


def test_the_home_takes_at_most_fifteen_queries_however_much_there_is(client, mobility):
    SchemeTaskFactory.create_batch(6, scheme=mobility.scheme)
    create_timeline(mobility=mobility, by=mobility.referent)
    sending.send_for_signature(mobility=mobility, by=mobility.referent)
    client.force_login(mobility.participant.person)
    client.get(reverse(HOME))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(HOME))

    assert len(asked) <= 15
