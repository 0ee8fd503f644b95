"""Half-way and month by month: when it is asked, of whom, once; what asks for attention; what staff note."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from compagnon.core.registries import CalendarAsk
from compagnon.correspondence.models import Letter
from compagnon.mobilities.actions import confirm_departure, move_dates
from compagnon.stays import dates
from compagnon.stays.actions import followup, lessons
from compagnon.stays.models import FollowUp
from compagnon.stays.queries import followup as queries
from tests.factories.longpath import settled
from tests.factories.mobilities import MobilityFactory


@pytest.fixture
def long_stay(network):
    mobility = MobilityFactory(network=network, placed=True, returns_on=date(2027, 6, 15))  # from 1 March 2027
    return confirm_departure(mobility=settled(mobility), by=mobility.referent)


def answered(one, *, mark=4, **said):
    marks = dict.fromkeys(queries.questions_of(one), mark)
    who = one.mobility.participant.person if one.side == "learner" else one.mobility.tutor
    return followup.answer_follow_up(follow_up=one, marks=marks, words="", wants_call=False, by=who, **said)


@pytest.mark.parametrize(
    ("departs", "returns", "asked"),
    [
        (date(2027, 3, 1), date(2027, 3, 10), []),
        (date(2027, 3, 1), date(2027, 3, 15), [("half_way", 0, "tutor", date(2027, 3, 8))]),
        (
            date(2027, 1, 31),
            date(2027, 3, 31),
            [
                ("half_way", 0, "tutor", date(2027, 3, 2)),
                ("monthly", 1, "learner", date(2027, 2, 28)),
                ("monthly", 1, "tutor", date(2027, 2, 28)),
                ("monthly", 2, "learner", date(2027, 3, 31)),
                ("monthly", 2, "tutor", date(2027, 3, 31)),
            ],
        ),
    ],
)
def test_short_stays_are_asked_nothing_more_middle_ones_half_way_long_ones_every_month(departs, returns, asked):
    assert queries.plan((departs, returns)) == asked


@given(departs=st.dates(date(2026, 1, 1), date(2030, 1, 1)), length=st.integers(0, 400))
def test_what_is_asked_lies_within_the_stay_and_once_each(departs, length):
    asked = queries.plan((departs, departs + timedelta(days=length)))

    assert all(departs <= day <= departs + timedelta(days=length) for *_which, day in asked)
    assert len({(kind, month, side) for kind, month, side, _day in asked}) == len(asked)


def test_departure_plans_and_moved_dates_move_what_nobody_answered(long_stay):
    first = FollowUp.objects.get(month=1, side="learner")
    answered(first)

    move_dates(mobility=long_stay, departs_on=date(2027, 3, 8), returns_on=date(2027, 3, 28), by=long_stay.referent)

    assert [(one.kind, one.side, one.due_on) for one in FollowUp.objects.all()] == [
        ("half_way", "tutor", date(2027, 3, 18)),
        ("monthly", "learner", date(2027, 4, 1)),
    ]


@time_machine.travel("2027-04-01 08:00")
def test_both_sides_are_asked_once_when_the_month_is_over(long_stay):
    assert [followup.ask_for_follow_ups() for _ in range(2)] == [2, 0]
    assert Letter.objects.get(key="stays.follow_up").reader == long_stay.tutor
    assert Letter.objects.get(key="stays.my_follow_up").reader == long_stay.participant.person


@time_machine.travel("2027-04-10 08:00")
def test_missing_and_low_ones_ask_for_attention_until_they_are_dealt_with(long_stay):
    learner, tutor = FollowUp.objects.filter(month=1).order_by("side")
    answered(learner, mark=2)
    seen = queries.seen_by(long_stay.referent)

    before = list(queries.asking_for_attention(seen))
    marked = followup.note_seen(follow_ups=before, by=long_stay.referent)

    assert set(before) == {learner, tutor}
    assert marked == 2
    assert not queries.asking_for_attention(seen).exists()


@time_machine.travel("2027-04-01 08:00")
def test_the_first_answer_stays_and_both_sides_stand_side_by_side(long_stay):
    learner, tutor = FollowUp.objects.filter(month=1).order_by("side")
    answered(learner, mark=5)
    again = answered(learner, mark=1)
    answered(tutor, mark=3)

    month = next(row for row in queries.side_by_side(long_stay) if row["month"] == 1)

    assert again.marks["money"] == 5
    assert any("Great" in line for line in month["learner"])
    assert any("All right" in line for line in month["tutor"])


@time_machine.travel("2027-04-01 08:00")
def test_what_counts_is_decided_before_and_confirmed_after(long_stay):
    by = long_stay.referent

    decided = followup.decide_counts(mobility=long_stay, counts_as="unit", what="Unit 3", is_confirmed=False, by=by)
    before = decided.confirmed_at
    confirmed = followup.decide_counts(mobility=long_stay, counts_as="unit", what="Unit 3", is_confirmed=True, by=by)

    assert before is None
    assert (confirmed.pk, confirmed.confirmed_by_name) == (decided.pk, by.full_name)


@time_machine.travel("2027-04-01 10:00")
def test_visits_and_lessons_stand_in_the_calendar_of_the_referent_and_lessons_in_the_participant_s(network, long_stay):
    said = {"title": "Applied maths"}
    lessons.plan_lessons(mobilities=[long_stay], on=date(2027, 4, 8), until=None, said=said, by=long_stay.referent)
    followup.report_visit(
        mobility=long_stay, on=date(2027, 3, 20), way="video", report="Warm room.", by=long_stay.referent
    )
    other = MobilityFactory(network=network)

    def read(person):
        ask = CalendarAsk(
            person=person, is_own=True, site=None, since=date(2027, 1, 1), until=date(2027, 12, 31), named=str
        )
        return [(one.title, one.begins) for found in (dates.lessons, dates.visits) for one in found(ask)]

    name = long_stay.participant.person
    assert read(long_stay.referent) == [
        (f"Applied maths · {name}", date(2027, 4, 8)),
        (f"By video · {name}", date(2027, 3, 20)),
    ]
    assert read(name) == [("Applied maths", date(2027, 4, 8)), ("Talk with the training centre", date(2027, 3, 20))]
    assert (read(other.referent), read(other.participant.person)) == ([], [])
