"""One due date: offsets, months, working days, anchors that are unknown."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compagnon.engines.base import Grade, Reason, Source
from compagnon.engines.duedates import CODES, Anchor, Calendar, Offset, Unit, due_date

FRANCE = Calendar("FR")
DEPARTURE, RETURN = date(2027, 3, 31), date(2027, 11, 30)
ANCHORS = {Anchor.DEPARTURE: DEPARTURE, Anchor.RETURN: RETURN}


def due(anchor, amount=0, unit="days", *, working_days=False, anchors=ANCHORS, calendar=FRANCE):
    return due_date(Offset(anchor, amount, unit, working_days), anchors, calendar)


@pytest.mark.parametrize(
    ("anchor", "amount", "unit", "expected"),
    [
        # timeline.md rows 3, 13, 25, 29, 30, 37, 40, 41, 42
        ("departure", -9, "months", date(2026, 6, 30)),
        ("arrival", -2, "months", date(2027, 1, 31)),
        ("departure", -1, "months", date(2027, 2, 28)),
        ("departure", -1, "weeks", date(2027, 3, 24)),
        ("departure", 1, "days", date(2027, 4, 1)),
        ("return", 0, "days", RETURN),
        ("return", 2, "weeks", date(2027, 12, 14)),
        ("return", 4, "weeks", date(2027, 12, 28)),
        ("return", 3, "months", date(2028, 2, 29)),
        ("mid_stay", 0, "days", date(2027, 7, 31)),
    ],
)
def test_offsets_of_the_outgoing_timeline(anchor, amount, unit, expected):
    assert due(anchor, amount, unit).date == expected


def test_a_leap_year_has_its_29th_of_february():
    leap = {Anchor.DEPARTURE: date(2028, 3, 31)}

    assert due("departure", -1, "months", anchors=leap).date == date(2028, 2, 29)
    assert due("departure", -31, anchors=leap).date == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("departure", "amount", "unit", "expected"),
    [
        (date(2028, 2, 29), -12, "months", date(2027, 2, 28)),
        (date(2028, 2, 29), 12, "months", date(2029, 2, 28)),
        (date(2028, 2, 29), 48, "months", date(2032, 2, 29)),
        (date(2028, 2, 29), -1, "months", date(2028, 1, 29)),
        (date(2028, 3, 14), -2, "weeks", date(2028, 2, 29)),
        (date(2028, 3, 1), -1, "days", date(2028, 2, 29)),
        (date(2027, 3, 1), -1, "days", date(2027, 2, 28)),
        # 2100 is no leap year
        (date(2100, 3, 1), -1, "days", date(2100, 2, 28)),
        (date(2100, 3, 29), -1, "months", date(2100, 2, 28)),
    ],
)
def test_leap_days_are_days_like_others(departure, amount, unit, expected):
    assert due("departure", amount, unit, anchors={Anchor.DEPARTURE: departure}).date == expected


def test_the_middle_of_a_stay_counts_its_leap_day():
    leap = {Anchor.DEPARTURE: date(2028, 2, 27), Anchor.RETURN: date(2028, 3, 2)}

    assert due("mid_stay", anchors=leap).date == date(2028, 2, 29)
    assert due("mid_stay", anchors={key: day.replace(year=2027) for key, day in leap.items()}).date == date(2027, 2, 28)


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Pacific/Apia"])
def test_summer_time_and_the_machine_s_zone_do_not_move_a_day(change, zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        anchors = {Anchor.DEPARTURE: change + timedelta(days=3)}
        assert due("departure", -7, anchors=anchors).date == change - timedelta(days=4)
        assert due("departure", -3, anchors=anchors).date == change
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("day", "amount", "calendar", "expected"),
    [
        # the eve of Easter Monday's week, Ascension, 14 July, All Saints
        (date(2027, 4, 7), -7, FRANCE, date(2027, 3, 31)),
        (date(2027, 4, 5), -7, FRANCE, date(2027, 3, 26)),
        (date(2027, 4, 5), -7, Calendar("FR", "57"), date(2027, 3, 25)),
        (date(2027, 4, 29), 7, FRANCE, date(2027, 5, 7)),
        (date(2027, 7, 13), 1, FRANCE, date(2027, 7, 15)),
        (date(2027, 7, 14), 0, FRANCE, date(2027, 7, 15)),
        (date(2027, 11, 2), -1, FRANCE, date(2027, 10, 29)),
        # 3 October is a holiday in Germany, 31 October in its north only
        (date(2028, 10, 4), -1, Calendar("DE"), date(2028, 10, 2)),
        (date(2028, 10, 30), 1, Calendar("DE"), date(2028, 10, 31)),
        (date(2028, 10, 30), 1, Calendar("DE", "SH"), date(2028, 11, 1)),
        # over the turn of the year
        (date(2027, 1, 4), -1, FRANCE, date(2026, 12, 31)),
        (date(2026, 12, 31), 1, FRANCE, date(2027, 1, 4)),
    ],
)
def test_working_days_move_earlier_before_an_anchor_and_later_after_it(day, amount, calendar, expected):
    anchors = {Anchor.DEPARTURE: day}

    assert due("departure", amount, working_days=True, anchors=anchors, calendar=calendar).date == expected


def test_a_moved_due_date_says_from_where_and_by_which_country():
    source = Source("CFA EnSup-LR", grade=Grade.VERIFIED)

    answer = due_date(Offset(Anchor.DEPARTURE, -1, Unit.MONTHS, True), ANCHORS, FRANCE, source=source)

    assert answer.date == date(2027, 2, 26)
    assert answer.reason == Reason(
        "duedates.moved_to_working_day",
        {
            "anchor": "departure",
            "amount": -1,
            "unit": "months",
            "anchor_on": DEPARTURE,
            "reckoned_on": date(2027, 2, 28),
            "country": "FR",
        },
        source,
    )


@pytest.mark.parametrize("anchor", ["contract", "call_close", "project_end"])
def test_an_unknown_anchor_gives_no_date_but_says_which_is_missing(anchor):
    answer = due(anchor, -1)

    assert answer.date is None
    assert (answer.reason.code, answer.reason.remedy) == ("duedates.anchor_unknown", f"complete_mobility:{anchor}")


def test_the_middle_of_a_stay_needs_both_ends_and_arrival_may_be_told():
    assert due("mid_stay", anchors={Anchor.DEPARTURE: DEPARTURE}).date is None
    assert due("arrival", anchors={**ANCHORS, Anchor.ARRIVAL: date(2027, 4, 1)}).date == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("country", "subdivision", "field"),
    [("XX", None, "country"), ("fr", None, "country"), ("FR", "SH", "subdivision"), ("DE", "", "subdivision")],
)
def test_a_calendar_nobody_knows_is_refused(country, subdivision, field):
    with pytest.raises(ValidationError) as refused:
        Calendar(country=country, subdivision=subdivision)

    assert refused.value.errors()[0]["loc"] == (field,)


HOLIDAYS = [
    # SD-22: home, the destinations of the first network and one neighbour more; a weekday off there and worked in France
    # (for France: worked in Germany), the last working day before it, the next after it
    ("FR", date(2027, 7, 14), date(2027, 7, 13), date(2027, 7, 15)),
    ("DE", date(2028, 10, 3), date(2028, 10, 2), date(2028, 10, 4)),
    ("IE", date(2027, 3, 17), date(2027, 3, 16), date(2027, 3, 18)),
    ("BE", date(2027, 7, 21), date(2027, 7, 20), date(2027, 7, 22)),
    ("NO", date(2029, 5, 17), date(2029, 5, 16), date(2029, 5, 18)),
    ("NL", date(2027, 4, 27), date(2027, 4, 26), date(2027, 4, 28)),
    ("ES", date(2027, 10, 12), date(2027, 10, 11), date(2027, 10, 13)),
    ("FI", date(2027, 12, 6), date(2027, 12, 3), date(2027, 12, 7)),
    ("IT", date(2027, 6, 2), date(2027, 6, 1), date(2027, 6, 3)),
    ("PT", date(2027, 6, 10), date(2027, 6, 9), date(2027, 6, 11)),
    ("MT", date(2027, 9, 21), date(2027, 9, 20), date(2027, 9, 22)),
    ("AT", date(2027, 10, 26), date(2027, 10, 25), date(2027, 10, 27)),
    ("BJ", date(2028, 8, 1), date(2028, 7, 31), date(2028, 8, 2)),
    ("MA", date(2027, 7, 30), date(2027, 7, 29), date(2027, 8, 2)),
    ("SN", date(2028, 4, 4), date(2028, 4, 3), date(2028, 4, 5)),
]


@pytest.mark.parametrize(("country", "off", "before", "after"), HOLIDAYS)
def test_each_of_15_countries_rests_on_its_own_holiday(country, off, before, after):
    elsewhere = Calendar("DE") if country == "FR" else FRANCE
    tomorrow, yesterday = ({Anchor.DEPARTURE: off + timedelta(days=days)} for days in (1, -1))

    assert not Calendar(country).is_working_day(date(2027, 1, 1))
    assert elsewhere.is_working_day(off)
    assert due("departure", -1, anchors=tomorrow, working_days=True, calendar=Calendar(country)).date == before
    assert due("departure", 1, anchors=yesterday, working_days=True, calendar=Calendar(country)).date == after


# --- laws ---

calendars = st.sampled_from([FRANCE, Calendar("FR", "57"), Calendar("DE", "SH"), Calendar("IT"), Calendar("MA")])
some_days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
offsets = st.builds(
    Offset, st.just(Anchor.DEPARTURE), st.integers(-400, 400), st.sampled_from(Unit), working_days=st.booleans()
)


@given(offsets, some_days, st.integers(0, 40), calendars)
def test_a_later_anchor_never_brings_an_earlier_due_date(offset, day, later, calendar):
    first = due_date(offset, {Anchor.DEPARTURE: day}, calendar)
    second = due_date(offset, {Anchor.DEPARTURE: day + timedelta(days=later)}, calendar)

    assert first.date <= second.date


@given(offsets, some_days, calendars)
def test_what_asks_for_a_working_day_gets_the_nearest_on_its_side(offset, day, calendar):
    answer = due_date(offset, {Anchor.DEPARTURE: day}, calendar)
    reckoned = answer.reason.facts["reckoned_on"]

    if not offset.working_days:
        assert answer.date == reckoned
        return
    assert calendar.is_working_day(answer.date)
    assert answer.date <= reckoned if offset.amount < 0 else answer.date >= reckoned
    between = [date.fromordinal(n) for n in range(*sorted((answer.date.toordinal(), reckoned.toordinal())))]
    assert not any(calendar.is_working_day(passed) for passed in between if passed != answer.date)


@given(offsets, some_days, calendars)
def test_a_task_before_departure_is_never_due_after_it(offset, day, calendar):
    answer = due_date(offset, {Anchor.DEPARTURE: day}, calendar)

    assert answer.reason.code in CODES
    assert answer.date < day if offset.amount < 0 else answer.date >= day


@given(st.sampled_from([date(1900, 1, 1), date(2200, 12, 31)]), st.sampled_from([-1200, 1200]), calendars)
def test_the_ends_of_time_are_reckoned_too(day, amount, calendar):
    offset = Offset(Anchor.DEPARTURE, amount, Unit.MONTHS, working_days=True)

    assert due_date(offset, {Anchor.DEPARTURE: day}, calendar).date is not None


@given(offsets, some_days, st.integers(-400, 400), calendars)
def test_moving_departure_by_n_days_moves_a_due_date_by_n_days_before_it_is_rounded(offset, day, moved_by, calendar):
    first, second = (
        due_date(offset, {Anchor.DEPARTURE: day + timedelta(days=days)}, calendar) for days in (0, moved_by)
    )
    drift = (second.reason.facts["reckoned_on"] - first.reason.facts["reckoned_on"]).days - moved_by

    # a month clamped to its end may lose the three days between 28 February and the 31st
    assert abs(drift) <= (3 if offset.unit is Unit.MONTHS else 0)
    if not offset.working_days and offset.unit is not Unit.MONTHS:
        assert (second.date - first.date).days == moved_by
