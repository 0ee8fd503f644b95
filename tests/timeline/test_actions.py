"""Timelines are made, moved and settled; due dates follow departure and return."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from compagnon.core.activity import on, sentence
from compagnon.core.registries import Evidence, evidence
from compagnon.core.states import MoveRefused
from compagnon.mobilities.actions import change_mobility, move_dates
from compagnon.timeline import actions
from compagnon.timeline.models import Task
from compagnon.timeline.queries import open_tasks_of
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def scheme(network):
    return SchemeFactory(network=network)


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent")


@pytest.fixture
def mobility(network, scheme):
    return MobilityFactory(network=network, scheme=scheme)


@pytest.fixture
def proof():
    """A task kind that says whether it is done."""
    said = {"done": False}
    evidence.add("test_proof", Evidence(done=lambda mobility: said["done"]))
    yield said
    evidence._answers.pop("test_proof")


def made(mobility, **fields):
    SchemeTaskFactory(scheme=mobility.scheme, **fields)
    actions.create_timeline(mobility=mobility, by=None)
    return Task.objects.filter(mobility=mobility).latest("pk")


def due_dates(mobility):
    return {task.template.key: task.due_on for task in Task.objects.filter(mobility=mobility)}


def test_due_dates_are_reckoned_from_departure_and_return_on_french_working_days(mobility):
    SchemeTaskFactory(scheme=mobility.scheme, key="month_before", amount=-1, unit="months")
    SchemeTaskFactory(scheme=mobility.scheme, key="worked", amount=-1, unit="days", working_days=True)
    SchemeTaskFactory(scheme=mobility.scheme, key="after", anchor="return", amount=4, unit="weeks", step="evaluate")

    actions.create_timeline(mobility=mobility, by=None)

    assert due_dates(mobility) == {
        "month_before": date(2027, 2, 1),
        "worked": date(2027, 2, 26),  # 28 February 2027 is a Sunday
        "after": date(2027, 4, 12),
    }


def test_a_timeline_made_twice_has_each_task_once(mobility):
    made(mobility, key="agreement")

    actions.create_timeline(mobility=mobility, by=None)

    assert Task.objects.filter(mobility=mobility).count() == 1


def test_a_task_late_from_the_start_is_kept_and_marked(network, scheme):
    mobility = MobilityFactory(
        network=network, scheme=scheme, departs_on=date(2026, 12, 4), returns_on=date(2026, 12, 18)
    )

    task = made(mobility, amount=-1, unit="months")

    assert (task.due_on, task.late_on_creation, task.is_late) == (date(2026, 11, 4), True, True)


def test_conditions_decide_which_tasks_there_are(network, scheme):
    SchemeTaskFactory(scheme=scheme, key="health_card", conditions=["eu"])
    SchemeTaskFactory(scheme=scheme, key="visa", conditions=["outside_eu"])
    SchemeTaskFactory(scheme=scheme, key="exit_form", conditions=["minor"])
    near = MobilityFactory(network=network, scheme=scheme, country="NO")
    far = MobilityFactory(network=network, scheme=scheme, country="BJ", participant__birth_date=date(2010, 1, 1))

    for mobility in (near, far):
        actions.create_timeline(mobility=mobility, by=None)

    assert set(due_dates(near)) == {"health_card"}
    assert set(due_dates(far)) == {"visa", "exit_form"}


def test_open_tasks_move_with_the_departure_and_done_ones_stay(mobility, referent):
    open_task = made(mobility, key="open_task", amount=-1, unit="months")
    done_task = made(mobility, key="done_task", amount=-2, unit="weeks")
    actions.complete_task(task=done_task, by=referent)

    move_dates(mobility=mobility, departs_on=date(2027, 3, 15), returns_on=date(2027, 3, 29), by=referent)

    open_task.refresh_from_db()
    done_task.refresh_from_db()
    assert (open_task.due_on, done_task.due_on) == (date(2027, 2, 15), date(2027, 2, 15))
    assert done_task.state == "done"
    assert "1 open tasks moved" in " ".join(sentence(row) for row in on(mobility)[:3])
    mobility.refresh_from_db()
    assert mobility.next_due_on == date(2027, 2, 15)


def test_another_country_lets_tasks_come_and_fall_away(mobility, referent):
    SchemeTaskFactory(scheme=mobility.scheme, key="visa", conditions=["outside_eu"])
    made(mobility, key="health_card", conditions=["eu"])

    change_mobility(mobility=mobility, changes={"country": "BJ"}, by=referent)

    assert set(due_dates(mobility)) == {"visa"}


def test_the_summary_counts_by_step_and_names_what_is_next(mobility, referent):
    made(mobility, key="first", step="recruit", amount=-3, unit="months")
    made(mobility, key="second", step="prepare", role="employer", title="Sign the agreement")
    actions.complete_task(task=Task.objects.get(template__key="first"), by=referent)

    mobility.refresh_from_db()

    assert (mobility.progress, mobility.step) == ("0/0 1/1 0/1 0/0 0/0", "prepare")
    assert (mobility.tasks_done, mobility.tasks_total, mobility.waiting_for) == (1, 2, "employer")
    assert (mobility.next_due_on, mobility.next_task) == (date(2027, 2, 1), {"en": "Sign the agreement"})


def test_a_task_with_proof_is_done_by_itself_and_open_again_when_the_proof_is_gone(mobility, proof):
    task = made(mobility, evidence="test_proof")

    proof["done"] = True
    actions.refresh(mobility=mobility, by=None)
    task.refresh_from_db()
    assert (task.state, task.done_by_name) == ("done", "Compagnon")

    proof["done"] = False
    actions.refresh(mobility=mobility, by=None)
    task.refresh_from_db()
    assert task.state == "open"


def test_a_task_with_proof_cannot_be_ticked_but_waived_and_stays_waived(mobility, proof, referent):
    task = made(mobility, evidence="test_proof")

    with pytest.raises(MoveRefused, match="done by itself"):
        actions.complete_task(task=task, by=referent)
    actions.waive_task(task=task, by=referent, reason="Signed on paper, filed at the centre.")
    actions.refresh(mobility=mobility, by=None)

    task.refresh_from_db()
    assert (task.state, task.reason) == ("waived", "Signed on paper, filed at the centre.")


def test_waiving_needs_a_reason(mobility, referent):
    task = made(mobility)

    with pytest.raises(MoveRefused, match="why"):
        actions.waive_task(task=task, by=referent, reason=" ")


def test_a_double_click_on_done_is_refused_the_second_time(mobility, referent):
    task = made(mobility)
    actions.complete_task(task=task, by=referent)

    with pytest.raises(MoveRefused):
        actions.complete_task(task=task, by=referent)

    assert on(mobility).filter(verb="timeline.task_done").count() == 1


def test_a_reopened_task_has_nobody_who_did_it(mobility, referent):
    task = actions.complete_task(task=made(mobility), by=referent)

    task = actions.reopen_task(task=task, by=referent)

    assert (task.state, task.done_at, task.done_by, task.done_by_name) == ("open", None, None, "")


def test_a_task_of_ones_own_counts_and_does_not_move(mobility, referent):
    actions.add_task(
        mobility=mobility, title="Buy a helmet", role="learner", step="prepare", due_on=date(2027, 2, 20), by=referent
    )
    move_dates(mobility=mobility, departs_on=date(2027, 4, 1), returns_on=date(2027, 4, 15), by=referent)

    mobility.refresh_from_db()
    assert (mobility.tasks_total, mobility.next_due_on) == (1, date(2027, 2, 20))


def test_each_role_finds_its_own_open_work(mobility, network):
    made(mobility, key="referents", role="referent")
    made(mobility, key="trainers", role="trainer")
    made(mobility, key="learners", role="learner")
    made(mobility, key="coordinators", role="coordinator")
    referent = PersonFactory(network=network, role="referent", role__departement_code="53")
    elsewhere = PersonFactory(network=network, role="referent", role__departement_code="72")

    def keys(person):
        return {task.template.key for task in open_tasks_of(person)}

    assert keys(referent) == {"referents", "trainers"}
    assert keys(elsewhere) == set()
    assert keys(PersonFactory(network=network, role="coordinator")) == {"coordinators"}
    assert keys(mobility.participant.person) == {"learners"}
