"""Course sheets with versions and approval, what they stop and say; obstacles noticed and told; figures of the programme."""

from datetime import UTC, date, datetime, timedelta

import pytest

from compagnon.core import clock
from compagnon.core.activity import on, sentence
from compagnon.core.states import MoveRefused
from compagnon.documents.filling import agreement_facts
from compagnon.engines.duedates import Condition
from compagnon.longpath import queries
from compagnon.longpath.actions import approve_version, choose_course, keep_sheet, tell_obstacle
from compagnon.longpath.figures import figures
from compagnon.longpath.models import CourseSheet, CourseVersion, ObstacleEntry
from compagnon.mobilities.actions import Blocked, cancel, confirm_departure, split_stay
from compagnon.mobilities.models import Mobility
from compagnon.recruitment.actions.applications import withdraw
from compagnon.recruitment.actions.consents import answer_consent
from compagnon.recruitment.actions.decisions import decide
from compagnon.recruitment.models import Application, Consent
from compagnon.stays.actions.early import return_early
from compagnon.stays.queries.followup import plan
from compagnon.timeline.plans import conditions_of
from compagnon.travel.actions.cover import waive
from compagnon.travel.actions.terms import tell_terms
from compagnon.travel.queries.readiness import readiness_of
from tests.factories.longpath import settled
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory
from tests.factories.schemes import SchemeFactory

SAID = {
    "fits": "Second year",
    "learnt": "Breads of the north",
    "assessed": "By the tutor, as a unit",
    "at_distance": "",
}
NOW = datetime(2027, 3, 8, 12, tzinfo=UTC)


@pytest.fixture
def stay(network):
    return MobilityFactory(network=network, placed=True)


@pytest.fixture
def referent(stay):
    return stay.referent


def a_sheet(network, by, title="CAP Baker", **said):
    return keep_sheet(sheet=CourseSheet(network=network, title=title), version={**SAID, **said}, by=by)


def newest(sheet):
    return sheet.versions.first()


def approved(sheet, by):
    return approve_version(version=newest(sheet), on=date(2027, 1, 11), team="Ms Levain, bakery", by=by)


def test_a_version_changes_until_it_is_approved_and_then_makes_the_next(network, referent):
    sheet = a_sheet(network, referent)
    keep_sheet(sheet=sheet, version={**SAID, "fits": "Third year"}, by=referent)
    first = approved(sheet, referent)
    keep_sheet(sheet=sheet, version={**SAID, "fits": "Third year"}, by=referent)
    same = sheet.versions.count()
    keep_sheet(sheet=sheet, version={**SAID, "fits": "First year"}, by=referent)

    assert same == 1
    assert [(one.number, one.fits, one.is_approved) for one in sheet.versions.all()] == [
        (2, "First year", False),
        (1, "Third year", True),
    ]
    assert "approved “CAP Baker”, version 1" in sentence(on(sheet).filter(verb="longpath.version_approved").get())
    with pytest.raises(MoveRefused):
        approve_version(version=first, on=date(2027, 1, 12), team="Somebody", by=referent)


def test_nobody_leaves_with_a_sheet_that_the_team_has_not_approved(network, stay, referent):
    sheet = a_sheet(network, referent)
    choose_course(mobility=stay, version=newest(sheet), by=referent)

    with pytest.raises(Blocked, match="has not approved the course sheet “CAP Baker”"):
        confirm_departure(mobility=stay, by=referent)

    approved(sheet, referent)
    assert confirm_departure(mobility=stay, by=referent).state == "abroad"


def waits(stay, *, days=None, scheme=None):
    """The keys of what of the long path stands in the way of the departure of a stay of this length."""
    if days:
        stay.returns_on = stay.departs_on + timedelta(days=days - 1)
        stay.save()
    return [one.key for one in queries.points_before_leaving([Mobility.objects.get(pk=stay.pk)]).get(stay.pk, ())]


@pytest.mark.parametrize(("days", "open_points"), [(59, []), (60, ["course", "counts"]), (90, ["course", "counts"])])
def test_a_long_stay_does_not_begin_without_its_sheet_and_its_decision(stay, days, open_points):
    assert waits(stay, days=days) == open_points
    if open_points:
        with pytest.raises(Blocked, match="What counts in the diploma is not decided"):
            confirm_departure(mobility=stay, by=stay.referent)
        settled(stay)
        assert waits(stay) == []
    assert confirm_departure(mobility=stay, by=stay.referent).state == "abroad"


def test_a_named_person_may_answer_for_it_until_it_stands_otherwise(network, stay, referent):
    waits(stay, days=90)
    by = PersonFactory(network=network, role="coordinator")
    for item in ("point_course", "point_counts"):
        waive(mobility=stay, item=item, reason="The team meets on Monday.", by=by)
    free = [one.key for one in readiness_of(stay).red]
    choose_course(mobility=stay, version=newest(a_sheet(network, referent)), by=referent)  # another fact: not approved

    assert free == []
    assert [one.key for one in readiness_of(stay).red] == ["point_course"]


