"""What a task and a timeline say of themselves: papers, effort, source, two strands, a late opening, tasks on request."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from compagnon.timeline.actions import create_timeline
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture(autouse=True)
def on_15_february_2027():
    with time_machine.travel(datetime(2027, 2, 15, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="53"))
    return client


@pytest.fixture
def scheme(network):
    return SchemeFactory(network=network)


def opened(network, scheme, **fields):
    made = MobilityFactory(network=network, scheme=scheme, departement_code="53", **fields)
    create_timeline(mobility=made, by=None)
    return made


def page(client, mobility, key=""):
    task = Task.objects.filter(mobility=mobility, template__key=key).first()
    return client.get(mobility.get_absolute_url() + (f"?task={task.code}" if task else "")).content.decode()


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("V", "Read in a public source. Change it only if a rule of yours says otherwise."),
        ("S", "Read at second hand."),
        ("K", "Known practice, not read again."),
        ("P", "Our default. Change it freely."),
    ],
)
def test_a_task_says_where_its_date_comes_from_and_what_that_allows(at_desk, network, scheme, mark, sentence):
    SchemeTaskFactory(scheme=scheme, key="sign", source_mark=mark, source="timeline 17")

    told = page(at_desk, opened(network, scheme), "sign")

    assert sentence in told
    assert "timeline 17" in told


def test_a_task_names_its_papers_and_its_minutes(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, key="sign", produces="D2, D11", effort_minutes=25)

    told = page(at_desk, opened(network, scheme), "sign")

    assert "Learning agreement, Insurance and health proofs" in told
    assert "<dd>25</dd>" in told


def test_learning_and_paperwork_are_counted_apart(at_desk, network, scheme):
    for key, strand in (("aims", "pedagogical"), ("talk", "pedagogical"), ("card", "administrative")):
        SchemeTaskFactory(scheme=scheme, key=key, strand=strand)
    mobility = opened(network, scheme)
    Task.objects.filter(mobility=mobility, template__key="aims").update(state="done")

    strands = at_desk.get(mobility.get_absolute_url()).context["strands"]

    assert [(str(one["label"]), one["done"], one["total"]) for one in strands] == [
        ("Pedagogical", 1, 2), ("Administrative", 0, 1),
    ]  # fmt: skip


def test_a_file_opened_late_says_so_and_names_the_earliest_departure(at_desk, network, scheme):
    scheme.preparation_days = 60
    scheme.save()
    SchemeTaskFactory(scheme=scheme, key="sign", amount=-1, unit="months")
    SchemeTaskFactory(scheme=scheme, key="pack", amount=-1, unit="days")

    told = page(at_desk, opened(network, scheme, departs_on=date(2027, 2, 25), returns_on=date(2027, 3, 11)))

    assert "1 task was late already when this file was opened: the first was due 21 days before." in told
    assert "This file was opened 10 days before departure; this scheme asks for 60." in told
    assert "April 16, 2027" in told


def test_a_file_opened_in_time_says_nothing_and_neither_does_one_whose_person_has_left(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, key="sign", amount=-1, unit="months")
    in_time = opened(network, scheme, departs_on=date(2027, 9, 1), returns_on=date(2027, 9, 15))
    gone = opened(network, scheme, departs_on=date(2027, 2, 10), returns_on=date(2027, 2, 24), state="abroad")

    for mobility in (in_time, gone):
        assert at_desk.get(mobility.get_absolute_url()).context["warnings"] == []


def test_what_the_scheme_offers_is_added_with_its_day_and_once(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, key="unit", level="on_request", title="Assess the unit", anchor="return", amount=0,
                      unit="days")  # fmt: skip
    SchemeTaskFactory(scheme=scheme, key="change", level="on_request", title="Put a change in writing", anchor="asked",
                      amount=3, unit="days", working_days=True)  # fmt: skip
    SchemeTaskFactory(scheme=scheme, key="year", level="project", title="Plan the year")
    mobility = opened(network, scheme)
    address = reverse("timeline:new-task", args=[mobility.code])

    assert Task.objects.filter(mobility=mobility).count() == 0
    assert [one["of"].key for one in at_desk.get(address).context["offered"]] == ["unit", "change"]
    for key in ("unit", "change"):
        at_desk.post(address, {"offered": key})

    added = dict(Task.objects.filter(mobility=mobility).values_list("template__key", "due_on"))
    assert added == {"unit": date(2027, 3, 15), "change": date(2027, 2, 18)}
    assert at_desk.post(address, {"offered": "unit"}).status_code == 404
    assert at_desk.post(address, {"offered": "year"}).status_code == 404
