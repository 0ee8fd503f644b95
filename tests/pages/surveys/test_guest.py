"""The tutor's evaluation by link, and its reading at the desk."""

import pytest
from django.urls import reverse

from compagnon.core import clock
from compagnon.mobilities.actions import confirm_departure, confirm_return
from compagnon.people import links
from compagnon.surveys.models import TutorEvaluation
from tests.factories.documents import ready_to_send


@pytest.fixture
def evaluation(network):
    mobility = ready_to_send(network)
    abroad = confirm_departure(mobility=mobility, by=mobility.referent)
    confirm_return(mobility=abroad, by=mobility.referent)
    return TutorEvaluation.objects.get(mobility=mobility)


@pytest.fixture
def link(evaluation):
    return links.make(purpose="surveys.tutor_evaluation", holder=evaluation.tutor, about=evaluation)


@pytest.fixture
def page(link):
    return reverse("surveys:tutor-evaluation", args=[links.token_of(link)])


def typed(evaluation, **changed):
    levels = {f"level-{one.code}": "3" for one in evaluation.mobility.outcomes.all()}
    return {**levels, "comment": "Sehr gut.", "would_host_again": "yes", **changed}


def test_the_form_asks_for_each_outcome_in_the_tutor_s_language(client, page, evaluation):
    response = client.get(page)

    assert 'lang="de"' in response.text
    assert response.text.count('name="level-') == 4 * evaluation.mobility.outcomes.count()
    evaluation.refresh_from_db()
    assert evaluation.answered_at is None


def test_it_is_given_once_and_can_be_read_afterwards(client, page, evaluation):
    client.post(page, typed(evaluation))
    client.post(page, typed(evaluation, comment="Changed"))

    text = client.get(page + "?lang=en").text
    assert "Thank you for your evaluation" in text
    assert "Sehr gut." in text
    assert "Changed" not in text
    assert evaluation.ratings.count() == 2


def test_a_level_left_out_is_named_and_everything_typed_stays(client, page, evaluation):
    first = evaluation.mobility.outcomes.first()

    response = client.post(page + "?lang=en", typed(evaluation, **{f"level-{first.code}": "", "comment": "My words"}))

    assert response.status_code == 422
    assert "Choose one of the four levels" in response.text
    assert "My words" in response.text


@pytest.mark.parametrize("change", ["expires_at", "revoked_at"])
def test_a_link_that_is_over_neither_shows_nor_takes_anything(client, page, link, evaluation, change):
    setattr(link, change, clock.now())
    link.save()

    assert client.get(page).status_code == 410
    assert client.post(page, typed(evaluation)).status_code == 410
    assert not evaluation.ratings.exists()


def test_the_referent_reads_it_at_the_desk(client, page, evaluation):
    client.post(page, typed(evaluation))
    client.force_login(evaluation.mobility.referent)

    response = client.get(reverse("surveys:read", args=[evaluation.mobility.code]))

    assert "Surely, in new situations too" in response.text


def test_an_evaluation_that_is_not_there_is_not_found(client, evaluation):
    client.force_login(evaluation.mobility.referent)

    assert client.get(reverse("surveys:read", args=[evaluation.mobility.code])).status_code == 404