@pytest.mark.parametrize("scheme", [{"participant_kind": "staff"}, {"direction": "in"}])
def test_staff_and_who_comes_to_us_need_neither(network, scheme):
    stay = MobilityFactory(network=network, scheme=SchemeFactory(network=network, **scheme))

    assert waits(stay, days=90) == []


@pytest.mark.parametrize(("days", "is_long"), [(59, False), (60, True), (75, True), (90, True)])
def test_long_means_the_same_to_tasks_follow_ups_and_departures(stay, days, is_long):
    points = waits(stay, days=days)
    stay = Mobility.objects.get(pk=stay.pk)
    asked = {
        kind for kind, *_rest in plan((stay.departs_on, stay.returns_on), long_from=stay.kept_scheme.long_from_days)
    }

    assert stay.is_long == is_long
    assert (Condition.LONG_STAY in conditions_of(stay), Condition.SHORT_STAY in conditions_of(stay)) == (
        is_long,
        not is_long,
    )
    assert ("monthly" in asked) == is_long
    assert bool(points) == is_long


def test_a_scheme_may_draw_the_line_elsewhere(stay):
    stay.scheme.long_from_days = 80
    stay.scheme.save()

    assert waits(stay, days=79) == []
    assert waits(stay, days=80) == ["course", "counts"]


def test_a_stay_keeps_the_version_it_began_with_and_hears_of_the_newer(network, stay, referent):
    sheet = a_sheet(network, referent)
    first = approved(sheet, referent)
    choose_course(mobility=stay, version=first, by=referent)
    choose_course(mobility=stay, version=first, by=referent)
    keep_sheet(sheet=sheet, version={**SAID, "learnt": "Pastry"}, by=referent)
    before = queries.newer_than(first)
    second = approved(sheet, referent)

    assert queries.course_of(stay).version == first
    assert (before, queries.newer_than(first)) == (None, second)
    assert on(stay).filter(verb="longpath.course_chosen").count() == 1
    choose_course(mobility=stay, version=None, by=referent)
    assert queries.course_of(stay) is None


def test_the_learning_agreement_says_what_the_sheet_says_beside_its_own_words(network, stay, referent):
    sheet = a_sheet(network, referent, at_distance="Mathematics on Fridays")
    choose_course(mobility=stay, version=approved(sheet, referent), by=referent)

    facts = agreement_facts(Mobility.objects.get(pk=stay.pk), version=1, made_at=NOW)

    assert any("CAP Baker: Breads of the north" in text for text in facts.programme.values())
    assert any("By the tutor, as a unit" in text for text in facts.assessment.values())
    assert any("Mathematics on Fridays" in text for text in facts.monitoring_sending.values())


def test_sheets_of_the_own_trade_are_offered_first_and_those_switched_off_not(network, stay, referent):
    for title, trade, is_off in (("Any", None, False), ("Mine", stay.trade, False), ("Old", None, True)):
        keep_sheet(
            sheet=CourseSheet(network=network, title=title, trade=trade, is_off=is_off), version=SAID, by=referent
        )

    assert [one.sheet.title for one in queries.offered_to(stay)] == ["Mine", "Any"]


def test_who_is_cancelled_withdraws_or_comes_back_early_waits_for_a_reason_once(network, stay, referent):
    application = ApplicationFactory(call__network=network, state="submitted")
    withdraw(application=application, by=application.participant.person)
    cancel(mobility=MobilityFactory(network=network, referent=referent), by=referent, reason="No place")
    with clock.at(NOW):
        away = confirm_departure(mobility=stay, by=referent)
        return_early(mobility=away, last_day=date(2027, 3, 10), reason="Ill", is_back=True, by=referent)
        return_early(mobility=Mobility.objects.get(pk=stay.pk), last_day=date(2027, 3, 9), reason="Ill", is_back=True, by=referent)  # fmt: skip

    assert sorted(ObstacleEntry.objects.values_list("stage", "reason")) == [
        ("abroad", ""), ("application", ""), ("preparing", "")
    ]  # fmt: skip


@pytest.fixture
def application(network):
    return ApplicationFactory(call__network=network, state="submitted", participant__network=network)


def said_no(application, kind="employer", *, given=False):
    consent = Consent.objects.filter(application=application, kind=kind).first() or Consent.objects.create(
        network=application.network,
        application=application,
        kind=kind,
        contact=ContactFactory(network=application.network),
    )
    return answer_consent(consent=consent, given=given, by=consent.contact)


