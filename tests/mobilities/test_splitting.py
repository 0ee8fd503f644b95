"""A stay in several periods abroad: its days, what is asked in it, who is abroad, what its papers say."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compagnon.core.activity import on, sentence
from compagnon.core.states import MoveRefused
from compagnon.documents.filling import period_facts
from compagnon.mobilities import splitting
from compagnon.mobilities.actions import confirm_departure, move_dates, split_stay
from compagnon.mobilities.models import Mobility, Period
from compagnon.stays.models import CheckIn, FollowUp
from compagnon.stays.queries.abroad import abroad_on
from compagnon.travel.actions.cover import add_cover
from compagnon.travel.queries.legal import facts_of, terms_of
from compagnon.travel.queries.readiness import readiness_of
from tests.factories.longpath import settled
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

AUTUMN = (date(2027, 9, 6), date(2027, 10, 17))
SPRING = (date(2028, 1, 10), date(2028, 2, 20))
HOME = (date(2027, 10, 18), date(2028, 1, 9))


@pytest.fixture
def stay(network):
    return MobilityFactory(
        network=network, placed=True, departs_on=AUTUMN[0], returns_on=SPRING[1],
        participant__contract_end=date(2029, 8, 31),
    )  # fmt: skip


@pytest.fixture
def split(stay):
    return split_stay(mobility=stay, spans=[SPRING, AUTUMN], by=stay.referent)


def test_two_times_six_weeks_are_84_days_abroad_and_the_days_at_home_count_for_nothing(stay, split):
    assert (split.days, split.days_at_home) == (84, 84)
    assert (split.departs_on, split.returns_on) == (AUTUMN[0], SPRING[1])
    assert facts_of(split, terms_of(split)).days_at_home == 84
    assert sentence(on(stay).filter(verb="mobilities.mobility_split").get()).endswith(
        "set the periods abroad: 2027-09-06 / 2027-10-17; 2028-01-10 / 2028-02-20 (days abroad: 84)."
    )


def test_the_same_periods_again_change_nothing_and_one_makes_the_stay_whole(stay, split):
    again = split_stay(mobility=stay, spans=[AUTUMN, SPRING], by=stay.referent)
    whole = split_stay(mobility=again, spans=[AUTUMN], by=stay.referent)

    assert on(stay).filter(verb="mobilities.mobility_split").count() == 2
    assert (whole.is_split, whole.days, whole.returns_on) == (False, 42, AUTUMN[1])
    assert not Period.objects.exists()


@pytest.mark.parametrize(
    "spans",
    [[], [AUTUMN, (date(2027, 10, 17), SPRING[1])], [AUTUMN, (date(2027, 10, 18), SPRING[1])], [(AUTUMN[1], AUTUMN[0])]],
)  # fmt: skip
def test_periods_that_overlap_adjoin_or_end_before_they_begin_are_refused(stay, spans):
    with pytest.raises(MoveRefused):
        split_stay(mobility=stay, spans=spans, by=stay.referent)

    assert not Period.objects.exists()


@pytest.mark.parametrize(
    ("days", "becomes"),
    [
        ((AUTUMN[0] + timedelta(7), SPRING[1] + timedelta(7)), [(date(2027, 9, 13), date(2027, 10, 24)), (date(2028, 1, 17), date(2028, 2, 27))]),
        ((AUTUMN[0], date(2028, 2, 27)), [AUTUMN, (SPRING[0], date(2028, 2, 27))]),
        ((AUTUMN[0], date(2028, 1, 31)), [AUTUMN, (SPRING[0], date(2028, 1, 31))]),
        ((AUTUMN[0], date(2027, 11, 30)), [AUTUMN]),
        ((date(2027, 11, 1), SPRING[1]), [SPRING]),
        ((date(2027, 11, 1), date(2027, 11, 30)), [(date(2027, 11, 1), date(2027, 11, 30))]),
    ],
)  # fmt: skip
def test_the_periods_follow_when_the_days_of_the_whole_stay_move(split, days, becomes):
    moved = move_dates(mobility=split, departs_on=days[0], returns_on=days[1], by=split.referent)

    assert splitting.spans_of(moved) == becomes
    assert moved.days == splitting.days_in(becomes)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(st.lists(st.integers(2, 60), min_size=2, max_size=6), st.integers(-200, 200), st.integers(-200, 200))
def test_fitted_periods_never_overlap_and_stay_within_the_new_days(lengths, earlier, later):
    day, spans = date(2027, 1, 1), []
    for length in lengths:
        spans.append((day, day + timedelta(length)))
        day += timedelta(2 * length)
    before = (spans[0][0], spans[-1][1])
    after = (before[0] + timedelta(earlier), max(before[1] + timedelta(later), before[0] + timedelta(earlier)))

    found = splitting.fitted(spans, before, after)

    assert splitting.checked(found) == found
    assert all(after[0] <= first <= last <= after[1] for first, last in found)


def test_check_ins_and_months_are_asked_abroad_and_not_at_home(split):
    confirm_departure(mobility=settled(split), by=split.referent)

    asked = [one.due_on for one in CheckIn.objects.all()] + [one.due_on for one in FollowUp.objects.all()]

    assert asked
    assert [day for day in asked if HOME[0] <= day <= HOME[1]] == []
    assert max(asked) > SPRING[0]


@pytest.mark.parametrize(
    ("day", "is_away"),
    [(AUTUMN[0], True), (date(2027, 10, 18), True), (date(2027, 11, 15), False), (SPRING[0], True), (SPRING[1], True)],
)
def test_who_is_at_home_between_two_periods_is_not_abroad(split, day, is_away):
    assert abroad_on(Mobility.objects.all(), day).exists() is is_away


def test_no_insurance_is_asked_for_while_somebody_is_at_home(split):
    for first, last in (AUTUMN, SPRING):
        said = {"kind": "health_card", "areas": [], "valid_from": first, "valid_until": last}
        add_cover(mobility=split, said=said, by=split.referent, seen=True)

    found = {one.key: one.light for one in readiness_of(split).items}

    assert found["health_card"] == "green"


def test_the_agreement_names_every_period_and_the_days_abroad(split):
    facts = period_facts(split)

    assert (facts.parts, facts.days) == ((AUTUMN, SPRING), 84)


def test_the_periods_are_written_on_a_page_and_shown_beside_the_timeline_and_on_the_phone(client, stay):
    client.force_login(stay.referent)
    page = reverse("mobilities:periods", args=[stay.code])
    typed = {"first_0": "2027-09-06", "last_0": "2027-10-17", "first_1": "2028-01-10", "last_1": "2028-02-20"}

    half = client.post(page, {**typed, "last_1": ""})
    wrong = client.post(page, {**typed, "first_1": "2027-10-01"})
    done = client.post(page, typed)
    timeline = client.get(stay.get_absolute_url()).text
    client.force_login(stay.participant.person)

    assert (half.status_code, wrong.status_code, done.url) == (422, 422, stay.get_absolute_url())
    assert "Write both days, or leave both empty." in half.text
    assert 'value="2028-01-10"' in half.text
    assert "write them as one" in wrong.text
    assert "84 days abroad in all" in timeline
    assert page in timeline
    assert "at home between them" in client.get(reverse("travel:my-ready", args=[stay.code])).text


def test_the_periods_of_others_do_not_exist(client, network, stay):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    assert client.get(reverse("mobilities:periods", args=[stay.code])).status_code == 404
