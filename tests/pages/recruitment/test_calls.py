"""Calls at the desk and in public: written, asked, extended, cancelled, shown."""

import json
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from compagnon.core import clock
from compagnon.correspondence.models import Letter
from compagnon.network.models import Destination
from compagnon.recruitment import actions
from compagnon.recruitment.models import Answer, Application, Call, Question, RequiredPiece
from compagnon.recruitment.templatetags.recruitment import answers_for_reviewers
from tests.factories.network import SiteFactory, in_english_and_french
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory
from tests.factories.schemes import SchemeFactory
from tests.pages.recruitment.test_desk import call_answers


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def draft(network):
    Destination.objects.create(network=network, country="DE", zone="europe")
    scheme = SchemeFactory(network=network, rules={"audience": ["apprentice"], "min_days": 15, "max_days": 15})
    return CallFactory(network=network, scheme=scheme, state="draft")


def question_answers(**changed):
    return {
        "kind": "choice", "text_fr": "Pourquoi ?", "text_en": "Why?", "choices_fr": "Voir\nApprendre",
        "choices_en": "See\nLearn", "when": "always", "is_required": "on", "shown_to_reviewers": "on", **changed,
    }  # fmt: skip


def test_two_coordinators_who_edit_at_once_lose_nothing(as_coordinator, draft, network):
    other = PersonFactory(network=network, role="coordinator")
    edition = draft.edition
    actions.change_call(call=draft, by=other, introduction="Written by the other")
    address = reverse("recruitment:call-change", args=[draft.code])

    page = as_coordinator.post(address, call_answers(edition=edition, introduction_fr="Écrit par moi"))

    assert page.status_code == 409
    assert "Écrit par moi" in page.text
    assert "Written by the other" in page.text
    assert str(Call.objects.get(pk=draft.pk).introduction) == "Written by the other"
    again = as_coordinator.post(address, call_answers(edition=edition + 1, introduction_fr="Écrit par moi"))
    assert again.status_code == 302
    assert Call.objects.get(pk=draft.pk).introduction.localize("fr") == "Écrit par moi"


def test_a_draft_is_saved_as_one_types_and_says_its_new_edition(as_coordinator, draft):
    address = reverse("recruitment:call-change", args=[draft.code])

    saved = as_coordinator.post(address, call_answers(edition="0"), headers={"x-autosave": "1"})
    stale = as_coordinator.post(address, call_answers(edition="0"), headers={"x-autosave": "1"})
    wrong = as_coordinator.post(address, call_answers(edition="1", places=""), headers={"x-autosave": "1"})

    assert (saved.status_code, saved["X-Edition"]) == (204, "1")
    assert (stale.status_code, wrong.status_code) == (409, 422)


def test_places_of_sites_are_never_more_than_the_call_has(as_coordinator, draft, network):
    one, two = SiteFactory(network=network), SiteFactory(network=network)
    for site in (one, two):
        site.organisation.kind = "training_centre"
        site.organisation.save()
    address = reverse("recruitment:call-change", args=[draft.code])
    asked = {f"site_{one.pk}": "5", f"site_{two.pk}": "4"}

    refused = as_coordinator.post(address, call_answers(edition="0", places="8", **asked))
    kept = as_coordinator.post(address, call_answers(edition="0", places="9", **asked))

    assert "Together these are 9 places, and the call has only 8." in refused.text
    assert kept.status_code == 302
    assert sorted(draft.places_by_site.values_list("places", flat=True)) == [4, 5]


def test_what_lacks_is_listed_with_a_link_to_its_place(as_coordinator, draft):
    page = as_coordinator.get(reverse("recruitment:call", args=[draft.code])).text

    assert "Nothing is said about what it costs and who pays." in page
    assert f"{reverse('recruitment:call-change', args=[draft.code])}#what" in page


