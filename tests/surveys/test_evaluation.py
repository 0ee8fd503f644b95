"""The tutor's evaluation: asked after the stay, given once."""

from datetime import date

import pytest
import time_machine

from compagnon.correspondence.models import Letter
from compagnon.documents.actions.agreement import AgreementRefused, rewrite
from compagnon.documents.actions.agreement import edition_of as edition
from compagnon.mobilities.actions import confirm_departure, confirm_return
from compagnon.surveys import actions
from compagnon.surveys.actions import Rating
from compagnon.surveys.models import TutorEvaluation
from tests.factories.documents import ready_to_send


@pytest.fixture
def abroad(network):
    mobility = ready_to_send(network)
    return confirm_departure(mobility=mobility, by=mobility.referent)


@pytest.fixture
def asked(abroad):
    confirm_return(mobility=abroad, by=abroad.referent)
    return TutorEvaluation.objects.get(mobility=abroad)


def ratings(evaluation, level=2):
    return {one.pk: Rating(level) for one in evaluation.mobility.outcomes.all()}


def give(evaluation, **changed):
    known = {"ratings": ratings(evaluation), "comment": "Very good.", "would_host_again": True, "by": evaluation.tutor}
    return actions.answer(evaluation=evaluation, **{**known, **changed})


def test_the_return_asks_the_tutor_by_itself_in_the_tutor_s_language(asked):
    letter = Letter.objects.get(key="surveys.tutor_evaluation")

    assert (letter.reader, letter.language) == (asked.tutor, "de")
    assert letter.link.about == asked


def test_the_referent_can_ask_on_the_last_day_but_not_before(abroad):
    with time_machine.travel(date(2027, 3, 14)), pytest.raises(actions.EvaluationRefused, match="last day"):
        actions.ask_tutor(mobility=abroad, by=abroad.referent)
    with time_machine.travel(date(2027, 3, 15)):
        assert actions.ask_tutor(mobility=abroad, by=abroad.referent).tutor == abroad.tutor


def test_a_return_without_a_tutor_asks_nobody_and_does_not_fail(network):
    from tests.factories.mobilities import MobilityFactory

    mobility = MobilityFactory(network=network)
    abroad = confirm_departure(mobility=mobility, by=mobility.referent)

    confirm_return(mobility=abroad, by=mobility.referent)

    assert not TutorEvaluation.objects.exists()


def test_every_outcome_gets_its_level_and_the_referent_hears_of_it(asked):
    given = give(asked)

    assert [one.level for one in given.ratings.all()] == [2, 2]
    assert given.would_host_again is True
    assert Letter.objects.get(key="surveys.evaluation_given").reader == asked.mobility.referent


def test_an_evaluation_is_given_once(asked):
    give(asked)

    again = give(asked, ratings=ratings(asked, level=0), comment="Changed")

    assert again.comment == "Very good."
    assert {one.level for one in again.ratings.all()} == {2}
    with pytest.raises(actions.EvaluationRefused, match="already"):
        actions.ask_tutor(mobility=asked.mobility, by=asked.mobility.referent)


def test_an_outcome_without_a_level_is_not_accepted(asked):
    with pytest.raises(actions.EvaluationRefused, match="each learning outcome"):
        give(asked, ratings=dict(list(ratings(asked).items())[:1]))

    asked.refresh_from_db()
    assert asked.answered_at is None


def test_an_outcome_that_was_evaluated_stays_in_the_agreement(abroad):
    with time_machine.travel(date(2027, 3, 15)):
        give(actions.ask_tutor(mobility=abroad, by=abroad.referent))

    with pytest.raises(AgreementRefused, match="evaluated"):
        rewrite(mobility=abroad, outcomes=[], terms={}, edition=edition(abroad), by=abroad.referent)
    assert abroad.outcomes.count() == 2
