"""One file after the other at the desk: neighbours on the list, papers in one PDF, corrections that came back."""

import re
from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import activity, files
from compagnon.core.models import Opening
from compagnon.recruitment import actions
from compagnon.recruitment.models import Correction, Piece, RequiredPiece
from tests.documents.test_typesetting import png
from tests.factories.network import in_english_and_french
from tests.factories.recruitment import ApplicationFactory


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def three(call):
    """Sent on three days, by people whose names go the other way round."""
    made = [ApplicationFactory(call=call, submitted_at=f"2026-11-2{day}T10:00Z") for day in (1, 2, 3)]
    for application, name in zip(made, ("Zuse", "Meitner", "Arago"), strict=True):
        application.participant.person.last_name = name
        application.participant.person.save()
    return made


def address_of(application, query=""):
    return reverse("recruitment:application", args=[application.code]) + (f"?in={query}" if query else "")


def beside(page):
    found = page.context["beside"]
    return found and (found.before, found.after, found.number, found.count)


def test_a_file_shows_its_neighbours_in_the_order_of_the_list_from_which_it_was_opened(as_coordinator, three):
    zuse, meitner, arago = three

    listed = as_coordinator.get(reverse("recruitment:applications") + "?state=all&order=name").text
    by_name = as_coordinator.get(address_of(meitner, "state%3Dall%26order%3Dname"))
    by_day = as_coordinator.get(address_of(meitner))
    last = as_coordinator.get(address_of(zuse, "state%3Dall%26order%3Dname"))

    assert f'href="{address_of(meitner, "state%3Dall%26order%3Dname")}"' in listed
    assert beside(by_name) == (arago.code, zuse.code, 2, 3)
    assert re.search(
        rf'href="{re.escape(address_of(zuse, "state%3Dall%26order%3Dname"))}"[^>]*rel="next"', by_name.text
    )
    assert beside(by_day) == (zuse.code, arago.code, 2, 3)
    assert beside(last) == (meitner.code, "", 3, 3)


def test_after_a_decision_the_next_of_the_list_is_offered_though_the_file_has_left_it(as_coordinator, three):
    zuse, meitner, _arago = three
    decide = reverse("recruitment:application-decide", args=[meitner.code])

    page = as_coordinator.post(f"{decide}?in=order%3Dname", {"decision": "waiting"}, follow=True)

    assert beside(page) is None
    assert f'href="{address_of(zuse, "order%3Dname")}"' in page.text
    assert "Next to decide" in page.text


def test_neighbours_are_one_question_however_many_there_are(as_coordinator, call, django_assert_num_queries):
    one = ApplicationFactory(call=call)
    as_coordinator.get(address_of(one))
    with CaptureQueriesContext(connection) as alone:
        as_coordinator.get(address_of(one))
    for _number in range(3):
        ApplicationFactory(call=call)

    with django_assert_num_queries(len(alone)):
        as_coordinator.get(address_of(one))


@pytest.fixture
def paper(call):
    return RequiredPiece.objects.create(network=call.network, call=call, name=in_english_and_french("A certificate"))


def handed_in(application, required, content, kind, name):
    return Piece.objects.create(
        network=application.network,
        application=application,
        required=required,
        file=files.keep(content, kind=kind),
        file_name=name,
        media_type=kind,
        size=len(content),
    )


def test_photographed_pages_of_one_paper_are_joined_into_one_accessible_pdf(as_coordinator, call, paper):
    application = ApplicationFactory(call=call)
    for number in range(3):
        handed_in(application, paper, png(), files.PNG, f"page-{number}.png")
    address = reverse("recruitment:pages", args=[application.code, paper.code])

    shown = as_coordinator.get(address_of(application)).text
    answer = as_coordinator.get(address)

    read = pypdf.PdfReader(BytesIO(b"".join(answer)))
    assert f'<a href="{address}">3 pages in one PDF</a>' in shown
    assert "page-2.png" in shown
    assert (answer.headers["Content-Type"], len(read.pages)) == ("application/pdf", 3)
    assert read.metadata.title == "A certificate"
    assert "/StructTreeRoot" in read.trailer["/Root"]
    assert Opening.objects.filter(what="recruitment.paper").count() == 1


def test_one_photograph_and_a_pdf_are_given_as_they_are(as_coordinator, call, paper):
    application = ApplicationFactory(call=call)
    handed_in(application, paper, png(), files.PNG, "one.png")
    handed_in(application, paper, b"%PDF-1.7\n%%EOF", files.PDF, "two.pdf")

    shown = as_coordinator.get(address_of(application)).text

    assert "in one PDF" not in shown
    assert "two.pdf" in shown


def test_a_page_that_is_no_picture_is_said_and_others_find_nothing(client, as_coordinator, call, paper, reviewer):
    application = ApplicationFactory(call=call)
    handed_in(application, paper, png(), files.PNG, "one.png")
    handed_in(application, paper, b"\x89PNG\r\n\x1a\nnothing", files.PNG, "two.png")
    address = reverse("recruitment:pages", args=[application.code, paper.code])

    said = as_coordinator.get(address, follow=True)
    client.force_login(reviewer)

    assert "One of these pages cannot be read as a picture" in said.text
    assert client.get(address).status_code in (403, 404)


@pytest.fixture
def came_back(call, coordinator):
    application = ApplicationFactory(call=call, wishes=["DE"], submitted_at="2026-11-20T10:00Z")
    actions.ask_correction(application=application, asked=["motivation"], sentence="Write more.", by=coordinator)
    actions.send_back(application=application, by=application.participant.person)
    return application


def test_a_correction_that_came_back_is_told_at_the_desk_until_somebody_has_looked(
    as_coordinator, came_back, coordinator
):
    back = reverse("recruitment:applications") + "?state=all&corrections=back"
    others = ApplicationFactory(call=came_back.call)
    told = as_coordinator.get(reverse("desk:home")).text
    listed = as_coordinator.get(back)

    for _twice in range(2):
        as_coordinator.post(reverse("recruitment:correction-seen", args=[came_back.code]))
    after = as_coordinator.get(reverse("desk:home")).text

    assert "1 correction came back" in told
    assert [row["application"] for row in listed.context["rows"]] == [came_back]
    assert others.code not in listed.text
    assert "correction came back" not in after
    assert Correction.objects.get().seen_at is not None
    sentences = [activity.sentence(row) for row in activity.on(came_back)]
    assert sentences.count(f"{coordinator} has looked at what {came_back.participant} corrected.") == 1


def test_a_correction_still_with_the_learner_is_not_told(as_coordinator, call, coordinator):
    application = ApplicationFactory(call=call, wishes=["DE"], submitted_at="2026-11-20T10:00Z")
    actions.ask_correction(application=application, asked=["motivation"], sentence="Write more.", by=coordinator)

    as_coordinator.post(reverse("recruitment:correction-seen", args=[application.code]))

    assert Correction.objects.get().seen_at is None
    assert "correction came back" not in as_coordinator.get(reverse("desk:home")).text
