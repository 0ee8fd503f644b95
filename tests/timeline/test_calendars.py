"""Calendars to subscribe to: what stands in them, for whom, how long, and that real programs read them."""

import os
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope
from icalendar import Calendar

from compagnon.core import clock
from compagnon.core.models import SecurityEvent
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Departure
from compagnon.people import links
from compagnon.people.models import Membership, PersonalLink
from compagnon.recruitment.models import Meeting
from compagnon.timeline import feeds
from compagnon.timeline.choices import FeedKind
from compagnon.timeline.models import CalendarItem, Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory, SiteFactory, in_english_and_french
from tests.factories.people import PersonFactory
from tests.factories.recruitment import CallFactory, ready_to_open
from tests.factories.schemes import SchemeFactory

NOW = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)
LEAVES, RETURNS = date(2027, 3, 1), date(2027, 3, 15)


@pytest.fixture(autouse=True)
def moment():
    with clock.at(NOW):
        yield


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", first_name="Rosa", last_name="Muster")


@pytest.fixture
def mobility(network):
    return MobilityFactory(
        network=network, departs_on=LEAVES, returns_on=RETURNS, town="Como", country="IT", departure=None,
        participant__person__first_name="Lea", participant__person__last_name="Zwirn",
    )  # fmt: skip


def task(mobility, role, title="Sign the learning agreement", due=date(2027, 2, 1)):
    return Task.objects.create(
        network=mobility.network,
        mobility=mobility,
        own_title=title,
        step="prepare",
        phase="before",
        role=role,
        due_on=due,
    )


def address(feed):
    return urlsplit(feeds.addresses_of([feed])[0]["address"]).path


def read(feed, **headers):
    return Client().get(address(feed), headers=headers)


def dates(feed):
    events = Calendar.from_ical(read(feed).content).walk("VEVENT")
    return sorted((str(one["SUMMARY"]), one["DTSTART"].dt) for one in events)


def own(person, **chosen):
    return feeds.open_feed(kind=FeedKind.OWN, by=person, **chosen)


def team(person, **chosen):
    return feeds.open_feed(kind=FeedKind.TEAM, by=person, **chosen)


def test_a_participant_reads_departure_return_and_the_own_tasks(mobility):
    task(mobility, "learner")
    task(mobility, "referent", title="Ask the host")

    assert dates(own(mobility.participant.person)) == [
        ("Departure for Como, Italy", LEAVES),
        ("Return from Como, Italy", RETURNS),
        ("Sign the learning agreement", date(2027, 2, 1)),
    ]


def test_staff_read_their_tasks_departures_meetings_and_calls_by_initials(network, referent, mobility):
    task(mobility, "referent", title="Ask the host")
    task(mobility, "learner")
    CallFactory(network=network, title=in_english_and_french("To Como", "À Côme"), closes_on=date(2027, 1, 20))
    Meeting.objects.create(
        network=network, title=in_english_and_french("Evening", "Soirée"), begins_at=datetime(2027, 7, 1, 16, tzinfo=UTC),
        ends_at=datetime(2027, 7, 1, 17, tzinfo=UTC), place="Room 4",
    )  # fmt: skip

    assert dates(own(referent)) == [
        ("Ask the host · L. Z.", date(2027, 2, 1)),
        ("Departure: L. Z.", LEAVES),
        ("Evening", datetime(2027, 7, 1, 18, tzinfo=ZoneInfo("Europe/Paris"))),
        ("Last day of the call: To Como", date(2027, 1, 20)),
        ("Return: L. Z.", RETURNS),
    ]


def test_whole_names_stand_only_in_a_calendar_that_asks_for_them(referent, mobility):
    feed = own(referent)
    assert b"Zwirn" not in read(feed).content

    feeds.show_names(feed=feed, shows_names=True, by=referent)

    assert b"Lea Zwirn" in read(feed).content


def test_a_group_is_one_entry_with_its_number(network, referent):
    group = Departure.objects.create(
        network=network, name="Bakers to Como", scheme=SchemeFactory(network=network), country="IT",
        departs_on=LEAVES, returns_on=RETURNS,
    )  # fmt: skip
    MobilityFactory.create_batch(3, network=network, departure=group, departs_on=LEAVES, returns_on=RETURNS)

    assert ("Departure: Bakers to Como (3)", LEAVES) in dates(team(referent))


def test_who_is_hosted_comes_and_does_not_depart(network, referent):
    scheme = SchemeFactory(network=network, direction="in")
    hosted = MobilityFactory(
        network=network, scheme=scheme, town="Laval", country="FR", departs_on=LEAVES, returns_on=RETURNS,
        participant__person__first_name="Lea", participant__person__last_name="Zwirn",
    )  # fmt: skip

    assert dates(own(hosted.participant.person)) == [
        ("First day in Laval, France", LEAVES),
        ("Last day in Laval, France", RETURNS),
    ]
    assert [title for title, _day in dates(team(referent))] == [
        "We host from today: L. Z.",
        "We host to the end of today: L. Z.",
    ]


