"""Reminders by themselves: who is told of what on which day, once, by day, and never of what is done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from compagnon.core import clock
from compagnon.core.registries import Evidence, evidence
from compagnon.correspondence.actions import keep_back
from compagnon.correspondence.models import Letter, LetterSettings
from compagnon.people.models import Participant
from compagnon.people.queries import last_birth_of_age
from compagnon.timeline.actions import complete_task, move_dates, remind_by_itself
from compagnon.timeline.models import Reminder, ReminderSettings, Task
from compagnon.timeline.reminding.by_hand import remind
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

DUE = date(2027, 2, 3)  # a Wednesday
MORNING = datetime(2027, 2, 3, 8, tzinfo=UTC)  # nine o'clock at Laval


@pytest.fixture
def mobility(network):
    return MobilityFactory(network=network, placed=True)


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


def a_task(mobility, role="learner", due=DUE, title="Sign"):
    return Task.objects.create(
        network=mobility.network,
        mobility=mobility,
        own_title=title,
        step="prepare",
        phase="before",
        role=role,
        due_on=due,
    )


def on_day(mobility, days, hour=8):
    """What happens on that day, so many days from the due day, at that hour of UTC."""
    now = MORNING.replace(hour=hour) + timedelta(days=days)
    with clock.at(now):
        return remind_by_itself(network=mobility.network, now=now)


def told():
    return [(one.offset, one.reader) for one in Reminder.objects.exclude(told_at=None).order_by("pk")]


def test_who_has_to_do_it_is_told_before_and_after_and_then_the_coordinator(mobility, coordinator):
    a_task(mobility)

    written = [day for day in range(-10, 20) if on_day(mobility, day)]

    learner = mobility.participant.person
    assert written == [-7, -1, 1, 7, 14]
    assert told() == [(-7, learner), (-1, learner), (1, learner), (7, learner), (14, coordinator)]
    last = Letter.objects.order_by("pk").last()
    assert "This stays late" in last.body
    assert "Sign (was due on 3 February 2027): Participant" in last.body


def test_a_reader_gets_one_letter_a_day_with_all_of_it(mobility, network):
    other = MobilityFactory(network=network, referent=mobility.referent)
    a_task(mobility, "referent", title="Book the room")
    a_task(other, "referent", title="Call the host")
    assert on_day(mobility, -1) == 1

    a_task(mobility, "referent", title="Forgotten until noon")
    assert on_day(mobility, -1, hour=12) == 0

    (letter,) = Letter.objects.all()
    assert letter.reader == mobility.referent
    assert letter.subject == "2 tasks for the stays you follow"
    assert "Book the room" in letter.body
    assert "Call the host" in letter.body
    assert on_day(mobility, 0) == 1


def test_running_twice_or_late_writes_nobody_twice(mobility):
    a_task(mobility)

    assert [on_day(mobility, -7), on_day(mobility, -7), on_day(mobility, -6), on_day(mobility, -5)] == [1, 0, 0, 0]
    assert Reminder.objects.count() == 1


@pytest.mark.parametrize(("role", "reader"), [
    ("guardian", "participant.guardian"), ("employer", "participant.mentor"), ("host_tutor", "tutor"),
    ("learner", "participant.person"), ("referent", "referent"), ("trainer", "referent"), ("accompanying", "referent"),
])  # fmt: skip
def test_a_task_is_told_to_whom_it_is_to_do(network, role, reader):
    mobility = MobilityFactory(network=network, placed=True, participant__birth_date=date(2010, 5, 4))
    a_task(mobility, role)

    on_day(mobility, -1)

    expected = mobility
    for name in reader.split("."):
        expected = getattr(expected, name)
    assert told() == [(-1, expected)]


def test_tasks_of_management_are_the_coordinators(mobility, coordinator):
    a_task(mobility, "management")

    on_day(mobility, -1)

    assert told() == [(-1, coordinator)]


def test_who_cannot_be_reached_is_told_to_the_referent_with_their_role(mobility):
    guardian = mobility.participant.guardian
    guardian.email = ""
    guardian.save()
    a_task(mobility, "guardian")

    on_day(mobility, -1)

    assert told() == [(-1, mobility.referent)]
    assert "Sign (due on 3 February 2027): Guardian" in Letter.objects.get().body


def test_nobody_is_told_at_night_or_on_a_day_off(mobility):
    a_task(mobility, due=date(2027, 5, 8))  # 1 May is a Saturday
    first = (date(2027, 5, 1) - DUE).days

    assert [on_day(mobility, first + day) for day in range(3)] == [0, 0, 1]
    assert on_day(mobility, first + 6, hour=2) == 0
    assert on_day(mobility, first + 6, hour=19) == 0


def test_learners_are_told_on_days_off_where_the_network_says_so(mobility, network):
    ReminderSettings.objects.create(network=network, on_days_off=True)
    a_task(mobility, due=date(2027, 2, 13))
    a_task(mobility, "referent", due=date(2027, 2, 13))

    assert on_day(mobility, 3) == 1  # Saturday: not the referent

    assert [reader for _offset, reader in told()] == [mobility.participant.person]


def test_a_tutor_abroad_has_the_days_off_and_the_hours_of_the_own_country(mobility):
    host = mobility.host
    host.country = "FI"
    host.save()
    a_task(mobility, "host_tutor", due=date(2027, 1, 13))
    epiphany = (date(2027, 1, 6) - DUE).days  # a day off in Finland, not in France

    assert on_day(mobility, epiphany) == 0
    assert on_day(mobility, epiphany + 1, hour=17) == 0  # seven in the evening there, six at Laval
    assert on_day(mobility, epiphany + 1, hour=7) == 1


def test_a_network_that_wants_no_reminders_gets_none(mobility, network):
    ReminderSettings.objects.create(network=network, is_on=False)
    a_task(mobility)

    assert on_day(mobility, -1) == 0
    assert not Reminder.objects.exists()


def test_what_is_done_is_taken_back_and_the_rest_of_the_letter_is_written_anew(mobility, network):
    LetterSettings.objects.create(network=network, manners={"timeline.digest": "waits"})
    done, left = a_task(mobility, title="Pack"), a_task(mobility, title="Learn the language")
    on_day(mobility, -1)

    complete_task(task=done, by=None)
    on_day(mobility, -1, hour=9)

    first, second = Letter.objects.order_by("pk")
    assert [first.state, second.state] == ["cancelled", "held"]
    assert "Pack" not in second.body
    assert [one.task for one in Reminder.objects.all()] == [left]


def test_a_letter_that_has_gone_is_not_taken_back(mobility):
    task = a_task(mobility)
    on_day(mobility, -1)
    Letter.objects.update(state="sent")

    complete_task(task=task, by=None)

    assert Letter.objects.get().state == "sent"
    assert Reminder.objects.count() == 1


def test_a_task_that_is_moved_is_told_of_anew_near_its_new_day(mobility, network):
    LetterSettings.objects.create(network=network, manners={"timeline.digest": "waits"})
    task = a_task(mobility)
    on_day(mobility, -7)
    Task.objects.filter(pk=task.pk).update(due_on=DUE + timedelta(days=30))

    written = [day for day in range(-6, 31) if on_day(mobility, day)]

    assert Letter.objects.order_by("pk").first().state == "cancelled"
    assert written == [23, 29]


def test_moving_the_dates_of_a_stay_takes_back_what_was_not_read(mobility, network):
    LetterSettings.objects.create(network=network, manners={"timeline.digest": "waits"})
    task = a_task(mobility)
    on_day(mobility, -7)
    Task.objects.filter(pk=task.pk).update(due_on=DUE + timedelta(days=10))

    move_dates(
        mobility=mobility,
        departs_on=mobility.departs_on + timedelta(days=10),
        returns_on=mobility.returns_on + timedelta(days=10),
        by=mobility.referent,
    )

    assert Letter.objects.get(key="timeline.digest").state == "cancelled"
    assert not Reminder.objects.exists()


def test_somebody_outside_is_asked_again_by_the_chapter_that_has_their_link(mobility):
    asked = []
    evidence.add("test_once_more", Evidence(done=lambda _: False, remind=lambda about, by: asked.append(by) or 1))
    try:
        task = a_task(mobility, "employer")
        Task.objects.filter(pk=task.pk).update(evidence="test_once_more")
        on_day(mobility, -1)
        on_day(mobility, -1, hour=9)
    finally:
        evidence._answers.pop("test_once_more")

    assert asked == [None]
    assert told() == [(-1, mobility.participant.mentor)]
    assert not Letter.objects.exists()


def test_a_letter_kept_back_by_a_colleague_does_not_come_again(mobility, network):
    LetterSettings.objects.create(network=network, manners={"timeline.digest": "waits"})
    a_task(mobility)
    on_day(mobility, -1)

    keep_back(letter=Letter.objects.get(), by=mobility.referent)

    assert on_day(mobility, 0) == 0


def test_many_readers_take_no_more_statements_than_one(network, mobility, django_assert_max_num_queries):
    for _one in range(12):
        a_task(MobilityFactory(network=network))

    with django_assert_max_num_queries(24):
        assert on_day(mobility, -1) == 12


def test_what_a_chapter_asks_by_a_letter_of_its_own_does_not_hang_on_the_letter_of_the_day(mobility):
    evidence.add("test_its_own", Evidence(done=lambda _: False, remind=lambda about, by: 1))
    try:
        asked, left = a_task(mobility, "employer"), a_task(mobility, "employer", title="Agree")
        Task.objects.filter(pk=asked.pk).update(evidence="test_its_own")
        on_day(mobility, -1)
    finally:
        evidence._answers.pop("test_its_own")

    assert Reminder.objects.get(task=asked).letter is None
    assert Reminder.objects.get(task=left).letter == Letter.objects.get(key="timeline.digest")


def test_what_was_a_guardians_falls_to_the_referent_from_the_eighteenth_birthday_on(network):
    birthday = DUE - timedelta(days=3)
    turns = MobilityFactory(network=network, participant__birth_date=birthday.replace(year=birthday.year - 18))
    a_task(turns, role="guardian")

    for day in (-7, -1, 1):
        on_day(turns, day)

    assert told() == [(-7, turns.participant.guardian), (-1, turns.referent), (1, turns.referent)]


def test_a_press_writes_to_no_guardian_of_somebody_of_age(network, coordinator):
    of_age = MobilityFactory(network=network, participant__birth_date=date(2006, 5, 4))
    minor = MobilityFactory(network=network, participant__birth_date=date(2010, 5, 4))
    for mobility in (of_age, minor):
        a_task(mobility, role="guardian")

    with clock.at(MORNING):
        remind(mobilities=[of_age, minor], by=coordinator)

    readers = {letter.reader for letter in Letter.objects.filter(key="timeline.reminder")}
    assert readers == {of_age.referent, minor.participant.guardian}


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2027, 2, 3), date(2009, 2, 3)),
        (date(2028, 2, 29), date(2010, 2, 28)),
        (date(2026, 2, 28), date(2008, 2, 28)),
    ],
)
def test_who_is_of_age_is_told_by_the_birth_date_as_everywhere_else(day, last):
    def is_minor(birth):
        return Participant(birth_date=birth).is_minor_on(day)

    assert last_birth_of_age(day) == last
    assert (is_minor(last), is_minor(last + timedelta(days=1))) == (False, True)