def test_questions_are_added_ordered_changed_and_taken_away(as_coordinator, draft):
    add = reverse("recruitment:call-ask", args=[draft.code, "questions"])
    as_coordinator.post(add, question_answers())
    as_coordinator.post(add, question_answers(kind="text", text_en="Who?", text_fr="Qui ?"))
    second = Question.objects.get(kind="text")
    asked = [draft.code, "questions", second.code]

    as_coordinator.post(reverse("recruitment:call-asked-move", args=asked), {"verb": "up"})
    as_coordinator.post(reverse("recruitment:call-asked-change", args=asked), question_answers(kind="long_text"))

    assert [one.kind for one in draft.questions.all()] == ["long_text", "choice"]
    as_coordinator.post(reverse("recruitment:call-asked-move", args=asked), {"verb": "away"})
    assert [one.kind for one in draft.questions.all()] == ["choice"]
    page = as_coordinator.get(reverse("recruitment:call-asked", args=[draft.code])).text
    assert "Why?" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"choices_fr": "Voir"}, "Write two choices at least, one a line."),
        ({"choices_en": "See"}, "Write as many lines as in French, in the same order."),
        ({"kind": "wishes"}, "Say what is wished for."),
        ({"kind": "file"}, "This answer could tell who somebody is"),
        ({"kind": "scale", "most": "11"}, "A scale has ten steps at most."),
    ],
)
def test_a_wrong_question_gets_a_sentence(as_coordinator, draft, changed, sentence):
    page = as_coordinator.post(
        reverse("recruitment:call-ask", args=[draft.code, "questions"]), question_answers(**changed)
    )

    assert page.status_code == 422
    assert sentence in page.text
    assert not Question.objects.exists()


def test_nothing_more_is_asked_once_the_call_was_opened(as_coordinator, call):
    page = as_coordinator.post(reverse("recruitment:call-ask", args=[call.code, "questions"]), question_answers())

    assert "nobody is asked more than those who applied first" in page.text


def test_the_preview_shows_what_minors_and_staff_are_asked(as_coordinator, draft, network):
    RequiredPiece.objects.create(
        network=network, call=draft, name=in_english_and_french("Copy of the parent's identity card"), when="minors"
    )
    address = reverse("recruitment:call-preview", args=[draft.code])

    everybody, minors = as_coordinator.get(address).text, as_coordinator.get(f"{address}?as=minors").text

    assert "Copy of the parent" not in everybody
    assert "Copy of the parent" in minors
    page = as_coordinator.get(reverse("recruitment:call-preview-page", args=[draft.code])).text
    assert "A preview: the form to apply stands here" in page


def test_a_copy_brings_questions_and_papers_and_nothing_of_people(as_coordinator, draft, network):
    Question.objects.create(network=network, call=draft, kind="text", text=in_english_and_french("Why there?"))
    RequiredPiece.objects.create(network=network, call=draft, name=in_english_and_french("A letter"))
    ApplicationFactory(call=draft)

    as_coordinator.post(f"{reverse('recruitment:call-new')}?copy={draft.code}", call_answers())

    copy = Call.objects.exclude(pk=draft.pk).get()
    assert [str(one) for one in copy.questions.all()] == ["Why there?"]
    assert [str(one) for one in copy.required_pieces.all()] == ["A letter"]
    assert not copy.applications.exists()
    assert copy.questions.get().code != draft.questions.get().code


def test_a_closed_call_opens_again_when_it_is_extended_and_drafts_hear_of_it(as_coordinator, network):
    call = CallFactory(network=network, state="closed", closes_on=date(2026, 11, 20))
    ApplicationFactory(call=call, state="draft")
    ApplicationFactory(call=call, state="submitted")
    address = reverse("recruitment:call-extend", args=[call.code])

    past = as_coordinator.post(address, {"until": "2026-11-22"})
    as_coordinator.post(address, {"until": "2026-12-20"})

    assert "Choose a day after the present last day, and not in the past." in past.text
    call = Call.objects.get(pk=call.pk)
    assert (call.state, call.closes_on) == ("open", date(2026, 12, 20))
    assert Letter.objects.filter(key="recruitment.call_extended").count() == 1


