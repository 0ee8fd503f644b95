"""Courses of a host that teaches: told with the evaluation, printed as table 5b of the Europass Mobility."""

import io

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from compagnon.core import files
from compagnon.mobilities.actions import confirm_departure, confirm_return
from compagnon.network.choices import OrganisationKind
from compagnon.people import links
from compagnon.recognition.actions import preview_europass
from compagnon.surveys.models import CourseResult, TutorEvaluation
from tests.factories.documents import ready_to_send


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def evaluation_at(network, kind):
    mobility = ready_to_send(network)
    mobility.host.kind = kind
    mobility.host.save()
    abroad = confirm_departure(mobility=mobility, by=mobility.referent)
    confirm_return(mobility=abroad, by=mobility.referent)
    return TutorEvaluation.objects.get(mobility=mobility)


@pytest.fixture
def evaluation(network):
    return evaluation_at(network, OrganisationKind.TRAINING_CENTRE)


def page_of(evaluation):
    link = links.make(purpose="surveys.tutor_evaluation", holder=evaluation.tutor, about=evaluation)
    return reverse("surveys:tutor-evaluation", args=[links.token_of(link)]) + "?lang=en"


def typed(evaluation, **changed):
    levels = {f"level-{one.code}": "3" for one in evaluation.mobility.outcomes.all()}
    empty = {f"course-{at}-{name}": "" for at in (0, 1) for name in ("title", "number", "length", "mark", "credits")}
    return {**levels, **empty, "comment": "", "would_host_again": "yes", **changed}


ONE = {"course-0-title": "Sauerteig", "course-0-length": "6 Wochen", "course-0-mark": "1,7"}


def test_courses_are_kept_in_their_order_and_empty_rows_are_none(client, evaluation):
    client.post(
        page_of(evaluation), typed(evaluation, **ONE, **{"course-1-title": "Fachdeutsch", "course-1-credits": "3"})
    )

    found = evaluation.courses.values_list("title", "length", "mark", "credits")
    assert list(found) == [("Sauerteig", "6 Wochen", "1,7", ""), ("Fachdeutsch", "", "", "3")]
    assert "Fachdeutsch" in client.get(page_of(evaluation)).text


def test_one_more_course_keeps_what_was_typed_and_judges_nothing(client, evaluation):
    response = client.post(
        page_of(evaluation), typed(evaluation, **ONE, comment="So far", button="more", would_host_again="")
    )

    assert response.status_code == 200
    assert 'name="course-2-title"' in response.text
    assert 'value="Sauerteig"' in response.text
    assert "So far" in response.text
    assert "aria-invalid" not in response.text
    assert not CourseResult.objects.exists()


def test_a_mark_without_its_course_is_named_beside_the_field(client, evaluation):
    response = client.post(page_of(evaluation), typed(evaluation, **{"course-1-mark": "2,0"}))

    assert response.status_code == 422
    assert "Say which course this is." in response.text
    evaluation.refresh_from_db()
    assert evaluation.answered_at is None


def test_a_company_is_not_asked_for_courses_and_none_is_kept(client, network):
    evaluation = evaluation_at(network, OrganisationKind.COMPANY)

    assert "course-0-title" not in client.get(page_of(evaluation)).text
    client.post(page_of(evaluation), typed(evaluation, **ONE))
    evaluation.refresh_from_db()
    assert (evaluation.answered_at is None, CourseResult.objects.count()) == (False, 0)


def test_the_europass_prints_them_as_table_5b_without_columns_that_nobody_filled(client, evaluation):
    client.post(page_of(evaluation), typed(evaluation, **ONE))
    mobility = evaluation.mobility

    with time_machine.travel(mobility.returns_on):
        pdf = preview_europass(mobility=mobility, by=mobility.referent)

    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "5b" in text
    assert all(said in text for said in ("Sauerteig", "6 Wochen", "1,7"))
    assert "Credits" not in text
    assert files.fingerprint(pdf)
