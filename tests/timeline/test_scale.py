"""Where a day stands among months or weeks."""

from datetime import date

import pytest
from django.utils.translation import override

from compagnon.timeline import scale


def test_months_are_as_wide_as_each_other_whatever_their_days():
    shown = scale.months(date(2027, 1, 20), date(2027, 4, 2))

    assert shown.starts == (date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1))
    assert [shown.at(day) for day in (date(2027, 1, 1), date(2027, 2, 15), date(2027, 4, 1))] == [0.0, 37.5, 75.0]
    assert shown.lines == [25.0, 50.0, 75.0]


def test_what_lies_outside_stands_at_the_edge_and_is_not_shown():
    shown = scale.months(date(2027, 1, 1), date(2027, 2, 28))

    assert [shown.at(date(2026, 1, 1)), shown.at(date(2028, 1, 1))] == [0.0, 100.0]
    assert [shown.shows(date(2026, 12, 31)), shown.shows(date(2027, 2, 28)), shown.shows(date(2027, 3, 1))] == [
        False, True, False,
    ]  # fmt: skip


def test_weeks_begin_on_monday_over_the_change_to_summer_time():
    shown = scale.weeks(date(2027, 3, 24), count=3)

    assert shown.starts == (date(2027, 3, 22), date(2027, 3, 29), date(2027, 4, 5), date(2027, 4, 12))
    assert shown.column_of(date(2027, 3, 28)) == 0
    assert shown.column_of(date(2027, 3, 29)) == 1


def test_the_year_stands_only_where_it_changes():
    with override("fr"):
        heads = scale.months(date(2026, 11, 1), date(2027, 2, 1)).heads()

    assert [(one.words, one.year) for one in heads] == [
        ("nov.", "2026"), ("déc.", ""), ("janv.", "2027"), ("févr.", ""),
    ]  # fmt: skip


def test_a_long_stay_is_cut_at_two_years_and_a_half():
    assert len(scale.months(date(2020, 1, 1), date(2030, 1, 1)).starts) == scale.MOST_MONTHS + 1


@pytest.mark.parametrize(
    ("begin", "first"), [(None, date(2026, 11, 9)), (date(2027, 2, 3), date(2027, 2, 1))], ids=["usual", "asked"]
)
def test_weeks_begin_two_weeks_ago_unless_asked(begin, first):
    days = [date(2026, 9, 1), date(2027, 6, 1)]

    assert scale.around(days, zoom="week", begin=begin, today=date(2026, 11, 24)).first == first


def test_the_piece_before_and_after_keep_half_in_sight():
    shown = scale.weeks(date(2027, 3, 1), count=4)

    assert (shown.earlier(), shown.later()) == (date(2027, 2, 15), date(2027, 3, 15))