def test_the_calendar_of_a_site_holds_the_departures_of_that_site_alone(network, referent, mobility):
    site = SiteFactory(network=network)
    assert dates(team(referent, site=site)) == []

    mobility.site = site
    mobility.save()

    assert dates(team(referent, site=site)) == [("Departure: L. Z.", LEAVES), ("Return: L. Z.", RETURNS)]


def test_another_networks_dates_stand_in_no_calendar(network, referent):
    with scope(network=NetworkFactory()) as _other:
        MobilityFactory(departs_on=LEAVES, returns_on=RETURNS)

    assert dates(team(referent)) == []


def test_the_old_address_answers_no_more_once_it_is_renewed_or_ended(referent):
    feed = own(referent)
    first = address(feed)
    assert Client().get(first).status_code == 200

    feeds.renew(feed=feed, by=referent)
    second = address(feed)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (410, 200)

    feeds.end(feed=feed, by=referent)
    assert Client().get(second).status_code == 410
    assert set(SecurityEvent.objects.values_list("event", flat=True)) == {"calendar.made", "calendar.renewed", "calendar.ended"}  # fmt: skip


@pytest.mark.parametrize("lost", ["account", "role"])
def test_a_calendar_ends_with_the_account_and_with_the_role(referent, mobility, lost):
    feeds_of = [own(referent), team(referent)]
    if lost == "account":
        referent.is_active = False
        referent.save()
    else:
        Membership.objects.filter(person=referent).delete()

    assert [Client().get(address(feed)).status_code for feed in feeds_of] == [404, 404]


def test_a_referent_who_no_longer_reaches_a_site_reads_its_calendar_no_more(network, referent):
    here, there = SiteFactory(network=network), SiteFactory(network=network)
    feed = team(referent, site=here)
    Membership.objects.filter(person=referent).update(site=there)

    assert read(feed).status_code == 404


def test_a_participant_gets_no_calendar_of_a_team(mobility):
    with pytest.raises(MoveRefused):
        team(mobility.participant.person)


