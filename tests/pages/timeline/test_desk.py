"""The page of a mobility and the work list, from request to page."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core.ui.templatetags.ui import undo_of
from compagnon.correspondence.models import Letter
from compagnon.timeline.actions import create_timeline
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="53"))
    return client


@pytest.fixture
def scheme(network):
    return SchemeFactory(network=network)


@pytest.fixture
def mobility(network, scheme):
    SchemeTaskFactory(scheme=scheme, key="sign", role="referent", help="All parties sign.", blocks_departure=True)
    SchemeTaskFactory(scheme=scheme, key="pack", role="learner", title="Pack", amount=-1, unit="days")
    made = MobilityFactory(network=network, scheme=scheme, departement_code="53")
    create_timeline(mobility=made, by=None)
    return made


def task_of(mobility, key="sign"):
    return Task.objects.get(mobility=mobility, template__key=key)


def test_the_timeline_is_the_page_and_the_own_next_task_is_open_on_it(at_desk, mobility):
    response = at_desk.get(mobility.get_absolute_url())

    assert response.context["card"]["task"] == task_of(mobility)
    assert response.context["card"]["offset"] == "1 month before departure"
    for words in (b"All parties sign.", b"Pack", b"Nobody leaves without it.", b"needed to leave"):
        assert words in response.content


def test_any_task_can_be_opened_by_its_address(at_desk, mobility):
    pack = task_of(mobility, "pack")

    assert at_desk.get(f"{mobility.get_absolute_url()}?task={pack.code}").context["card"]["task"] == pack
    assert at_desk.get(f"{mobility.get_absolute_url()}?task=nonsense").context["card"] is None


def test_the_page_takes_the_same_queries_for_two_and_twenty_tasks(at_desk, mobility, scheme):
    at_desk.get(mobility.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        at_desk.get(mobility.get_absolute_url())
    for number in range(20):
        SchemeTaskFactory(scheme=scheme, key=f"more-{number}")
    create_timeline(mobility=mobility, by=None)

    with CaptureQueriesContext(connection) as many:
        at_desk.get(mobility.get_absolute_url())

    assert len(many) == len(few)


def test_done_waived_and_open_again_by_hand(at_desk, mobility):
    task = task_of(mobility)

    at_desk.post(reverse("timeline:settle", args=[task.code, "done"]))
    assert task_of(mobility).state == "done"
    at_desk.post(reverse("timeline:settle", args=[task.code, "open"]))
    assert task_of(mobility).state == "open"
    assert at_desk.post(reverse("timeline:waive", args=[task.code]), {"reason": ""}).status_code == 422
    at_desk.post(reverse("timeline:waive", args=[task.code]), {"reason": "On paper."})
    assert (task_of(mobility).state, task_of(mobility).reason) == ("waived", "On paper.")
    assert b"On paper." in at_desk.get(f"{mobility.get_absolute_url()}?task={task.code}").content


def undo_in(response):
    """Where the Undo button of the message posts to; empty without one."""
    said = list(response.context["messages"])[-1]
    return undo_of(said)


def test_a_press_too_much_is_undone_on_the_page_where_it_was_done(at_desk, mobility):
    task = task_of(mobility)
    work = reverse("timeline:work")

    page = at_desk.post(reverse("timeline:settle", args=[task.code, "done"]), {"back": "work"}, follow=True)
    address = undo_in(page)
    assert f'<form method="post" action="{address}">' in page.content.decode()
    back = at_desk.post(address, {"undone_on": f"{work}?who=all"})

    assert back.url == f"{work}?who=all"
    assert task_of(mobility).state == "open"


def test_a_task_that_was_waived_is_taken_up_by_undo_and_not_waived_by_another(at_desk, mobility):
    task = task_of(mobility)

    waived = at_desk.post(reverse("timeline:waive", args=[task.code]), {"reason": "On paper."}, follow=True)
    reopened = at_desk.post(undo_in(waived), {"undone_on": "https://elsewhere.example/"}, follow=True)

    assert reopened.redirect_chain[0][0] == mobility.get_absolute_url()
    assert task_of(mobility).state == "open"
    assert undo_in(reopened) == ""


def test_the_work_of_other_departements_is_not_found(at_desk, network, mobility):
    mobility.departement_code = "72"
    mobility.save()
    task = task_of(mobility)

    assert at_desk.post(reverse("timeline:settle", args=[task.code, "done"])).status_code == 404
    assert at_desk.post(reverse("timeline:waive", args=[task.code]), {"reason": "x"}).status_code == 404
    assert task_of(mobility).state == "open"


def test_dates_show_what_moves_before_they_move_it(at_desk, mobility):
    address = reverse("timeline:dates", args=[mobility.code])
    said = {"departs_on": "2027-03-08", "returns_on": "2027-03-22"}

    seen = at_desk.get(address, said)

    assert [(str(one.task.title), one.move.due_after) for one in seen.context["foreseen"].moves] == [
        ("Sign the learning agreement", date(2027, 2, 8)),
        ("Pack", date(2027, 3, 7)),
    ]
    mobility.refresh_from_db()
    assert mobility.departs_on == date(2027, 3, 1)

    at_desk.post(address, said)
    mobility.refresh_from_db()
    assert (mobility.departs_on, task_of(mobility).due_on) == (date(2027, 3, 8), date(2027, 2, 8))


def test_a_return_before_the_departure_is_said_beside_the_field(at_desk, mobility):
    response = at_desk.post(
        reverse("timeline:dates", args=[mobility.code]), {"departs_on": "2027-03-08", "returns_on": "2027-03-01"}
    )

    assert response.status_code == 422
    assert "returns_on" in response.context["form"].errors


def test_a_task_of_ones_own_is_added(at_desk, mobility):
    said = {"title": "Buy a helmet", "role": "learner", "step": "prepare", "due_on": "2027-02-20"}

    at_desk.post(reverse("timeline:new-task", args=[mobility.code]), said)

    assert b"Buy a helmet" in at_desk.get(mobility.get_absolute_url()).content


def test_reminding_writes_letters_or_says_that_nothing_is_due(at_desk, mobility):
    address = reverse("timeline:remind", args=[mobility.code])

    assert b"nobody was written to" in at_desk.post(address, follow=True).content
    Task.objects.filter(role="learner").update(due_on=date(2026, 11, 25))
    at_desk.post(address)

    assert Letter.objects.get().reader == mobility.participant.person


def test_the_work_list_has_ones_own_tasks_by_day_and_settles_many(at_desk, network, scheme, mobility):
    second = MobilityFactory(network=network, scheme=scheme, departement_code="53")
    create_timeline(mobility=second, by=None)
    Task.objects.filter(mobility=second, role="referent").update(due_on=date(2026, 11, 20))
    late = task_of(second)

    def shown(query=""):
        return list(at_desk.get(reverse("timeline:work") + query).context["page"])

    assert shown() == [late, task_of(mobility)]
    assert shown("?when=late") == [late]
    assert {task.role for task in shown("?who=others")} == {"learner"}
    at_desk.post(reverse("timeline:many"), {"action": "done", "selected": [late.code, task_of(mobility).code]})
    assert shown() == []
