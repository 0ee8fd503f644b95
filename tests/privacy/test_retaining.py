"""Retention: by rule and period, never what is held, twice without harm, with a certificate (RET-01 to RET-04)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compagnon.core import clock, files
from compagnon.core.holdings import retention
from compagnon.core.models import ImportRun, SecurityEvent
from compagnon.correspondence.models import Letter
from compagnon.people.models import PersonalLink
from compagnon.privacy import actions, retaining
from compagnon.privacy.actions import erase, keep_payments, set_hold
from compagnon.privacy.jobs import retain
from compagnon.privacy.models import Certificate, FinalPayment, RetentionPeriod, SealedFile
from compagnon.privacy.projects import projects_of
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with clock.at(NOW):
        yield


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path


@pytest.fixture
def officer(network):
    return PersonFactory(network=network, role="coordinator")


def periods(network, **months):
    for rule, value in months.items():
        RetentionPeriod.objects.create(network=network, rule=rule, months=value)


def letter(participant, day):
    return Letter.objects.create(
        network=participant.network, key="people.sign_in", to_person=participant.person, to_email="a@example.org",
        language="en", subject="S", body="B", about=participant, written_at=datetime.combine(day, NOW.timetz()),
    )  # fmt: skip


def test_a_rule_that_no_text_dates_takes_nothing_before_the_network_has_answered(network):
    letter(ParticipantFactory(network=network), date(2001, 1, 1))

    assert retaining.run(network) == []

    periods(network, letter=24)
    assert [one.counts for one in retaining.run(network)] == [{"correspondence.Letter": 1}]
    assert Letter.objects.count() == 0


def test_the_second_run_takes_nothing(network):
    participant = ParticipantFactory(network=network)
    letter(participant, date(2024, 11, 25))
    letter(participant, date(2024, 11, 27))
    periods(network, letter=24)

    first, second = retaining.run(network), retaining.run(network)

    assert (len(first), second, Letter.objects.count()) == (1, [], 1)
    assert Certificate.objects.get().rule == "letter"


def test_the_preview_says_what_the_night_does(network):
    participant = ParticipantFactory(network=network)
    for day in (date(2024, 11, 26), date(2024, 11, 27), date(2024, 12, 26), date(2024, 12, 27)):
        letter(participant, day)
    periods(network, letter=24)

    found = {one.period.rule.key: (one.tonight, one.soon) for one in retaining.going(network)}
    retain(0)

    assert found["letter"] == (1, 3)
    assert Letter.objects.count() == 3


def test_an_unsuccessful_application_is_emptied_after_the_appeal_and_a_year(network, officer):
    old = ApplicationFactory(
        call__network=network, state="declined", motivation="Me.", decided_at=datetime(2025, 10, 1, tzinfo=UTC)
    )
    placed = ApplicationFactory(
        call=old.call, state="admitted", motivation="Us.", decided_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    review = old.reviews.create(
        network=network, reviewer=officer, levels={"project": 4}, sentences={"project": "Keen."}
    )

    assert retaining.run(network) == []
    RetentionPeriod.objects.create(network=network, rule="application", months=12, appeal_days=60)
    assert [one.rule for one in retaining.run(network)] == []
    RetentionPeriod.objects.update(appeal_days=30)
    assert [one.rule for one in retaining.run(network)] == ["application"]
    assert retaining.run(network) == []

    for one in (old, placed, review):
        one.refresh_from_db()
    assert (old.motivation, old.state, review.sentences, review.levels) == ("", "declined", {}, {"project": 4})
    assert placed.motivation == "Us."


def test_nothing_under_a_hold_goes_by_retention(network, officer):
    held, free = (ParticipantFactory(network=network, contract_end=date(2015, 8, 31), diploma_date=None) for _ in "ab")
    letter(held, date(2001, 1, 1))
    set_hold(subject=held.person, reason="dispute", words="Appeal", until=None, by=officer)
    periods(network, participant=12, letter=12)

    retaining.run(network, by=officer)

    for one in (held, free):
        one.person.refresh_from_db()
    assert (held.person.erased_at, free.person.erased_at) == (None, NOW)
    assert Letter.objects.count() == 1


def test_a_participant_under_way_stays(network, officer):
    going = ParticipantFactory(network=network, contract_end=date(2015, 8, 31))
    MobilityFactory(network=network, participant=going)
    periods(network, participant=12)

    assert retaining.run(network, by=officer) == []


def test_links_and_security_events_go_after_a_year_at_most(network):
    participant = ParticipantFactory(network=network)
    for days in (300, 400):
        SecurityEvent.unscoped.create(network=network, event="sign_in", result="done", at=NOW - timedelta(days=days))
        PersonalLink.objects.create(
            network=network, purpose="p", person=participant.person, about=participant, token_hash=str(days),
            expires_at=NOW - timedelta(days=days),
        )  # fmt: skip

    retaining.run(network)

    assert [one.at for one in SecurityEvent.unscoped.all()] == [NOW - timedelta(days=300)]
    assert [one.token_hash for one in PersonalLink.objects.all()] == ["300"]


def test_a_list_that_was_brought_in_loses_its_file_and_cells(network, tmp_path, django_capture_on_commit_callbacks):
    kept = files.keep(b"Nom\nDurand\n", kind=files.SHEET)
    run = ImportRun.objects.create(
        network=network, kind="learners", file=kept, file_name="durand.csv", checked={"counts": {}}, at=NOW - timedelta(days=500),
    )  # fmt: skip
    periods(network, **{"import": 12})

    with django_capture_on_commit_callbacks(execute=True):
        retaining.run(network)
        retaining.run(network)

    run.refresh_from_db()
    assert (run.file, run.file_name, run.checked) == ("", "", {})
    assert not (tmp_path / kept).exists()


def sealed_of(network, officer, project="2024-1-FR01"):
    participant = ParticipantFactory(network=network)
    MobilityFactory(
        network=network, participant=participant, state="closed", project_code=project, scheme__programme="Erasmus+",
        departs_on=date(2024, 3, 1), returns_on=date(2024, 3, 15),
    )  # fmt: skip
    erase(subject=participant.person, by=officer)
    return SealedFile.objects.latest("pk")


def test_a_seal_is_broken_after_its_day(network, officer, tmp_path, django_capture_on_commit_callbacks):
    sealed = sealed_of(network, officer)
    keep_payments(
        network=network, by=officer,
        payments={"2024-1-FR01": {"paid_on": date(2021, 11, 25), "years": 5, "hold_until": None}},
    )  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        retaining.run(network)

    assert SealedFile.objects.count() == 0
    assert not (tmp_path / sealed.file).exists()


def test_the_day_of_a_seal_moves_with_the_payment_and_its_hold(network, officer):
    sealed = sealed_of(network, officer)
    days = []
    for paid_on, hold_until in (
        (None, None),
        (date(2025, 1, 31), None),
        (date(2026, 1, 31), None),
        (date(2026, 1, 31), date(2040, 1, 1)),
    ):
        keep_payments(
            network=network, by=officer,
            payments={"2024-1-FR01": {"paid_on": paid_on, "years": 5, "hold_until": hold_until}},
        )  # fmt: skip
        sealed.refresh_from_db()
        days.append(sealed.until)

    assert days == [None, date(2030, 1, 31), date(2031, 1, 31), date(2040, 1, 1)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(3, 20),
    st.none() | st.dates(date(2000, 1, 1), date(2150, 1, 1)),
)
def test_evidence_is_never_kept_shorter_than_its_years_nor_than_its_hold(paid_on, years, hold_until):
    until = FinalPayment(paid_on=paid_on, years=years, hold_until=hold_until).until

    assert until.year - paid_on.year >= years
    assert hold_until is None or until >= hold_until


def test_evidence_of_a_project_goes_after_its_years_without_an_erasure(network, officer):
    mobility = MobilityFactory(
        network=network, state="closed", project_code="2016-1-FR01", scheme__programme="Erasmus+",
        departs_on=date(2016, 3, 1), returns_on=date(2016, 3, 15), programme_id="X1",
    )  # fmt: skip
    FinalPayment.objects.create(network=network, key="2016-1-FR01", paid_on=date(2018, 1, 31))

    certificates = retaining.run(network)

    mobility.refresh_from_db()
    assert [one.rule for one in certificates] == ["evidence"]
    assert (mobility.programme_id, mobility.search_text) == ("", "")
    assert retaining.run(network) == []


def test_a_project_without_a_final_payment_is_asked_for_after_eighteen_months(network, officer, client):
    for code, back in (("late", date(2025, 5, 25)), ("young", date(2025, 5, 27))):
        MobilityFactory(
            network=network, state="closed", project_code=code, scheme__programme="Erasmus+",
            departs_on=back, returns_on=back,
        )  # fmt: skip

    assert [(one.key, one.is_missing) for one in projects_of(network)] == [("late", True), ("young", False)]
    client.force_login(officer)
    assert "1 project without the day of its final payment" in client.get(reverse("desk:home")).content.decode()


def test_every_period_that_a_text_gives_lies_within_its_bounds():
    outside = [one.key for one in retention if one.months and not one.bounds[0] <= one.months <= one.bounds[1]]

    assert outside == []
    assert {one.grade for one in retention} == {"V", "P", "not found"}
    assert [one.key for one in retention if one.grade == "not found" and one.months is not None] == []
    assert actions.counted_words("files") == "files"


def test_a_project_without_a_code_is_called_by_its_scheme_and_year(network):
    going = MobilityFactory(network=network, state="closed", project_code="", scheme__programme="Erasmus+")

    told = [(one.key, one.label) for one in projects_of(network)]

    year = going.departs_on.year
    assert told == [(f"{going.scheme.key} {year}", f"{going.scheme.name} {year}")]