def test_cancelling_needs_a_reason_and_tells_all_who_are_concerned(as_coordinator, call):
    for state in ("draft", "submitted", "withdrawn"):
        ApplicationFactory(call=call, state=state)
    address = reverse("recruitment:call-cancel", args=[call.code])

    without = as_coordinator.post(address, {"reason": ""})
    as_coordinator.post(address, {"reason": "The partner has closed."})

    assert without.status_code == 422
    assert Call.objects.get(pk=call.pk).state == "cancelled"
    letters = Letter.objects.filter(key="recruitment.call_cancelled")
    assert len(letters) == 2
    assert all("The partner has closed." in letter.body for letter in letters)


def test_what_changes_after_the_opening_is_told_to_applicants(call, coordinator):
    ApplicationFactory(call=call, state="submitted")

    actions.change_call(call=call, by=coordinator, introduction="Other words")
    assert not Letter.objects.filter(key="recruitment.call_changed").exists()
    actions.change_call(call=call, by=coordinator, places=12)

    assert Letter.objects.filter(key="recruitment.call_changed").count() == 1


def test_calls_are_searched_filtered_and_exported(as_coordinator, network):
    CallFactory(network=network, title=in_english_and_french("To Lübeck"))
    soon = CallFactory(
        network=network, title=in_english_and_french("To Malta"), closes_on=clock.today() + timedelta(days=3)
    )
    address = reverse("recruitment:calls")

    words, closing = as_coordinator.get(f"{address}?q=lubeck").text, as_coordinator.get(f"{address}?closing=soon").text
    by_scheme = as_coordinator.get(f"{address}?scheme={soon.scheme.key}").text
    sheet = as_coordinator.get(reverse("recruitment:calls-export"))

    assert ("To Lübeck" in words, "To Malta" in words) == (True, False)
    assert ("To Lübeck" in closing, "To Malta" in closing) == (False, True)
    assert "To Malta" in by_scheme
    assert sheet["Content-Type"].endswith("sheet")


def test_the_public_list_is_filtered_and_the_choice_stands_in_the_address(client, network):
    CallFactory(network=network, title=in_english_and_french("To Germany"), countries=["DE"], rules={"min_age": 18})
    CallFactory(network=network, title=in_english_and_french("To Malta"), countries=["MT"])
    address = reverse("portal:calls", args=[network.key])

    young, malta = client.get(f"{address}?age=16").text, client.get(f"{address}?to=MT").text
    nothing = client.get(f"{address}?to=MT&soon=on").text

    assert ("To Germany" in young, "To Malta" in young) == (False, True)
    assert "To Germany" not in malta.split("call-list")[1]
    assert "No open call fits" in nothing


def test_the_public_page_says_what_is_asked_and_can_be_read_by_machines(client, network, call):
    Question.objects.create(network=network, call=call, kind="text", text=in_english_and_french("Why there?"))
    RequiredPiece.objects.create(network=network, call=call, name=in_english_and_french("A letter"))
    ApplicationFactory(call=call, state="admitted")

    page = client.get(reverse("recruitment:public-call", args=[network.key, call.code])).text

    assert "9 places left" in page
    assert "Why there?" in page
    assert "A letter" in page
    assert '"@type": "EducationalOccupationalProgram"' in page
    assert '"applicationDeadline": "2027-01-15"' in page


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_a_code_to_print_leads_to_the_call(client, network, call, kind, begins):
    address = reverse("recruitment:public-qr", args=[network.key, call.code, kind])

    assert client.get(address).content.startswith(begins)
    assert client.get(address.replace(kind, "gif")).status_code == 404


@pytest.fixture
def applicant(client, network):
    application = ApplicationFactory(call=CallFactory(network=network), state="draft")
    client.force_login(application.participant.person)
    return application


