from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from compagnon.core.ui import line
from compagnon.core.ui.line import LineState
from compagnon.core.ui.line_page import LinePage, LineStep, LineTask, paper_svg

TODAY = date(2027, 2, 10)


def parsed(drawn):
    return ET.fromstring(drawn)  # noqa: S314 - our own drawing


def task(state, days=0, title="Task"):
    return LineTask(title=title, due=TODAY + timedelta(days=days), state=state)


def page(*prepare, today=TODAY, departure=date(2027, 3, 12), return_=date(2027, 3, 27)):
    return LinePage(
        steps=(LineStep("promote", (task("done", -60),)), LineStep("prepare", prepare)),
        departure=departure,
        return_=return_,
        today=today,
    )


def test_a_compact_string_is_read_and_written_alike():
    value = "3/3 2/2 4/9! 0/3 0/5 @2.40"

    state = LineState.read(value)

    assert state.steps[2] == ("prepare", 4, 9)
    assert (state.late, state.today_at) == ("prepare", 2.4)
    assert state.compact() == value


@pytest.mark.parametrize("value", ["", "1/2", "3 2 1 0 0", "a/b 1/1 1/1 1/1 1/1", "1/1 1/1 1/1 1/1 1/1 1/1"])
def test_what_is_not_a_line_is_refused(value):
    with pytest.raises(ValueError, match=r"not a line|invalid literal"):
        LineState.read(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("3/3 2/2 4/9 0/3 0/5", "Prepare: 4 of 9 done"),
        ("3/3 2/2 4/9! 0/3 0/5", "Prepare: 4 of 9 done, late"),
        ("3/3 2/2 4/9 0/3! 0/5", "Prepare: 4 of 9 done, late in Monitor"),
        ("3/3 2/2 9/9 3/3 5/5", "All steps done"),
        ("0/0 0/0 0/0 0/0 0/0", "Nothing to do yet"),
        ("0/0 0/0 1/2 0/0 0/0", "Prepare: 1 of 2 done"),
    ],
)
def test_the_line_says_where_the_stay_stands(value, words):
    assert line.sentence(value) == words


def test_late_without_a_step_stands_at_the_first_unfinished_step():
    state = LineState(tuple((step, 1, 1 if step == "promote" else 2) for step in line.STEPS), late=True)

    assert state.late_step == "recruit"


def test_a_spark_is_well_formed_named_and_without_inline_style():
    drawn = line.spark("3/3 2/2 4/9! 0/3 0/5 @2.4")

    root = parsed(drawn)
    assert root.get("aria-label") == "Prepare: 4 of 9 done, late"
    assert (root.get("width"), root.get("height")) == ("120", "16")
    assert [circle.get("data-kind") for circle in root.iter("circle")] == ["done", "done", "here", "ahead", "ahead"]
    assert "style=" not in drawn
    today = next(each for each in root.iter("line") if each.get("class") == "line-today")
    assert today.get("x1") == "48%"


def test_a_step_is_filled_by_its_share():
    root = parsed(line.spark("2/4 0/2 0/9 0/3 0/5"))

    fills = [(each.get("x1"), each.get("x2")) for each in root.iter("line") if each.get("class") == "line-fill"]

    assert fills == [("0%", "10%")]


def test_a_step_with_nothing_to_do_is_a_gap():
    root = parsed(line.spark("0/0 2/2 4/9 0/3 0/5"))

    stones = [each.get("cx") for each in root.iter("circle")]
    assert stones == ["20%", "40%", "60%", "80%"]


def test_each_language_has_a_drawing_of_its_own():
    value = "3/3 2/2 4/9 0/3 1/5"
    english = line.spark(value)

    with translation.override("fr"):
        line.spark(value)

    assert line.spark(value) == english


def test_the_page_counts_waived_tasks_as_done_and_says_what_is_late():
    drawn = page(task("done"), task("waived"), task("late", -3), task("open", 5))

    assert drawn.state().steps[2] == ("prepare", 2, 4)
    assert drawn.words() == "Prepare: 2 of 4 done, late"


def test_today_parts_the_tasks_that_should_be_done_from_those_to_come():
    prepare = page(task("open", 5, "later"), task("late", -3, "earlier"), task("done", -9)).drawn()[2]

    assert [each.title for each in prepare.before_today] == ["earlier"]
    assert [each.title for each in prepare.after_today] == ["later"]
    assert len(prepare.settled) == 1
    assert prepare.today == TODAY


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 1), 0.0),
        (date(2027, 3, 12), 3.0),
        (date(2027, 3, 27), 4.0),
        (date(2030, 1, 1), 5.0),
    ],
)
def test_today_stands_between_the_flags(today, expected):
    assert page(task("open", 5), today=today).today_at() == expected


def test_today_moves_forward_and_never_back():
    places = [page(task("open", 5), today=date(2026, 11, 1) + timedelta(days=n)).today_at() for n in range(0, 260, 3)]

    assert places == sorted(places)


def test_a_stay_without_dates_has_no_today():
    assert page(task("open"), departure=None, return_=None).today_at() is None


def test_a_departure_and_a_return_on_one_day_are_no_trouble():
    day = date(2027, 2, 10)

    assert page(task("open"), departure=day, return_=day).today_at() == 4.0


def test_the_line_on_paper_needs_no_style_sheet():
    drawn = paper_svg(page(task("done"), task("open")))

    root = parsed(drawn)
    words = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "class=" not in drawn
    assert "Prepare" in words
    assert "1 of 2 done" in words
    assert "12 March 2027" in words
