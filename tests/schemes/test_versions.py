"""Versions of a scheme: what began with one keeps it, whatever is published later."""

import random
from datetime import date

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compagnon.core import activity
from compagnon.core.states import MoveRefused
from compagnon.mobilities.actions import Stay, create_mobility
from compagnon.recruitment.actions import create_call, publish_call
from compagnon.recruitment.queries import eligibility
from compagnon.schemes import actions, queries
from compagnon.schemes.content import content_of
from compagnon.schemes.models import Scheme, SchemeVersion
from compagnon.timeline import plans
from compagnon.timeline.actions import reschedule
from compagnon.timeline.models import Task
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import CallFactory, ready_to_open
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory

TODAY = date(2026, 11, 26)


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator", first_name="Coralie", last_name="Essai")


@pytest.fixture
def scheme(network):
    made = SchemeFactory(network=network, rules={"audience": ["apprentice"], "max_days": 15})
    for key in ("agreement", "insurance", "report"):
        SchemeTaskFactory(scheme=made, key=key, title=f"Do {key}")
    return made


def published(scheme, by, **parts):
    draft = actions.begin_draft(scheme=scheme, by=by)
    actions.change_draft(draft=draft, by=by, **parts)
    return actions.publish_draft(draft=draft, by=by, wanted="Longer stays.")


def opened(call, by):
    ready_to_open(call, by=by)
    return publish_call(call=call, by=by)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def rows_of(scheme):
    scheme = fresh(scheme)
    return content_of(scheme, scheme.tasks_of(scheme.version))["tasks"]


def test_a_draft_changes_nothing_before_it_is_published(scheme, coordinator):
    draft = actions.begin_draft(scheme=scheme, by=coordinator)
    actions.change_draft(draft=draft, by=coordinator, rules={"max_days": 30})

    assert fresh(scheme).rules == {"audience": ["apprentice"], "max_days": 15}
    assert fresh(draft).content["rules"] == {"max_days": 30}
    assert actions.begin_draft(scheme=scheme, by=coordinator) == draft


def test_a_publication_puts_the_draft_in_force_and_keeps_what_was(scheme, coordinator):
    version = published(scheme, coordinator, rules={"max_days": 30})

    now = fresh(scheme)
    assert (now.version, now.rules) == (2, {"max_days": 30})
    assert now.as_of(1).rules == {"audience": ["apprentice"], "max_days": 15}
    assert (version.number, version.published_by_name, version.wanted) == (2, "Coralie Essai", "Longer stays.")
    assert [activity.sentence(row) for row in activity.on(scheme)] == [
        "Coralie Essai published version 2 of “Erasmus+ short internship”.",
        "Coralie Essai began a new draft of “Erasmus+ short internship”.",
    ]


def test_only_the_rows_that_change_are_written_anew(scheme, coordinator):
    first, second, third = scheme.tasks.all()
    rows = rows_of(scheme)
    rows[1]["amount"] = -3

    published(scheme, coordinator, tasks=[*rows, {**rows[0], "key": "new"}])

    now = list(fresh(scheme).tasks_of(2))
    assert [task.key for task in now] == ["agreement", "insurance", "report", "new"]
    assert (now[0].pk, now[2].pk) == (first.pk, third.pk)
    assert (now[1].amount, now[1].pk != second.pk) == (-3, True)
    assert list(scheme.tasks_of(1)) == [first, second, third]


def test_rows_come_in_the_order_of_the_draft(scheme, coordinator):
    rows = rows_of(scheme)

    published(scheme, coordinator, tasks=[rows[2], rows[0], rows[1]])

    assert [row["key"] for row in rows_of(scheme)] == ["report", "agreement", "insurance"]


