"""Fairness: counted once, kept, hidden where anybody could be found, now and over time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from compagnon.core.models import Activity
from compagnon.insights.actions import fairness as actions
from compagnon.insights.models import FairnessRelease
from compagnon.insights.queries import fairness as queries
from compagnon.insights.tables import fairness as tables
from compagnon.people.models import Participant, Person
from compagnon.recruitment.models import Application
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
ADULT, MINOR = date(2006, 5, 4), date(2010, 5, 4)


@pytest.fixture(autouse=True)
def on_26_november_2026():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def call(network):
    return CallFactory(network=network)


def crowd(call, people, *, admitted, born):
    """So many applications at once, of people who differ in nothing but age."""
    network, number = call.network, Person.objects.count()
    pattern = ParticipantFactory(network=network, site=None, trade=None)
    persons = Person.objects.bulk_create(
        Person(network=network, email=f"crowd{number + one}@example.org", first_name="A", last_name="B", password="!")
        for one in range(people)
    )
    there = Participant.objects.bulk_create(
        Participant(network=network, person=person, kind="learner", status=pattern.status, birth_date=born)
        for person in persons
    )
    Application.objects.bulk_create(
        Application(
            network=network, call=call, participant=one, submitted_at=NOW, verdict={"answer": "yes"},
            state="admitted" if place < admitted else "declined", decided_at=NOW, decided_by_name="Decidia Essai",
        )
        for place, one in enumerate(there)
    )  # fmt: skip


def look(call, by, *, audience="centre", year=2026, alone=True):
    """Have it counted, if it is time, and look."""
    asked = {"network": call.network, "year": year, "call": call if alone else None, "audience": audience}
    actions.count(**asked)
    return actions.look(**asked, by=by)


def counts(release):
    """The counts by age as they are shown."""
    part = next((one for one in tables.told(release).parts if one.label.startswith("Age")), None)
    return {line.label: line.counts for line in part.lines} if part else {}


def test_each_application_is_counted_at_the_furthest_stage_it_reached(call):
    def one(**fields):
        return ApplicationFactory(call=call, submitted_at=NOW, **fields)

    one(state="declined", verdict={"answer": "no"})
    one(state="waiting", verdict={"answer": "yes"})
    admitted = one(state="admitted", verdict={"answer": "unknown"})
    MobilityFactory(network=call.network, application=one(state="admitted"), state="abroad")
    MobilityFactory(network=call.network, application=one(state="admitted"), state="returned")
    one(state="ineligible", verdict={"answer": "yes"})
    one(state="draft")
    ApplicationFactory(call=call, state="withdrawn")

    reached = sorted(row.reached for row in queries.people([call.pk]) for _one in range(row.people))

    assert reached == ["admitted", "applied", "applied", "eligible", "finished", "gone"]
    assert admitted.state == "admitted"
    assert [str(one) for one in queries.stages_there([call.pk])] == [
        "applied",
        "eligible",
        "admitted",
        "gone",
        "finished",
    ]


def test_people_are_parted_by_what_is_known_and_who_has_not_told_is_a_group_of_their_own(call):
    told = ParticipantFactory(network=call.network, birth_date=date(2009, 3, 2), eqf_level=3)
    ApplicationFactory(call=call, participant=told, submitted_at=NOW, days_abroad_before=0)

    (row,) = queries.people([call.pk])

    assert row.groups == {
        "age": "under_18", "level": "3", "trade": str(told.trade_id), "site": str(told.site_id),
        "status": "apprentice", "first_time": "yes", "fewer": "not_told",
    }  # fmt: skip


def test_a_gap_is_said_in_words_with_its_numbers(call, coordinator):
    crowd(call, 80, admitted=70, born=ADULT)
    crowd(call, 60, admitted=20, born=MINOR)

    release = look(call, coordinator)
    part = next(one for one in tables.told(release).parts if one.label.startswith("Age"))
    rates = {
        line.label: (one.words, one.rate_told, one.interval_told, one.of_them, one.people)
        for line in part.lines
        for one in line.compared
        if one.reached == "admitted"
    }

    assert counts(release)["Minors (under 18)"][:3] == [60, 60, 20]
    assert rates["Minors (under 18)"] == ("a gap to look into", "33%", "23% to 46%", 20, 60)
    assert rates["18 to 20"][0] == "compared with this group"


def test_a_small_group_is_hidden_and_cannot_be_worked_out_from_the_total(call, coordinator):
    crowd(call, 40, admitted=20, born=ADULT)
    crowd(call, 3, admitted=1, born=MINOR)

    release = look(call, coordinator)
    told = tables.told(release)

    assert counts(release)["Minors (under 18)"][0] is None
    assert None in (told.totals[0], counts(release)["18 to 20"][0])
    assert told.hidden > 0


def test_who_came_between_two_looks_cannot_be_found_by_subtracting(call, coordinator):
    crowd(call, 40, admitted=20, born=ADULT)
    first = look(call, coordinator)
    crowd(call, 2, admitted=1, born=ADULT)
    with time_machine.travel(NOW + timedelta(days=8), tick=True):
        second = look(call, coordinator)

    assert first.pk != second.pk
    for before, after in zip(tables.told(first).totals, tables.told(second).totals, strict=True):
        assert before is None or after is None or before == after or abs(before - after) >= 5


def test_a_table_stands_seven_days_and_each_look_is_noted(call, coordinator):
    crowd(call, 30, admitted=10, born=ADULT)
    first = look(call, coordinator)

    assert look(call, coordinator).pk == first.pk
    assert look(call, coordinator, audience="shared").pk != first.pk
    assert Activity.objects.filter(verb="insights.fairness_viewed", by=coordinator).count() == 3


def test_a_call_is_counted_alone_or_with_the_others_never_both(call, coordinator, network):
    other = CallFactory(network=network)
    look(other, coordinator)
    together = look(call, coordinator, alone=False)

    assert together.calls == [call.pk]
    with pytest.raises(actions.CountedTogether):
        look(call, coordinator)
    assert FairnessRelease.objects.count() == 2


def test_a_call_that_moves_to_another_year_stays_where_it_was_counted(call, coordinator):
    look(call, coordinator, alone=False)
    call.departs_on, call.returns_on = date(2027, 10, 1), date(2027, 10, 15)
    call.save()

    moved = look(call, coordinator, alone=False, year=2027)

    assert moved.calls == []


def test_true_counts_are_nowhere_in_what_is_shown(call, coordinator):
    crowd(call, 40, admitted=20, born=ADULT)
    crowd(call, 3, admitted=1, born=MINOR)
    release = look(call, coordinator)

    assert "release" not in release.shown
    small = [cell["count"] for cell in release.register["cells"] if not cell["shown"] and 0 < cell["count"] < 5]
    assert 3 in small
    assert 3 not in [cell["people"] for cell in release.shown["cells"]]
