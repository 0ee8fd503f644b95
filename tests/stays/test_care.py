"""Calls for help: kept whatever else is broken, answered by who is on call, passed on when nobody answers."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection

from compagnon.core import activity, wall
from compagnon.core.states import MoveRefused
from compagnon.correspondence.kinds import that_may_wait
from compagnon.correspondence.models import Letter, LetterSettings, LetterState
from compagnon.mobilities.actions import confirm_departure
from compagnon.stays.actions import care
from compagnon.stays.choices import HelpState
from compagnon.stays.models import HelpCall
from compagnon.stays.queries import care as queries
from compagnon.stays.queries.abroad import abroad_on, countries_of
from compagnon.travel.models import CountryPage
from tests.factories.mobilities import Mobility, MobilityFactory
from tests.factories.people import PersonFactory

NIGHT = "2027-03-03 02:00"


@pytest.fixture
def abroad(network):
    mobility = MobilityFactory(network=network, placed=True)
    return confirm_departure(mobility=mobility, by=mobility.referent)


def on_call(network, *, place=1, first=date(2027, 3, 1), days=7, **person):
    who = PersonFactory(network=network, role="referent", **person)
    care.add_turn(person=who, days=(first, first + timedelta(days=days - 1)), place=place, phone="+33 600", by=who)
    return who


def cry(mobility, *, level="urgent", key=None, words=""):
    told = care.Cry(key or uuid4(), level, words)
    return care.call_for_help(mobility=mobility, cry=told, by=mobility.participant.person)


@time_machine.travel(NIGHT)
def test_those_on_call_are_asked_in_their_order_then_the_referent_then_a_coordinator(network, abroad):
    second, first = on_call(network, place=2), on_call(network, place=1)
    on_call(network, first=date(2027, 4, 1))  # another week
    coordinator = PersonFactory(network=network, role="coordinator")

    chain = [one.person for one in queries.chain_for(abroad)]

    assert chain == [first, second, abroad.referent, coordinator]


@time_machine.travel(NIGHT, tick=False)
def test_a_call_nobody_takes_is_passed_on_after_the_set_time_until_nobody_is_left(network, abroad):
    first, second = on_call(network, place=1), on_call(network, place=2)
    call, _is_new = cry(abroad)
    asked = [call.__class__.objects.get().asked]

    for minutes in (14, 15, 30, 45, 60):
        with time_machine.travel(f"2027-03-03 02:{minutes}" if minutes < 60 else "2027-03-03 03:00", tick=False):
            care.pass_on_overdue()
            asked.append(HelpCall.objects.get().asked)

    assert asked == [first, first, second, abroad.referent, abroad.referent, abroad.referent]
    assert HelpCall.objects.get().answer_by is None
    assert activity.on(abroad).filter(verb="stays.help_unanswered").count() == 1
    assert Letter.objects.filter(key="stays.help").count() == 3


@time_machine.travel(NIGHT, tick=False)
def test_once_somebody_is_on_it_nobody_else_is_asked_unless_it_is_given_back(network, abroad):
    first, second = on_call(network, place=1), on_call(network, place=2)
    call, _is_new = cry(abroad)

    care.take(call=call, by=first)
    with time_machine.travel("2027-03-03 09:00", tick=False):
        passed = care.pass_on_overdue()
    with pytest.raises(MoveRefused):
        care.take(call=call, by=second)
    care.hand_back(call=call, by=first)

    assert passed == 0
    assert HelpCall.objects.get().asked == second


@time_machine.travel(NIGHT)
def test_a_call_pressed_twice_is_one_and_what_is_added_is_kept(network, abroad):
    first, is_new = cry(abroad, words="I am lost.")
    again, is_new_again = cry(abroad, words="Phone is dying.")

    assert (is_new, is_new_again, first) == (True, False, again)
    assert HelpCall.objects.get().words == "I am lost.\nPhone is dying."


@time_machine.travel(NIGHT)
def test_a_question_waits_for_the_referent_and_is_not_passed_on(abroad):
    cry(abroad, level="question")

    assert HelpCall.objects.get().asked == abroad.referent
    assert HelpCall.objects.get().answer_by is None


@time_machine.travel(NIGHT)
def test_closing_asks_for_a_sentence_and_every_step_is_told(network, abroad):
    first = on_call(network)
    call, _is_new = cry(abroad)
    care.take(call=call, by=first)

    with pytest.raises(MoveRefused, match="sentence"):
        care.close_call(call=call, outcome=" ", by=first)
    closed = care.close_call(call=call, outcome="Found her way home.", by=first)

    assert (closed.state, closed.outcome) == (HelpState.CLOSED, "Found her way home.")
    said = [step["words"] for step in queries.steps_of(closed)]
    assert len(said) == 4
    assert "called for help" in said[0]
    assert "was asked" in said[1]
    assert "took" in said[2]
    assert "closed" in said[3]


@time_machine.travel(NIGHT)
def test_a_call_is_kept_although_letters_and_jobs_are_broken_and_asked_again_when_they_are_not(network, abroad, caplog):
    first = on_call(network)
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE procrastinate_jobs RENAME TO gone")

    _call, is_new = cry(abroad, key=UUID(int=5))
    asked = HelpCall.objects.get().asked
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO procrastinate_jobs")
    care.pass_on_overdue()

    assert is_new
    assert HelpCall.objects.get(key=UUID(int=5)).state == HelpState.ASKED
    assert (asked, HelpCall.objects.get().asked) == (None, first)
    assert "nobody could be asked" in caplog.text
    assert queries.unanswered(queries.calls_seen_by(abroad.referent)).count() == 1


@time_machine.travel(NIGHT)
def test_who_is_on_call_sees_calls_of_the_whole_network_and_others_only_their_own(network, abroad):
    far = PersonFactory(network=network, role="referent", role__departement_code="72")
    near = on_call(network, role__departement_code="72")
    cry(abroad)

    assert queries.calls_seen_by(near).count() == 1
    assert queries.calls_seen_by(far).count() == 0


@time_machine.travel("2027-03-10 12:00")
def test_abroad_today_is_who_left_and_whose_days_have_come(network, abroad):
    later = MobilityFactory(network=network, departs_on=date(2027, 5, 1), returns_on=date(2027, 5, 9))
    unconfirmed = MobilityFactory(network=network)
    everybody = Mobility.objects.all()

    assert set(abroad_on(everybody, date(2027, 3, 10))) == {abroad, unconfirmed}
    assert set(abroad_on(everybody, date(2027, 5, 3))) == {later}
    with time_machine.travel("2027-04-10 12:00"):  # nobody noted the return
        assert set(abroad_on(everybody, date(2027, 4, 10))) == {abroad}


@time_machine.travel(NIGHT, tick=False)
def test_a_graver_press_while_somebody_is_on_it_tells_them_and_asks_the_next(network, abroad):
    first, second = on_call(network, place=1), on_call(network, place=2)
    call, _is_new = cry(abroad, words="Lost.")
    care.take(call=call, by=first)

    told = care.Cry(uuid4(), "danger", "Followed by a man.", "+49 1")
    care.call_for_help(mobility=abroad, cry=told, by=abroad.participant.person)

    kept = HelpCall.objects.get()
    assert (kept.state, kept.level, kept.phone, kept.asked) == (HelpState.ASKED, "danger", "+49 1", second)
    assert [one.to_person for one in Letter.objects.filter(key="stays.help").order_by("pk")] == [first, first, second]
    assert "again" in activity.sentence(activity.on(abroad).get(verb="stays.help_repeated"))


@time_machine.travel(NIGHT, tick=False)
def test_a_question_does_not_hide_a_danger_and_the_same_press_sent_twice_tells_nobody_twice(network, abroad):
    first = on_call(network)
    cry(abroad, level="question")
    cry(abroad, level="danger", key=UUID(int=7))
    cry(abroad, level="danger", key=UUID(int=7))

    assert sorted(HelpCall.objects.values_list("level", flat=True)) == ["danger", "question"]
    assert Letter.objects.filter(key="stays.help", to_person=first).count() == 2


@time_machine.travel(NIGHT, tick=False)
def test_who_comes_onto_the_rota_during_a_call_is_asked_and_nobody_twice(network, abroad):
    first, second = on_call(network, place=2), on_call(network, place=3)
    call, _is_new = cry(abroad)
    fresh = on_call(network, place=1)

    asked = [first] + [care.pass_on(call=call).person for _ in range(2)]

    assert asked == [first, fresh, second]


@time_machine.travel(NIGHT)
def test_no_setting_keeps_a_call_for_help_back(network, abroad):
    LetterSettings.objects.create(network=network, manners={"stays.help": "waits", "stays.are_you_safe": "waits"})

    cry(abroad)

    assert Letter.objects.get(key="stays.help").state == LetterState.QUEUED
    assert not {"stays.help", "stays.are_you_safe"} & {kind.key for kind in that_may_wait()}


def numbers(network, country):
    return queries.numbers_for(MobilityFactory(network=network, country=country))


def test_the_numbers_are_those_of_the_country_page_and_112_only_where_it_is_sure(network):
    CountryPage.objects.create(
        network=network, country="US", numbers={"police": "911", "embassy": "+1 202"}, health={"en": "Pay first."}
    )

    written, union, unknown = (numbers(network, country) for country in ("US", "DE", "CA"))

    assert ([one.number for one in written.local], written.embassy, written.health) == (["911"], "+1 202", "Pay first.")
    assert [one.number for one in union.local] == ["112"]
    assert (unknown.local, unknown.embassy, unknown.health) == ([], "", "")


@time_machine.travel(NIGHT)
def test_only_who_may_answer_is_on_call_and_who_took_a_call_goes_on_seeing_it(network, abroad):
    reviewer = PersonFactory(network=network, role="reviewer")
    care.add_turn(person=reviewer, days=(date(2027, 3, 1), date(2027, 3, 7)), place=1, phone="+33 1", by=reviewer)
    far = on_call(network, role__departement_code="72", days=3)
    call, _is_new = cry(abroad)
    care.take(call=call, by=far)

    with time_machine.travel("2027-03-09 02:00"):
        seen = queries.calls_seen_by(far).count()

    assert [one.person for one in queries.on_call_now()] == [far]
    assert seen == 1


@time_machine.travel("2027-03-20 12:00")
def test_who_is_late_is_still_found_by_country(network, abroad):
    assert countries_of(Mobility.objects.filter(pk=abroad.pk)) == ["DE"]
