"""Privacy at the desk: requests, erasure in two steps, holds, certificates, seals, breaches, settings."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from compagnon.core import clock
from compagnon.core.models import Activity
from compagnon.privacy.actions import erase, receive_request
from compagnon.privacy.models import Breach, Certificate, Controller, FinalPayment, Hold, RetentionPeriod, RightsRequest
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path


@pytest.fixture
def officer(network, client):
    person = PersonFactory(network=network, role="coordinator")
    client.force_login(person)
    return person


def ask(network, who, day, **more):
    return receive_request(network=network, kind="access", who=who, received_on=day, by=None, **more)


def test_late_requests_stand_first_and_answered_ones_last(network, officer, client):
    today = clock.today()
    for who, days in (("Yann", 3), ("Lara", 40), ("Dora", 20), ("Alix", 90)):
        ask(network, who, today - timedelta(days=days))
    RightsRequest.objects.filter(who="Alix").update(state="granted")

    page = client.get(reverse("privacy:requests")).content.decode()

    assert sorted(("Alix", "Dora", "Lara", "Yann"), key=page.index) == ["Lara", "Dora", "Yann", "Alix"]
    assert page.count('data-state="late"><th') == 1


def test_the_first_page_of_privacy_is_what_is_asked(officer, client):
    assert client.get(reverse("privacy:home")).url == reverse("privacy:requests")


def test_people_and_contacts_are_found_with_accents_and_without(network, officer, client):
    learner = ParticipantFactory(network=network, person__first_name="Zoé", person__last_name="Lanoë").person
    guardian = ContactFactory(network=network, first_name="Zoë", last_name="Lanoë")

    found = [
        list(client.get(reverse("privacy:people"), {"q": typed}).context["found"])
        for typed in ("zoe LANOE", "Zoé", "nobody")
    ]

    assert found == [[learner, guardian], [learner, guardian], []]


def test_a_request_is_due_in_one_month_and_may_be_extended_by_two_with_a_reason(network, officer, client):
    asked = ask(network, "Anna", date(2026, 1, 31))
    address = reverse("privacy:request", args=[asked.code])
    assert asked.due_on == date(2026, 2, 28)

    refused = client.post(address, {"extend": "1", "until": "2026-05-01", "reason": "Many files"})
    client.post(address, {"extend": "1", "until": "2026-04-15", "reason": "Many files"})

    asked.refresh_from_db()
    assert refused.status_code == 422
    assert (asked.due_on, asked.extension_reason) == (date(2026, 4, 15), "Many files")


def test_a_refusal_needs_its_reason_and_is_answered_once(network, officer, client):
    asked = ask(network, "Anna", clock.today())
    address = reverse("privacy:request", args=[asked.code])

    assert client.post(address, {"decide": "1", "decision": "refused", "reply": "No."}).status_code == 422
    client.post(address, {"decide": "1", "decision": "refused", "reason": "Not held", "reply": "No."})
    client.post(address, {"decide": "1", "decision": "granted", "reply": "Yes."})

    asked.refresh_from_db()
    assert (asked.state, asked.reply, asked.decided_by) == ("refused", "No.", officer)
    assert Activity.objects.filter(verb="privacy.rightsrequest_refused").count() == 1


def test_a_request_that_came_by_letter_is_noted(network, officer, client):
    answered = client.post(
        reverse("privacy:receive"),
        {"kind": "erasure", "who": "Anna, by letter", "words": "", "received_on": "2026-11-02"},
    )

    assert answered.status_code == 302
    assert RightsRequest.objects.get().received_on == date(2026, 11, 2)
    assert client.post(reverse("privacy:receive"), {"kind": "erasure"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_requests_takes_the_same_number_of_queries(
    network, officer, client, count, django_assert_max_num_queries
):
    for number in range(count):
        ask(network, f"Who {number}", clock.today(), person=ParticipantFactory(network=network).person)
    client.get(reverse("privacy:requests"))

    with django_assert_max_num_queries(12):
        client.get(reverse("privacy:requests"))


def test_erasure_shows_what_goes_then_asks_for_the_name(network, officer, client):
    learner = ParticipantFactory(network=network, person__first_name="Anna", person__last_name="Anders").person
    found = client.get(reverse("privacy:people"), {"q": "anders"}).content.decode()
    page = reverse("privacy:person", args=["person", learner.code])
    address = reverse("privacy:erase", args=["person", learner.code])
    assert page in found
    assert address in client.get(page).content.decode()

    wrong = client.post(address, {"typed": "Anna"})
    done = client.post(address, {"typed": "anna  anders"})

    certificate = Certificate.objects.get()
    assert wrong.status_code == 422
    assert done.headers["Location"] == reverse("privacy:certificate", args=[certificate.code])
    shown = client.get(done.headers["Location"]).content.decode()
    assert "Anders" not in shown
    assert certificate.code in client.get(reverse("privacy:certificates")).content.decode()
    assert client.get(page).status_code == 404


def test_who_is_under_way_is_not_erased_by_the_page_either(network, officer, client):
    learner = MobilityFactory(network=network).participant.person
    address = reverse("privacy:erase", args=["person", learner.code])

    answered = client.post(address, {"typed": learner.full_name})

    assert answered.status_code == 422
    assert "A mobility is under way" in answered.content.decode()


def test_an_erased_participant_is_in_no_daily_list(network, officer, client):
    learner = ParticipantFactory(network=network, person__last_name="Anders")
    MobilityFactory(network=network, participant=learner, state="closed")
    erase(subject=learner.person, by=officer)

    listed = client.get(reverse("desk-people:participants")).content.decode()

    assert "Anders" not in listed
    assert "Erased person" not in listed


def test_a_hold_is_set_and_lifted_on_the_page(network, officer, client):
    contact = ContactFactory(network=network)
    page = reverse("privacy:person", args=["contact", contact.code])

    client.post(page, {"reason": "dispute", "words": "Letter of 3 May", "until": ""})
    hold = Hold.objects.get()
    assert "Letter of 3 May" in client.get(page).content.decode()
    client.post(reverse("privacy:lift", args=[hold.code]))

    hold.refresh_from_db()
    assert hold.lifted_at is not None


def test_seals_are_opened_by_the_officer_alone_and_it_is_noted(network, officer, client):
    learner = MobilityFactory(network=network, state="closed", scheme__programme="Erasmus+").participant.person
    sealed_code = erase(subject=learner, by=officer) and network.pk and Certificate.objects.get().sealed
    assert sealed_code == 1
    assert client.get(reverse("privacy:sealed")).status_code == 404

    client.force_login(PersonFactory(network=network, role="protection"))
    page = client.get(reverse("privacy:sealed")).content.decode()
    address = page.split('action="/desk/privacy/sealed/')[1].split('"')[0]
    answered = client.post(f"/desk/privacy/sealed/{address}")

    assert answered.headers["Content-Type"] == "application/zip"
    assert Activity.objects.filter(verb="privacy.seal_opened").count() == 1


def test_the_clock_of_a_breach_runs_72_hours_from_awareness(network, officer, client):
    breach = Breach.objects.create(
        network=network, what="A list was sent to the wrong school", aware_at=clock.now(), risk="some"
    )
    breach.aware_at = clock.now() - timedelta(hours=10, minutes=30)
    assert (breach.hours_left, breach.must_be_told) == (61, True)
    Breach.objects.update(aware_at=clock.now() - timedelta(hours=73))

    late = client.get(reverse("privacy:breaches")).content.decode()
    Breach.objects.update(notified_at=clock.now())
    told = client.get(reverse("privacy:breaches")).content.decode()

    assert "72 hours are over" in late
    assert "72 hours are over" not in told


def test_a_breach_is_noted_and_completed(network, officer, client):
    told = {"what": "Laptop lost", "aware_at": "2026-11-01T10:00", "risk": "high", "people_count": "31"}
    client.post(reverse("privacy:report"), told)
    breach = Breach.objects.get()
    later = client.post(reverse("privacy:report"), told | {"aware_at": "2090-01-01T10:00"})
    client.post(reverse("privacy:breach", args=[breach.code]), told | {"measures": "Keys changed"})

    breach.refresh_from_db()
    assert later.status_code == 422
    assert (breach.measures, breach.people_count, breach.by) == ("Keys changed", 31, officer)


def test_settings_are_kept_each_by_its_own_button(network, officer, client):
    MobilityFactory(network=network, project_code="2024-1-FR01", scheme__programme="Erasmus+")
    address = reverse("privacy:settings")

    assert client.post(address, {"periods": "1", "security": "3"}).status_code == 422
    client.post(
        address,
        {"periods": "1", "security": "6", "link": "12", "letter": "36", "application": "12", "appeal_days": "60"},
    )
    client.post(address, {"controller": "1", "name": "Chambre d’essai", "is_public": "true"})
    client.post(address, {"payments": "1", "paid_on-0": "2026-01-31", "years-0": "5", "hold_until-0": ""})

    kept = {one.rule: (one.months, one.appeal_days) for one in RetentionPeriod.objects.all()}
    assert kept == {"security": (6, None), "link": (12, None), "letter": (36, None), "application": (12, 60)}
    assert Controller.objects.get().is_public is True
    assert FinalPayment.objects.get().until == date(2031, 1, 31)


def test_what_goes_tonight_opens_to_its_rows(network, officer, client):
    learner = ParticipantFactory(network=network, contract_end=date(2015, 8, 31), person__last_name="Anders")
    RetentionPeriod.objects.create(network=network, rule="participant", months=12)

    page = client.get(reverse("privacy:retention")).content.decode()
    rows = client.get(reverse("privacy:rows", args=["participant"])).content.decode()

    assert reverse("privacy:rows", args=["participant"]) in page
    assert learner.person.full_name in rows
