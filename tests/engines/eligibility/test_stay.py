"""How long a stay may be, and what the French contract leaves room for."""

from datetime import date, timedelta

import pytest

from compagnon.engines.base import Answer
from tests.engines.eligibility.cases import APPRENTICE, FR_01, FR_02, asked, only, outcome, stay

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def of_days(departure: date, days: int) -> dict:
    return stay(departure, departure + timedelta(days=days - 1))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # SD-25: an internship of 15 days; departure and return both count
        (14, [NO, YES]),
        (15, [YES, YES]),
        (16, [YES, NO]),
    ],
)
def test_fifteen_days_are_fifteen_days(days, expected):
    verdict = asked(of_days(date(2027, 2, 1), days), min_days=15, max_days=15)

    assert [reason.answer for reason in verdict.reasons] == expected
    assert [reason.facts["days"] for reason in verdict.reasons] == [days, days]


@pytest.mark.parametrize("departure", [date(2027, 1, 4), date(2027, 2, 1), date(2028, 2, 1), date(2026, 7, 1)])
def test_89_days_are_not_over_three_months_whenever_they_begin(departure):
    # SD-26
    facts = of_days(departure, 89)

    assert outcome(asked(facts, min_months=3, min_months_exclusive=True)) == (NO, "not_met", "choose_longer_stay")
    assert outcome(asked(facts, min_days=90)) == (NO, "not_met", "choose_longer_stay")


@pytest.mark.parametrize(
    ("back", "exclusive", "expected"),
    [
        (date(2027, 3, 30), False, NO),
        (date(2027, 3, 31), False, YES),
        (date(2027, 3, 31), True, NO),
        (date(2027, 4, 1), True, YES),
    ],
)
def test_over_three_months_asks_for_a_day_more_than_three_months(back, exclusive, expected):
    verdict = asked(stay(date(2027, 1, 1), back), min_months=3, min_months_exclusive=exclusive)

    assert verdict.answer is expected
    assert only(verdict).facts["return_from"] == date(2027, 4, 1) - timedelta(days=not exclusive)


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        # SD-27: 2 to 9 months from 10 January
        (date(2027, 3, 8), [NO, YES]),
        (date(2027, 3, 9), [YES, YES]),
        (date(2027, 10, 9), [YES, YES]),
        (date(2027, 10, 10), [YES, NO]),
        (date(2027, 11, 9), [YES, NO]),
    ],
)
def test_two_to_nine_months_refuse_ten(back, expected):
    verdict = asked(stay(date(2027, 1, 10), back), min_months=2, max_months=9)

    assert [reason.answer for reason in verdict.reasons] == expected
    assert verdict.reasons[1].facts["return_by"] == date(2027, 10, 9)


def test_a_stay_without_dates_has_an_unknown_length():
    rules = {"min_days": 15, "max_days": 90, "min_months": 1, "max_months": 3}
    verdict = asked({"departure_on": date(2027, 2, 1)}, **rules)

    assert {reason.answer for reason in verdict.reasons} == {UNKNOWN}
    assert {reason.remedy for reason in verdict.reasons} == {"complete_application:return_on"}


@pytest.mark.parametrize(
    ("back", "before", "expected"),
    [
        # FR-01: at most one year, all stays of the contract together
        (date(2027, 8, 31), 0, (YES, "met", None)),
        (date(2027, 9, 1), 0, (NO, "not_met", "choose_shorter_stay")),
        (date(2027, 8, 31), 1, (NO, "not_met", "choose_shorter_stay")),
        (date(2026, 9, 10), 365, (NO, "not_met", "ask_referent")),
        (date(2027, 8, 31), None, (UNKNOWN, "unknown", "complete_profile:days_abroad_before")),
        (date(2027, 9, 1), None, (NO, "not_met", "choose_shorter_stay")),
    ],
)
def test_one_year_abroad_under_one_contract_at_most(back, before, expected):
    facts = stay(date(2026, 9, 1), back, days_abroad_before=before)
    verdict = asked(facts, contract_max_months=12, sources={"contract_max_months": FR_01})

    assert outcome(verdict) == expected
    assert only(verdict).source == FR_01


