"""The Europass Mobility: after the stay and the evaluation, never before (EU-01)."""

from datetime import date

import pytest
import time_machine

from compagnon.core import files
from compagnon.correspondence.models import Letter
from compagnon.documents.models import Document
from compagnon.mobilities.actions import confirm_departure, confirm_return
from compagnon.recognition import actions, queries
from compagnon.surveys import actions as surveys
from compagnon.surveys.models import TutorEvaluation
from tests.factories.documents import ready_to_send

AFTER = date(2027, 3, 20)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def returned(network):
    mobility = ready_to_send(network)
    abroad = confirm_departure(mobility=mobility, by=mobility.referent)
    return confirm_return(mobility=abroad, by=mobility.referent)


def evaluate(mobility):
    evaluation = TutorEvaluation.objects.get(mobility=mobility)
    given = {one.pk: surveys.Rating(number % 4, "Gut") for number, one in enumerate(mobility.outcomes.all())}
    surveys.answer(
        evaluation=evaluation, ratings=given, comment="Gern wieder.", would_host_again=True, by=evaluation.tutor
    )


def issue(mobility, **reason):
    return actions.issue_europass(mobility=mobility, by=mobility.referent, **reason)


@time_machine.travel(AFTER)
def test_without_the_evaluation_it_is_not_issued(returned):
    with pytest.raises(actions.RecognitionRefused, match="not evaluated"):
        issue(returned)


def test_before_the_last_day_it_is_not_issued(returned):
    evaluate(returned)

    with time_machine.travel(date(2027, 3, 14)), pytest.raises(actions.RecognitionRefused, match="not over"):
        issue(returned)
    assert not Document.objects.exists()


@time_machine.travel(AFTER)
def test_it_carries_each_outcome_with_the_level_that_the_tutor_saw(returned):
    evaluate(returned)

    document = issue(returned)

    skills = document.facts["skills"]
    assert [(one["text"]["en"], one["rung"]) for one in skills] == [("Bake a rye bread", 0), ("Bake a rye bread", 1)]
    assert skills[1]["level_reached"]["en"] == "With help"
    assert document.facts["agreement_reference"] == f"LA-{returned.code.upper()}"
    assert files.fingerprint(files.read(document.final_file)) == document.final_sha256


@time_machine.travel(AFTER)
def test_the_participant_gets_a_letter_and_the_referent_a_sentence(returned):
    from compagnon.core import activity

    evaluate(returned)
    issue(returned)

    assert Letter.objects.get(key="recognition.europass").reader == returned.participant.person
    assert "issued the Europass Mobility." in activity.sentence(activity.on(returned).first())


@time_machine.travel(AFTER)
def test_issuing_twice_gives_the_same_paper_and_with_a_reason_a_new_version(returned):
    evaluate(returned)

    first, again = issue(returned), issue(returned)
    newer = issue(returned, reason="The name was misspelt")

    first.refresh_from_db()
    assert first == again
    assert (first.state, newer.version, queries.europass_of(returned)) == ("replaced", 2, newer)
