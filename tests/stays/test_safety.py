"""Everybody in a place is asked once, answers count, drills write to nobody; incidents are never rewritten; early returns."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.db import DatabaseError, transaction

from compagnon.core import activity
from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.documents.models import Document
from compagnon.mobilities.actions import confirm_departure
from compagnon.mobilities.models import Departure, Mobility
from compagnon.privacy.actions import erase
from compagnon.privacy.exporting import export_of
from compagnon.stays.actions import care, early, incidents, safety
from compagnon.stays.choices import Safety
from compagnon.stays.models import CheckIn, HelpCall, Incident, IncidentNote, SafetyRound
from compagnon.stays.queries import incidents as incident_queries
from compagnon.stays.queries import safety as queries
from compagnon.timeline.actions import create_timeline
from compagnon.timeline.models import Task
from tests.factories.longpath import settled
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeTaskFactory

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def wednesday():
    with time_machine.travel("2027-03-03 10:00", tick=False):
        yield


@pytest.fixture
def abroad(network):
    mobility = MobilityFactory(network=network, placed=True)
    return confirm_departure(mobility=mobility, by=mobility.referent)


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


def ask(by, *, town="", is_drill=False, country="DE"):
    return safety.ask_all(country=country, town=town, words="Flood. Go uphill.", is_drill=is_drill, by=by)


def test_everybody_there_is_asked_and_nobody_elsewhere(network, abroad, coordinator):
    spain = MobilityFactory(network=network, country="ES", town="Sevilla")
    kiel = MobilityFactory(network=network, town="Kiel")

    asked = ask(coordinator)
    in_town = ask(coordinator, town="kiel")

    assert {one.mobility for one in asked.answers.all()} == {abroad, kiel}
    assert [one.mobility for one in in_town.answers.all()] == [kiel]
    assert spain not in {one.mobility for one in asked.answers.all()}
    assert Letter.objects.filter(key="stays.are_you_safe").count() == 3


def test_an_exercise_is_kept_and_writes_to_nobody(abroad, coordinator):
    drill = ask(coordinator, is_drill=True)

    safety.remind_all(safety_round=drill, by=coordinator)

    assert drill.answers.count() == 1
    assert not Letter.objects.filter(key="stays.are_you_safe").exists()
    assert queries.asked_now(abroad) is None


def test_where_nobody_is_nobody_is_asked(coordinator):
    with pytest.raises(MoveRefused, match="Nobody is there"):
        ask(coordinator, country="NO")


def test_who_needs_help_has_called_for_it_and_the_last_answer_counts(abroad, coordinator):
    asked = ask(coordinator)
    answer = asked.answers.get()

    safety.answer(answer=answer, state=Safety.HELP, by=abroad.participant.person, words="Water in the cellar")
    in_need = queries.rounds_seen_by(coordinator).get()
    safety.answer(answer=answer, state=Safety.SAFE, by=coordinator)
    safe = queries.rounds_seen_by(coordinator).get()

    assert HelpCall.objects.get().words == "Water in the cellar"
    assert (in_need.help, in_need.waiting, in_need.safe) == (1, 0, 0)
    assert (safe.help, safe.waiting, safe.safe) == (0, 0, 1)
    assert queries.asked_now(abroad) is None


def test_a_referent_counts_only_the_own_people(network, abroad, coordinator):
    MobilityFactory(network=network, departement_code="72")
    ask(coordinator)
    near = PersonFactory(network=network, role="referent", role__departement_code="72")

    seen = queries.rounds_seen_by(near).get()

    assert (seen.waiting, SafetyRound.objects.get().answers.count()) == (1, 2)
    assert len(queries.rows_of(seen, near)) == 1


def test_a_group_is_counted_with_who_is_missing(network, coordinator):
    departure = Departure.objects.create(
        network=network, name="Flensburg", scheme=(one := MobilityFactory(network=network)).scheme, country="DE",
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip
    two = MobilityFactory(network=network)
    Mobility.objects.filter(pk__in=[one.pk, two.pk]).update(departure=departure)
    people = queries.group_page(coordinator, departure)

    safety.call_roll(departure=departure, people=people, present={one.code}, place="Station", by=coordinator)

    roll = queries.last_roll_calls(coordinator, departure)[0]
    assert (roll.missing, [mark.mobility for mark in roll.marks.all()]) == (1, [two])
    assert "1 of 2" in activity.sentence(activity.on(departure).get(verb="stays.roll_called"))


def opened(mobility, by, text="Broken arm.", **more):
    what = incidents.Happening("accident", "Fall in the workshop", date(2027, 3, 2), text, **more)
    return incidents.open_incident(mobility=mobility, what=what, by=by)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Nothing happened."},
        {"text": "Erased person fell by mistake."},
        {"is_restricted": True},
        {"kind": "decision"},
    ],
)
def test_the_database_refuses_to_rewrite_a_note(abroad, change):
    opened(abroad, abroad.referent)

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        IncidentNote.objects.update(**change)
    with pytest.raises(DatabaseError, match="not removed"), transaction.atomic():
        IncidentNote.objects.all().delete()
    assert IncidentNote.objects.get().text == "Broken arm."


def test_erasure_empties_notes_all_the_same(abroad, coordinator):
    incident = opened(abroad, abroad.referent)
    incidents.close_incident(incident=incident, lesson="Wear gloves.", by=abroad.referent)
    Mobility.objects.update(state="closed")

    erase(subject=abroad.participant.person, by=coordinator)

    assert IncidentNote.objects.get().text == ""


def test_restricted_notes_are_for_who_has_the_right_and_who_wrote_them(network, abroad, coordinator):
    incident = opened(abroad, abroad.referent, is_restricted=True)
    colleague = PersonFactory(network=network, role="referent")

    seen = [incident_queries.notes_for(one, incident).count() for one in (coordinator, abroad.referent, colleague)]

    assert seen == [1, 1, 0]
    assert incident_queries.hidden_notes(colleague, incident) == 1


def test_an_incident_closes_with_a_sentence_once_its_tasks_are_done(abroad):
    incident = opened(abroad, abroad.referent)
    task = incidents.add_task(incident=incident, title="Call the insurer", person=None, due_on=None, by=abroad.referent)

    with pytest.raises(MoveRefused, match="still open"):
        incidents.close_incident(incident=incident, lesson="Wear gloves.", by=abroad.referent)
    incidents.settle_task(task=task, by=abroad.referent)
    with pytest.raises(MoveRefused, match="learn"):
        incidents.close_incident(incident=incident, lesson=" ", by=abroad.referent)
    closed = incidents.close_incident(incident=incident, lesson="Wear gloves.", by=abroad.referent)
    again = incidents.reopen_incident(incident=closed, by=abroad.referent)

    assert (closed.state, again.state) == ("closed", "open")
    assert [note.text for note in IncidentNote.objects.all()] == ["Broken arm.", "Wear gloves."]


def test_that_the_family_knows_is_a_line_of_the_record(abroad):
    incident = opened(abroad, abroad.referent)

    incidents.change_standing(incident=incident, family_told="yes", review_on=date(2027, 3, 3), by=abroad.referent)

    assert IncidentNote.objects.last().kind == "family"
    assert incident_queries.to_look_at(incident_queries.incidents_seen_by(abroad.referent)).count() == 1


@pytest.fixture
def with_timeline(network):
    mobility = MobilityFactory(network=network, placed=True, returns_on=date(2027, 4, 30))
    SchemeTaskFactory(scheme=mobility.scheme, step="evaluate", anchor="return", amount=7, unit="days")
    create_timeline(mobility=mobility, by=mobility.referent)
    return confirm_departure(mobility=settled(mobility), by=mobility.referent)


def test_what_follows_from_an_early_return_is_told_and_nothing_is_changed(with_timeline):
    Document.objects.create(
        network=with_timeline.network, mobility=with_timeline, kind="learning_agreement", state="final"
    )
    before = list(Task.objects.values_list("due_on")), CheckIn.objects.count()

    told = early.consequences(mobility=with_timeline, last_day=date(2027, 3, 12), by=with_timeline.referent)

    assert (list(Task.objects.values_list("due_on")), CheckIn.objects.count()) == before
    assert Mobility.objects.get().returns_on == date(2027, 4, 30)
    assert (told.days_before, told.days_after, len(told.documents)) == (61, 12, 1)
    assert [(str(one.title), one.after) for one in told.follow_ups if one.after is None] == [
        ("Half-way · Host tutor", None),
        ("Month 1 · Participant", None),
        ("Month 1 · Host tutor", None),
    ]
    assert told.check_ins_gone == 7
    assert [(task.before, task.after) for task in told.tasks] == [(date(2027, 5, 7), date(2027, 3, 19))]


def test_an_early_return_moves_what_it_said_and_keeps_the_reason(with_timeline):
    early.return_early(
        mobility=with_timeline, last_day=date(2027, 3, 3), reason="Grandmother died.", is_back=True,
        by=with_timeline.referent,
    )  # fmt: skip

    moved = Mobility.objects.get()
    assert (moved.returns_on, moved.state) == (date(2027, 3, 3), "returned")
    assert activity.on(moved).get(verb="stays.returned_early").reason == "Grandmother died."


def test_who_asks_for_help_again_after_a_call_was_closed_is_heard_again(network, abroad, coordinator):
    answer = ask(coordinator).answers.get()
    safety.answer(answer=answer, state=Safety.HELP, by=abroad.participant.person)
    care.close_call(call=HelpCall.objects.get(), outcome="Fetched.", by=coordinator)

    safety.answer(answer=answer, state=Safety.HELP, by=abroad.participant.person, words="Again")

    assert list(HelpCall.objects.order_by("pk").values_list("state", flat=True)) == ["closed", "asked"]
    assert Letter.objects.filter(key="stays.help").count() == 2


def test_a_name_is_taken_out_of_a_note_and_nothing_else_of_it(abroad):
    opened(abroad, abroad.referent, text="Anna Muster, 100% sure, fell; Anna_Muster too.")

    IncidentNote.objects.update(text="Erased person, 100% sure, fell; Erased person too.")

    assert IncidentNote.objects.get().text == "Erased person, 100% sure, fell; Erased person too."


def test_the_export_tells_that_a_restricted_note_is_there_and_not_what_it_says(abroad):
    opened(abroad, abroad.referent, text="Fell.")
    incidents.add_note(
        incident=Incident.objects.get(), kind="note", text="Her tutor is accused.", is_restricted=True,
        by=abroad.referent,
    )  # fmt: skip

    with ZipFile(BytesIO(export_of(abroad.participant.person))) as bundle:
        told = json.loads(bundle.read("data.json"))["stays.IncidentNote"]

    assert [one.get("text") for one in told] == ["Fell.", None]


def test_what_is_to_do_about_an_incident_reaches_who_is_to_do_it_and_is_not_told_around(network, abroad):
    far = PersonFactory(network=network, role="referent", role__departement_code="72")
    incident = opened(abroad, abroad.referent)

    task = incidents.add_task(
        incident=incident, title="Call the clinic", person=far, due_on=date(2027, 3, 2), by=abroad.referent
    )

    letter = Letter.objects.get(key="stays.incident_task")
    said = activity.sentence(activity.on(abroad).get(verb="stays.incident_task_added"))
    assert letter.to_person == far
    assert incident.get_absolute_url() in letter.body
    assert "clinic" not in letter.body + letter.subject + said
    assert list(incident_queries.own_tasks(far)) == [task]
    assert list(incident_queries.incidents_seen_by(far)) == [incident]
    incidents.settle_task(task=task, by=far)
    assert (incident_queries.own_tasks(far).count(), incident_queries.incidents_seen_by(far).count()) == (0, 0)


def test_a_group_that_comes_back_late_stays_on_the_list_until_all_are_back(network, abroad, coordinator):
    departure = Departure.objects.create(
        network=network, name="Flensburg", scheme=abroad.scheme, country="DE",
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip
    Mobility.objects.filter(pk=abroad.pk).update(departure=departure)

    with time_machine.travel("2027-03-17 10:00"):
        late = list(queries.groups_of(coordinator))
        Mobility.objects.filter(pk=abroad.pk).update(state="returned")
        back = list(queries.groups_of(coordinator))

    assert (late, back) == ([departure], [])
