"""Calls, applications and reviews at the desk, from request to HTML."""

from datetime import date
from io import BytesIO

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core.registries import evidence
from compagnon.correspondence.models import Letter
from compagnon.network.models import Destination
from compagnon.recruitment.actions import answer_consent, ask_consent, decide
from compagnon.recruitment.models import Application, Call, Consent
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import SiteFactory
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture
def at_desk(client, referent):
    client.force_login(referent)
    return client


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client


def call_answers(**changed):
    return {
        "title_fr": "Deux semaines à Flensburg", "title_en": "Two weeks in Flensburg", "opens_on": "2026-11-24",
        "closes_on": "2027-01-10", "departs_on": "2027-03-01", "returns_on": "2027-03-15", "places": "8",
        "countries": ["DE"], **changed,
    }  # fmt: skip


@pytest.fixture
def scheme(network):
    Destination.objects.create(network=network, country="DE", zone="europe")
    return SchemeFactory(network=network, rules={"audience": ["apprentice"], "min_days": 15, "max_days": 15})


def test_a_call_is_prepared_opened_and_shows_on_the_portal(as_coordinator, coordinator, scheme, network):
    as_coordinator.post(f"{reverse('recruitment:call-new')}?scheme={scheme.code}", call_answers())
    call = Call.objects.get()
    public = reverse("recruitment:public-call", args=[network.key, call.code])
    assert as_coordinator.get(public).status_code == 404
    ready_to_open(call, by=coordinator)

    as_coordinator.post(reverse("recruitment:call-move", args=[call.code]), {"verb": "publish"})

    page = as_coordinator.get(public, headers={"accept-language": "fr"})
    assert "Deux semaines à Flensburg" in page.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"closes_on": "2026-11-01"}, "The last day to apply is before the first."),
        ({"returns_on": "2027-02-01"}, "The return is before the departure."),
        ({"departs_on": "2026-12-01", "returns_on": "2026-12-15"}, "The departure is before the last day to apply."),
        ({"returns_on": "2027-03-20"}, "At most 15 days: the stay has 20."),
        ({"countries": ["BR"]}, "BR is not one of the available choices"),
    ],
)
def test_a_wrong_call_gets_a_sentence_beside_the_field_and_keeps_what_was_typed(
    as_coordinator, scheme, changed, sentence
):
    answer = as_coordinator.post(f"{reverse('recruitment:call-new')}?scheme={scheme.code}", call_answers(**changed))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Two weeks in Flensburg" in answer.text
    assert not Call.objects.exists()


def test_what_the_scheme_leaves_open_is_asked_of_the_call(as_coordinator, scheme):
    scheme.rules, scheme.ask_per_call = {"audience": ["apprentice"]}, ["min_days", "max_days", "form"]
    scheme.save()
    address = f"{reverse('recruitment:call-new')}?scheme={scheme.code}"

    refused = as_coordinator.post(address, call_answers())
    as_coordinator.post(address, call_answers(rule_min_days="10", rule_max_days="20", rule_form="group"))

    assert refused.status_code == 422
    assert Call.objects.get().rules == {"min_days": 10, "max_days": 20, "form": "group", "ask_referent": []}


def test_a_copy_comes_with_the_dates_of_a_year_later(as_coordinator, network, scheme):
    last = CallFactory(network=network, scheme=scheme)

    page = as_coordinator.get(f"{reverse('recruitment:call-new')}?copy={last.code}")

    assert 'value="2028-02-28"' in page.text


def test_calls_come_in_pages_and_their_tabs_count_them_all(at_desk, network, scheme):
    for number in range(52):
        CallFactory(network=network, scheme=scheme, state="open" if number % 2 else "draft")

    first, second = at_desk.get(reverse("recruitment:calls")), at_desk.get(reverse("recruitment:calls") + "?page=2")
    drafts = at_desk.get(reverse("recruitment:calls") + "?state=draft")

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 2)
    assert 'href="?page=2"' in first.content.decode()
    assert [tab["count"] for tab in first.context["tabs"]][:2] == [52, 26]
    assert {row["call"].state for row in drafts.context["rows"]} == {"draft"}


def test_a_referent_reads_calls_but_opens_none(at_desk, call):
    assert at_desk.get(reverse("recruitment:calls")).status_code == 200
    assert "Open a call" not in at_desk.get(reverse("recruitment:calls")).text
    assert at_desk.get(reverse("recruitment:call-new")).status_code == 404


def test_a_free_place_proposes_the_first_of_the_waiting_list(at_desk, call):
    ApplicationFactory(call=call, state="waiting", participant__person__last_name="Première-Essai")

    page = at_desk.get(reverse("recruitment:call", args=[call.code]))

    assert "10 places are free, and people wait." in page.text
    assert "Première-Essai" in page.text


def test_the_list_opens_on_those_to_decide_and_filters_live_in_the_address(at_desk, call):
    ApplicationFactory(call=call, participant__person__last_name="Sent-Essai")
    ApplicationFactory(call=call, state="draft", participant__person__last_name="Draft-Essai")
    address = reverse("recruitment:applications")

    first, drafts = at_desk.get(address).text, at_desk.get(f"{address}?state=draft&call={call.code}&q=draft").text

    assert "Sent-Essai" in first
    assert "Draft-Essai" not in first
    assert "Draft-Essai" in drafts
    assert "Sent-Essai" not in drafts


