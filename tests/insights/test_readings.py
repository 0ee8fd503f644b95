"""How reviewers read: from 30 files on, by the grid of each call, and what the panel changed."""

import pytest

from compagnon.core.models import Activity
from compagnon.insights.actions import fairness as actions
from compagnon.insights.queries import fairness as queries
from compagnon.insights.queries.readings import readings_of
from compagnon.insights.tables import fairness as fairness_tables
from compagnon.insights.tables import readings as tables
from compagnon.recruitment.actions import prepare, rank_call
from compagnon.recruitment.models import Application, Review
from tests.factories.people import PersonFactory
from tests.insights.test_fairness import ADULT, MINOR, NOW, call, coordinator, crowd, on_26_november_2026

__all__ = ["call", "coordinator", "on_26_november_2026"]
YEAR = 2026


@pytest.fixture
def readers(network):
    return [PersonFactory(network=network, role="reviewer", last_name=name) for name in ("Sévère", "Douce")]


def read_by(call, readers, levels, *, files=None):
    """Every file of the call read by each reader, who gives one level everywhere."""
    keys = [one["key"] for one in prepare(call=call).grid["criteria"]]
    there = Application.objects.filter(call=call).order_by("pk")[:files]
    Review.objects.bulk_create(
        Review(
            network=call.network, application=one, reviewer=reader, finished_at=NOW, levels=dict.fromkeys(keys, level)
        )
        for one in there
        for reader, level in zip(readers, levels, strict=True)
    )  # fmt: skip


def test_a_reader_is_set_beside_those_who_read_the_same_files(call, readers):
    crowd(call, 30, admitted=0, born=ADULT)
    read_by(call, readers, (1, 2))

    rows = tables.rows_of(readings_of(YEAR))

    assert [(one.name, one.files, one.points, one.interval, one.band) for one in rows] == [
        (str(readers[1]), 30, "+18.8", "+25.0 to +25.0", "more"),
        (str(readers[0]), 30, "−18.8", "−25.0 to −25.0", "less"),
    ]
    assert tables.agreement_of(readings_of(YEAR).agreement) == {"pairs": "120", "same": "0%", "within_one": "100%"}


def test_nothing_is_said_of_who_read_fewer_than_thirty_files_nor_of_readings_by_criteria_given_up(call, readers):
    crowd(call, 30, admitted=0, born=ADULT)
    read_by(call, readers, (1, 2))
    Review.objects.filter(reviewer=readers[0]).first().delete()
    other = Review.objects.filter(reviewer=readers[1]).last()
    other.levels = {"gone": 4}
    other.save()

    found = readings_of(YEAR)

    assert (tables.rows_of(found), found.few) == ([], 2)


def test_each_look_is_noted(call, coordinator, network):
    actions.look_at_readings(network=network, year=YEAR, by=coordinator)

    assert Activity.objects.get(verb="insights.readings_viewed").by == coordinator


def ranked_and_decided(call, coordinator, *, passed_over):
    """Minors read best, all are decided; the panel passes so many of them over for adults."""
    selection = prepare(call=call)
    keys = [one["key"] for one in selection.grid["criteria"]]
    two = [PersonFactory(network=call.network, role="reviewer") for _number in range(2)]
    for application in Application.objects.filter(call=call).select_related("participant"):
        level = 4 if application.participant.birth_date == MINOR else 1
        for reader in two:
            said = {"levels": dict.fromkeys(keys, level), "finished_at": NOW}
            Review.objects.create(network=call.network, application=application, reviewer=reader, **said)
    rank_call(selection=selection, by=coordinator)
    minors = Application.objects.filter(call=call, participant__birth_date=MINOR).values_list("pk", flat=True)
    adults = Application.objects.filter(call=call, participant__birth_date=ADULT).values_list("pk", flat=True)
    Application.objects.filter(call=call).update(state="declined")
    Application.objects.filter(pk__in=[*minors[passed_over:], *adults[:passed_over]]).update(state="admitted")


@pytest.fixture
def decided(call):
    crowd(call, 20, admitted=20, born=MINOR)
    crowd(call, 20, admitted=0, born=ADULT)
    return call


def test_decisions_that_follow_the_reading_move_nobody(decided, coordinator):
    ranked_and_decided(decided, coordinator, passed_over=0)

    found = queries.ranked(decided)

    assert len(found) == 40
    assert [one for one in found if one.first != one.panel] == []


def test_passing_minors_over_is_told_once_all_is_decided_in_words_and_by_large_groups_alone(decided, coordinator):
    ranked_and_decided(decided, coordinator, passed_over=20)
    asked = {"network": decided.network, "year": YEAR, "call": decided, "audience": "centre"}
    actions.count(**asked)
    release = actions.look(**asked, by=coordinator)

    table = fairness_tables.told(release)
    (age,) = (part for part in table.parts if part.label == "Age on the day of departure")

    assert [(one.label, one.words) for one in age.shifts] == [
        ("18 to 20", "50% higher"), ("Minors (under 18)", "50% lower"),
    ]  # fmt: skip
    Application.objects.filter(pk__in=Application.objects.values("pk")[:1]).update(state="submitted")
    assert queries.ranked(decided) == ()
