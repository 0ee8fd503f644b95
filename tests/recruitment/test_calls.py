"""What a call keeps of its schemes, what a copy takes along, and which calls fit a visitor."""

from datetime import date

import pytest

from compagnon.engines.base import Answer
from compagnon.recruitment import actions, queries
from compagnon.recruitment.models import Call
from compagnon.recruitment.queries import eligibility
from compagnon.recruitment.queries.calls import Wanted, fitting
from compagnon.schemes import actions as scheme_actions
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open
from tests.factories.schemes import SchemeFactory, a_grid

DATES = {
    "opens_on": date(2027, 11, 1), "closes_on": date(2028, 1, 15), "departs_on": date(2028, 3, 1),
    "returns_on": date(2028, 3, 15),
}  # fmt: skip
SAID = {**DATES, "title": "A year later", "places": 8, "countries": ["DE"]}


def published(scheme, by, **parts):
    draft = scheme_actions.begin_draft(scheme=scheme, by=by)
    scheme_actions.change_draft(draft=draft, by=by, **parts)
    scheme_actions.publish_draft(draft=draft, by=by, wanted="Other rules.")
    scheme.refresh_from_db()


@pytest.fixture
def opened(network, coordinator):
    scheme = SchemeFactory(network=network, rules={"audience": ["apprentice"], "max_age": 25})
    scheme_actions.begin_draft(scheme=scheme, by=coordinator)
    call = CallFactory(network=network, scheme=scheme, state="draft")
    ready_to_open(call, by=coordinator)
    return actions.publish_call(call=call, by=coordinator)


def test_a_scheme_added_to_an_open_call_stays_as_it_stood_when_it_was_added(opened, network, coordinator):
    long = SchemeFactory(network=network, rules={"audience": ["graduate"]})

    actions.change_call(call=opened, by=coordinator, also=[long])
    published(long, coordinator, rules={"audience": ["trainer"]})

    call = Call.objects.get(pk=opened.pk)
    assert call.version_of(long) == 1
    assert call.kept(long).rules == {"audience": ["graduate"]}
    assert call.version_of(opened.scheme) == opened.scheme_version


def test_a_copy_keeps_an_edited_grid_with_its_answers_and_settings_but_neither_panel_nor_lots(opened, coordinator):
    earlier = opened.selection
    grid = {**earlier.grid, "criteria": [{**earlier.grid["criteria"][0], "weight": 90}, *earlier.grid["criteria"][1:]]}
    earlier.grid, earlier.answers, earlier.appeal_days = grid, {"project|AGE|young": "The call says so."}, 15
    earlier.save()

    fresh = actions.clone_call(call=opened, by=coordinator, **SAID).selection

    assert (fresh.grid, fresh.answers, fresh.appeal_days) == (grid, earlier.answers, 15)
    assert (fresh.appeal_route, fresh.is_frozen, fresh.version) == (earlier.appeal_route, False, 0)
    assert fresh.seed != earlier.seed
    assert not fresh.panel.exists()


def test_a_copy_of_a_grid_that_nobody_edited_follows_the_scheme(opened, coordinator):
    of_now = {**a_grid(), "measured_share_max": 10}
    published(opened.scheme, coordinator, grid=of_now)

    fresh = actions.clone_call(call=Call.objects.get(pk=opened.pk), by=coordinator, **SAID)

    assert fresh.selection.grid == of_now


def test_a_visitor_is_told_by_the_rules_with_which_the_calls_opened(
    opened, network, coordinator, django_assert_num_queries
):
    published(opened.scheme, coordinator, rules={"audience": ["apprentice"], "max_age": 20})
    for _number in range(2):
        CallFactory(network=network, scheme=opened.scheme, scheme_version=2)
    calls = list(queries.open_calls().order_by("pk"))

    with django_assert_num_queries(1):
        found = fitting(calls, Wanted(age=23))

    assert found == [opened]


def test_whoever_applies_asks_for_the_direction_and_form_of_the_scheme(network):
    scheme = SchemeFactory(
        network=network,
        form="group",
        rules={"audience": ["apprentice"], "directions": ["out"], "forms": ["individual"]},
    )
    application = ApplicationFactory(call=CallFactory(network=network, scheme=scheme), wishes=["DE"])

    verdict = eligibility.verdict_on(application)

    assert {one.code: one.answer for one in verdict.reasons if one.code.split(".")[1] in ("directions", "forms")} == {
        "eligibility.directions.met": Answer.YES, "eligibility.forms.not_met": Answer.NO,
    }  # fmt: skip
