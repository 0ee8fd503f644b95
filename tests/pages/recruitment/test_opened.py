"""What staff open in a selection is noted: file, paper, review, order, its facts, meeting, minutes, appeal, export; lists are not (SEL-14)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import files
from compagnon.core.models import Opening
from compagnon.recruitment import actions
from compagnon.recruitment.models import Appeal, PanelMeeting, Piece, RequiredPiece
from tests.factories.network import in_english_and_french
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator", first_name="Cora", last_name="Leitung")


@pytest.fixture
def selection(network, coordinator):
    return ready_to_open(CallFactory(network=network), by=coordinator)


@pytest.fixture
def application(selection):
    return ApplicationFactory(call=selection.call)


def noted():
    return [(one.what, one.by_name, one.about) for one in Opening.objects.order_by("pk")]


def test_a_file_opened_twice_and_what_readers_get_of_it_are_one_row_a_day(client, coordinator, application):
    client.force_login(coordinator)
    for page in ("application", "application", "hidden-words"):
        assert client.get(reverse(f"recruitment:{page}", args=[application.code])).status_code == 200

    assert noted() == [("recruitment.application", "Cora Leitung", application)]


def test_a_paper_is_noted_and_one_that_is_not_there_is_not(client, coordinator, application):
    kept = files.keep(b"%PDF-1.4 letter", kind=files.PDF)
    call, name = application.call, in_english_and_french("A letter")
    piece = Piece.objects.create(
        network=call.network, application=application, file=kept, file_name="letter.pdf", media_type=files.PDF,
        required=RequiredPiece.objects.create(network=call.network, call=call, name=name),
    )  # fmt: skip
    client.force_login(coordinator)

    assert client.get(reverse("recruitment:piece", args=[application.code, piece.code])).status_code == 200
    assert client.get(reverse("recruitment:piece", args=[application.code, "nothing2"])).status_code == 404

    assert noted() == [("recruitment.paper", "Cora Leitung", application)]


def test_a_reviewer_is_noted_once_the_file_is_shown_not_at_the_declaration(client, network, coordinator, application):
    reviewer = PersonFactory(network=network, role="reviewer", first_name="Rene", last_name="Liest")
    review = actions.assign_review(application=application, reviewer=reviewer, by=coordinator)
    client.force_login(reviewer)
    page = reverse("recruitment:review", args=[review.code])

    client.get(page)
    assert noted() == []

    actions.declare(review=review, by=reviewer, conflict="none")
    client.get(page)
    assert noted() == [("recruitment.review", "Rene Liest", application)]


def test_an_order_its_facts_a_meeting_and_its_minutes_are_noted(client, coordinator, selection, application):
    run = actions.rank_call(selection=selection, by=coordinator)
    meeting = PanelMeeting.objects.create(network=selection.network, selection=selection, run=run, chair=coordinator)
    client.force_login(coordinator)
    code = selection.call.code
    for page, arguments in (
        ("ranking", [code]), ("ranking-facts", [code, run.code]), ("meeting", [meeting.code]), ("minutes", [meeting.code]),
    ):  # fmt: skip
        assert client.get(reverse(f"recruitment:{page}", args=arguments)).status_code == 200

    assert noted() == [
        ("recruitment.order", "Cora Leitung", selection.call),
        ("recruitment.facts", "Cora Leitung", selection.call),
        ("recruitment.meeting", "Cora Leitung", meeting),
        ("recruitment.minutes", "Cora Leitung", meeting),
    ]


def test_an_appeal_and_the_exported_list_are_noted(client, network, coordinator, application):
    appeal = Appeal.objects.create(network=network, application=application, what="The points.", why="One is missing.")
    client.force_login(coordinator)

    client.get(reverse("recruitment:appeal", args=[appeal.code]))
    client.get(reverse("recruitment:applications-export"))
    client.post(reverse("recruitment:applications-many"), {"action": "export", "selected": [application.code]})

    assert noted() == [
        ("recruitment.appeal", "Cora Leitung", application),
        ("recruitment.export", "Cora Leitung", network),
    ]


def test_lists_note_nothing_and_a_file_takes_one_query_for_it(client, coordinator, application):
    client.force_login(coordinator)
    for page in ("applications", "calls", "appeals"):
        client.get(reverse(f"recruitment:{page}"))
    assert noted() == []

    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("recruitment:application", args=[application.code]))
    assert len([one for one in captured if "core_opening" in one["sql"]]) == 1
