"""Preparing a selection and reading without identity, from request to HTML."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.recruitment import actions
from compagnon.recruitment.models import Review
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open


@pytest.fixture
def selection(network, coordinator):
    return ready_to_open(CallFactory(network=network, state="draft"), by=coordinator)


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def reader(selection):
    return selection.panel.filter(part="reader").first().person


@pytest.fixture
def as_reader(client, reader):
    client.force_login(reader)
    return client


def asked(selection, reader, by, **application):
    made = ApplicationFactory(call=selection.call, **application)
    return actions.assign_review(application=made, reviewer=reader, by=by)


def answers(selection, **changed):
    keys = [one["key"] for one in selection.grid["criteria"]]
    return {
        **{f"level_{key}": "3" for key in keys},
        **{f"why_{key}": "It says what and why." for key in keys},
        "remark": "",
        **changed,
    }


def page(name, selection, *more):
    return reverse(f"recruitment:{name}", args=[selection.call.code, *more])


def test_a_new_call_tells_what_it_still_lacks_and_a_ready_one_that_it_may_open(as_coordinator, selection, network):
    bare = CallFactory(network=network, state="draft")

    lacking = as_coordinator.get(reverse("recruitment:selection", args=[bare.code])).text

    assert "The panel needs three members at least" in lacking
    assert "Ready to open" in as_coordinator.get(page("selection", selection)).text


def test_a_criterion_is_added_changed_and_taken_out(as_coordinator, selection):
    words = {f"level_{n}": f"Step {n}." for n in range(5)}
    said = {"name": "Craft", "weight": "10", "evidence": "application", "aim": "Why.", "bias_risk": "None.", **words}

    as_coordinator.post(page("criterion", selection, "new"), said)
    selection.refresh_from_db()
    added = selection.grid["criteria"][-1]
    as_coordinator.post(page("criterion", selection, added["key"]), {**said, "name": "Skill"})
    as_coordinator.post(page("criterion", selection, "sharing"), {"remove": "1"})

    selection.refresh_from_db()
    assert [one["key"] for one in selection.grid["criteria"]] == ["project", "trade", "readiness", added["key"]]
    assert selection.grid["criteria"][-1]["name"] == {"en": "Skill"}


def test_words_left_as_they_are_keep_their_other_languages(as_coordinator, selection):
    before = selection.grid["criteria"][0]
    said = as_coordinator.get(page("criterion", selection, "project")).context["form"].initial

    as_coordinator.post(page("criterion", selection, "project"), {**said, "weight": "40"})

    selection.refresh_from_db()
    assert selection.grid["criteria"][0] == {**before, "weight": 40}


def test_a_criterion_without_a_level_gets_a_sentence_and_one_of_nobody_is_not_found(as_coordinator, selection):
    answer = as_coordinator.post(page("criterion", selection, "project"), {"name": "Only a name"})

    assert answer.status_code == 422
    assert "Only a name" in answer.text
    assert as_coordinator.get(page("criterion", selection, "nothing")).status_code == 404


def test_settings_panel_questions_and_places_are_set(as_coordinator, selection, network):
    site = ParticipantFactory(network=network).site
    person = PersonFactory(network=network, role="referent")
    settings = {
        "reviews_from": "2", "quorum": "3", "answer_days": "5", "appeal_days": "12", "appeal_route": "The director.",
        "other_routes": "The mediator.", "tie_1": "trade", "tie_2": "", "measured_share_max": "20",
    }  # fmt: skip

    as_coordinator.post(page("selection-settings", selection), settings)
    as_coordinator.post(
        page("selection-panel", selection), {"person": person.pk, "part": "member", "capacity": "referent"}
    )
    as_coordinator.post(page("selection-questions", selection), {})
    as_coordinator.post(
        page("selection-rules", selection),
        {"kind": "reserve", "group": f"site:{site.key}", "places": "2", "basis": "Decision of the board."},
    )

    selection.refresh_from_db()
    (rule,) = selection.place_rules
    assert (selection.answer_days, selection.appeal_days, selection.grid["tie_break"]) == (5, 12, ["trade"])
    assert selection.panel.filter(person=person).exists()
    assert (rule["group"], rule["places"], rule["source"]) == (
        ["site", site.key],
        2,
        {"title": "Decision of the board."},
    )
    assert "At least 2 places for" in as_coordinator.get(page("selection", selection)).text
    as_coordinator.post(page("selection-rules", selection), {"remove": rule["key"]})
    as_coordinator.post(page("selection-panel", selection), {"remove": person.code})
    selection.refresh_from_db()
    assert (selection.place_rules, selection.panel.count()) == ([], 3)


@pytest.mark.parametrize(
    ("name", "answer"), [("selection-settings", {}), ("selection-panel", {}), ("selection-rules", {})]
)
def test_a_wrong_form_keeps_the_page_open(as_coordinator, selection, name, answer):
    assert as_coordinator.post(page(name, selection), {"appeal_days": "3", **answer}).status_code == 422


def test_the_page_of_an_open_call_shows_the_criteria_and_a_new_version_asks_why(as_coordinator, selection, coordinator):
    actions.publish_call(call=selection.call, by=coordinator)

    shown = as_coordinator.get(
        reverse("recruitment:public-call", args=[selection.network.key, selection.call.code])
    ).text
    as_coordinator.post(page("selection-version", selection), {"reason": ""})
    refused = as_coordinator.get(page("selection", selection)).text
    as_coordinator.post(page("selection-version", selection), {"reason": "A new host."})

    assert "Link with the trade" in shown
    assert "2 people read each application, each alone" in shown
    assert "Say why the criteria change" in refused
    assert "Ready to open" in as_coordinator.get(page("selection", selection)).text


def test_a_reader_first_says_whether_they_know_the_person(as_reader, selection, reader, coordinator):
    review = asked(selection, reader, coordinator, motivation="I want to bake rye bread.")
    address = reverse("recruitment:review", args=[review.code])

    before = as_reader.get(address).text
    as_reader.post(address, {"conflict": "none"})

    assert "rye bread" not in before
    assert "rye bread" in as_reader.get(address).text


def test_a_shared_surname_raises_a_question_that_does_not_say_what_is_shared(as_reader, selection, reader, coordinator):
    participant = ParticipantFactory(
        network=selection.network, person__first_name="Zélie", person__last_name=reader.last_name
    )
    review = asked(selection, reader, coordinator, participant=participant)

    page = as_reader.get(reverse("recruitment:review", args=[review.code])).text

    assert "The register finds something that you and this person share." in page
    assert participant.person.first_name not in page


def test_a_conflict_takes_the_file_from_the_list(as_reader, selection, reader, coordinator):
    review = asked(selection, reader, coordinator)

    as_reader.post(reverse("recruitment:review", args=[review.code]), {"conflict": "family"})

    assert not Review.objects.filter(reviewer=reader).exists()
    assert "Nothing to read" in as_reader.get(reverse("recruitment:reviews")).text


MARKS = (
    "Zélie", "Zelie", "Reconnue", "Fournil du Repère", "Mentora", "Tutrix", "zelie@example.org", "06 12 34 56 78",
    "@zelie_pain", "https://zelie.example", "14 juin 2008", "14/06/2008", "2008-06-14", "Portugal",
)  # fmt: skip


def test_no_byte_of_a_first_reading_says_who_it_is(as_reader, selection, reader, coordinator):
    participant = ParticipantFactory(
        network=selection.network,
        person__first_name="Zélie",
        person__last_name="Reconnue-Essai",
        birth_date="2008-06-14",
        nationality="PT",
        guardian=ContactFactory(network=selection.network, first_name="Tutrix", last_name="Reconnue-Essai"),
        mentor=ContactFactory(network=selection.network, first_name="Mentora", last_name="Maîtresse-Essai"),
    )
    participant.refresh_from_db()
    participant.employer.name = "Fournil du Repère"
    participant.employer.save()
    told = ", ".join([*MARKS, str(participant.site), str(participant.site.organisation), "ma cheffe de la rue Bleue"])
    review = asked(
        selection, reader, coordinator, participant=participant, motivation=f"Moi: {told}. Je veux du seigle."
    )
    actions.redact(application=review.application, words=["rue Bleue"], by=coordinator)
    actions.declare(review=review, conflict="none", by=reader)

    addresses = [
        reverse("recruitment:review", args=[review.code]),
        reverse("recruitment:reviews"),
        reverse("desk:home"),
    ]
    received = [as_reader.get(address) for address in addresses]

    assert "Je veux du seigle." in received[0].text
    every = [*MARKS, str(participant.site), str(participant.site.organisation), "rue Bleue", participant.code]
    for answer in received:
        bytes_received = str(answer.headers) + answer.text
        assert [mark for mark in every if mark in bytes_received] == []


def test_a_reader_keeps_a_draft_finishes_it_and_goes_to_the_next(as_reader, selection, reader, coordinator):
    first, second = (asked(selection, reader, coordinator) for _number in range(2))
    for one in (first, second):
        actions.declare(review=one, conflict="none", by=reader)
    address = reverse("recruitment:review", args=[first.code])

    as_reader.post(address, {"level_project": "2", "then": "keep"})
    first.refresh_from_db()
    draft = (first.levels, first.finished_at)
    lacking = as_reader.post(address, {"level_project": "2"})
    answer = as_reader.post(address, answers(selection))

    assert draft == ({"project": 2}, None)
    assert lacking.status_code == 422
    assert "Write a sentence" in lacking.text
    assert answer.headers["Location"] == reverse("recruitment:review", args=[second.code])


def test_nobody_sees_the_other_reading_before_both_are_finished(client, selection, coordinator):
    one, other = (member.person for member in selection.panel.filter(part="reader").select_related("person"))
    application = ApplicationFactory(call=selection.call)
    reviews = [actions.assign_review(application=application, reviewer=who, by=coordinator) for who in (one, other)]
    for review, who in zip(reviews, (one, other), strict=True):
        actions.declare(review=review, conflict="none", by=who)
    said = {"levels": dict.fromkeys([c["key"] for c in selection.grid["criteria"]], 3)}
    said["sentences"] = dict.fromkeys(said["levels"], "A sentence of the first reader.")
    actions.review(review=reviews[0], by=one, **said)

    client.force_login(other)
    before = client.get(reverse("recruitment:review", args=[reviews[1].code])).text
    actions.review(review=reviews[1], by=other, **{**said, "sentences": dict.fromkeys(said["levels"], "Mine.")})
    after = client.get(reverse("recruitment:review", args=[reviews[1].code])).text

    assert "A sentence of the first reader." not in before
    assert "A sentence of the first reader." in after


def test_a_review_of_somebody_else_is_not_found(as_reader, selection, coordinator):
    other = selection.panel.filter(part="reader").last().person
    review = asked(selection, other, coordinator)

    assert as_reader.get(reverse("recruitment:review", args=[review.code])).status_code == 404


def test_a_list_of_three_readings_takes_no_more_queries_than_one(
    as_reader, selection, reader, coordinator, django_assert_num_queries
):
    asked(selection, reader, coordinator)
    as_reader.get(reverse("recruitment:reviews"))
    with CaptureQueriesContext(connection) as one:
        as_reader.get(reverse("recruitment:reviews"))
    for _number in range(2):
        asked(selection, reader, coordinator)

    with django_assert_num_queries(len(one)):
        shown = as_reader.get(reverse("recruitment:reviews"))
    assert len(shown.context["page"].object_list) == 3
    assert "Nothing to read" in as_reader.get(reverse("recruitment:reviews") + "?show=finished").text


def test_the_page_of_a_file_says_who_was_asked_who_opened_it_and_who_never_may(client, selection, reader, coordinator):
    review = asked(selection, reader, coordinator)
    other = selection.panel.filter(part="reader").exclude(person=reader).get().person
    second = actions.assign_review(application=review.application, reviewer=other, by=coordinator)
    client.force_login(coordinator)
    address = reverse("recruitment:application", args=[review.application.code])

    def rows():
        return {
            one.person: (one.opened_at is not None, one.conflict) for one in client.get(address).context["openings"]
        }

    before = rows()
    actions.declare(review=review, conflict="none", by=reader)
    actions.declare(review=second, conflict="tutor", by=other)

    assert before == {reader: (False, ""), other: (False, "")}
    assert rows() == {reader: (True, ""), other: (False, "I teach or follow this person")}
    assert "Who opened this file" in client.get(address).text
