"""When check-ins are due, and what arrival and answers do."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from compagnon.core import activity
from compagnon.correspondence.models import Letter
from compagnon.mobilities.actions import confirm_departure, move_dates
from compagnon.stays.actions import weeks as actions
from compagnon.stays.models import CheckIn
from compagnon.stays.queries import weeks as queries
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.schemes import SchemeTaskFactory


@pytest.fixture
def mobility(network):
    return MobilityFactory(network=network, placed=True)  # Monday 1 to Monday 15 March 2027


@pytest.fixture
def abroad(mobility):
    return confirm_departure(mobility=mobility, by=mobility.referent)


@pytest.mark.parametrize(
    ("departs", "returns", "due"),
    [
        (date(2027, 3, 1), date(2027, 3, 15), [date(2027, 3, 5), date(2027, 3, 12)]),
        (date(2027, 3, 1), date(2027, 3, 16), [date(2027, 3, 5), date(2027, 3, 12), date(2027, 3, 16)]),
        (date(2027, 3, 5), date(2027, 3, 12), [date(2027, 3, 12)]),  # leaves on a Friday
        (date(2027, 3, 2), date(2027, 3, 3), [date(2027, 3, 3)]),
        (date(2027, 3, 5), date(2027, 3, 5), [date(2027, 3, 5)]),
    ],
)
def test_a_check_in_is_due_each_friday_or_on_the_last_day(departs, returns, due):
    assert queries.check_in_days(departs, returns) == due


@given(departs=st.dates(date(2026, 1, 1), date(2030, 1, 1)), length=st.integers(0, 400))
def test_every_stay_has_check_ins_within_it_at_most_nine_days_apart(departs, length):
    returns = departs + timedelta(days=length)

    due = queries.check_in_days(departs, returns)

    assert due == sorted(set(due))
    assert all(departs <= day <= returns for day in due)
    gaps = [later - earlier for earlier, later in zip([departs, *due], [*due, returns], strict=True)]
    assert max(gaps) <= timedelta(days=9)


def test_departure_plans_the_check_ins_and_asks_the_tutor_to_confirm_the_arrival(abroad):
    assert [one.due_on for one in abroad.check_ins.all()] == [date(2027, 3, 5), date(2027, 3, 12)]
    letter = Letter.objects.get(key="stays.arrival")
    assert letter.reader == abroad.tutor
    assert letter.language == "de"


def test_moved_dates_move_the_check_ins_that_nobody_answered(abroad):
    first = abroad.check_ins.first()
    actions.answer_check_in(check_in=first, mood=4, sentence="Good.", by=abroad.participant.person)

    move_dates(mobility=abroad, departs_on=date(2027, 3, 8), returns_on=date(2027, 3, 20), by=abroad.referent)

    assert [one.due_on for one in abroad.check_ins.all()] == [date(2027, 3, 5), date(2027, 3, 19)]


@time_machine.travel("2027-02-20 10:00")
def test_nobody_arrives_before_leaving(abroad):
    with pytest.raises(actions.StayRefused, match="day before"):
        actions.confirm_arrival(mobility=abroad, by=abroad.participant.person)


@time_machine.travel("2027-03-01 18:00")
def test_arrival_is_noted_once_whoever_tells_it(abroad):
    first = actions.confirm_arrival(mobility=abroad, by=abroad.participant.person, note="All well")
    again = actions.confirm_arrival(mobility=abroad, by=abroad.tutor)

    assert first == again
    assert first.confirmed_by_name == abroad.participant.person.full_name
    assert activity.on(abroad).filter(verb="stays.arrival_confirmed").count() == 1


def test_the_first_answer_stays(abroad):
    check_in = abroad.check_ins.first()

    actions.answer_check_in(check_in=check_in, mood=2, sentence="Cold flat.", by=abroad.participant.person)
    again = actions.answer_check_in(check_in=check_in, mood=5, sentence="Changed", by=abroad.participant.person)

    assert (again.mood, again.sentence) == (2, "Cold flat.")


@time_machine.travel("2027-03-06 10:00")
def test_missed_and_low_weeks_ask_for_attention_until_they_are_dealt_with(network, abroad):
    other = confirm_departure(mobility=(m := MobilityFactory(network=network, placed=True)), by=m.referent)
    actions.answer_check_in(check_in=other.check_ins.first(), mood=1, sentence="Bad.", by=other.participant.person)
    every = CheckIn.objects.all()

    before = set(queries.asking_for_attention(every))
    marked = actions.mark_seen(check_ins=before, by=abroad.referent, note="Called")
    again = actions.mark_seen(check_ins=before, by=abroad.referent)

    assert before == {abroad.check_ins.first(), other.check_ins.first()}
    assert (marked, again) == (2, 0)
    assert not queries.asking_for_attention(every).exists()


@time_machine.travel("2027-03-16 10:00")
def test_the_task_of_weekly_check_ins_is_done_when_each_week_is_answered_or_dealt_with(network, mobility):
    SchemeTaskFactory(scheme=mobility.scheme, step="monitor", evidence="weekly_check_ins")
    from compagnon.timeline.actions import create_timeline

    create_timeline(mobility=mobility, by=mobility.referent)
    abroad = confirm_departure(mobility=mobility, by=mobility.referent)
    first, second = abroad.check_ins.all()

    actions.answer_check_in(check_in=first, mood=4, sentence="Good.", by=abroad.participant.person)
    halfway = Task.objects.get(mobility=abroad).state
    actions.mark_seen(check_ins=[second], by=abroad.referent)

    assert (halfway, Task.objects.get(mobility=abroad).state) == ("open", "done")


@time_machine.travel("2027-03-05 08:00")
def test_those_whose_check_in_is_due_today_are_asked_once(abroad):
    assert [actions.ask_for_check_ins() for _ in range(2)] == [1, 0]
    assert Letter.objects.get(key="stays.check_in").reader == abroad.participant.person
