"""The schemes of the first network as rules, and people who fit them, for the tests of this folder."""

from datetime import date
from typing import Any

from compagnon.engines.base import Answer, Grade, Reason, Source, Verdict
from compagnon.engines.eligibility import ApplicantFacts, SchemeRules, assess

TODAY = date(2026, 11, 24)
FR_01 = Source("Labour Code", "L6222-42 I (FR-01)", Grade.VERIFIED)
FR_02 = Source("Labour Code", "L6222-42 I (FR-02)", Grade.VERIFIED)

APPRENTICE: dict[str, Any] = {
    "birth_date": date(2009, 3, 12),
    "status": "apprentice",
    "trade": "pastry",
    "site": "north",
    "contract_start": date(2025, 9, 1),
    "contract_end": date(2027, 8, 31),
    "days_abroad_before": 0,
    "cefr_levels": {"en": "A2"},
    "destination_country": "DE",
    "destination_zone": "europe",
    "host_kind": "company",
}
GRADUATE: dict[str, Any] = {"status": "graduate", "birth_date": date(2005, 5, 5), "diploma_date": date(2026, 7, 1)}


def asked(facts: dict[str, Any], today: date = TODAY, **rules: Any) -> Verdict:
    return assess(ApplicantFacts(**facts), SchemeRules(**rules), today=today)


def stay(departure: date, back: date, **more: Any) -> dict[str, Any]:
    return {**APPRENTICE, "departure_on": departure, "return_on": back, **more}


def only(verdict: Verdict) -> Reason:
    (reason,) = verdict.reasons
    return reason


def outcome(verdict: Verdict) -> tuple[Answer, str, str | None]:
    """Answer, last part of the code and remedy of the only reason."""
    reason = only(verdict)
    assert reason.answer is verdict.answer
    return verdict.answer, reason.code.rsplit(".", 1)[1], reason.remedy
