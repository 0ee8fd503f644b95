"""A sign of life that does not come is followed step by step, by the clock of where the stay is (SAFE-03)."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine

from compagnon.core import activity
from compagnon.correspondence.models import Letter
from compagnon.mobilities.actions import confirm_departure
from compagnon.stays.actions import care, logbook, safety
from compagnon.stays.actions.silence import hear, not_there, watch
from compagnon.stays.actions.weeks import answer_check_in, confirm_arrival, mark_seen
from compagnon.stays.choices import Rung
from compagnon.stays.models import CheckIn, Silence
from compagnon.stays.queries import silence as queries
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

KEY = UUID(int=3)


def at(moment):
    return time_machine.travel(f"2027-{moment}+00:00", tick=False)


@pytest.fixture
def abroad(network):
    """Away from Monday 1 to Monday 15 March 2027 in Flensburg, arrived; the first check-in is due on Friday."""
    with at("03-01 08:00"):
        mobility = MobilityFactory(network=network, placed=True)
        mobility = confirm_departure(mobility=mobility, by=mobility.referent)
        confirm_arrival(mobility=mobility, by=mobility.participant.person)
    return mobility


def watched(*moments):
    """How far it was followed after each look of the clock."""
    found = []
    for moment in moments:
        with at(moment):
            watch()
        found.append(Silence.objects.values_list("rung", flat=True).first())
    return found


def letters():
    return list(Letter.objects.filter(key__startswith="stays.no_sign").order_by("pk").values_list("key", flat=True))


def test_a_missed_check_in_is_followed_after_twelve_twenty_four_and_thirty_six_hours(network, abroad):
    assert watched("03-05 22:59", "03-05 23:00", "03-06 10:59", "03-06 11:00") == [None, 0, 0, Rung.REMINDED]
    assert letters() == ["stays.no_sign"]
    assert watched("03-06 22:59", "03-06 23:00") == [Rung.REMINDED, Rung.TUTOR]
    assert letters()[1:] == ["stays.no_sign_tutor"]
    assert watched("03-07 10:59", "03-07 11:00", "03-07 11:05") == [Rung.TUTOR, Rung.CALL, Rung.CALL]
    assert letters()[2:] == ["stays.no_sign_call"]
    assert Letter.objects.get(key="stays.no_sign_call").to_person == abroad.referent
    assert Letter.objects.get(key="stays.no_sign_tutor").link is not None
    said = [
        activity.sentence(row) for row in activity.on(abroad).filter(verb__startswith="stays.silence").order_by("pk")
    ]
    assert ["reminder" in said[0], "tutor was asked" in said[1], "has to call" in said[2]] == [True] * 3


def test_the_hours_are_those_of_the_network_and_a_step_left_empty_is_left_out(network, abroad):
    coordinator = PersonFactory(network=network, role="coordinator")
    said = {"remind_after": 2, "tutor_after": None, "call_after": 4}
    care.change_settings(network=network, said=said, by=coordinator)

    assert watched("03-05 23:00", "03-06 01:00", "03-06 02:59", "03-06 03:00") == [0, 1, 1, Rung.CALL]
    assert letters() == ["stays.no_sign", "stays.no_sign_call", "stays.no_sign_call"]


def test_without_a_tutor_s_address_it_is_said_and_goes_on(abroad):
    type(abroad.tutor).objects.filter(pk=abroad.tutor.pk).update(email="")

    watched("03-05 23:00", "03-07 11:00")

    assert "stays.no_sign_tutor" not in letters()
    assert activity.on(abroad).filter(verb="stays.silence_without_tutor").count() == 1
    assert Silence.objects.get().rung == Rung.CALL


@pytest.mark.parametrize(
    ("country", "day", "over"),
    [
        ("PT", date(2027, 3, 5), datetime(2027, 3, 6, 1, tzinfo=UTC)),  # the Azores are an hour behind Lisbon
        ("FI", date(2027, 3, 5), datetime(2027, 3, 5, 22, tzinfo=UTC)),
        ("JP", date(2027, 3, 5), datetime(2027, 3, 5, 15, tzinfo=UTC)),
        ("DE", date(2027, 3, 27), datetime(2027, 3, 27, 23, tzinfo=UTC)),
        ("DE", date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),  # summer time has begun that night
        ("DE", date(2027, 10, 31), datetime(2027, 10, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_day_is_over_by_the_clock_of_the_country(network, country, day, over):
    assert queries.end_of_day(day, MobilityFactory(network=network, country=country)) == over


def test_the_hours_stay_hours_through_the_night_on_which_summer_time_begins(network):
    with at("03-22 08:00"):
        mobility = MobilityFactory(
            network=network, placed=True, departs_on=date(2027, 3, 22), returns_on=date(2027, 4, 5)
        )
        mobility = confirm_departure(mobility=mobility, by=mobility.referent)
        confirm_arrival(mobility=mobility, by=mobility.participant.person)

    assert watched("03-26 23:00", "03-28 10:59", "03-28 11:00") == [0, Rung.TUTOR, Rung.CALL]  # 13:00 there


def test_an_arrival_that_nobody_confirms_is_followed_and_the_tutor_s_word_ends_it(network):
    with at("03-01 08:00"):
        mobility = MobilityFactory(network=network, placed=True)
        mobility = confirm_departure(mobility=mobility, by=mobility.referent)

    assert watched("03-01 23:00", "03-02 23:00") == [0, Rung.TUTOR]
    with at("03-03 08:00"):
        hear(silence=Silence.objects.get(), words="Here since Monday.", by=mobility.tutor)

    mobility = type(mobility).objects.get(pk=mobility.pk)
    assert (mobility.arrival.confirmed_by_name, Silence.objects.get().ended_by_name) == (mobility.tutor.full_name,) * 2
    assert watched("03-03 12:00") == [Rung.TUTOR]


def test_a_tutor_who_has_seen_nobody_puts_it_on_the_list_at_once(abroad):
    watched("03-05 23:00", "03-06 23:00")

    with at("03-07 06:00"):
        not_there(silence=Silence.objects.get(), words="Not in the room either.", by=abroad.tutor)

    assert (Silence.objects.get().rung, letters()[-1]) == (Rung.CALL, "stays.no_sign_call")
    assert "has not seen" in activity.sentence(activity.on(abroad).get(verb="stays.silence_not_there"))


@pytest.mark.parametrize("sign", ["answer", "seen", "logbook", "help"])
def test_any_sign_ends_it_and_nobody_else_is_asked(abroad, sign):
    watched("03-05 23:00", "03-06 11:00")
    person, check_in = abroad.participant.person, abroad.check_ins.first()
    with at("03-06 12:00"):
        if sign == "answer":
            answer_check_in(check_in=check_in, mood=4, sentence="Fine.", by=person)
        if sign == "seen":
            mark_seen(check_ins=[check_in], by=abroad.referent)
        if sign == "logbook":
            told = logbook.Told(KEY, date(2027, 3, 6), "Baked.")
            logbook.write_entry(mobility=abroad, told=told, by=person)
        if sign == "help":
            care.call_for_help(mobility=abroad, cry=care.Cry(KEY, "question"), by=person)

    watched("03-07 12:00")

    assert Silence.objects.get().ended_at is not None
    assert letters() == ["stays.no_sign"]


def test_a_check_in_answered_in_time_or_missed_long_ago_wakes_nobody(abroad):
    watched("03-09 08:00")

    assert not Silence.objects.exists()


def test_who_does_not_answer_whether_they_are_safe_is_followed_within_minutes(network, abroad):
    coordinator = PersonFactory(network=network, role="coordinator")
    with at("03-03 10:00"):
        asked = safety.ask_all(country="DE", town="", words="Flood.", is_drill=False, by=coordinator)

    followed = watched("03-03 10:00", "03-03 10:30", "03-03 11:00", "03-03 11:30")
    with at("03-03 11:40"):
        hear(silence=Silence.objects.get(), words="On the roof.", by=coordinator)

    assert followed == [0, Rung.REMINDED, Rung.TUTOR, Rung.CALL]
    assert Letter.objects.filter(key="stays.are_you_safe").count() == 2
    assert asked.answers.get().state == "safe"


def test_an_exercise_and_a_round_that_is_over_wake_nobody(network, abroad):
    coordinator = PersonFactory(network=network, role="coordinator")
    with at("03-03 10:00"):
        safety.ask_all(country="DE", town="", words="Drill.", is_drill=True, by=coordinator)
        real = safety.ask_all(country="DE", town="", words="Flood.", is_drill=False, by=coordinator)
        safety.close_round(safety_round=real, by=coordinator)

    assert watched("03-03 12:00") == [None]


def minor_abroad(network, **settings):
    coordinator = PersonFactory(network=network, role="coordinator")
    care.change_settings(network=network, said=settings, by=coordinator)
    mobility = MobilityFactory(network=network, placed=True, participant__birth_date=date(2010, 1, 1))
    with at("03-01 08:00"):
        return confirm_departure(mobility=mobility, by=mobility.referent)


def test_minors_are_asked_every_day_at_first_where_the_network_asks_it(network):
    asked = minor_abroad(network, daily_days=3)

    assert [(one.label, one.due_on.day) for one in asked.check_ins.all()] == [
        *(("Day 1", 1), ("Day 2", 2), ("Day 3", 3)),
        *(("Week 1", 5), ("Week 2", 12)),
    ]
    with at("03-02 20:00"):
        answer_check_in(check_in=asked.check_ins.get(day=2), mood=4, sentence="Fine.", by=asked.participant.person)
    assert "of day 2" in activity.sentence(activity.on(asked).get(verb="stays.check_in_answered_of_day"))


def test_adults_and_networks_that_do_not_ask_it_have_one_a_week(network, abroad):
    assert set(minor_abroad(network, daily_days=0).check_ins.values_list("day", flat=True)) == {0}
    care.change_settings(network=network, said={"daily_days": 3}, by=abroad.referent)
    assert set(CheckIn.objects.filter(mobility=abroad).values_list("day", flat=True)) == {0}


def test_who_is_on_call_hears_of_it_and_sees_it_wherever_it_is(network, abroad):
    far = PersonFactory(network=network, role="referent", role__departement_code="72")
    week = (date(2027, 3, 1), date(2027, 3, 7))
    care.add_turn(person=far, days=week, place=1, phone="+33 6", by=far)

    watched("03-05 23:00", "03-07 11:00")

    assert far in [one.to_person for one in Letter.objects.filter(key="stays.no_sign_call")]
    with at("03-07 12:00"):
        assert queries.seen_by(far).count() == 1
    with at("03-09 12:00"):
        assert queries.seen_by(far).count() == 0