@pytest.mark.parametrize(
    ("contract", "dates", "before", "expected"),
    [
        # FR-02: 12 months of contract leave 6 months abroad; 365 days leave 182
        (("2026-09-01", "2027-08-31"), ("2027-01-01", "2027-06-30"), 0, (YES, "met", None)),
        (("2026-09-01", "2027-08-31"), ("2027-01-01", "2027-07-31"), 0, (NO, "not_met", "choose_shorter_stay")),
        (("2026-09-01", "2027-08-31"), ("2027-01-01", "2027-06-30"), 2, (NO, "not_met", "choose_shorter_stay")),
        # six months that are 184 days: within the text's example, beyond the half in days
        (("2026-09-01", "2027-08-31"), ("2027-03-01", "2027-08-31"), 0, (UNKNOWN, "borderline", "ask_referent")),
        (("2026-09-01", "2027-08-31"), ("2027-03-01", "2027-08-31"), 1, (NO, "not_met", "choose_shorter_stay")),
        # a contract that is no whole number of months is counted in days alone
        (("2026-09-01", "2027-08-20"), ("2027-03-01", "2027-08-20"), 0, (YES, "met", None)),
        (("2026-09-01", "2027-08-20"), ("2027-02-20", "2027-08-20"), 0, (NO, "not_met", "choose_shorter_stay")),
        (("2025-09-01", "2027-08-31"), ("2026-09-01", "2027-08-31"), 0, (YES, "met", None)),
        (
            (None, "2027-08-31"),
            ("2027-01-01", "2027-06-30"),
            0,
            (UNKNOWN, "unknown", "complete_profile:contract_start"),
        ),
    ],
)
def test_half_of_the_contract_abroad_at_most(contract, dates, before, expected):
    start, end = contract
    facts = stay(*dates, contract_start=start, contract_end=end, days_abroad_before=before)
    verdict = asked(facts, contract_max_share="0.5", sources={"contract_max_share": FR_02})

    assert outcome(verdict) == expected


@pytest.mark.parametrize("rule", ["within_contract", "contract_max_months", "contract_max_share"])
def test_contract_rules_concern_only_people_under_contract(rule):
    rules = {rule: {"within_contract": True, "contract_max_months": 1, "contract_max_share": "0.01"}[rule]}
    dates = {"departure_on": date(2027, 1, 1), "return_on": date(2029, 1, 1)}

    assert outcome(asked({**dates, "status": "job_seeker"}, **rules)) == (YES, "not_concerned", None)
    assert outcome(asked(dates, **rules)) == (UNKNOWN, "unknown", "complete_profile:status")
    # FR-11: the same ceilings for professionalisation contracts
    assert asked({**APPRENTICE, **dates, "status": "professionalisation"}, **rules).answer is NO


@pytest.mark.parametrize(
    ("departure", "back", "expected"),
    [
        (date(2025, 9, 1), date(2027, 8, 31), (YES, "met", None)),
        (date(2025, 8, 31), date(2025, 9, 30), (NO, "not_met", "choose_later_departure")),
        (date(2027, 8, 1), date(2027, 9, 1), (NO, "not_met", "choose_earlier_departure")),
    ],
)
def test_a_stay_lies_within_the_contract(departure, back, expected):
    assert outcome(asked(stay(departure, back), within_contract=True)) == expected


def test_a_contract_that_has_ended_is_for_a_person_to_look_at():
    facts = stay(date(2027, 1, 1), date(2027, 1, 15), contract_start=date(2024, 9, 1), contract_end=date(2026, 8, 31))

    assert outcome(asked(facts, within_contract=True)) == (NO, "not_met", "ask_referent")
    assert outcome(asked(facts, months_left_in_contract_min=1)) == (NO, "not_met", "ask_referent")


@pytest.mark.parametrize(
    ("departure", "expected"),
    [
        (date(2027, 3, 1), (YES, "met", None)),
        (date(2027, 3, 2), (NO, "not_met", "choose_earlier_departure")),
    ],
)
def test_months_left_in_the_contract_are_counted_from_departure(departure, expected):
    assert outcome(asked(stay(departure, departure), months_left_in_contract_min=6)) == expected
