"""The page of the trail: who opened what, whether it is whole, for the coordinator and who watches over data."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import activity, clock, openings
from compagnon.core.models import Opening, SecurityEvent
from compagnon.core.trail import chain, checking
from compagnon.privacy.jobs import check_trail, check_trails
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory

PAGE = reverse("privacy:trail")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path


@pytest.fixture
def officer(network):
    return PersonFactory(network=network, role="protection", first_name="Basile", last_name="Garde")


@pytest.fixture
def application(network):
    return ApplicationFactory(
        call__network=network, participant__person__first_name="Lea", participant__person__last_name="Muster"
    )


def reader(network, name, role="referent"):
    return PersonFactory(network=network, role=role, first_name=name, last_name="Leser")


def test_what_was_opened_is_shown_with_who_and_of_whom(client, network, officer, application):
    openings.note("recruitment.application", about=application, by=reader(network, "Rosa"))
    client.force_login(officer)

    page = client.get(PAGE).text

    assert "Rosa Leser" in page
    assert "Lea Muster" in page
    assert reverse("recruitment:application", args=[application.code]) not in page  # the officer may not open it


def test_the_coordinator_is_led_to_the_file_and_a_referent_finds_no_page(client, network, application):
    openings.note("recruitment.application", about=application, by=reader(network, "Rosa"))
    client.force_login(reader(network, "Cora", "coordinator"))
    assert reverse("recruitment:application", args=[application.code]) in client.get(PAGE).text

    client.force_login(reader(network, "Rita"))
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize(("asked", "shown"), [("q=Muster", 1), ("q=Rosa", 1), ("q=Nobody", 0), ("what=recruitment.paper", 0), ("since=2030-01-01", 0)])  # fmt: skip
def test_the_list_is_narrowed_by_names_kind_and_day(client, officer, application, asked, shown):
    openings.note("recruitment.application", about=application, by=reader(officer.network, "Rosa"))
    client.force_login(officer)

    assert client.get(f"{PAGE}?{asked}").text.count("Rosa Leser") == shown


def test_three_openings_take_as_many_queries_as_one(client, network, officer):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    client.force_login(officer)
    openings.note("recruitment.application", about=ApplicationFactory(call__network=network), by=officer)
    client.get(PAGE)
    one = counted()
    for _number in range(2):
        openings.note("recruitment.application", about=ApplicationFactory(call__network=network), by=officer)

    assert counted() == one


def test_the_page_says_when_it_was_checked_and_which_row_is_broken(client, network, officer):
    row = activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
    chain.seal_new()
    client.force_login(officer)
    assert "The trail was not checked yet" in client.get(PAGE).text

    check_trails(0)
    page = client.get(PAGE).text
    assert "The trail is whole" in page
    assert checking.check(network.pk).head in page

    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_activity SET by_name = 'Somebody Else' WHERE id = %s", [row.pk])
    check_trail(network.pk)
    assert f"Row {row.pk} (activity) was changed" in client.get(PAGE).text
    assert "The trail of what happened was tampered with" in client.get(reverse("desk:home")).text


def test_a_check_can_be_asked_for_once(client, network, officer):
    client.force_login(officer)

    assert "The trail is being checked" in client.post(reverse("privacy:trail-check"), follow=True).text
    client.post(reverse("privacy:trail-check"))

    assert "Being checked" in client.get(PAGE).text


def test_the_list_is_exported_and_that_is_noted(client, network, officer, application):
    openings.note("recruitment.application", about=application, by=reader(network, "Rosa"))
    client.force_login(officer)

    answer = client.get(reverse("privacy:trail-export"))

    assert answer.status_code == 200
    assert SecurityEvent.objects.filter(event="privacy.openings_exported").count() == 1


def test_the_same_thing_twice_a_day_is_one_row(network, application):
    rosa = reader(network, "Rosa")
    for _time in range(2):
        openings.note("recruitment.application", about=application, by=rosa)
    openings.note("recruitment.paper", about=application, by=rosa)

    assert Opening.objects.count() == 2
    with pytest.raises(LookupError, match=r"nobody\.knows"):
        openings.note("nobody.knows", about=application, by=rosa)


def test_the_page_does_not_say_whole_when_nothing_is_sealed_or_the_worker_stands_still(client, network, officer):
    client.force_login(officer)
    with clock.at(NOW):
        check_trails(0)
        unsealed = client.get(PAGE).text
        activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
        check_trail(network.pk)
        whole = client.get(PAGE).text
        activity.record("mobilities.mobility_preparing", about=MobilityFactory(network=network), by=None)
    with clock.at(NOW + timedelta(hours=2)):
        still = client.get(PAGE).text
        chain.seal_new()
    with clock.at(NOW + timedelta(hours=40)):
        old = client.get(PAGE).text

    assert "Nothing is sealed yet" in unsealed
    assert "The trail is whole" not in unsealed
    assert "not watched now" not in whole
    assert "Nothing was sealed since" in still
    assert "should be every night" in old
