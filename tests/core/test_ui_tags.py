from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import engines
from django.utils import translation

from compagnon.core.ui import dates, icons
from compagnon.core.ui.states import BADGES
from compagnon.core.ui.templatetags import ui


@pytest.fixture(autouse=True)
def _on_a_tuesday_in_november():
    with time_machine.travel(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 28), "Saturday"),
        (date(2026, 12, 12), "12 December"),
        (date(2027, 1, 8), "8 January"),
        (date(2027, 9, 8), "8 September 2027"),
        (date(2026, 3, 12), "12 March"),
    ],
)
def test_days_are_said_as_people_say_them(day, words):
    assert dates.say_near_day(day) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "12 décembre"),
        ("de", "12. Dezember"),
        ("it", "12 dicembre"),
        ("es", "12 de diciembre"),
        ("nl", "12 december"),
    ],
)
def test_days_are_said_in_the_language_of_the_page(language, words):
    with translation.override(language):
        assert dates.say_day(date(2026, 12, 12)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2027, 3, 12), date(2027, 3, 27), "12 to 27 March 2027"),
        (date(2027, 3, 12), date(2027, 4, 2), "12 March to 2 April 2027"),
        (date(2026, 12, 12), date(2027, 1, 2), "12 December 2026 to 2 January 2027"),
        (date(2027, 3, 12), date(2027, 3, 12), "12 March 2027"),
        (date(2027, 3, 12), None, "12 March 2027"),
        (None, None, ""),
    ],
)
def test_a_span_says_once_what_both_days_share(start, end, words):
    assert dates.say_span(start, end) == words


def test_a_late_deadline_says_since_when():
    shown = ui.deadline(date(2026, 11, 21), late=True)

    assert 'data-state="late"' in shown
    assert 'title="Saturday, 21 November 2026"' in shown or 'title="Saturday 21 November 2026"' in shown
    assert "3 days late" in shown


def test_a_deadline_that_is_done_is_not_late():
    shown = ui.deadline(date(2026, 11, 21), late=True, done=True)

    assert 'data-state="done"' in shown
    assert "late" not in shown


def test_an_evening_in_paris_belongs_to_that_day():
    assert dates.as_day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == date(2026, 11, 24)


def test_no_day_is_nothing():
    assert ui.deadline(None) == ""
    assert ui.day(None) == ""


def test_an_icon_is_hidden_from_readers_unless_it_is_named():
    assert 'aria-hidden="true"' in ui.icon("check")
    assert 'role="img" aria-label="Signed &lt;b&gt;"' in ui.icon("check", label="Signed <b>")


def test_an_unknown_icon_says_what_to_do():
    with pytest.raises(icons.UnknownIcon, match=r"tools/icons\.txt"):
        ui.icon("no-such-icon")


@pytest.mark.parametrize("state", sorted(BADGES))
def test_every_state_has_a_shape_and_a_word(state):
    shown = ui.badge(state)

    assert "<use " in shown
    assert shown.rpartition("</svg>")[2].removesuffix("</span>").strip()


def test_what_people_typed_is_escaped_in_a_badge_and_a_row():
    assert "<script>" not in ui.badge("done", "<script>")
    assert "<b>" not in ui.pick("x", "Select <b>")


@pytest.mark.parametrize(("name", "letters"), [("Ada Lovelace King", "AK"), ("Élodie", "É"), ("", "")])
def test_initials_are_of_the_first_and_last_name(name, letters):
    assert ui.initials(name) == letters


def test_the_address_of_a_missing_page_is_empty():
    template = engines["django"].from_string('{% address "no-such-page" as url %}[{{ url }}]')

    assert template.render() == "[]"
