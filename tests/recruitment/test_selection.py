"""How a call is decided: what must stand before it opens, what is frozen, who reads, what is declared."""

import pytest
from django.db import IntegrityError, transaction

from compagnon.core import activity
from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.privacy.erasing import empty
from compagnon.recruitment import actions, queries
from compagnon.recruitment.models import Application, Declaration, Review, SelectionVersion
from compagnon.schemes import grids as of_schemes
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open
from tests.factories.schemes import a_grid


@pytest.fixture
def selection(network, coordinator):
    call = CallFactory(network=network, state="draft")
    return ready_to_open(call, by=coordinator)


@pytest.fixture
def opened(selection, coordinator):
    actions.publish_call(call=selection.call, by=coordinator)
    selection.refresh_from_db()
    return selection


def readers(selection):
    return [one.person for one in selection.panel.filter(part="reader").select_related("person")]


def whole(levels):
    return {"levels": levels, "sentences": dict.fromkeys(levels, "Because it says so.")}


def read_by(reader, application, level, by):
    """A whole reading with the same level everywhere."""
    asked = actions.assign_review(application=application, reviewer=reader, by=by)
    keys = [one["key"] for one in actions.prepare(call=application.call).grid["criteria"]]
    return actions.review(review=asked, by=reader, **whole(dict.fromkeys(keys, level)))


@pytest.mark.parametrize("kind", ["learner", "staff"])
def test_a_call_whose_scheme_has_no_grid_begins_with_the_shipped_one_of_its_people(network, kind):
    call = CallFactory(network=network, state="draft", scheme__participant_kind=kind, scheme__grid={})

    assert actions.prepare(call=call).grid == of_schemes.shipped(kind)


def test_a_call_without_panel_and_appeal_route_does_not_open_and_says_each_lack(network, coordinator):
    call = CallFactory(network=network, state="draft")

    with pytest.raises(actions.NotReady) as refused:
        actions.publish_call(call=call, by=coordinator)

    assert refused.value.lacks == [
        "The panel needs three members at least; it has 0.",
        "The members of the panel need more than one capacity, such as trainer and employer.",
        "Somebody of the panel must preside.",
        "Each file needs 2 readers with the role of reviewer; the panel has 0.",
        "Say who decides on an appeal, and how.",
        "Say where else one can turn: the mediator, the National Agency, the Defender of Rights.",
    ]
    call.refresh_from_db()
    assert call.state == "draft"


def test_what_is_published_is_kept_as_a_version(opened):
    version = SelectionVersion.objects.get()

    assert (version.number, opened.version, opened.is_frozen) == (1, 1, True)
    assert version.content["grid"] == a_grid()
    assert [one["capacity"] for one in version.content["panel"]] == ["coordinator", "trainer", "employer"]


def test_the_criteria_do_not_change_once_the_call_has_opened(opened, coordinator):
    with pytest.raises(MoveRefused, match="frozen since the call opened"):
        actions.change_selection(selection=opened, by=coordinator, grid={})


def test_a_new_version_closes_the_call_makes_readings_drafts_and_tells_every_applicant(opened, coordinator):
    application = ApplicationFactory(call=opened.call)
    kept = read_by(readers(opened)[0], application, 3, coordinator)

    actions.begin_new_version(selection=opened, by=coordinator, reason="The host asks for another skill.")
    opened.call.refresh_from_db()
    assert opened.call.state == "closed"
    actions.publish_call(call=opened.call, by=coordinator)

    kept.refresh_from_db()
    letter = Letter.objects.get(key="recruitment.criteria_changed")
    assert (kept.finished_at, SelectionVersion.objects.count()) == (None, 2)
    assert letter.to_person == application.participant.person
    assert "The host asks for another skill." in letter.body


def test_after_a_decision_the_criteria_cannot_change_any_more(opened, coordinator):
    application = ApplicationFactory(call=opened.call)
    actions.decide(application=application, decision="waiting", by=coordinator)

    with pytest.raises(MoveRefused, match="cannot change any more"):
        actions.begin_new_version(selection=opened, by=coordinator, reason="Too late.")


def test_a_word_of_a_protected_ground_is_answered_or_changed_before_opening(selection, coordinator):
    criterion = {**selection.grid["criteria"][0], "name": {"en": "Good health"}}
    grid = {**selection.grid, "criteria": [criterion, *selection.grid["criteria"][1:]]}
    selection = actions.change_selection(selection=selection, by=coordinator, grid=grid)

    ((_question, key, answer),) = queries.grids.questions_of(selection)
    (lack,) = queries.grids.lacks(selection)

    assert answer == ""
    assert "“Good health” says “health”, which touches a protected ground: State of health." in lack
    actions.change_selection(selection=selection, by=coordinator, answers={key: "Work at height is medically checked."})
    selection.refresh_from_db()
    assert queries.grids.lacks(selection) == []


