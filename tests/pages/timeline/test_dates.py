"""Days that move and facts that change: what follows is shown before, and told after."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from compagnon.core.activity import on, sentence
from compagnon.mobilities.actions import assign_host
from compagnon.timeline.actions import complete_task, create_timeline
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", role__departement_code="53")


@pytest.fixture
def at_desk(client, referent):
    client.force_login(referent)
    return client


@pytest.fixture
def mobility(network):
    scheme = SchemeFactory(network=network)
    rows = (
        ("sign", {"title": "Sign"}),
        ("meet", {"title": "Meet"}),
        ("call", {"title": "Call", "conditions": ["short_stay"]}),
        ("visit", {"title": "Visit", "conditions": ["long_stay"], "anchor": "mid_stay", "amount": 0, "unit": "days"}),
        ("card", {"title": "Card", "conditions": ["eu"]}),
        ("visa", {"title": "Visa", "conditions": ["outside_eu"]}),
    )
    for key, fields in rows:
        SchemeTaskFactory(scheme=scheme, key=key, role="referent", **fields)
    made = MobilityFactory(network=network, scheme=scheme, departement_code="53")
    create_timeline(mobility=made, by=None)
    return made


def task_of(mobility, key):
    return Task.objects.get(mobility=mobility, template__key=key)


def keys_of(mobility):
    return set(Task.objects.filter(mobility=mobility).values_list("template__key", flat=True))


def told(lines):
    return [(str(one.task.title), one.why) for one in lines]


def test_a_stay_made_long_shows_what_moves_comes_leaves_and_stays_with_the_reason(at_desk, mobility, referent):
    complete_task(task=task_of(mobility, "meet"), by=referent)
    address = reverse("timeline:dates", args=[mobility.code])

    page = at_desk.get(address, {"departs_on": "2027-03-08", "returns_on": "2027-07-08"})

    foreseen = page.context["foreseen"]
    assert told(foreseen.moves) == [("Sign", ""), ("Card", "")]
    assert told(foreseen.comes) == [("Visit", "long stay")]
    assert told(foreseen.leaves) == [("Call", "short stay")]
    assert (foreseen.settled, foreseen.unmoved) == (1, 0)
    for words in ("1 settled task keeps its day.", "no longer: short stay", "1 task comes"):
        assert words in page.content.decode()
    assert keys_of(mobility) == {"sign", "meet", "call", "card"}  # nothing is saved by looking


def test_moved_days_are_told_with_all_that_followed_on_the_page_and_in_the_file(at_desk, mobility):
    address = reverse("timeline:dates", args=[mobility.code])

    page = at_desk.post(address, {"departs_on": "2027-03-08", "returns_on": "2027-07-08"}, follow=True).content.decode()

    for said in ("3 open tasks moved, 1 came, 1 fell away.", "Came into the timeline: Visit (long stay).",
                 "Fell away from the timeline: Call (no longer: short stay)."):  # fmt: skip
        assert said in page
        assert said in " ".join(sentence(row) for row in on(mobility))


def test_an_earlier_departure_warns_of_what_would_be_late_at_once(at_desk, mobility):
    address = reverse("timeline:dates", args=[mobility.code])

    page = at_desk.get(address, {"departs_on": "2026-12-04", "returns_on": "2026-12-18"})

    assert page.context["foreseen"].late == 4
    assert "4 tasks would be late at once." in page.content.decode()


def test_a_day_moved_after_a_signature_leaves_the_signature_where_it_is(at_desk, mobility, referent):
    complete_task(task=task_of(mobility, "sign"), by=referent)

    at_desk.post(
        reverse("timeline:dates", args=[mobility.code]), {"departs_on": "2027-03-08", "returns_on": "2027-03-22"}
    )

    assert (task_of(mobility, "sign").due_on, task_of(mobility, "sign").state) == (date(2027, 2, 1), "done")


def test_another_country_tells_what_came_and_fell_away_when_it_is_saved(at_desk, mobility):
    said = {
        "country": "BJ",
        "town": "Cotonou",
        "referent": mobility.referent_id,
        "project_code": "",
        "programme_id": "",
    }

    page = at_desk.post(reverse("mobilities:edit", args=[mobility.code]), said, follow=True).content.decode()

    assert keys_of(mobility) == {"sign", "meet", "call", "visa"}
    assert "Came into the timeline: Visa (where the European health card is not good)." in page
    assert "Fell away from the timeline: Card (no longer: where the European health card is good)." in page


def test_a_host_outside_europe_changes_what_is_to_be_done(network, mobility, referent):
    host = OrganisationFactory(network=network, country="BJ", town="Cotonou")

    assign_host(mobility=mobility, host=host, tutor=None, by=referent)

    assert keys_of(mobility) == {"sign", "meet", "call", "visa"}
