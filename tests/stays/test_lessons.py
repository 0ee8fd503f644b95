"""Lessons from a distance that were missed: who hears of them, once; the list at the desk; visits and talks that are planned."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from compagnon.core import activity
from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import Departure, Mobility
from compagnon.stays.actions import followup, lessons
from compagnon.stays.models import DistanceLesson, Visit
from compagnon.stays.queries.followup import contract_told
from compagnon.timeline import feeds
from compagnon.timeline.choices import FeedKind
from compagnon.travel.models import StayTerms
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

MISSED, SEEN_TO = reverse("stays:missed-lessons"), reverse("stays:lessons-seen-to")

TYPED = {"lesson-on": "2027-04-08", "lesson-title": "Maths", "lesson-minutes": "60"}


@pytest.fixture(autouse=True)
def on_10_march_2027():
    with time_machine.travel("2027-03-10 09:00+00:00", tick=True):
        yield


@pytest.fixture
def stay(network):
    return MobilityFactory(
        network=network, placed=True, state="abroad", returns_on=date(2027, 6, 15),
        participant__person__first_name="Lea", participant__person__last_name="Zwirn",
    )  # fmt: skip


@pytest.fixture
def teacher(network):
    return PersonFactory(network=network, role="trainer", first_name="Théo", last_name="Craie", language="fr")


def missed(stay, title, *, teacher=None, tells_mentor=False, on=date(2027, 3, 9)):
    said = {"title": title, "teacher": teacher, "tells_mentor": tells_mentor}
    lessons.plan_lessons(mobilities=[stay], on=on, until=None, said=said, by=stay.referent)
    lesson = DistanceLesson.objects.filter(mobility=stay, title=title).latest("pk")
    return lessons.note_attendance(lesson=lesson, attended="missed", by=stay.referent)


def test_each_reader_gets_one_letter_with_all_that_was_missed_and_each_lesson_is_told_once(network, stay, teacher):
    other = MobilityFactory(network=network, state="abroad", referent=stay.referent)
    missed(stay, "Applied maths", teacher=teacher, tells_mentor=True)
    missed(stay, "French", teacher=teacher)
    missed(other, "Applied maths", teacher=teacher)

    written = [lessons.tell_of_missed(), lessons.tell_of_missed()]

    assert written == [2, 0]
    to_teacher = Letter.objects.get(to_person=teacher)
    assert to_teacher.subject == "Cours à distance manqués"
    assert to_teacher.body.count("Applied maths") == 2
    assert "9 mars 2027" in to_teacher.body
    to_mentor = Letter.objects.get(to_contact=stay.participant.mentor)
    assert "Applied maths" in to_mentor.body
    assert "French" not in to_mentor.body
    assert str(other.participant) not in to_mentor.body


def test_what_is_put_right_before_the_morning_is_told_to_nobody(stay, teacher):
    lesson = missed(stay, "Applied maths", teacher=teacher)
    lessons.note_attendance(lesson=lesson, attended="excused", by=stay.referent)

    assert lessons.tell_of_missed() == 0


def test_nobody_who_cannot_be_written_to_is_and_the_list_stays(stay, client):
    missed(stay, "Applied maths", teacher=PersonFactory(network=stay.network, role="trainer", is_active=False))
    client.force_login(stay.referent)

    assert lessons.tell_of_missed() == 0
    assert "Applied maths" in client.get(MISSED).text


def test_a_missed_lesson_stands_on_the_first_page_until_somebody_has_dealt_with_it(client, stay, teacher):
    lesson = missed(stay, "Applied maths", teacher=teacher)
    client.force_login(stay.referent)
    home, shown = client.get(reverse("desk:home")).text, client.get(MISSED).text

    client.post(SEEN_TO, {"selected": [lesson.code]})

    assert "1 lesson missed" in home
    for said in ("Applied maths", "Théo Craie", "by letter, the next working morning"):
        assert said in shown
    assert "No lesson was missed" in client.get(MISSED).text
    assert "1 lesson missed" not in client.get(reverse("desk:home")).text
    assert "dealt with a missed lesson: Applied maths" in activity.sentence(activity.on(stay).first())


def test_another_departement_sees_and_settles_nothing_of_it(client, network, stay):
    lesson = missed(stay, "Applied maths")
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    client.post(SEEN_TO, {"selected": [lesson.code]})

    assert "Applied maths" not in client.get(MISSED).text
    assert DistanceLesson.objects.get().seen_at is None


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_lessons(
    client, network, stay, teacher, django_assert_max_num_queries
):
    for number in range(6):
        missed(MobilityFactory(network=network, state="abroad"), f"Lesson {number}", teacher=teacher, tells_mentor=True)
    client.force_login(PersonFactory(network=network, role="coordinator"))
    client.get(MISSED)

    with django_assert_max_num_queries(15):
        assert client.get(MISSED).text.count("Lesson ") >= 6


def test_who_hears_of_it_is_chosen_with_the_lesson(client, stay, teacher):
    client.force_login(stay.referent)
    address = reverse("stays:long-stay-act", args=[stay.code, "lesson"])

    client.post(
        address,
        {**TYPED, "lesson-teacher": teacher.pk, "lesson-tells_mentor": "on"},
    )

    lesson = DistanceLesson.objects.get()
    assert (lesson.teacher, lesson.tells_mentor) == (teacher, True)
    assert "Théo Craie" in client.get(reverse("stays:long-stay", args=[stay.code])).text


def planned(client, stay, **said):
    return client.post(reverse("stays:long-stay-act", args=[stay.code, "lesson"]), {**TYPED, **said})


def test_lessons_come_every_week_for_the_whole_departure_each_on_its_days_abroad(client, network, stay):
    stay.departure = Departure.objects.create(
        network=network,
        name="Flensburg",
        scheme=stay.scheme,
        country="DE",
        departs_on=stay.departs_on,
        returns_on=stay.returns_on,
    )
    stay.save()
    short = MobilityFactory(network=network, departure=stay.departure, state="abroad", returns_on=date(2027, 4, 10))
    MobilityFactory(network=network, departure=stay.departure, state="cancelled", returns_on=stay.returns_on)
    MobilityFactory(network=network, state="abroad", returns_on=stay.returns_on)
    client.force_login(stay.referent)

    offered = client.get(reverse("stays:long-stay", args=[stay.code])).text
    planned(client, stay, **{"lesson-until": "2027-04-29", "lesson-for_group": "on"})

    assert "For all 2 people of the departure" in offered
    found = [(one.mobility, one.on.day) for one in DistanceLesson.objects.order_by("mobility", "on")]
    assert found == [*((stay, day) for day in (8, 15, 22, 29)), (short, 8)]


def test_a_lesson_outside_the_stay_or_a_series_that_ends_before_it_begins_gets_a_sentence(client, stay):
    client.force_login(stay.referent)

    outside = planned(client, stay, **{"lesson-on": "2027-08-01"})
    backwards = planned(client, stay, **{"lesson-until": "2027-04-01"})

    assert (outside.status_code, "The participant is not abroad then" in outside.text) == (422, True)
    assert (backwards.status_code, "This is before the first lesson." in backwards.text) == (422, True)
    assert not DistanceLesson.objects.exists()


def test_a_lesson_has_its_hour_and_the_way_to_the_platform_in_the_calendar_and_on_the_phone(client, stay):
    client.force_login(stay.referent)
    planned(
        client,
        stay,
        **{"lesson-on": "2027-03-18", "lesson-starts_at": "14:30", "lesson-link": "https://moodle.example/maths"},
    )
    client.force_login(stay.participant.person)
    phone = client.get(reverse("journey:logbook")).text
    client.logout()

    found = events(stay.participant.person, client)["lesson Maths"]

    assert found["DTSTART"].dt.astimezone(UTC) == datetime(2027, 3, 18, 13, 30, tzinfo=UTC)
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=1)
    assert str(found["LOCATION"]) == "https://moodle.example/maths"
    assert 'href="https://moodle.example/maths"' in phone


def test_the_hour_of_a_lesson_is_that_of_its_network_wherever_the_program_runs(client, stay):
    type(stay.network).objects.filter(pk=stay.network_id).update(time_zone="Europe/Helsinki")
    client.force_login(stay.referent)
    planned(client, stay, **{"lesson-on": "2027-03-18", "lesson-starts_at": "14:30"})
    client.logout()

    found = events(stay.participant.person, client)["lesson Maths"]

    assert found["DTSTART"].dt.astimezone(UTC) == datetime(2027, 3, 18, 12, 30, tzinfo=UTC)


def test_a_typo_is_corrected_and_what_was_taken_away_comes_back(client, stay):
    client.force_login(stay.referent)
    planned(client, stay, **{"lesson-title": "Mahts", "lesson-until": "2027-04-29"})
    first, second = DistanceLesson.objects.order_by("on")[:2]
    typed = {"on": "2027-04-09", "title": "Maths", "minutes": "90"}
    address = {what: reverse(f"stays:{what}-lesson", args=[second.code]) for what in ("change", "remove", "restore")}

    client.post(reverse("stays:change-lesson", args=[first.code]), typed)
    told = client.post(address["remove"], {"and_later": "1"}, follow=True)
    gone = client.get(reverse("stays:long-stay", args=[stay.code])).text
    count = client.post(address["restore"], follow=True)

    first.refresh_from_db()
    assert (first.title, first.on, first.minutes) == ("Maths", date(2027, 4, 9), 90)
    assert "3 lessons are taken away." in told.text
    assert address["restore"] in told.text
    assert "Mahts" not in gone
    assert "3 lessons are back." in count.text
    assert DistanceLesson.objects.filter(removed_at=None).count() == 4
    assert lessons.restore_lessons(lesson=second, by=stay.referent) == 0


def test_what_was_taken_away_a_week_ago_is_gone_for_good_and_what_was_noted_stays(client, stay):
    client.force_login(stay.referent)
    planned(client, stay, **{"lesson-until": "2027-04-22"})
    first, second, _third = DistanceLesson.objects.order_by("on")
    lessons.note_attendance(lesson=second, attended="there", by=stay.referent)
    lessons.remove_lessons(lesson=first, and_later=True, by=stay.referent)
    kept = lessons.forget_removed_lessons()
    with time_machine.travel("2027-03-18 09:00+00:00"):
        forgotten = lessons.forget_removed_lessons()

    assert (kept, forgotten) == (0, 2)
    assert DistanceLesson.objects.get() == second


def test_another_departement_changes_and_takes_away_nothing(client, network, stay):
    client.force_login(stay.referent)
    planned(client, stay)
    lesson = DistanceLesson.objects.get()
    event = followup.note_contract(mobility=stay, on=date(2027, 3, 1), move="asleep", words="", by=stay.referent)
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    for name in ("change-lesson", "remove-lesson", "restore-lesson"):
        assert client.post(reverse(f"stays:{name}", args=[lesson.code])).status_code == 404
    assert client.post(reverse("stays:contract-event", args=[event.code, "remove"])).status_code == 404


@pytest.mark.parametrize(
    ("regime", "move", "contradicts"),
    [
        ("stand_by", "asleep", ""), ("stand_by", "pay_stopped", ""), ("stand_by", "at_disposal", "mise en veille"),
        ("secondment", "at_disposal", ""), ("secondment", "asleep", "mise à disposition"),
        ("secondment", "pay_stopped", "mise à disposition"), ("", "asleep", "Not chosen yet"), ("", "extended", ""),
    ],
)  # fmt: skip
def test_an_event_that_says_otherwise_than_the_chosen_regime_is_told(stay, regime, move, contradicts):
    StayTerms.objects.create(network=stay.network, mobility=stay, regime=regime)
    followup.note_contract(mobility=stay, on=date(2027, 3, 1), move=move, words="", by=stay.referent)

    [(_event, said)] = contract_told(Mobility.objects.get(pk=stay.pk))

    assert contradicts in said
    assert bool(said) == bool(contradicts)


def test_an_event_of_the_contract_is_taken_away_and_comes_back(client, stay):
    event = followup.note_contract(
        mobility=stay, on=date(2027, 3, 1), move="at_disposal", words="Typo", by=stay.referent
    )
    client.force_login(stay.referent)
    address = {what: reverse("stays:contract-event", args=[event.code, what]) for what in ("remove", "restore")}

    told = client.post(address["remove"], follow=True).text
    client.post(address["restore"])

    assert "Typo" not in told
    assert address["restore"] in told
    assert "Typo" in client.get(reverse("stays:long-stay", args=[stay.code])).text


def events(person, client):
    feed = feeds.open_feed(kind=FeedKind.OWN, by=person)
    calendar = Calendar.from_ical(client.get(feeds.addresses_of([feed])[0]["address"].split("testserver")[-1]).content)
    return {str(one["UID"]).partition("-")[0] + " " + str(one["SUMMARY"]): one for one in calendar.walk("VEVENT")}


def test_a_planned_visit_stands_in_the_calendars_of_who_goes_the_referent_and_the_participant(client, network, stay):
    goes = PersonFactory(network=network, role="referent", first_name="Otto", last_name="Weg")
    client.force_login(stay.referent)
    act = reverse("stays:long-stay-act", args=[stay.code, "plan"])

    past = client.post(act, {"plan-on": "2027-03-01", "plan-way": "visit", "plan-goes": goes.pk})
    client.post(act, {"plan-on": "2027-04-20", "plan-way": "visit", "plan-goes": goes.pk})

    assert (past.status_code, "report the visit instead" in past.text) == (422, True)
    client.logout()
    for staff in (goes, stay.referent):
        found = events(staff, client)["visit On the spot · L. Z."]
        assert found["DTSTART"].dt == date(2027, 4, 20)
        assert str(found["LOCATION"]) == str(stay.host)
    own = events(stay.participant.person, client)["visit Visit from the training centre"]
    assert own["DTSTART"].dt == date(2027, 4, 20)
    assert "Weg" not in str(own)


def test_the_report_takes_the_place_of_the_plan_and_a_plan_is_called_off(client, stay):
    client.force_login(stay.referent)
    act = {what: reverse("stays:long-stay-act", args=[stay.code, what]) for what in ("plan", "visit", "call-off")}
    for day in ("2027-03-10", "2027-04-20"):
        client.post(act["plan"], {"plan-on": day, "plan-way": "visit"})
    client.post(act["visit"], {"visit-on": "2027-03-10", "visit-way": "visit", "visit-report": "Warm room."})

    planned = client.get(reverse("stays:long-stay", args=[stay.code])).text
    client.post(act["call-off"], {"call-off-on": "2027-04-20"})
    client.post(act["call-off"], {"call-off-on": "2027-03-10"})  # what was reported stays

    assert "planned" in planned
    assert [(one.on, one.report) for one in Visit.objects.all()] == [(date(2027, 3, 10), "Warm room.")]
    assert followup.plan_visit(mobility=stay, on=date(2027, 5, 1), way="phone", goes=None, by=stay.referent).is_planned
