"""The overview: what is at risk and why, what is late where, who carries how much."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import registries
from compagnon.timeline import risks
from compagnon.timeline.actions import complete_task, create_timeline
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory

TODAY = date(2027, 2, 15)


@pytest.fixture(autouse=True)
def on_15_february_2027():
    with time_machine.travel(datetime(2027, 2, 15, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", role__departement_code="53")


@pytest.fixture
def at_desk(client, referent):
    client.force_login(referent)
    return client


@pytest.fixture
def scheme(network):
    scheme = SchemeFactory(network=network)
    SchemeTaskFactory(
        scheme=scheme, key="sign", title="Sign", role="employer", amount=-3, unit="days", blocks_departure=True
    )
    SchemeTaskFactory(
        scheme=scheme, key="arrive", title="Arrive", amount=1, unit="days", step="monitor", evidence="arrival_confirmed"
    )
    return scheme


def leaving(network, scheme, days, **fields):
    leaves = TODAY + timedelta(days=days)
    fields = {"departs_on": leaves, "returns_on": leaves + timedelta(days=14), "departement_code": "53", **fields}
    made = MobilityFactory(network=network, scheme=scheme, **fields)
    create_timeline(mobility=made, by=None)
    return made


def said(person):
    found = risks.find(person)
    return [[(risk.rule.key, risk.sentence) for risk in row.risks] for row in risks.told(found, found.of())]


def test_who_leaves_soon_and_lacks_what_nobody_leaves_without_is_at_risk_until_it_is_done(network, scheme, referent):
    soon = leaving(network, scheme, 6, placed=True)

    assert said(referent) == [[("blocked", "Leaves in 6 days, and nobody leaves without: Sign.")]]

    complete_task(task=Task.objects.get(mobility=soon, template__key="sign"), by=referent)
    assert said(referent) == []


def test_the_rest_of_what_blocks_is_counted(network, scheme, referent):
    SchemeTaskFactory(scheme=scheme, key="insure", title="Insure", amount=-2, unit="days", blocks_departure=True)
    leaving(network, scheme, 6, placed=True)

    assert said(referent) == [[("blocked", "Leaves in 6 days, and nobody leaves without: Sign and 1 more.")]]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"days": 40}, [("without_host", "Leaves in 40 days, and has no host yet.")]),
        ({"days": 46}, []),
        ({"days": -3, "placed": True, "state": "abroad"},
         [("not_arrived", "Left 3 days ago; the arrival is not confirmed.")]),
        ({"days": -2, "placed": True, "state": "abroad"}, []),
        ({"days": -80, "placed": True, "state": "returned"},
         [("long_late", "Late for 83 days: Sign (Employer)."),
          ("not_closed", "Back for 66 days, and the file is still open.")]),
        ({"days": -80, "placed": True, "state": "closed"}, []),
    ],
    ids=["no host", "no host, far", "not arrived", "just left", "not closed", "closed"],
)  # fmt: skip
def test_each_rule_says_its_sentence_and_only_within_its_days(network, scheme, referent, fields, expected):
    leaving(network, scheme, fields.pop("days"), **fields)

    assert said(referent) == ([expected] if expected else [])


def test_what_presses_most_stands_first(network, scheme, referent):
    leaving(network, scheme, 40)
    leaving(network, scheme, -3, placed=True, state="abroad")

    assert [row[0][0] for row in said(referent)] == ["not_arrived", "without_host"]


def test_a_rule_is_chosen_by_the_address(client, network, scheme):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    leaving(network, scheme, 6, placed=True)
    leaving(network, scheme, 40)
    address = reverse("timeline:overview")

    assert len(client.get(address).context["rows"]) == 2
    assert len(client.get(address, {"rule": "blocked"}).context["rows"]) == 1
    assert len(client.get(address, {"rule": "nonsense"}).context["rows"]) == 2


def test_a_referent_is_told_nothing_of_another_departement_and_sees_no_workloads(at_desk, network, scheme):
    leaving(network, scheme, 6, departement_code="72")

    page = at_desk.get(reverse("timeline:overview"))

    assert page.context["rows"] == []
    assert page.context["team"] is None
    assert b"Nothing is at risk" in page.content


def test_a_coordinator_sees_what_is_late_in_each_departement_and_who_carries_how_much(
    client, network, scheme, referent
):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    leaving(network, scheme, 1, referent=referent)
    leaving(network, scheme, 40, departement_code="72", referent=referent)

    context = client.get(reverse("timeline:overview")).context

    assert [(place["label"], place["running"], place["late"]) for place in context["places"]] == [
        ("Mayenne", 1, 1), ("72", 1, 0),
    ]  # fmt: skip
    assert [(one, one.loads) for one in context["team"]["people"]] == [(referent, [2])]


def test_the_overview_takes_the_same_queries_for_one_and_three(client, network, scheme):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    address = reverse("timeline:overview")
    leaving(network, scheme, 6)
    leaving(network, scheme, -3, state="abroad")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    leaving(network, scheme, 6)
    leaving(network, scheme, -3, state="abroad")

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few) <= 15


def test_home_shows_the_first_of_those_at_risk_and_leads_to_all(at_desk, network, scheme):
    leaving(network, scheme, 6)

    page = at_desk.get(reverse("desk:home")).content.decode()

    assert "Leaves in 6 days, and nobody leaves without: Sign." in page
    assert reverse("timeline:overview") in page


@pytest.mark.parametrize("scheme_asked", ["²", "٣", "99999999999999999999", "x"])
def test_a_scheme_that_there_is_not_is_not_asked(at_desk, network, scheme, scheme_asked):
    leaving(network, scheme, 6)

    page = at_desk.get(reverse("timeline:overview"), {"scheme": scheme_asked})
    work = at_desk.get(reverse("timeline:work"), {"task": scheme_asked})

    assert "Leaves in 6 days" in page.content.decode()
    assert work.status_code == 200


def test_home_says_no_exact_number_where_it_stopped_counting(at_desk, network, scheme, monkeypatch):
    monkeypatch.setattr(registries, "MANY", 1)
    leaving(network, scheme, 6)
    leaving(network, scheme, 6)

    page = at_desk.get(reverse("desk:home"))

    assert page.context["risky"].counted == "1+"
    assert ">1+<" in page.content.decode()
