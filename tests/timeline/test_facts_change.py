"""Facts change after the admission: tasks follow with their reason, what is done stays, and everybody hears of new days."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from compagnon.core.activity import on, sentence
from compagnon.correspondence.models import Letter
from compagnon.inclusion.actions.support import move_measure, plan
from compagnon.mobilities.actions import change_mobility, move_dates
from compagnon.mobilities.models import Departure
from compagnon.people.models import Participant
from compagnon.recruitment.actions import answer_support
from compagnon.timeline.actions import complete_task, create_timeline
from compagnon.timeline.models import Task
from compagnon.travel.actions.terms import correct_contract, tell_terms
from compagnon.travel.actions.ways import choose_way, keep_leg, keep_way, remove_way
from compagnon.travel.places import find
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory

CONDITIONS = {
    "sleeps": "stand_by", "disposal": "secondment", "guardian": "minor", "support": "support_needs", "grant": "funded",
    "tickets": "sustainable_travel",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def scheme(network):
    scheme = SchemeFactory(network=network)
    SchemeTaskFactory(scheme=scheme, key="pack", role="learner", title="Pack", amount=-1, unit="days")
    for key, condition in CONDITIONS.items():
        SchemeTaskFactory(scheme=scheme, key=key, title=key.capitalize(), conditions=[condition])
    return scheme


@pytest.fixture
def mobility(network, scheme):
    made = MobilityFactory(network=network, scheme=scheme, placed=True, participant__birth_date=date(2005, 1, 1))
    create_timeline(mobility=made, by=None)
    return made


def keys(mobility):
    return set(Task.objects.filter(mobility=mobility).values_list("template__key", flat=True))


def told(mobility):
    return [sentence(row) for row in on(mobility)]


def test_what_hangs_on_how_somebody_travels_follows_the_way_that_is_chosen(mobility, coordinator):
    ends = {
        which: find(name, country) for which, name, country in (("start", "Laval", "FR"), ("end", "Flensburg", "DE"))
    }
    ways = {}
    for mode in ("train_high_speed", "plane"):
        ways[mode] = keep_way(mobility=mobility, way=None, said={"name": mode}, by=coordinator)
        keep_leg(way=ways[mode], leg=None, said={"mode": mode}, points=tuple(ends.values()), by=coordinator)
    assert "tickets" not in keys(mobility)

    choose_way(way=ways["train_high_speed"], by=coordinator)
    assert "tickets" in keys(mobility)

    keep_leg(
        way=ways["train_high_speed"],
        leg=ways["train_high_speed"].legs.get(),
        said={"mode": "plane"},
        points=tuple(ends.values()),
        by=coordinator,
    )
    assert "tickets" not in keys(mobility)

    keep_leg(
        way=ways["plane"],
        leg=ways["plane"].legs.get(),
        said={"mode": "train_high_speed"},
        points=tuple(ends.values()),
        by=coordinator,
    )
    choose_way(way=ways["plane"], by=coordinator)
    assert "tickets" in keys(mobility)

    remove_way(way=ways["plane"], by=coordinator)
    assert "tickets" not in keys(mobility)


def test_what_hangs_on_the_contract_comes_when_the_parties_have_chosen_and_changes_with_it(mobility, coordinator):
    assert keys(mobility) == {"pack", "grant"}

    tell_terms(mobility=mobility, changes={"regime": "stand_by"}, by=coordinator)
    assert keys(mobility) == {"pack", "grant", "sleeps"}

    tell_terms(mobility=mobility, changes={"regime": "secondment"}, by=coordinator)
    assert keys(mobility) == {"pack", "grant", "disposal"}
    assert "Fell away from the timeline: Sleeps (no longer: the contract sleeps during the stay (mise en veille))." in (
        told(mobility)
    )


def test_what_hangs_on_the_grant_falls_away_without_one_and_comes_back_with_its_reason(mobility, coordinator):
    change_mobility(mobility=mobility, changes={"funding": "none"}, by=coordinator)
    without = keys(mobility)
    change_mobility(mobility=mobility, changes={"funding": "grant"}, by=coordinator)

    assert (without, keys(mobility)) == ({"pack"}, {"pack", "grant"})
    said = told(mobility)
    assert "Fell away from the timeline: Grant (no longer: with a grant)." in said
    assert "Came into the timeline: Grant (with a grant)." in said


def test_the_answer_on_help_that_changes_after_the_admission_is_followed_and_told_in_the_application_alone(
    network, mobility, coordinator
):
    application = ApplicationFactory(
        call=CallFactory(network=network), participant=mobility.participant, state="admitted"
    )
    type(mobility).objects.filter(pk=mobility.pk).update(application=application)

    answer_support(application=application, needs_support=True, by=coordinator)
    wished = keys(mobility)
    answer_support(application=application, needs_support=True, by=coordinator)  # again: nothing more
    answer_support(application=application, needs_support=False, by=coordinator)

    assert (wished, keys(mobility)) == ({"pack", "grant", "support"}, {"pack", "grant"})
    assert "Came into the timeline: Support (help is wished for)." in told(mobility)
    assert "Fell away from the timeline: Support (no longer: help is wished for)." in told(mobility)
    assert not any("talk about help" in one for one in told(mobility))
    assert sum("talk about help" in sentence(row) for row in on(application)) == 1


def test_the_file_asks_for_both_and_says_what_followed(client, network, mobility, coordinator):
    application = ApplicationFactory(
        call=CallFactory(network=network), participant=mobility.participant, state="admitted"
    )
    type(mobility).objects.filter(pk=mobility.pk).update(application=application)
    client.force_login(coordinator)
    page = reverse("mobilities:edit", args=[mobility.code])
    shown = client.get(page).text
    said = {
        "country": "DE",
        "town": "Flensburg",
        "referent": mobility.referent.pk,
        "funding": "none",
        "needs_support": "on",
    }

    answer = client.post(page, said, follow=True)

    assert "As the scheme says" in shown
    assert "Would like to talk about help" in shown
    assert keys(mobility) == {"pack", "support"}
    assert "Came into the timeline: Support" in answer.text
    assert "Fell away from the timeline: Grant" in answer.text


def test_a_task_that_is_done_stays_whatever_is_true_now(mobility, coordinator):
    tell_terms(mobility=mobility, changes={"regime": "stand_by"}, by=coordinator)
    complete_task(task=Task.objects.get(template__key="sleeps"), by=coordinator)

    tell_terms(mobility=mobility, changes={"regime": "secondment"}, by=coordinator)

    assert keys(mobility) == {"pack", "grant", "sleeps", "disposal"}


def test_a_corrected_birth_date_asks_for_what_a_minor_needs_and_says_why(mobility, coordinator):
    correct_contract(mobility=mobility, changes={"birth_date": date(2010, 1, 1)}, by=coordinator)

    assert keys(mobility) == {"pack", "grant", "guardian"}
    assert "Came into the timeline: Guardian (under age)." in told(mobility)


def test_planned_help_brings_its_tasks_and_dropped_help_takes_them_away(mobility, coordinator):
    fields = {"kind": "companion", "what": "Somebody travels along"}
    measure = plan(participant=mobility.participant, fields=fields, by=coordinator)
    assert keys(mobility) == {"pack", "grant", "support"}

    move_measure(measure=measure, to="dropped", by=coordinator)

    assert keys(mobility) == {"pack", "grant"}


def moved(mobility, by, first=date(2027, 3, 10), last=date(2027, 3, 24)):
    move_dates(mobility=mobility, departs_on=first, returns_on=last, by=by)
    return {
        letter.reader: letter for letter in Letter.objects.filter(key="timeline.dates_moved").exclude(state="cancelled")
    }


def test_moved_days_are_told_to_each_by_one_letter_with_what_is_left_to_do(mobility, coordinator):
    letters = moved(mobility, coordinator)

    learner = mobility.participant.person
    assert set(letters) == {learner, mobility.participant.mentor, mobility.tutor}
    assert letters[learner].subject == "The days of your stay have changed"
    assert "from 10 March 2027 to 24 March 2027" in letters[learner].body
    assert "- Pack (due on 9 March 2027)" in letters[learner].body
    assert "Pack" not in letters[mobility.tutor].body


def test_the_guardian_of_a_minor_is_told_too(mobility, coordinator):
    Participant.objects.filter(pk=mobility.participant_id).update(
        birth_date=date(2010, 1, 1), guardian=ContactFactory(network=mobility.network, kind="guardian")
    )
    mobility.refresh_from_db()

    assert mobility.participant.guardian in moved(mobility, coordinator)


def test_days_that_move_twice_before_a_letter_leaves_are_told_once(mobility, coordinator):
    moved(mobility, coordinator)

    letters = moved(mobility, coordinator, date(2027, 4, 1), date(2027, 4, 15))

    assert "from 1 April 2027" in letters[mobility.participant.person].body
    assert Letter.objects.filter(key="timeline.dates_moved", state="queued").count() == 3


def test_who_accompanies_a_group_is_told_once_of_days_that_are_the_same_for_all(network, scheme, mobility, coordinator):
    teacher = PersonFactory(network=network, role="trainer")
    group = Departure.objects.create(
        network=network, scheme=scheme, name="Flensburg", country="DE", accompanying=teacher,
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip
    two = [MobilityFactory(network=network, scheme=scheme, departure=group) for _number in range(2)]
    for one in two:
        create_timeline(mobility=one, by=None)
        moved(one, coordinator)

    assert Letter.objects.filter(key="timeline.dates_moved", to_person=teacher, state="queued").count() == 1


def test_a_stay_that_is_over_tells_nobody(mobility, coordinator):
    type(mobility).objects.filter(pk=mobility.pk).update(state="closed")

    assert moved(mobility, coordinator) == {}
