"""Reckoning with days, months and ages."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from compagnon.engines.dates import Day, add_months, age_on, birthday, days_between, last_day_of_months, whole_months

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
months = st.integers(-1200, 1200)


@pytest.mark.parametrize(
    ("day", "shift", "expected"),
    [
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2028, 3, 31), -1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2000, 1, 31), -1200, date(1900, 1, 31)),
    ],
)
def test_months_keep_the_day_or_clamp_to_the_end_of_the_month(day, shift, expected):
    assert add_months(day, shift) == expected


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        (date(2027, 1, 1), 3, date(2027, 3, 31)),
        (date(2027, 1, 15), 3, date(2027, 4, 14)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 1, 29), 1, date(2027, 2, 28)),
        (date(2028, 1, 29), 1, date(2028, 2, 28)),
        (date(2027, 3, 1), 1, date(2027, 3, 31)),
        (date(2025, 9, 1), 24, date(2027, 8, 31)),
    ],
)
def test_a_period_of_months_counts_its_first_day(first, count, last):
    assert last_day_of_months(first, count) == last


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2009, 3, 12), date(2027, 3, 11), 17),
        (date(2009, 3, 12), date(2027, 3, 12), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2008, 12, 31), date(2009, 1, 1), 0),
    ],
)
def test_ages_are_full_years_and_leap_days_count(birth, day, age):
    assert age_on(birth, day) == age


@given(days, months, st.integers(0, 1200))
def test_adding_months_never_overtakes(day, shift, further):
    assert add_months(day, shift) <= add_months(day + timedelta(days=1), shift)
    assert add_months(day, shift) <= add_months(day, shift + further)
    assert add_months(day, shift).day in (day.day, *range(28, 31))


@given(days, st.integers(1, 120))
def test_consecutive_periods_of_months_leave_no_gap_at_the_first_of_a_month(day, count):
    first = day.replace(day=1)

    assert last_day_of_months(first, count) + timedelta(days=1) == add_months(first, count)


@given(days, st.integers(1, 120))
def test_longer_periods_end_later_and_later_periods_never_end_earlier(day, count):
    assert last_day_of_months(day, count) < last_day_of_months(day, count + 1)
    assert last_day_of_months(day, count) <= last_day_of_months(day + timedelta(days=1), count)


@given(days, st.integers(1, 120))
def test_a_period_of_months_counts_as_many_whole_months_and_one_day_less_counts_none(day, count):
    last = last_day_of_months(day, count)

    assert whole_months(day, last) == count
    assert whole_months(day, last - timedelta(days=1)) in {0, count - 1}


@given(days, st.integers(0, 120))
def test_the_birthday_is_the_first_day_of_an_age(birth, age):
    reached = birthday(birth, age)

    assert age_on(birth, reached) == age
    if age:
        assert age_on(birth, reached - timedelta(days=1)) == age - 1


def test_both_ends_of_a_stay_are_days_abroad():
    assert days_between(date(2027, 2, 1), date(2027, 2, 15)) == 15
    assert days_between(date(2027, 2, 1), date(2027, 2, 1)) == 1
    assert days_between(date(2028, 2, 28), date(2028, 3, 1)) == 3


@pytest.mark.parametrize(
    "value",
    [
        5,
        1.5,
        True,
        "",
        "5",
        "20270201",
        "2027-2-1",
        "2027-W05-1",
        "01/02/2027",
        "2027-02-29",
        "2027-02-01T00:00:00",
        "1899-12-31",
        "2201-01-01",
        datetime(2027, 2, 1),  # noqa: DTZ001 - a moment, with or without zone, is not a day
    ],
)
def test_what_is_not_a_plain_day_is_refused(value):
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(value)