def test_nothing_changed_is_answered_by_304_and_a_change_by_the_new_calendar(referent, mobility):
    feed = own(referent)
    first = read(feed)
    again = read(feed, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")

    mobility.town = "Lecco"
    mobility.departs_on = date(2027, 3, 2)
    mobility.save()

    assert read(feed, if_none_match=first["ETag"]).status_code == 200


def test_an_entry_keeps_its_name_and_counts_its_changes(referent, mobility):
    def event():
        found = Calendar.from_ical(read(feed).content).walk("VEVENT")
        return next(one for one in found if str(one["SUMMARY"]).startswith("Departure"))

    feed = own(referent)
    first = event()
    with clock.at(NOW + timedelta(days=1)):
        mobility.departs_on = date(2027, 3, 2)
        mobility.save()
        second = event()
        third = event()

    assert first["UID"] == second["UID"] == third["UID"]
    assert [one["SEQUENCE"] for one in (first, second, third)] == [0, 1, 1]
    assert (first["LAST-MODIFIED"].dt, second["LAST-MODIFIED"].dt) == (NOW, NOW + timedelta(days=1))
    assert CalendarItem.objects.count() == 2


def test_the_file_is_as_the_standard_has_it_with_the_rules_of_its_time_zone(network, referent, mobility):
    Meeting.objects.create(
        network=network, title=in_english_and_french("É; a, b\\c", "É"), begins_at=datetime(2027, 1, 20, 16, tzinfo=UTC),
        ends_at=datetime(2027, 1, 20, 17, tzinfo=UTC), place="Room 4",
    )  # fmt: skip
    answer = read(own(referent))
    calendar = Calendar.from_ical(answer.content)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert calendar.to_ical() == answer.content
    assert [one.errors for one in calendar.walk()] == [[] for _one in calendar.walk()]
    assert [str(one["TZID"]) for one in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert {str(one["TZOFFSETTO"].to_ical()) for one in calendar.walk("DAYLIGHT")} == {"+0200"}
    departure = next(one for one in calendar.walk("VEVENT") if "Departure" in str(one["SUMMARY"]))
    assert (departure["DTSTART"].dt, departure["DTEND"].dt) == (LEAVES, LEAVES + timedelta(days=1))
    assert b"DTSTART;VALUE=DATE:20270301" in answer.content


def test_three_mobilities_take_as_many_queries_as_one(network, referent, mobility):
    feed = own(referent)
    read(feed)

    def counted():
        read(feed)
        with CaptureQueriesContext(connection) as captured:
            read(feed)
        return len(captured)

    one = counted()
    for _number in range(2):
        task(MobilityFactory(network=network, departs_on=LEAVES, returns_on=RETURNS), "referent")

    assert counted() == one


def test_an_address_that_expired_is_given_anew_by_the_page_alone(referent):
    feed = own(referent)
    path = address(feed)
    PersonalLink.objects.update(expires_at=NOW - timedelta(days=1))
    assert Client().get(path).status_code == 410

    feeds.renew(feed=feed, by=referent)

    assert read(feed).status_code == 200
    assert links.find(path.split("/")[-2], "timeline.confidential") is None


def program(name):
    found = shutil.which(name)
    assert found or not os.environ.get("CI"), f"{name} is missing: apt-get install vdirsyncer khal"
    return found


@pytest.mark.django_db(transaction=True)
def test_vdirsyncer_and_khal_read_it(live_server, settings, tmp_path):
    """Two programs that people use: one fetches the address and keeps it in step, the other shows what it says."""
    if not (program("vdirsyncer") and program("khal")):
        return
    settings.SITE_URL = live_server.url
    network = NetworkFactory()
    with scope(network=network):
        person = PersonFactory(network=network, role="coordinator")
        moved = MobilityFactory(
            network=network, departs_on=LEAVES, returns_on=RETURNS, departure=None,
            participant__person__first_name="Lea", participant__person__last_name="Zwirn",
        )  # fmt: skip
        Meeting.objects.create(
            network=network, title=in_english_and_french("Evening", "Soirée"),
            begins_at=datetime(2027, 7, 1, 16, tzinfo=UTC), ends_at=datetime(2027, 7, 1, 17, tzinfo=UTC), place="Room 4",
        )  # fmt: skip
        url = feeds.addresses_of([own(person)])[0]["address"]
    (tmp_path / "kept").mkdir()
    (tmp_path / "sync").write_text(
        f'[general]\nstatus_path = "{tmp_path}/status/"\n'
        '[pair both]\na = "kept"\nb = "feed"\ncollections = null\nconflict_resolution = "b wins"\n'
        f'[storage kept]\ntype = "filesystem"\npath = "{tmp_path}/kept"\nfileext = ".ics"\n'
        f'[storage feed]\ntype = "http"\nurl = "{url}"\n'
    )
    (tmp_path / "khal").write_text(
        f"[calendars]\n[[feed]]\npath = {tmp_path}/kept\nreadonly = True\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\nlocal_timezone = Europe/Paris\ndefault_timezone = Europe/Paris\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n"
    )

    def shown():
        for deed in ("discover", "sync"):
            run("vdirsyncer", "-c", tmp_path / "sync", deed)
        listed = run(
            "khal",
            "-c",
            tmp_path / "khal",
            "list",
            "--format",
            "{start} {title}",
            "--day-format",
            "",
            "2027-02-01",
            "365d",
        )
        return {line.strip() for line in listed.splitlines() if line.strip()}

    def run(name, *arguments):
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [program(name), *arguments], env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{name}: {done.stdout} {done.stderr}"
        return done.stdout

    assert shown() == {"2027-03-01 Departure: L. Z.", "2027-03-15 Return: L. Z.", "2027-07-01 18:00 Evening"}
    with scope(network=network):
        moved.departs_on = date(2027, 3, 3)
        moved.save()
    assert "2027-03-03 Departure: L. Z." in shown()


def test_the_planned_meeting_of_a_panel_stands_in_the_calendars_of_its_members_alone(client, network, referent):
    call = CallFactory(network=network)
    chair = PersonFactory(network=network, role="coordinator")
    selection = ready_to_open(call, by=chair)
    member = selection.panel.exclude(person=chair).first().person
    client.force_login(chair)
    page = reverse("recruitment:panel-meetings", args=[call.code])
    client.post(page, {"do": "plan", "sits_at": "2027-02-02T14:00", "sits_in": "Laval, room 3"})

    def panels(person):
        feed = feeds.open_feed(kind=FeedKind.OWN, by=person)
        found = Calendar.from_ical(read(feed).content).walk("VEVENT")
        return [one for one in found if str(one["SUMMARY"]).startswith("Panel")]

    (entry,) = panels(member)
    assert entry["DTSTART"].dt == datetime(2027, 2, 2, 14, tzinfo=ZoneInfo(network.time_zone))
    assert str(entry["LOCATION"]) == "Laval, room 3"
    assert panels(referent) == []
    assert "Laval, room 3" in client.get(page).text
    client.post(page, {"do": "plan", "sits_at": "", "sits_in": ""})
    assert panels(member) == []


def test_who_only_sits_on_a_panel_does_not_plan_its_meeting(client, network):
    call = CallFactory(network=network)
    selection = ready_to_open(call, by=PersonFactory(network=network, role="coordinator"))
    member = selection.panel.exclude(part="chair").first().person
    client.force_login(member)
    page = reverse("recruitment:panel-meetings", args=[call.code])

    client.post(page, {"do": "plan", "sits_at": "2027-02-02T14:00", "sits_in": "Laval"})

    selection.refresh_from_db()
    assert selection.sits_at is None
    assert "Plan the next meeting" not in client.get(page).text