@pytest.mark.parametrize("page", ["recruitment:applications", "recruitment:calls"])
def test_a_list_of_thirty_takes_no_more_queries_than_one(at_desk, network, django_assert_num_queries, page):
    call = CallFactory(network=network)
    ApplicationFactory(call=call)
    at_desk.get(reverse(page))
    with CaptureQueriesContext(connection) as one:
        at_desk.get(reverse(page))
    for _number in range(29):
        ApplicationFactory(call=CallFactory(network=network))

    with django_assert_num_queries(len(one)):
        at_desk.get(reverse(page))


def test_a_file_of_another_departement_is_not_found(at_desk, call):
    elsewhere = SiteFactory(network=call.network, departement_code="85")
    application = ApplicationFactory(call=call, participant=ParticipantFactory(network=call.network, site=elsewhere))

    assert at_desk.get(reverse("recruitment:application", args=[application.code])).status_code == 404
    answer = at_desk.post(reverse("recruitment:application-decide", args=[application.code]), {"decision": "admitted"})
    assert answer.status_code == 404


def test_deciding_without_a_reason_to_decline_keeps_the_page_open(at_desk, call):
    application = ApplicationFactory(call=call)

    answer = at_desk.post(
        reverse("recruitment:application-decide", args=[application.code]), {"decision": "declined", "reason": ""}
    )

    assert answer.status_code == 422
    assert "the learner reads this reason in the letter" in answer.text


def test_the_file_tells_what_happened_as_sentences(at_desk, call, referent):
    application = ApplicationFactory(call=call)
    at_desk.post(
        reverse("recruitment:application-decide", args=[application.code]), {"decision": "waiting", "reason": "Soon."}
    )

    page = at_desk.get(reverse("recruitment:application", args=[application.code]))

    assert f"{referent} put {application.participant} on the reserve list." in page.text


def test_many_are_decided_at_once_and_the_refused_are_named(at_desk, call):
    call.places = 1
    call.save()
    two = [ApplicationFactory(call=call) for _number in range(2)]

    page = at_desk.post(
        reverse("recruitment:applications-many"),
        {"selected": [one.code for one in two], "action": "admitted"},
        follow=True,
    )

    assert sorted(Application.objects.values_list("state", flat=True)) == ["admitted", "submitted"]
    assert "1 decision recorded" in page.text
    assert "All 1 places of this call are taken" in page.text


def test_nothing_selected_changes_nothing(at_desk, call):
    ApplicationFactory(call=call)

    page = at_desk.post(reverse("recruitment:applications-many"), {"action": "admitted"}, follow=True)

    assert "Nothing was selected." in page.text
    assert Application.objects.get().state == "submitted"


def test_the_export_holds_what_the_filters_show(at_desk, call):
    ApplicationFactory(call=call, participant__person__last_name="Sent-Essai")
    ApplicationFactory(call=call, state="draft")

    answer = at_desk.get(reverse("recruitment:applications-export"))

    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Last name", "Sent-Essai"]


def test_a_departure_in_the_past_is_refused(as_coordinator, scheme):
    answers = call_answers(
        opens_on="2026-01-01", closes_on="2026-02-01", departs_on="2026-03-01", returns_on=str(date(2026, 3, 15))
    )

    answer = as_coordinator.post(f"{reverse('recruitment:call-new')}?scheme={scheme.code}", answers)

    assert "This day is past" in answer.text


def test_the_page_of_a_participant_shows_what_they_applied_for(at_desk, call):
    application = ApplicationFactory(call=call)

    page = at_desk.get(reverse("desk-people:participant", args=[application.participant.code]))

    assert reverse("recruitment:application", args=[application.code]) in page.text


def test_evidence_follows_the_consents_and_can_remind(network, call, referent):
    application = ApplicationFactory(call=call)
    mobility = MobilityFactory(network=network, application=application, participant=application.participant)
    proof = evidence.get("employer_agreement")
    assert not proof.done(mobility)

    assert proof.remind(mobility, referent) == 1
    consent = Consent.objects.get()
    answer_consent(consent=consent, given=True, by=consent.contact, sentence="We agree.")

    assert proof.done(mobility)
    assert Letter.objects.get().to_contact == application.participant.mentor
    assert proof.desk_url(mobility) == reverse("recruitment:application", args=[application.code])


def test_a_mobility_without_an_application_proves_nothing_and_reminds_nobody(network, referent):
    mobility = MobilityFactory(network=network)

    for code in ("application_submitted", "application_decided", "guardian_consent", "employer_agreement"):
        assert not evidence.get(code).done(mobility)
    assert evidence.get("guardian_consent").remind(mobility, referent) == 0


def test_a_consent_that_comes_after_the_admission_completes_its_task(network, call, referent):
    SchemeTaskFactory(scheme=call.scheme, key="agreement", evidence="employer_agreement")
    application = ApplicationFactory(call=call)
    consent = ask_consent(application=application, kind="employer", by=referent)
    decide(application=application, decision="admitted", by=referent)
    task = Task.objects.get(mobility__application=application)
    assert task.state == "open"

    answer_consent(consent=consent, given=True, by=consent.contact, sentence="We agree.")

    task.refresh_from_db()
    assert task.state == "done"