def test_an_open_call_keeps_the_rules_it_opened_with(scheme, coordinator, network):
    call = opened(CallFactory(network=network, scheme=scheme, state="draft"), coordinator)

    published(scheme, coordinator, rules={"audience": ["trainer"], "max_days": 90})

    kept = eligibility.rules_of(fresh(call).scheme, fresh(call))
    assert (kept.audience, kept.max_days) == (("apprentice",), 15)
    later = opened(CallFactory(network=network, scheme=fresh(scheme), state="draft"), coordinator)
    assert eligibility.rules_of(later.scheme, later).max_days == 90


def test_a_running_mobility_keeps_its_tasks_when_its_days_move(scheme, coordinator, network):
    participant = ParticipantFactory(network=network)
    stay = Stay(date(2027, 3, 1), date(2027, 3, 12), "DE")
    mobility = create_mobility(participant=participant, scheme=scheme, stay=stay, by=coordinator)
    before = list(Task.objects.filter(mobility=mobility).values_list("template__key", "due_on"))

    published(scheme, coordinator, tasks=[{**rows_of(scheme)[0], "amount": -5}])

    reschedule(mobility=fresh(mobility), by=coordinator)
    assert list(Task.objects.filter(mobility=mobility).values_list("template__key", "due_on")) == before
    assert len(before) == 3


EDITS = st.lists(
    st.sampled_from(["rules", "documents", "grid", "name", "programme", "drop", "move", "retitle", "offset", "add"]),
    min_size=1,
    max_size=6,
)


@given(edits=EDITS, seed=st.integers(0, 999))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_edit_whatever_changes_an_open_call_or_a_running_mobility(edits, seed, scheme, coordinator, network):
    scheme = fresh(scheme)
    call = opened(CallFactory(network=network, scheme=scheme, state="draft"), coordinator)
    mobility = create_mobility(
        participant=ParticipantFactory(network=network),
        scheme=scheme,
        stay=Stay(date(2027, 3, 1), date(2027, 3, 12), "DE"),
        by=coordinator,
    )
    before = seen_by(call, mobility)

    for edit in edits:
        published(scheme, coordinator, **edited(edit, fresh(scheme), random.Random(seed)))

    assert seen_by(fresh(call), fresh(mobility)) == before


def seen_by(call, mobility):
    """All that a call and a mobility take from their scheme."""
    number = mobility.scheme_version
    return (
        content_of(call.kept_scheme, mobility.scheme.tasks_of(call.scheme_version)),
        eligibility.rules_of(call.scheme, call),
        content_of(mobility.kept_scheme, mobility.scheme.tasks_of(number)),
        plans.schedule(mobility, mobility.scheme.tasks_of(number), today=TODAY),
        [(str(task.title), task.due_on, task.role) for task in Task.objects.filter(mobility=mobility)],
    )


def edited(edit, scheme, chance):
    rows = rows_of(scheme)
    at = chance.randrange(len(rows)) if rows else 0
    if edit == "rules":
        return {"rules": {"audience": ["graduate"], "min_days": chance.randrange(1, 9)}}
    if edit in ("documents", "grid", "name", "programme"):
        told = {
            "documents": ["D7"],
            "grid": {"criteria": []},
            "name": {"fr": f"Nom {chance.random()}"},
            "programme": "X",
        }
        return {edit: told[edit]}
    if edit == "add" or not rows:
        new = rows[0] if rows else {**ROW}
        return {"tasks": [*rows, {**new, "key": f"new-{scheme.version}"}]}
    if edit == "drop":
        return {"tasks": rows[:at] + rows[at + 1 :]}
    if edit == "move":
        return {"tasks": [rows[at], *rows[:at], *rows[at + 1 :]]}
    rows[at] = {**rows[at], **({"title": {"fr": "Autre"}} if edit == "retitle" else {"amount": -9, "unit": "weeks"})}
    return {"tasks": rows}


ROW = {
    "key": "x", "step": "prepare", "phase": "before", "title": {"fr": "Une"}, "help": {}, "role": "learner",
    "anchor": "departure", "amount": -1, "unit": "days", "working_days": False, "blocks_departure": False,
    "blocks_closing": False, "conditions": [], "evidence": "", "produces": "", "effort_minutes": None,
    "source_mark": "P", "source": "",
}  # fmt: skip


