"""Who may take part: audience, age, diploma, languages, the days of a call."""

from datetime import date

import pytest

from compagnon.engines.base import Answer, Reason
from tests.engines.eligibility.cases import APPRENTICE, GRADUATE, TODAY, asked, only, outcome

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("apprentice", (YES, "met", None)),
        ("graduate", (YES, "met", None)),
        # SD-05: a job seeker sees only the schemes open to that status
        ("job_seeker", (NO, "not_met", "choose_other_scheme")),
        (None, (UNKNOWN, "unknown", "complete_profile:status")),
    ],
)
def test_a_scheme_is_open_to_its_audience(status, expected):
    assert outcome(asked({"status": status}, audience=["apprentice", "graduate"])) == expected


@pytest.mark.parametrize(
    ("rule", "fact", "good", "bad", "remedy"),
    [
        ("trades", "trade", "pastry", "roofing", "choose_other_scheme"),
        ("sites", "site", "north", "south", "choose_other_call"),
        ("zones", "destination_zone", "europe", "outside_europe", "choose_other_destination"),
        ("countries", "destination_country", "DE", "BJ", "choose_other_destination"),
        ("host_kinds", "host_kind", "company", "training_centre", "choose_other_host"),
    ],
)
def test_a_list_of_what_is_accepted(rule, fact, good, bad, remedy):
    rules = {rule: [good]}
    place = "profile" if fact in {"trade", "site"} else "application"

    assert outcome(asked({fact: good}, **rules)) == (YES, "met", None)
    assert outcome(asked({fact: bad}, **rules)) == (NO, "not_met", remedy)
    assert outcome(asked({}, **rules)) == (UNKNOWN, "unknown", f"complete_{place}:{fact}")
    assert only(asked({fact: bad}, **rules)).facts == {rule: (good,), fact: bad}


def test_a_learner_of_17_is_told_when_they_will_be_18():
    verdict = asked({"birth_date": date(2009, 3, 12), "departure_on": date(2027, 2, 1)}, min_age=18)

    assert only(verdict) == Reason(
        "eligibility.min_age.not_met",
        {"min_age": 18, "age": 17, "departure_on": date(2027, 2, 1), "reaches_on": date(2027, 3, 12)},
        remedy="choose_later_departure",
        answer=NO,
    )


@pytest.mark.parametrize(
    ("departure", "expected"),
    [
        (date(2027, 3, 11), NO),
        (date(2027, 3, 12), YES),
    ],
)
def test_the_birthday_is_the_first_day_of_departure(departure, expected):
    assert asked({"birth_date": date(2009, 3, 12), "departure_on": departure}, min_age=18).answer is expected


@pytest.mark.parametrize(
    ("departure", "expected"),
    [
        (date(2026, 2, 28), (NO, "not_met", "choose_later_departure")),
        (date(2026, 3, 1), (YES, "met", None)),
    ],
)
def test_who_is_born_on_a_leap_day_comes_of_age_on_the_first_of_march(departure, expected):
    assert outcome(asked({"birth_date": date(2008, 2, 29), "departure_on": departure}, min_age=18)) == expected


@pytest.mark.parametrize(
    ("birth", "departure", "expected"),
    [
        (date(1997, 6, 1), date(2027, 5, 31), (YES, "met", None)),
        (date(1997, 6, 1), date(2027, 6, 1), (NO, "not_met", "choose_earlier_departure")),
        (date(1990, 6, 1), date(2027, 6, 1), (NO, "not_met", "choose_other_scheme")),
    ],
)
def test_too_old_is_told_with_a_way_out_while_there_is_one(birth, departure, expected):
    assert outcome(asked({"birth_date": birth, "departure_on": departure}, max_age=29)) == expected


def test_an_unknown_birth_date_or_departure_is_not_a_no():
    assert outcome(asked({"departure_on": TODAY}, min_age=18)) == (UNKNOWN, "unknown", "complete_profile:birth_date")
    assert outcome(asked({"birth_date": date(2009, 3, 12)}, min_age=18)) == (
        UNKNOWN,
        "unknown",
        "complete_application:departure_on",
    )
    assert only(asked({}, min_age=18)).facts == {"min_age": 18, "missing": ("birth_date", "departure_on")}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # SD-27; up to 12 months after graduation
        ({**GRADUATE, "departure_on": date(2027, 7, 1)}, (YES, "met", None)),
        ({**GRADUATE, "departure_on": date(2027, 7, 2)}, (NO, "not_met", "choose_earlier_departure")),
        (
            {**GRADUATE, "diploma_date": date(2025, 7, 1), "departure_on": date(2027, 1, 4)},
            (NO, "not_met", "choose_other_scheme"),
        ),
        ({**GRADUATE, "departure_on": date(2026, 6, 30)}, (NO, "not_met", "choose_later_departure")),
        ({"status": "graduate"}, (UNKNOWN, "unknown", "complete_profile:diploma_date")),
        ({**APPRENTICE, "departure_on": date(2027, 7, 2)}, (YES, "not_concerned", None)),
        ({}, (UNKNOWN, "unknown", "complete_profile:status")),
    ],
)
def test_a_graduate_leaves_within_the_months_after_the_diploma(facts, expected):
    assert outcome(asked(facts, months_since_diploma_max=12)) == expected


def test_the_limit_after_the_diploma_may_be_counted_to_the_return():
    facts = {**GRADUATE, "departure_on": date(2027, 5, 1), "return_on": date(2027, 7, 31)}

    assert asked(facts, months_since_diploma_max=12).answer is YES
    verdict = asked(facts, months_since_diploma_max=12, diploma_limit_at="return")
    assert verdict.answer is NO
    assert only(verdict).facts == {
        "months_since_diploma_max": 12,
        "diploma_date": date(2026, 7, 1),
        "limit": date(2027, 7, 1),
        "day": date(2027, 7, 31),
        "at": "return",
    }


def test_a_diploma_of_a_leap_day_counts_to_the_end_of_february():
    facts = {"status": "graduate", "diploma_date": date(2028, 2, 29)}

    assert asked({**facts, "departure_on": date(2029, 2, 28)}, months_since_diploma_max=12).answer is YES
    assert asked({**facts, "departure_on": date(2029, 3, 1)}, months_since_diploma_max=12).answer is NO


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), [(NO, "wait_for_opening"), (YES, None)]),
        (date(2026, 11, 1), [(YES, None), (YES, None)]),
        (date(2026, 12, 15), [(YES, None), (YES, None)]),
        (date(2026, 12, 16), [(YES, None), (NO, "choose_other_call")]),
    ],
)
def test_a_call_is_open_on_its_first_and_on_its_last_day(today, expected):
    verdict = asked({}, today=today, opens_on=date(2026, 11, 1), closes_on=date(2026, 12, 15))

    assert [(reason.answer, reason.remedy) for reason in verdict.reasons] == expected


def test_each_language_is_a_reason_of_its_own():
    verdict = asked({"cefr_levels": {"en": "A2", "es": "B1"}}, languages={"en": "B1", "es": "A2", "de": "A1"})

    assert [(reason.facts["language"], reason.answer, reason.remedy) for reason in verdict.reasons] == [
        ("de", UNKNOWN, "complete_profile:cefr_levels"),
        ("en", NO, "prepare_language"),
        ("es", YES, None),
    ]
