"""What a target counts: mobilities gone and preparing, lists of the time before, applications that may still come."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from compagnon.core.models import Activity
from compagnon.documents.models import Document
from compagnon.inclusion.models import OpportunityAnswer
from compagnon.insights.actions import targets as actions
from compagnon.insights.choices import Measure, Part
from compagnon.insights.models import Target
from compagnon.insights.queries import targets as queries
from compagnon.mobilities.models import Mobility, PastMobilities
from compagnon.surveys.models import TutorEvaluation
from tests.factories.insights import TargetFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import SiteFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory
from tests.factories.schemes import SchemeFactory


@pytest.fixture(autouse=True)
def on_26_november_2026():
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


def counted(target):
    """The figures of one target: by part, then reached, forecast, at most."""
    (found,) = queries.reached(Target.objects.filter(pk=target.pk), target.year)
    parts = {str(part): found.parts.get(part) for part in Part}
    return parts, found.actual, found.forecast, found.at_most


def stay(network, **fields):
    return MobilityFactory(network=network, **{"state": "returned", **fields})


def past(network, people, **fields):
    return PastMobilities.objects.create(network=network, people=people, **{"year": 2026, "country": "IT", **fields})


def test_a_target_counts_who_left_who_prepares_and_who_applied_in_its_school_year(network):
    target = TargetFactory(network=network, measure="departures", value=10)
    stay(network)
    stay(network, departs_on=date(2026, 9, 1), returns_on=date(2026, 9, 15))
    stay(network, departs_on=date(2026, 8, 31), returns_on=date(2026, 9, 15))
    stay(network, state="preparing")
    stay(network, state="cancelled")
    stay(network, scheme=SchemeFactory(network=network, direction="in"))
    past(network, 4)
    past(network, 7, year=2025)
    call = CallFactory(network=network)
    for state in ("submitted", "waiting", "declined", "draft"):
        ApplicationFactory(call=call, state=state)

    parts, actual, forecast, at_most = counted(target)

    assert parts == {"imported": 4, "gone": 2, "preparing": 1, "applied": 2}
    assert (actual, forecast, at_most) == (6, 7, 9)


def test_a_target_of_a_site_counts_that_site_alone(network):
    site = SiteFactory(network=network)
    here = ParticipantFactory(network=network, site=site)
    target = TargetFactory(network=network, site=site)
    stay(network, participant=here)
    stay(network)
    ApplicationFactory(call=CallFactory(network=network), participant=here)

    assert counted(target) == ({"imported": 0, "gone": 1, "preparing": 0, "applied": 1}, 1, 1, 2)


def test_a_target_of_a_country_leaves_out_applications_which_do_not_tell_it(network):
    target = TargetFactory(network=network, country="IT")
    stay(network, country="IT")
    stay(network, country="DE")
    past(network, 3)
    ApplicationFactory(call=CallFactory(network=network))

    assert counted(target) == ({"imported": 3, "gone": 1, "preparing": 0, "applied": None}, 4, 4, None)


def test_a_target_of_a_status_counts_those_people_alone_and_lists_of_the_time_before_do_not_tell(network):
    graduate = ParticipantFactory(network=network, status="graduate")
    target = TargetFactory(network=network, status="graduate")
    stay(network, participant=graduate)
    stay(network)
    past(network, 3)
    ApplicationFactory(call=CallFactory(network=network), participant=graduate)

    assert counted(target) == ({"imported": None, "gone": 1, "preparing": 0, "applied": 1}, 1, 1, 2)


@pytest.mark.parametrize(
    ("returns_on", "is_long"), [(date(2027, 4, 29), False), (date(2027, 4, 30), True), (date(2027, 6, 1), True)]
)
def test_a_stay_is_long_from_two_whole_months_on(network, returns_on, is_long):
    target = TargetFactory(network=network, measure="long")
    stay(network, departs_on=date(2027, 3, 1), returns_on=returns_on)

    assert counted(target)[1] == int(is_long)


def test_minors_are_those_under_18_on_the_day_of_departure_and_lists_of_the_time_before_do_not_tell(network):
    target = TargetFactory(network=network, measure="minors", value=30)
    for born in (date(2009, 3, 2), date(2009, 3, 1), date(2000, 1, 1)):
        stay(network, participant=ParticipantFactory(network=network, birth_date=born))
    past(network, 50)

    parts, actual, forecast, at_most = counted(target)

    assert (parts["gone"], parts["imported"], actual, forecast, at_most) == (1, None, 33, 33, None)


def test_countries_are_counted_once_whether_gone_or_imported_and_new_ones_are_those_of_no_year_before(network):
    all_countries = TargetFactory(network=network, measure="countries")
    new = TargetFactory(network=network, measure="new_countries")
    for country in ("DE", "DE", "IT", "FI"):
        stay(network, country=country)
    past(network, 2, country="IT")
    past(network, 2, country="FI", year=2019)
    stay(network, country="DE", departs_on=date(2026, 3, 1), returns_on=date(2026, 3, 9))
    stay(network, country="PT", state="preparing")

    assert counted(all_countries)[1:] == (3, 4, None)
    assert counted(new)[1:] == (1, 2, None)


def test_trades_and_centres_that_take_part_are_counted_once(network):
    participant = ParticipantFactory(network=network)
    stay(network, participant=participant)
    stay(network, participant=participant)
    stay(network)
    ApplicationFactory(call=CallFactory(network=network))

    assert counted(TargetFactory(network=network, measure="trades"))[1:] == (2, 2, 3)
    assert counted(TargetFactory(network=network, measure="sites"))[1:] == (2, 2, 3)


def test_staff_and_hosted_people_are_told_apart(network):
    stay(network, participant=ParticipantFactory(network=network, kind="staff", status="trainer"))
    stay(network, scheme=SchemeFactory(network=network, direction="in"))
    past(network, 2, kind="staff")
    past(network, 3, direction="in")

    assert counted(TargetFactory(network=network, measure="staff"))[1] == 3
    assert counted(TargetFactory(network=network, measure="hosted"))[1] == 4


def test_quality_is_a_share_of_the_stays_that_ended(network):
    ended = [stay(network), stay(network), stay(network, state="closed"), stay(network)]
    stay(network, state="abroad")
    TutorEvaluation.objects.create(
        network=network,
        mobility=ended[0],
        tutor=ContactFactory(network=network),
        answered_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    TutorEvaluation.objects.create(network=network, mobility=ended[1], tutor=ContactFactory(network=network))
    Document.objects.create(network=network, mobility=ended[2], kind="europass_mobility", state="final")

    assert counted(TargetFactory(network=network, measure="evaluated", value=80))[1:] == (25, None, None)
    assert counted(TargetFactory(network=network, measure="recognised", value=80))[1:] == (25, None, None)


@pytest.mark.parametrize(("people", "shown"), [(9, None), (10, 100)])
def test_fewer_opportunities_are_counted_from_ten_people_on_and_open_to_nobody(network, coordinator, people, shown):
    target = TargetFactory(network=network, measure="fewer", value=20)
    for _one in range(people):
        gone = stay(network, participant=ParticipantFactory(network=network))
        OpportunityAnswer.objects.create(network=network, participant=gone.participant, answer="yes", by_name="Test")

    (found,) = queries.reached(Target.objects.all(), 2026)

    assert (found.actual, found.is_hidden, found.parts) == (shown, shown is None, {})
    assert queries.opened(target, Part.GONE, coordinator) is None


def test_every_figure_opens_to_as_many_rows_as_it_says(network, coordinator):
    for number in range(3):
        born = date(2009 - number, 3, 2)
        stay(
            network,
            participant=ParticipantFactory(network=network, birth_date=born),
            returns_on=date(2027, 3 + number, 30),
        )
        stay(network, state="preparing", country="ES")
    ApplicationFactory(call=CallFactory(network=network))
    targets = [TargetFactory(network=network, measure=one) for one in Measure if one != Measure.FEWER]

    for target in targets:
        parts = counted(target)[0]
        if target.measure in ("countries", "new_countries", "trades", "sites"):
            continue
        for part in Part:
            rows = queries.opened(target, part, coordinator)
            assert (rows.count() if rows is not None else None) == parts[part], (target.measure, part)


def test_copying_brings_what_is_missing_and_leaves_what_is_set(network, coordinator):
    TargetFactory(network=network, year=2025, measure="departures", value=700)
    TargetFactory(network=network, year=2025, measure="countries", value=13)
    TargetFactory(network=network, year=2025, measure="departures", status="graduate", country="IT", value=20)
    kept = TargetFactory(network=network, year=2026, measure="departures", value=800)

    assert actions.copy_targets(network=network, year=2026, by=coordinator) == 2
    assert actions.copy_targets(network=network, year=2026, by=coordinator) == 0

    rows = Target.objects.filter(year=2026).order_by("value").values_list("measure", "country", "status", "value")
    assert list(rows) == [
        ("countries", "", "", 13),
        ("departures", "IT", "graduate", 20),
        ("departures", "", "", kept.value),
    ]
    assert [one.verb for one in Activity.objects.all()] == ["insights.target_set"] * 2


def test_figures_of_many_targets_take_the_same_questions(network, django_assert_num_queries):
    TargetFactory(network=network)
    with django_assert_num_queries(5):
        queries.reached(Target.objects.all(), 2026)
    for value, measure in enumerate(("long", "minors", "countries", "staff")):
        TargetFactory(network=network, measure=measure, value=value)

    with django_assert_num_queries(5):
        queries.reached(Target.objects.all(), 2026)
    assert Mobility.objects.count() == 0
