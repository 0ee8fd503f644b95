"""Information meetings from request to HTML: in public, by link, at the desk and at the door."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.recruitment import actions
from compagnon.recruitment.models import Meeting, Registration
from tests.recruitment.test_information_meetings import a_meeting, registered

SAID = {"first_name": "Ana", "last_name": "Essai", "email": "ana@example.org", "heard_of": "poster"}


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client


def meeting_answers(**changed):
    return {
        "title_fr": "Partir avec nous", "title_en": "Leave with us", "begins_at": "2026-12-01T18:00",
        "ends_at": "2026-12-01T19:00", "place": "Room 12", "capacity": "30", **changed,
    }  # fmt: skip


def link_of(letter):
    return re.search(r"https?://[^/\s]+(/g/\S+)", text_of(letter))[1]


def test_a_visitor_keeps_a_seat_shows_the_code_and_gives_the_seat_back(client, network):
    meeting = a_meeting(network, link="https://meet.example.org/x", capacity=3)
    listed = client.get(reverse("recruitment:public-meetings", args=[network.key])).text
    address = reverse("recruitment:public-meeting", args=[network.key, meeting.code])

    page = client.get(address).text
    sent = client.post(address, SAID).text

    assert "Leave with us" in listed
    assert "3 seats left" in listed
    assert "meet.example.org" not in page
    assert "Your seat is kept" in sent
    seat = link_of(Letter.objects.get())
    shown = client.get(seat).text
    assert "https://meet.example.org/x" in shown
    assert Registration.objects.get().code in shown
    assert client.get(f"{seat}code.svg").content.startswith(b"<?xml")
    assert client.get(f"{seat}meeting.ics").content.startswith(b"BEGIN:VCALENDAR")
    assert "given your seat back" in client.post(seat, follow=True).text
    assert Registration.objects.get().cancelled_at is not None


def test_a_full_meeting_says_so(client, network):
    meeting = a_meeting(network, capacity=1)
    registered(meeting)
    address = reverse("recruitment:public-meeting", args=[network.key, meeting.code])

    assert "All seats are taken." in client.get(address).text
    assert client.post(address, {**SAID, "email": "bo@example.org"}).status_code == 422


def test_a_meeting_is_planned_changed_and_cancelled(as_coordinator, network):
    as_coordinator.post(reverse("recruitment:meeting-new"), meeting_answers())
    meeting = Meeting.objects.get()

    as_coordinator.post(reverse("recruitment:meeting-change", args=[meeting.code]), meeting_answers(place="Room 14"))
    nothing_said = as_coordinator.post(reverse("recruitment:meeting-cancel", args=[meeting.code]), {"reason": ""})
    as_coordinator.post(reverse("recruitment:meeting-cancel", args=[meeting.code]), {"reason": "No heating."})

    assert Meeting.objects.get().place == "Room 14"
    assert nothing_said.status_code == 422
    assert "No heating." in as_coordinator.get(reverse("recruitment:information-meeting", args=[meeting.code])).text
    over = as_coordinator.get(reverse("recruitment:information-meetings") + "?when=over&q=partir").text
    assert "Leave with us" in over


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"begins_at": "2026-11-01T18:00"}, "This moment is past: choose one to come."),
        ({"ends_at": "2026-12-01T17:00"}, "The meeting ends before it begins."),
        ({"place": ""}, "Say where it is: a site, an address or a link."),
    ],
)
def test_a_wrong_meeting_gets_a_sentence(as_coordinator, network, changed, sentence):
    page = as_coordinator.post(reverse("recruitment:meeting-new"), meeting_answers(**changed))

    assert page.status_code == 422
    assert sentence in page.text


def test_at_the_door_a_code_a_name_and_a_walk_in_are_noted(as_coordinator, network):
    meeting = a_meeting(network)
    ana, bo = registered(meeting), registered(meeting, "Bo")
    scan = reverse("recruitment:meeting-scan", args=[meeting.code])

    as_coordinator.post(scan, {"code": f" {ana.code.upper()} "})
    wrong = as_coordinator.post(scan, {"code": "zzzz"})
    as_coordinator.post(reverse("recruitment:meeting-note", args=[meeting.code, bo.code]), {"came": "1"})
    as_coordinator.post(reverse("recruitment:meeting-note", args=[meeting.code, bo.code]), {"came": "0"})
    as_coordinator.post(
        reverse("recruitment:meeting-walk-in", args=[meeting.code]), {"first_name": "Cy", "last_name": "Essai"}
    )

    assert "Nobody has registered for this meeting with that code." in wrong.text
    there = Registration.objects.filter(came_at__isnull=False).values_list("contact__first_name", flat=True)
    assert sorted(there) == ["Ana", "Cy"]
    assert "Cy" in as_coordinator.get(reverse("recruitment:meeting-door", args=[meeting.code])).text


def test_meetings_of_three_take_no_more_queries_than_of_one(as_coordinator, network, django_assert_num_queries):
    a_meeting(network)
    address = reverse("recruitment:information-meetings")
    as_coordinator.get(address)
    with CaptureQueriesContext(connection) as one:
        as_coordinator.get(address)
    for number in range(2):
        a_meeting(
            network,
            begins_at=datetime(2026, 12, number + 1, 9, tzinfo=UTC),
            ends_at=datetime(2026, 12, 9, 10, tzinfo=UTC),
        )

    with django_assert_num_queries(len(one)):
        as_coordinator.get(address)


def test_a_referent_notes_who_came_but_plans_nothing(client, network, referent):
    meeting = a_meeting(
        network, begins_at=datetime.now(UTC) + timedelta(days=1), ends_at=datetime.now(UTC) + timedelta(days=2)
    )
    actions.add_walk_in(meeting=meeting, first_name="Cy", last_name="Essai", by=referent)
    client.force_login(referent)

    assert client.get(reverse("recruitment:meeting-door", args=[meeting.code])).status_code == 200
    assert client.get(reverse("recruitment:meeting-new")).status_code == 404
