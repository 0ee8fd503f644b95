"""From the readers to the minutes, and the place that moves: from request to HTML and PDF."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.people import links
from compagnon.recruitment import actions
from compagnon.recruitment.models import Appeal, Offer, PanelMeeting, Review
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open


@pytest.fixture
def selection(network, coordinator):
    call = CallFactory(network=network, state="draft", places=1)
    ready_to_open(call, by=coordinator)
    actions.publish_call(call=call, by=coordinator)
    call.selection.refresh_from_db()
    return call.selection


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client


def read(application, level, by):
    panel = application.call.selection.panel.filter(part="reader").select_related("person")
    keys = [criterion["key"] for criterion in application.call.selection.grid["criteria"]]
    for one in panel:
        review = actions.assign_review(application=application, reviewer=one.person, by=by)
        said = {"levels": dict.fromkeys(keys, level), "sentences": dict.fromkeys(keys, "Because.")}
        actions.review(review=review, by=one.person, remark="Is the host ready?", **said)
    return application


@pytest.fixture
def ranked(selection, coordinator):
    """Two files, read and ranked: the better one first."""
    files = [read(ApplicationFactory(call=selection.call), level, coordinator) for level in (4, 2)]
    actions.rank_call(selection=selection, by=coordinator)
    return files


def page(name, *arguments):
    return reverse(f"recruitment:{name}", args=arguments)


def test_readers_are_proposed_asked_and_reminded(as_coordinator, selection):
    ApplicationFactory(call=selection.call)
    address = page("readers", selection.call.code)

    before = as_coordinator.get(address).text
    as_coordinator.post(address)
    after = as_coordinator.post(page("remind-readers", selection.call.code), follow=True).text

    assert "2 readings could be asked for" in before
    assert "could be asked for" not in after
    assert "2 letters go." in after
    assert Letter.objects.filter(key="recruitment.reading_reminder").count() == 2


def test_words_that_say_who_it_is_are_hidden_by_the_staff(as_coordinator, selection):
    application = ApplicationFactory(call=selection.call, motivation="I play the bugle in the band of my village.")
    address = page("hidden-words", application.code)

    as_coordinator.post(address, {"words": "bugle\nband of my village"})

    assert "I play the [hidden] in the [hidden]." in as_coordinator.get(address).text


def test_an_order_is_reckoned_opens_to_its_reasons_and_is_decided_on(as_coordinator, selection, coordinator):
    high, low = (read(ApplicationFactory(call=selection.call), level, coordinator) for level in (4, 2))
    address = page("ranking", selection.call.code)
    assert "No order yet" in as_coordinator.get(address).text

    as_coordinator.post(page("rank", selection.call.code))
    shown = as_coordinator.get(address).text
    decide = page("decide-many", selection.call.code)
    refused = as_coordinator.post(decide, {"selected": low.code, "decision": "admitted"}, follow=True).text
    as_coordinator.post(decide, {"selected": [high.code], "decision": "admitted"})
    nothing = as_coordinator.post(decide, {"decision": "admitted"}, follow=True).text
    unsaid = as_coordinator.post(decide, {"selected": low.code}, follow=True).text

    assert "Place 1 with 100 of 100." in shown
    assert str(high.participant) not in shown
    assert "This departs from the order" in refused
    assert "Nothing was selected." in nothing
    assert "Choose a decision." in unsaid
    high.refresh_from_db()
    assert high.state == "admitted"


@pytest.mark.parametrize(("show", "count"), [("", 2), ("place", 1), ("reserve", 1), ("unread", 0), ("undecided", 2)])
def test_a_part_of_the_order_is_shown(as_coordinator, selection, ranked, show, count):
    shown = as_coordinator.get(page("ranking", selection.call.code) + f"?show={show}")

    assert len(shown.context["rows"]) == count


def test_the_facts_of_an_order_are_downloaded_as_they_were_kept(as_coordinator, selection, ranked):
    run = selection.runs.get()

    answer = as_coordinator.get(page("ranking-facts", selection.call.code, run.code))

    assert answer.content.decode() == run.facts


def test_a_page_of_three_ranked_files_takes_no_more_queries_than_one(
    as_coordinator, selection, coordinator, django_assert_num_queries
):
    read(ApplicationFactory(call=selection.call), 4, coordinator)
    actions.rank_call(selection=selection, by=coordinator)
    address = page("ranking", selection.call.code)
    as_coordinator.get(address)
    with CaptureQueriesContext(connection) as one:
        as_coordinator.get(address)
    for level in (3, 2):
        read(ApplicationFactory(call=selection.call), level, coordinator)
    actions.rank_call(selection=selection, by=coordinator)

    with django_assert_num_queries(len(one)):
        as_coordinator.get(address)


def open_meeting(client, selection):
    everybody = [one.person_id for one in selection.panel.all()]
    client.post(page("panel-meetings", selection.call.code), {"present": everybody})
    return PanelMeeting.objects.get()


def test_a_panel_decides_live_closes_and_signs_its_minutes(as_coordinator, selection, ranked, coordinator):
    high, low = ranked
    meeting = open_meeting(as_coordinator, selection)
    record = [page("meeting-record", meeting.code, one.code) for one in ranked]
    shown = as_coordinator.get(page("meeting", meeting.code)).text

    as_coordinator.post(record[0], {"text": "Clear project.", "decision": "waiting", "departure": "Leaves the trade."})
    as_coordinator.post(record[1], {"decision": "declined", "reason": "Too few places."})
    as_coordinator.post(page("meeting-end", meeting.code), {"notes": "A quiet meeting."})
    as_coordinator.post(page("meeting-end", meeting.code), {"name": "Coordina Essai"})
    paper = as_coordinator.get(page("minutes", meeting.code))

    read_out = "\n".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(b"".join(paper))).pages)
    flat = " ".join(read_out.split())
    assert "Is the host ready?" in shown
    assert str(high.participant) not in shown
    for words in (
        high.code.upper(), low.code.upper(), "Leaves the trade.", "Too few places.", "A quiet meeting.", "Coordina Essai",
        selection.seed, "Link with the trade", "Minutes of the selection panel",
    ):  # fmt: skip
        assert words in flat, words
    assert str(high.participant) not in flat


def test_after_a_decision_the_next_file_to_decide_opens_by_itself_and_after_a_note_the_same(
    as_coordinator, selection, ranked, coordinator
):
    high, low = ranked
    meeting = open_meeting(as_coordinator, selection)
    record = {one: page("meeting-record", meeting.code, one.code) for one in ranked}

    noted = as_coordinator.post(record[low], {"text": "Clear."}, follow=True)
    decided = as_coordinator.post(
        record[low] + "?show=undecided", {"decision": "declined", "reason": "No."}, follow=True
    )
    done = as_coordinator.post(record[high], {"decision": "admitted"}, follow=True)

    assert (opened(noted), opened(decided), opened(done)) == ([low.code], [high.code], [high.code])
    assert decided.redirect_chain[-1][0].endswith(f"open={high.code}#file-{high.code}")


def opened(answer):
    return re.findall(r'<details id="file-(\w+)" open', answer.text)


def test_closing_a_meeting_says_what_it_means_and_how_many_files_are_left(as_coordinator, selection, ranked):
    meeting = open_meeting(as_coordinator, selection)

    shown = as_coordinator.get(page("meeting", meeting.code)).text

    assert "Nobody has decided on 2 files of the order." in shown
    assert "This cannot be undone: nothing more can be noted or recorded" in shown
    assert re.search(r"<summary>.*?Close the meeting</summary>.*?Close the meeting for good", shown, re.DOTALL)


def test_one_state_has_one_name_wherever_it_is_said(as_coordinator, selection, ranked, coordinator):
    high, low = ranked
    actions.decide(application=high, decision="admitted", by=coordinator)
    actions.decide(application=low, decision="waiting", by=coordinator)
    meeting = open_meeting(as_coordinator, selection)
    pages = [
        page("ranking", selection.call.code), page("meeting", meeting.code), page("application", low.code),
        page("applications") + "?state=all",
    ]  # fmt: skip
    for address in pages:
        shown = as_coordinator.get(address).text
        assert "Reserve list" in shown, address
        assert not re.search(r"waiting list|Admitted|>Declined<", shown), address
        shown = " ".join(as_coordinator.get(address, headers={"accept-language": "fr"}).text.split())
        assert "Liste de réserve" in shown, address
        assert not re.search(r"iste d’attente|>\s*Refusée", shown), address


def test_without_quorum_or_order_no_meeting_opens(as_coordinator, selection, coordinator):
    address = page("panel-meetings", selection.call.code)
    assert "No meeting yet" in as_coordinator.get(address).text

    few = as_coordinator.post(address, {"present": []}, follow=True).text
    everybody = [one.person_id for one in selection.panel.all()]
    unranked = as_coordinator.post(address, {"present": everybody}, follow=True).text

    assert "1 members are there; the panel decides with 3 at least." in few
    assert "Have the order reckoned first." in unranked


def test_only_who_presides_records_and_who_is_not_seated_finds_nothing(client, selection, ranked, coordinator):
    everybody = [one.person_id for one in selection.panel.all()]
    meeting = actions.open_meeting(selection=selection, present=everybody, by=coordinator)
    client.force_login(selection.panel.filter(part="reader").first().person)
    refused = client.post(
        page("meeting-record", meeting.code, ranked[0].code), {"decision": "admitted"}, follow=True
    ).text

    assert "Only who presides over the panel records" in refused
    for held in ({"role": "reviewer"}, {"role": "referent", "role__departement_code": "53"}):
        client.force_login(PersonFactory(network=selection.network, **held))
        assert client.get(page("meeting", meeting.code)).status_code == 404
        assert client.get(page("minutes", meeting.code)).status_code == 404


def test_the_panel_sees_who_they_are_only_once_all_is_read_and_the_call_says_so(
    as_coordinator, selection, ranked, coordinator
):
    selection.shows_identity_after = True
    selection.save()
    meeting = open_meeting(as_coordinator, selection)
    name = str(ranked[0].participant)

    after = as_coordinator.get(page("meeting", meeting.code)).text
    late = ApplicationFactory(call=selection.call)
    actions.assign_review(application=late, reviewer=Review.objects.first().reviewer, by=coordinator)
    during = as_coordinator.get(page("meeting", meeting.code)).text

    assert name in after
    assert name not in during


@pytest.fixture
def declined(selection, coordinator):
    application = ApplicationFactory(call=selection.call)
    actions.decide(application=application, decision="declined", by=coordinator, reason="Not this time.")
    Letter.objects.update(state="sent", sent_at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    return application


def test_an_appeal_goes_from_a_phone_to_somebody_who_took_no_part(client, selection, declined, coordinator):
    client.force_login(declined.participant.person)
    status = client.get(page("status", declined.code)).text
    address = page("lodge-appeal", declined.code)
    shown = client.get(address).text
    lacking = client.post(address, {"what": "The project."})
    client.post(address, {"what": "The project.", "why": "It was overlooked."})
    again = client.post(address, {"what": "The project.", "why": "Again."}).text
    appeal = Appeal.objects.get()

    client.force_login(coordinator)
    barred = client.get(page("appeal", appeal.code)).text
    client.force_login(PersonFactory(network=selection.network, role="coordinator"))
    listed = client.get(page("appeals")).text
    client.post(page("appeal", appeal.code), {"upheld": "no", "answer": "It stays."})
    over = client.get(page("appeals") + "?show=over").text

    assert "ask that it is looked at again" in status
    assert "until 8 December 2026" in shown
    assert lacking.status_code == 422
    assert "asked already" in again
    assert "somebody else must answer" in barred
    assert str(declined.participant) in listed
    assert "Rejected" in over
    appeal.refresh_from_db()
    assert (appeal.state, appeal.answer) == ("rejected", "It stays.")


def test_who_is_not_eligible_reads_why_and_not_that_they_withdrew(client, selection, coordinator):
    application = ApplicationFactory(call=selection.call)
    actions.decide(application=application, decision="ineligible", by=coordinator, reason="The contract ends in May.")
    client.force_login(application.participant.person)

    shown = client.get(page("status", application.code)).text

    assert "The contract ends in May." in shown
    assert "You have withdrawn" not in shown


@pytest.fixture
def offer(selection):
    admitted, _waiting = (ApplicationFactory(call=selection.call, state=state) for state in ("admitted", "waiting"))
    actions.withdraw(application=admitted, by=admitted.participant.person)
    return Offer.objects.get()


def test_a_place_is_taken_by_the_link_of_the_letter(client, offer):
    letter = Letter.objects.get(key="recruitment.place_offered")
    address = reverse("recruitment:offered-place", args=[links.token_of(letter.link)])

    shown = client.get(address).text
    offer.refresh_from_db()
    before = offer.state
    client.post(address, {"answer": "accept"})

    assert "A place is free for you" in shown
    assert before == "open"
    assert "You are going!" in client.get(address).text


def test_a_place_is_let_go_on_the_phone(client, offer):
    client.force_login(offer.application.participant.person)
    assert "A place is free for you" in client.get(page("status", offer.application.code)).text

    client.post(page("answer-offer", offer.application.code), {"answer": "decline"})

    offer.refresh_from_db()
    assert offer.state == "declined"


def test_a_late_answer_by_link_gets_a_sentence(client, offer):
    letter = Letter.objects.get(key="recruitment.place_offered")
    Offer.objects.update(answer_by="2026-11-01")

    answer = client.post(reverse("recruitment:offered-place", args=[links.token_of(letter.link)]), {"answer": "accept"})

    assert answer.status_code == 422
    assert "The last day to answer is past" in answer.text


def test_the_page_of_a_ranked_file_asks_why_a_decision_departs_from_the_order(as_coordinator, ranked):
    _high, low = ranked
    address = page("application-decide", low.code)

    refused = as_coordinator.post(address, {"decision": "admitted"})
    done = as_coordinator.post(address, {"decision": "admitted", "departure": "The host asked for welders."})

    assert "This departs from the order" in refused.text
    assert 'name="departure"' in refused.text
    low.refresh_from_db()
    assert (done.status_code, low.state, low.departure_reason) == (302, "admitted", "The host asked for welders.")


def test_what_was_typed_about_a_refused_file_stays_and_a_second_meeting_waits_for_the_first(
    as_coordinator, selection, ranked, coordinator
):
    high, _low = ranked
    meeting = open_meeting(as_coordinator, selection)

    refused = as_coordinator.post(
        page("meeting-record", meeting.code, high.code) + "?show=place",
        {"text": "Clear project.", "decision": "waiting", "reason": "Later."},
    )
    kept = as_coordinator.post(page("meeting-record", meeting.code, high.code) + "?show=place", {"text": "Clear."})
    again = as_coordinator.post(
        page("panel-meetings", selection.call.code),
        {"present": [one.person_id for one in selection.panel.all()]},
        follow=True,
    )

    assert refused.status_code == 422
    for words in (
        "This departs from the order",
        ">Clear project.</textarea>",
        ">Later.</textarea>",
        "selected>Reserve",
    ):
        assert words in refused.text, words
    assert kept.headers["Location"] == page("meeting", meeting.code) + f"?show=place&open={high.code}#file-{high.code}"
    assert "A meeting of this panel is open: close it first." in again.text