@pytest.mark.parametrize(("kind", "reason"), [("employer", "employer"), ("guardian", "family")])
def test_a_refusal_by_link_is_noted_with_its_reason_once_and_goes_when_they_agree(application, kind, reason):
    said_no(application, kind)
    noted = list(ObstacleEntry.objects.values_list("stage", "reason", "application"))
    untold = queries.untold(ObstacleEntry.objects.all()).exists()
    said_no(application, kind, given=True)

    assert noted == [("application", reason, application.pk)]
    assert not untold
    assert not ObstacleEntry.objects.exists()


def test_one_file_is_counted_once_from_the_application_to_the_end_and_keeps_a_known_reason(
    network, application, referent
):
    said_no(application)
    withdraw(application=application, by=application.participant.person)

    entry = ObstacleEntry.objects.get()
    assert (entry.stage, entry.reason) == ("application", "employer")


def test_a_refusal_after_the_admission_and_the_cancelling_are_one_entry_of_the_mobility(network, application):
    coordinator = PersonFactory(network=network, role="coordinator")
    decide(application=application, decision="admitted", by=coordinator)
    said_no(application, "guardian")
    cancel(mobility=Mobility.objects.get(application=application), by=coordinator, reason="The family said no")

    entry = ObstacleEntry.objects.get()
    assert (entry.stage, entry.reason, entry.mobility.application) == ("preparing", "family", application)


def test_who_is_not_selected_is_noted_and_who_is_chosen_after_all_is_not(network, application):
    coordinator = PersonFactory(network=network, role="coordinator")
    decide(application=application, decision="declined", reason="Few places", by=coordinator)
    noted = list(ObstacleEntry.objects.values_list("stage", "reason"))
    decide(application=Application.objects.get(pk=application.pk), decision="admitted", by=coordinator)

    assert noted == [("application", "selection")]
    assert not ObstacleEntry.objects.exists()


def test_what_somebody_told_stays_whatever_comes_after(network, application, referent):
    said_no(application)
    tell_obstacle(entry=ObstacleEntry.objects.get(), by=referent)
    said_no(application, given=True)
    withdraw(application=application, by=application.participant.person)

    assert ObstacleEntry.objects.get().told_by == referent


def test_obstacles_of_other_peoples_files_are_not_seen_and_those_of_nobody_are(network, stay, referent):
    ObstacleEntry.objects.create(network=network, stage="preparing", mobility=stay)
    general = ObstacleEntry(network=network, stage="before", reason="employer")
    tell_obstacle(entry=general, by=referent)
    elsewhere = PersonFactory(network=network, role="referent", role__departement_code="72")

    assert queries.entries_seen_by(referent).count() == 2
    assert list(queries.entries_seen_by(elsewhere)) == [general]
    assert list(queries.untold(queries.entries_seen_by(PersonFactory(network=network, role="coordinator")))) == list(
        ObstacleEntry.objects.filter(mobility=stay)
    )


def test_the_figures_count_lengths_regimes_and_reasons(network, stay, referent):
    """Two long stays, one of them split and asleep, one short, one cancelled: what 35 % and 49 days are reckoned from."""
    long = MobilityFactory(network=network, departs_on=date(2027, 1, 4), returns_on=date(2027, 4, 3))
    split = MobilityFactory(network=network, departs_on=date(2027, 1, 4), returns_on=date(2027, 6, 2))
    split = split_stay(
        mobility=split,
        spans=[(date(2027, 1, 4), date(2027, 2, 14)), (date(2027, 4, 22), date(2027, 6, 2))],
        by=referent,
    )
    tell_terms(mobility=split, changes={"regime": "stand_by"}, by=referent)
    MobilityFactory(network=network, state="cancelled")
    tell_obstacle(
        entry=ObstacleEntry(network=network, stage="before", reason="money", on=date(2027, 2, 1)), by=referent
    )
    ObstacleEntry.objects.create(network=network, stage="preparing", mobility=stay, on=date(2027, 2, 1))

    found = figures(PersonFactory(network=network, role="coordinator"), date(2026, 9, 1), date(2027, 8, 31))

    assert [one.value for one in found.stays] == ["1", "2", "1", f"{(15 + 90 + 84) / 3:.0f}"]
    assert [one.value for one in found.regimes] == ["1\u00a0(50\u202f%)", "0\u00a0(0\u202f%)", "1\u00a0(50\u202f%)"]
    assert [(one.label, one.value) for one in found.reasons] == [("Money", "1")]
    assert [one.value for one in found.stages] == ["1", "1"]
    assert (found.untold, long.days) == (1, 90)


def test_without_stays_the_figures_are_empty_and_divide_nothing(network):
    found = figures(PersonFactory(network=network, role="coordinator"), date(2026, 9, 1), date(2027, 8, 31))

    assert [one.value for one in found.stays] == ["0", "0", "0", "–"]
    assert [one.value for one in found.regimes] == ["0", "0", "0"]
    assert CourseVersion.objects.count() == 0