def test_everybody_is_asked_by_load_and_twice_the_same(opened, coordinator):
    for _number in range(3):
        ApplicationFactory(call=opened.call)

    proposal = queries.assignment.propose(opened)

    assert proposal.count == 6
    assert set(proposal.load.values()) == {3}
    assert (actions.assign_all(selection=opened, by=coordinator), Review.objects.count()) == (6, 6)
    assert actions.assign_all(selection=opened, by=coordinator) == 0


def test_a_declared_conflict_takes_the_file_away_and_another_reads(opened, coordinator):
    spare = PersonFactory(network=opened.network, role="reviewer")
    actions.seat(selection=opened, person=spare, part="reader", capacity="trainer", by=coordinator)
    application = ApplicationFactory(call=opened.call)
    one, other = readers(opened)[:2]
    for reader in (one, other):
        asked = actions.assign_review(application=application, reviewer=reader, by=coordinator)

    actions.declare(review=asked, conflict="family", by=other)

    assert {review.reviewer for review in Review.objects.all()} == {one, spare}
    with pytest.raises(MoveRefused, match="conflict of interest"):
        actions.assign_review(application=application, reviewer=other, by=coordinator)


def test_a_conflict_cannot_be_taken_back_by_oneself(opened, coordinator):
    application, reader = ApplicationFactory(call=opened.call), readers(opened)[0]
    asked = actions.assign_review(application=application, reviewer=reader, by=coordinator)
    actions.declare(review=asked, conflict="tutor", by=reader)

    actions.declare(review=asked, conflict="none", by=reader)

    assert Declaration.objects.get().conflict == "tutor"


def test_nobody_reads_their_own_application(opened, coordinator):
    application = ApplicationFactory(call=opened.call)

    with pytest.raises(MoveRefused, match="own application"):
        actions.assign_review(application=application, reviewer=application.participant.person, by=coordinator)


def test_two_readers_far_apart_call_a_third_and_two_close_do_not(opened, coordinator):
    third = PersonFactory(network=opened.network, role="reviewer")
    one, other = readers(opened)
    actions.seat(selection=opened, person=third, part="reader", capacity="trainer", by=coordinator)
    close, apart = ApplicationFactory(call=opened.call), ApplicationFactory(call=opened.call)

    for application, levels in ((close, (3, 3)), (apart, (4, 1))):
        read_by(one, application, levels[0], coordinator)
        read_by(other, application, levels[1], coordinator)

    called = Review.objects.get(is_third=True)
    assert (called.application, called.reviewer) == (apart, third)
    assert f"The readers disagree: {third} was asked to read as the third." in [
        activity.sentence(row) for row in activity.on(apart)
    ]


def test_a_reading_can_be_changed_until_all_have_finished(opened, coordinator):
    one, other = readers(opened)
    application = ApplicationFactory(call=opened.call)
    first = read_by(one, application, 2, coordinator)
    first = read_by(one, application, 3, coordinator)
    read_by(other, application, 3, coordinator)

    with pytest.raises(MoveRefused, match="All readers have finished"):
        actions.review(review=first, by=one, **whole(first.levels))
    assert set(first.levels.values()) == {3}


def test_a_reading_without_a_sentence_for_each_criterion_is_refused(opened, coordinator):
    asked = actions.assign_review(
        application=ApplicationFactory(call=opened.call), reviewer=readers(opened)[0], by=coordinator
    )

    with pytest.raises(MoveRefused, match="needs a level and a sentence"):
        actions.review(review=asked, by=asked.reviewer, levels={"project": 3}, sentences={})


def test_a_decided_file_is_read_no_more(opened, coordinator):
    application = ApplicationFactory(call=opened.call)
    asked = actions.assign_review(application=application, reviewer=readers(opened)[0], by=coordinator)
    actions.decide(application=application, decision="waiting", by=coordinator)

    with pytest.raises(MoveRefused, match="reading is closed"):
        actions.keep_review(review=asked, levels={}, sentences={}, remark="")


def test_the_database_holds_no_decision_without_a_person(network, call):
    application = ApplicationFactory(call=call)

    for state in ("admitted", "waiting", "declined", "ineligible"):
        with pytest.raises(IntegrityError, match="decided_by_a_named_person"), transaction.atomic():
            Application.objects.filter(pk=application.pk).update(state=state)


def test_somebody_with_files_to_read_stays_on_the_panel(opened, coordinator):
    member = opened.panel.filter(part="reader").first()
    asked = actions.assign_review(
        application=ApplicationFactory(call=opened.call), reviewer=member.person, by=coordinator
    )

    with pytest.raises(MoveRefused, match="still has files to read"):
        actions.unseat(member=member, by=coordinator)
    actions.take_review_back(review=asked, by=coordinator)
    actions.unseat(member=member, by=coordinator)

    assert opened.panel.count() == 2


def test_erasure_takes_the_name_of_who_decided_and_keeps_that_somebody_did(call):
    application = ApplicationFactory(call=call, state="waiting", decision_reason="Soon.")

    empty({Application: {application.pk}})

    application.refresh_from_db()
    assert (application.state, application.decided_by_name, application.decision_reason) == ("waiting", "–", "")
