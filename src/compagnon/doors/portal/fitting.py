"""Which schemes fit somebody, with the reasons: the engine's answer without a call."""

from dataclasses import dataclass
from typing import Any

from compagnon.core import clock
from compagnon.engines.base import Answer
from compagnon.engines.eligibility import ApplicantFacts, assess
from compagnon.recruitment import eligibility, phrases, queries
from compagnon.recruitment.models import Call
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class Fit:
    """One scheme and what speaks for and against it."""

    scheme: Scheme
    fits: bool
    reasons: list[phrases.Told]
    calls: list[Call]


def fits_for(facts: dict[str, Any]) -> list[Fit]:
    """All schemes, those that fit first; among these, those with an open call first."""
    applicant = ApplicantFacts.model_validate(facts)
    open_now: dict[int, list[Call]] = {}
    for call in queries.open_calls():
        open_now.setdefault(call.scheme_id, []).append(call)
    found = [_fit(scheme, applicant, open_now.get(scheme.pk, [])) for scheme in Scheme.objects.all()]
    return sorted(found, key=lambda fit: (not fit.fits, not fit.calls, fit.scheme.position))


def _fit(scheme: Scheme, applicant: ApplicantFacts, calls: list[Call]) -> Fit:
    verdict = assess(applicant, eligibility.rules_of(scheme), today=clock.today())
    told = [one for one in verdict.reasons if one.answer != Answer.UNKNOWN and not one.code.endswith("not_concerned")]
    return Fit(
        scheme=scheme,
        fits=verdict.answer != Answer.NO,
        reasons=[phrases.told(reason, reader=phrases.LEARNER) for reason in told],
        calls=[call for call in calls if _takes(call, applicant.trade)],
    )


def _takes(call: Call, trade: str | None) -> bool:
    """Whether a call is open to the trade."""
    keys = {one.key for one in call.trades.all()}
    return not keys or trade in keys