def test_a_publication_that_nobody_uses_can_be_taken_back(scheme, coordinator):
    before = rows_of(scheme)
    version = published(scheme, coordinator, rules={"max_days": 30}, tasks=before[1:])

    actions.undo_publication(version=version, by=coordinator)

    now = fresh(scheme)
    assert (now.version, now.rules) == (1, {"audience": ["apprentice"], "max_days": 15})
    assert rows_of(scheme) == before
    assert (fresh(version).state, fresh(version).number) == ("draft", None)
    again = actions.publish_draft(draft=fresh(version), by=coordinator, wanted="Longer stays after all.")
    assert (again.number, len(rows_of(scheme))) == (2, 2)


def test_a_publication_in_use_stays(scheme, coordinator, network):
    version = published(scheme, coordinator, rules={"max_days": 30})
    opened(CallFactory(network=network, scheme=fresh(scheme), state="draft"), coordinator)

    with pytest.raises(MoveRefused, match="This version is in use: 1 call"):
        actions.undo_publication(version=version, by=coordinator)


def test_a_draft_begun_before_another_publication_is_refused(scheme, coordinator):
    draft = actions.begin_draft(scheme=scheme, by=coordinator)
    Scheme.objects.filter(pk=scheme.pk).update(version=2)

    with pytest.raises(MoveRefused, match="Version 2 was published in the meantime"):
        actions.publish_draft(draft=draft, by=coordinator, wanted="Late.")


def test_there_is_one_draft_of_a_scheme(scheme, coordinator, network):
    actions.begin_draft(scheme=scheme, by=coordinator)

    with pytest.raises(IntegrityError):
        SchemeVersion.objects.create(network=network, scheme=scheme)


def test_a_proposal_that_is_changed_must_be_proposed_again(scheme, coordinator, network):
    referent = PersonFactory(network=network, role="referent")
    draft = actions.begin_draft(scheme=scheme, by=referent)
    draft = actions.propose_draft(draft=draft, by=referent, wanted="Two more weeks.")

    changed = actions.change_draft(draft=draft, by=referent, rules={"max_days": 30})

    assert (draft.state, changed.state) == ("proposed", "draft")
    assert queries.draft_of(scheme) == changed


def test_a_copy_has_the_content_and_begins_switched_off(scheme, coordinator):
    made = actions.copy_scheme(scheme=scheme, name={"fr": "Stage d’été", "en": "Summer stay"}, by=coordinator)

    assert (made.key, made.is_off, made.rules, str(made)) == ("summer_stay", True, scheme.rules, "Summer stay")
    assert rows_of(made) == rows_of(scheme)
    assert made not in queries.to_open()
    actions.turn_scheme(scheme=made, off=False, by=coordinator)
    assert made in queries.to_open()


def test_a_scheme_moves_among_the_others_and_stops_at_the_end(scheme, coordinator, network):
    other = SchemeFactory(network=network, position=1)

    actions.move_scheme(scheme=other, up=True, by=coordinator)
    actions.move_scheme(scheme=other, up=True, by=coordinator)

    assert list(Scheme.objects.all()) == [other, scheme]


def test_what_runs_is_counted_by_scheme(scheme, coordinator, network):
    call = create_call(
        scheme=scheme, by=coordinator, title="Call", opens_on=TODAY, closes_on=date(2099, 1, 1),
        departs_on=date(2099, 2, 1), returns_on=date(2099, 2, 9), places=3, countries=["DE"],
    )  # fmt: skip
    assert queries.uses_by_scheme()["calls"][scheme.pk] == 0

    opened(call, coordinator)

    assert {name: counts[scheme.pk] for name, counts in queries.uses_by_scheme().items()} == {
        "calls": 1,
        "mobilities": 0,
    }
