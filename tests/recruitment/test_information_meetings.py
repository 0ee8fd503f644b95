"""Information meetings: seats, letters, who came, what came of it."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django_scopes import scope, scopes_disabled

from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.network.models import Network
from compagnon.recruitment import actions, queries
from compagnon.recruitment.jobs import remind_of_meetings
from compagnon.recruitment.models import Meeting, Registration
from compagnon.recruitment.privacy import _empty_registration, _registrations
from compagnon.recruitment.queries.meetings import Channel
from compagnon.recruitment.typesetting.calendars import event_of
from tests.factories.network import NetworkFactory, in_english_and_french
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

TOMORROW = datetime(2026, 11, 25, 17, tzinfo=UTC)


def a_meeting(network, **changed):
    fields = {
        "title": in_english_and_french("Leave with us"), "begins_at": TOMORROW, "ends_at": TOMORROW + timedelta(hours=1),
        "place": "Room 12", **changed,
    }  # fmt: skip
    return Meeting.objects.create(network=network, **fields)


def registered(meeting, name="Ana", **changed):
    said = {
        "first_name": name,
        "last_name": "Essai",
        "email": f"{name}@example.org".lower(),
        "language": "fr",
        **changed,
    }
    return actions.register(meeting=meeting, **said)


def letters(key):
    return Letter.objects.filter(key=f"recruitment.{key}")


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_given_once_to_twenty_who_want_it():
    with scopes_disabled():
        network = NetworkFactory()
        with scope(network=network):
            meeting = a_meeting(
                network, capacity=1, begins_at=TOMORROW + timedelta(days=2000), ends_at=TOMORROW + timedelta(days=2001)
            )
    start, answers = Barrier(20), []

    def want(number):
        with scope(network=Network.objects.get(pk=network.pk)):
            start.wait()
            try:
                registered(meeting, f"Person{number}")
                answers.append("seat")
            except actions.NoSeatLeft:
                answers.append("none")
        connection.close()

    threads = [Thread(target=want, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(answers) == ["none"] * 19 + ["seat"]
    with scope(network=network):
        assert Registration.objects.count() == 1


def test_the_same_address_twice_is_one_seat_and_one_more_letter(network):
    meeting = a_meeting(network)

    first, second = registered(meeting), registered(meeting, email="ANA@example.org")

    assert first == second
    assert letters("registered").count() == 2


def test_a_seat_given_back_is_free_at_once_and_can_be_taken_again(network):
    meeting = a_meeting(network, capacity=1)
    first = registered(meeting)
    with pytest.raises(actions.NoSeatLeft):
        registered(meeting, "Bo")

    actions.give_seat_back(registration=first)
    registered(meeting, "Bo")

    with pytest.raises(actions.NoSeatLeft):
        registered(meeting)
    assert queries.meetings.seats_left(meeting) == 0


def test_nobody_registers_for_what_is_over(network):
    meeting = a_meeting(network, begins_at=TOMORROW - timedelta(days=3))

    with pytest.raises(MoveRefused, match="over or cancelled"):
        registered(meeting)


def test_everybody_is_reminded_once_the_day_before(network):
    soon, later = (
        a_meeting(network),
        a_meeting(network, begins_at=TOMORROW + timedelta(days=9), ends_at=TOMORROW + timedelta(days=10)),
    )
    registered(soon)
    actions.give_seat_back(registration=registered(soon, "Bo"))
    registered(later, "Cy")

    remind_of_meetings(0)
    remind_of_meetings(0)

    assert [letter.to_email for letter in letters("meeting_reminder")] == ["ana@example.org"]


def test_those_registered_hear_of_another_time_and_of_the_end(network, coordinator):
    meeting = a_meeting(network, capacity=5)
    registered(meeting)

    actions.change_meeting(meeting=meeting, by=coordinator, capacity=9)
    assert letters("meeting_changed").count() == 0
    actions.change_meeting(meeting=meeting, by=coordinator, place="Room 14")
    actions.cancel_meeting(meeting=meeting, by=coordinator, reason="The heating is broken.")
    actions.cancel_meeting(meeting=meeting, by=coordinator, reason="Again")

    assert letters("meeting_changed").count() == 1
    assert "The heating is broken." in letters("meeting_cancelled").get().body


def test_seats_are_never_fewer_than_those_registered(network, coordinator):
    meeting = a_meeting(network)
    registered(meeting)
    registered(meeting, "Bo")

    with pytest.raises(MoveRefused, match="More people have registered than that: 2"):
        actions.change_meeting(meeting=meeting, by=coordinator, capacity=1)


def test_figures_say_who_registered_came_and_applied_by_channel(network, coordinator):
    call = CallFactory(network=network)
    meeting = a_meeting(network, call=call)
    ana, _bo = registered(meeting, heard_of="poster"), registered(meeting, "Bo", heard_of="poster")
    actions.note_presence(registration=ana, by=coordinator)
    actions.add_walk_in(meeting=meeting, first_name="Cy", last_name="Essai", by=coordinator, heard_of="friends")
    person = PersonFactory(network=network, email="ana@example.org")
    ApplicationFactory(call=call, participant__person=person, state="submitted")

    assert queries.meetings.by_channel(meeting) == [
        Channel("A poster", registered=2, came=1, applied=1),
        Channel("Somebody who went abroad, or friends", registered=0, came=1, applied=0),
        Channel("", registered=2, came=2, applied=1),
    ]


def test_presence_noted_by_mistake_is_taken_back(network, coordinator):
    one = registered(a_meeting(network))

    actions.note_presence(registration=one, by=coordinator)
    taken_back = actions.note_presence(registration=one, by=coordinator, came=False)

    assert (taken_back.came_at, taken_back.noted_by) == (None, None)


def test_a_calendar_reads_the_meeting_and_its_link_only_for_those_who_may(network):
    meeting = a_meeting(
        network, title="Partir ; loin, à l'étranger " + "é" * 60, link="https://meet.example.org/x", place=""
    )

    file, without = event_of(meeting, with_link=True), event_of(meeting, with_link=False)

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert "DTSTART:20261125T170000Z\r\n" in file.decode()
    assert "SUMMARY:Partir \\; loin\\, à" in file.decode()
    assert b"LOCATION:https://meet.example.org/x" in file
    assert b"LOCATION" not in without


def test_names_of_visitors_go_and_the_figures_stay(network, coordinator):
    meeting = a_meeting(network)
    registered(meeting, heard_of="poster")

    rows = list(_registrations(network, TOMORROW.date()))
    for row in rows:
        _empty_registration(row, coordinator)

    assert len(rows) == 1
    assert not _registrations(network, TOMORROW.date()).exists()
    assert queries.meetings.by_channel(meeting)[0].registered == 1
    assert Registration.objects.get().contact.email == ""