def test_an_applicant_answers_the_questions_of_the_call_and_hands_papers_in(client, network, applicant, coordinator):
    call = applicant.call
    choice = Question.objects.create(
        network=network, call=call, kind="choice", text=in_english_and_french("Why?"), shown_to_reviewers=True,
        choices=[{"key": "c1", "text": {"en": "To see", "fr": "Voir"}}, {"key": "c2", "text": {"en": "To learn", "fr": "Apprendre"}}],
    )  # fmt: skip
    wishes = Question.objects.create(
        network=network,
        call=call,
        kind="wishes",
        wishes_for="buddies",
        most=2,
        text=in_english_and_french("With whom?"),
    )
    paper = RequiredPiece.objects.create(network=network, call=call, name=in_english_and_french("A letter"))

    def step(key):
        return reverse("recruitment:apply-step", args=[call.code, key])

    lacking = client.post(step(f"question-{choice.code}"), {})
    client.post(step(f"question-{choice.code}"), {choice.code: "c2"})
    client.post(step(f"question-{wishes.code}"), {wishes.code: ["Maël", ""]})
    upload = SimpleUploadedFile("lettre.pdf", b"%PDF-1.7\n%%EOF")
    client.post(step(f"piece-{paper.code}"), {paper.code: upload})

    assert lacking.status_code == 422
    assert {answer.question: answer.value for answer in applicant.answers.all()} == {choice: "c2", wishes: ["Maël"]}
    assert [piece.file_name for piece in applicant.pieces.all()] == ["lettre.pdf"]
    check = client.get(reverse("recruitment:apply-step", args=[call.code, "check"])).text
    assert "To learn" in check
    assert "lettre.pdf" in check
    client.force_login(coordinator)
    at_desk = client.get(reverse("recruitment:application", args=[applicant.code])).text
    assert "To learn" in at_desk
    assert "lettre.pdf" in at_desk
    piece = applicant.pieces.get()
    paper_page = client.get(reverse("recruitment:piece", args=[applicant.code, piece.code]))
    assert paper_page.content == b"%PDF-1.7\n%%EOF"


def test_a_program_is_no_paper(client, network, applicant):
    paper = RequiredPiece.objects.create(network=network, call=applicant.call, name=in_english_and_french("A letter"))

    page = client.post(
        reverse("recruitment:apply-step", args=[applicant.call.code, f"piece-{paper.code}"]),
        {paper.code: SimpleUploadedFile("lettre.pdf", b"MZ\x90\x00")},
    )

    assert "Choose a PDF, or a photograph as JPEG or PNG." in page.text
    assert not applicant.pieces.exists()


def test_who_applies_to_a_call_with_two_schemes_chooses_one(client, network, applicant, coordinator):
    call = applicant.call
    other = SchemeFactory(network=network, name=in_english_and_french("The long way"))
    actions.change_call(call=call, by=coordinator, also=[other])
    step = reverse("recruitment:apply-step", args=[call.code, "scheme"])

    page = client.get(step).text
    client.post(step, {"scheme": other.code})

    assert "The long way" in page
    assert Application.objects.get(pk=applicant.pk).scheme == other


def test_reviewers_read_only_what_the_call_lets_them_read(client, network, call):
    application = ApplicationFactory(call=call, participant__person__last_name="Secretissime")
    for shown in (True, False):
        question = Question.objects.create(
            network=network, call=call, kind="text", text=in_english_and_french("Shown?"), shown_to_reviewers=shown
        )
        said = "Secretissime likes bread" if shown else "Nobody else reads this"
        Answer.objects.create(network=network, application=application, question=question, value=said)

    read = answers_for_reviewers(application)

    assert read == [("Shown?", "[hidden] likes bread", "")]


def test_the_poster_of_a_call_is_one_page_with_its_address(client, network, call):
    answer = client.get(reverse("documents:poster", args=[network.key, call.code, "fr"]))

    pages = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert "Deux semaines en Allemagne" in text
    assert f"/calls/{call.code}/" in text
    assert client.get(reverse("documents:poster", args=[network.key, call.code, "xx"])).status_code == 404


def test_no_text_of_a_call_ends_the_script_in_which_search_engines_read_it(client, network):
    wicked = "</script><script>alert('<b>&amp;')</script><!--"
    call = CallFactory(network=network, title=wicked, introduction=wicked)

    page = client.get(reverse("recruitment:public-call", args=[network.key, call.code])).text

    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert [sign for sign in "<>&" if sign in written] == []
    assert (json.loads(written)["name"], json.loads(written)["description"]) == (wicked, wicked)
