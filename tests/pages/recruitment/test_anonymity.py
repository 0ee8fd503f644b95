"""Whatever a reader asks for in the first pass, no byte of any answer says whose file it is: papers and their names included."""

import itertools
import logging

import pytest
from django.urls import NoReverseMatch, reverse

from compagnon.core import files
from compagnon.recruitment import actions
from compagnon.recruitment.models import Answer, Piece, Question, RequiredPiece
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open
from tests.house.addresses import behind
from tests.house.filled import a_paper

MARKS = (
    "Zélie",
    "Zelie",
    "Z\\u00e9lie",
    "Reconnue",
    "lettre-de-z",
    "Camarade-Essai",
    "zelie@example.org",
    "Fournil du Rep",
)


@pytest.fixture
def selection(network, coordinator):
    return ready_to_open(CallFactory(network=network, state="draft"), by=coordinator)


@pytest.fixture
def review(selection, coordinator, network):
    """A file with a paper, an answer that is a file, and the name of somebody to leave with, all marked; its reader has declared."""
    call = selection.call
    participant = ParticipantFactory(
        network=network,
        person__first_name="Zélie",
        person__last_name="Reconnue",
        person__email="zelie@example.org",
        employer__name="Fournil du Repère",
    )
    said = "Zélie Reconnue (zelie@example.org), du Fournil du Repère: je veux du seigle."
    application = ApplicationFactory(call=call, participant=participant, motivation=said)
    common = {"network": network, "call": call, "shown_to_reviewers": True}
    asked = [
        (Question.objects.create(kind="long_text", text="Why?", **common), {"value": said}),
        (Question.objects.create(kind="wishes", wishes_for="buddies", text="With?", **common), {"value": ["Camarade-Essai"]}),
        (Question.objects.create(kind="file", text="A picture?", **common), _kept()),
    ]  # fmt: skip
    for question, answer in asked:
        Answer.objects.create(network=network, application=application, question=question, **answer)
    required = RequiredPiece.objects.create(network=network, call=call, name="A letter")
    Piece.objects.create(network=network, application=application, required=required, **_kept())
    reader = selection.panel.filter(part="reader").first().person
    review = actions.assign_review(application=application, reviewer=reader, by=coordinator)
    actions.declare(review=review, conflict="none", by=reader)
    return review


def _kept():
    name = files.keep(a_paper("Lettre de Zélie Reconnue"), kind=files.PDF)
    return {"file": name, "file_name": "lettre-de-zelie.pdf", "media_type": files.PDF, "size": 900}


def _received(client, address):
    """All that comes over the wire: headers, and the body whether it is sent at once or piece by piece."""
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, str(answer.headers) + body.decode("utf-8", "replace")


def test_no_address_of_the_desk_gives_a_reader_a_byte_that_says_who_it_is(client, review, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    application, reader = review.application, review.reviewer
    papers = [*application.pieces.values_list("code", flat=True), application.answers.exclude(file="").get().code]
    files_of_it = [application.code, review.code, application.call.code, application.participant.code]
    known = {
        0: [()],
        1: [(one,) for one in [*files_of_it, *papers]],
        2: list(itertools.product(files_of_it[:3:2], papers)),
    }
    client.force_login(reader)
    opened, told = set(), {}
    for page in behind("desk", "account", "journey"):
        free = [name for name, sample in page.samples if sample == "987654321"]
        for chosen in known.get(len(free), ()):
            try:
                address = page.url(**{**dict(page.samples), **dict(zip(free, chosen, strict=True))})
            except NoReverseMatch:  # it names its thing by a number
                break
            status, received = _received(client, address)
            if status == 200:
                opened.add(page.name)
            if marks := [mark for mark in MARKS if mark in received]:
                told[address] = marks

    assert told == {}
    assert {"recruitment:review", "recruitment:reviews", "desk:home"} <= opened


def test_the_paper_that_a_reader_cannot_open_is_there_for_who_may(client, review, coordinator):
    application = review.application
    address = reverse("recruitment:piece", args=[application.code, application.pieces.get().code])

    client.force_login(review.reviewer)
    to_the_reader, _nothing = _received(client, address)
    client.force_login(coordinator)
    to_the_coordinator, received = _received(client, address)

    assert (to_the_reader, to_the_coordinator) == (404, 200)
    assert "lettre-de-zelie.pdf" in received
