"""One question a screen: what is typed is kept, nothing is lost by going back, each kind of question is asked its way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from compagnon.recruitment.models import Application, Question, RequiredPiece
from tests.core.drawn import jpeg, seen
from tests.core.test_pictures import segment
from tests.factories.network import in_english_and_french
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory


@pytest.fixture
def draft(client, call):
    application = ApplicationFactory(
        call=call, state="draft", motivation="", wishes=["DE"], language_levels={"en": "A2"}
    )
    client.force_login(application.participant.person)
    return application


def screen(application, step):
    return reverse("recruitment:apply-step", args=[application.call.code, step])


def keep(application, step):
    return reverse("recruitment:apply-keep", args=[application.call.code, step])


def fresh(application):
    return Application.objects.get(pk=application.pk)


def test_what_is_typed_is_there_on_another_device_though_it_was_never_saved(client, draft):
    kept = client.post(keep(draft, "contract"), {"contract_start": "2027-01-01", "contract_end": "not yet"})

    page = client.get(screen(draft, "contract")).text

    assert kept.status_code == 204
    assert 'value="2027-01-01"' in page
    assert fresh(draft).typed == {"contract": {"contract_start": ["2027-01-01"], "contract_end": ["not yet"]}}


def test_what_is_saved_takes_the_place_of_what_was_typed(client, draft):
    client.post(keep(draft, "motivation"), {"motivation": "Rye br"})
    client.post(screen(draft, "motivation"), {"motivation": "Rye bread."})

    assert (fresh(draft).typed, fresh(draft).motivation) == ({}, "Rye bread.")


def test_only_answers_to_the_question_are_kept_and_no_more_than_an_answer_is_long(client, draft):
    client.post(keep(draft, "motivation"), {"motivation": "a" * 9000, "state": "admitted"})

    assert fresh(draft).typed == {"motivation": {"motivation": ["a" * 5000]}}


def test_nothing_typed_is_kept_once_it_is_sent_nor_for_a_screen_that_is_none(client, draft):
    nowhere = client.post(keep(draft, "nowhere"), {})
    draft.state = "submitted"
    draft.save()

    assert (nowhere.status_code, client.post(keep(draft, "motivation"), {"motivation": "x"}).status_code) == (404, 409)
    assert fresh(draft).motivation == ""


def test_going_back_loses_nothing_though_it_is_not_finished(client, draft):
    back = client.post(screen(draft, "contract"), {"contract_start": "2027-01-01", "contract_end": "", "go": "back"})

    assert back.headers["Location"] == screen(draft, "phone")
    assert 'value="2027-01-01"' in client.get(screen(draft, "contract")).text


def test_the_script_of_the_page_hears_where_to_go_on(client, draft):
    answer = client.post(screen(draft, "motivation"), {"motivation": "Rye bread."}, headers={"x-go-on": "1"})

    assert (answer.status_code, answer.headers["X-Next"]) == (204, screen(draft, "check"))


@pytest.fixture
def asks(call):
    def make(kind, **said):
        return Question.objects.create(
            network=call.network, call=call, kind=kind, text=in_english_and_french("Why?"), **said
        )

    return make


CHOICES = [{"key": key, "text": {"en": f"To {key}"}} for key in ("see", "learn", "try")]


@pytest.mark.parametrize(
    "case",
    [
        ("text", {}, "Bread", "Bread"),
        ("long_text", {}, "Bread\r\nand rye", "Bread\r\nand rye"),
        ("choice", {"choices": CHOICES}, "see", "see"),
        ("several", {"choices": CHOICES}, ["see", "try"], ["see", "try"]),
        ("scale", {"most": 4}, "3", 3),
        ("wishes", {"choices": CHOICES, "wishes_for": "choices"}, ["try", "see"], ["try", "see"]),
    ],
)
def test_each_kind_of_question_has_a_screen_of_its_own(client, draft, asks, case):
    kind, said, posted, kept = case
    question = asks(kind, **said)
    address = screen(draft, f"question-{question.code}")

    assert "Why?" in client.get(address).text
    answer = client.post(address, {question.code: posted})

    assert answer.headers["Location"] == screen(draft, "motivation")
    assert draft.answers.get().value == kept
    assert client.get(address).status_code == 200


def test_wishes_are_put_in_order_by_buttons(client, draft, asks):
    question = asks("wishes", choices=CHOICES, wishes_for="choices", most=3)
    address, order = screen(draft, f"question-{question.code}"), []

    for move in ("in-see", "in-learn", "in-try", "up-2", "down-0", "out-2"):
        answer = client.post(address, {question.code: order, f"{question.code}-move": move})
        assert answer.headers["Location"] == address
        order = draft.answers.get().value

    assert order == ["try", "see"]
    emptied = client.post(address, {question.code: ["try"], f"{question.code}-move": "out-0"})
    assert emptied.headers["Location"] == address
    assert fresh(draft).typed == {f"question-{question.code}": {question.code: []}}


@pytest.mark.parametrize(
    "case",
    [
        ({"choices": CHOICES, "wishes_for": "choices"}, ["see", "see"], "You named the same wish twice."),
        ({"choices": CHOICES, "wishes_for": "choices", "most": 1}, ["see", "try"], "Choose 1 at most."),
        ({"choices": CHOICES, "wishes_for": "choices"}, ["nowhere"], "One of these can no longer be chosen"),
    ],
)
def test_wishes_that_cannot_be_get_a_sentence(client, draft, asks, case):
    said, posted, sentence = case
    question = asks("wishes", **said)

    page = client.post(screen(draft, f"question-{question.code}"), {question.code: posted})

    assert (page.status_code, sentence in page.text) == (422, True)


@pytest.fixture
def paper(call):
    return RequiredPiece.objects.create(network=call.network, call=call, name=in_english_and_french("A certificate"))


def photograph(name="page.jpg", *extra):
    return SimpleUploadedFile(name, jpeg(*extra))


def test_pages_are_photographed_one_after_the_other_and_taken_away_again(client, draft, paper):
    address = screen(draft, f"piece-{paper.code}")
    place = segment(0xE1, b"Exif\x00\x00place")

    first = client.post(address, {f"{paper.code}-camera": photograph("one.jpg", place), "go": "stay"})
    client.post(address, {f"{paper.code}-camera": photograph("one.jpg", place), "go": "stay"})
    second = client.post(address, {paper.code: [SimpleUploadedFile("two.pdf", b"%PDF-1.7\n%%EOF")]})

    assert (first.headers["Location"], second.headers["Location"]) == (address, screen(draft, "check"))
    one, two = draft.pieces.all()
    assert (one.file_name, two.file_name) == ("one.jpg", "two.pdf"), "the same page twice is kept once"
    own = reverse("recruitment:own-paper", args=[draft.code, one.code])
    kept = client.get(own).content
    assert (seen(kept).size, b"place" in kept) == (seen(jpeg()).size, False)
    client.post(reverse("recruitment:take-page-away", args=[draft.call.code, one.code]))
    assert [page.file_name for page in draft.pieces.all()] == ["two.pdf"]
    client.force_login(ParticipantFactory(network=draft.network).person)
    assert client.get(reverse("recruitment:own-paper", args=[draft.code, two.code])).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "in a format that others cannot open (HEIC)"),
        (b"MZ\x90\x00", "Choose a PDF, or a photograph as JPEG or PNG."),
        (b"%PDF-1.7\n/JavaScript\n%%EOF", "carries a program"),
    ],
)
def test_what_is_no_paper_is_refused_with_what_to_do(client, draft, paper, content, sentence):
    page = client.post(screen(draft, f"piece-{paper.code}"), {paper.code: SimpleUploadedFile("x", content)})

    assert (page.status_code, sentence in page.text) == (422, True)
    assert not draft.pieces.exists()


def test_twelve_pages_are_enough(client, draft, paper):
    pages = [SimpleUploadedFile(f"{n}.pdf", b"%%PDF-1.7 %d\n%%%%EOF" % n) for n in range(12)]
    client.post(screen(draft, f"piece-{paper.code}"), {paper.code: pages})

    page = client.post(screen(draft, f"piece-{paper.code}"), {paper.code: photograph()})

    assert "12 pages at most" in page.text
    assert draft.pieces.count() == 12


def test_nothing_goes_away_once_it_is_sent(client, draft, paper):
    client.post(screen(draft, f"piece-{paper.code}"), {paper.code: photograph()})
    draft.state = "submitted"
    draft.save()

    client.post(reverse("recruitment:take-page-away", args=[draft.call.code, draft.pieces.get().code]))

    assert draft.pieces.count() == 1


def test_an_answer_that_is_a_file_is_replaced(client, draft, asks):
    question = asks("file")
    address = screen(draft, f"question-{question.code}")

    client.post(address, {question.code: photograph("one.jpg")})
    client.post(address, {})
    client.post(address, {f"{question.code}-camera": photograph("two.jpg")})

    assert [answer.file_name for answer in draft.answers.all()] == ["two.jpg"]
    assert "two.jpg" in client.get(address).text
