"""Which schemes fit somebody, with the reasons: the engine's answer without a call."""

from dataclasses import dataclass
from typing import Any

from compagnon.core import clock
from compagnon.engines.base import Answer, Reason
from compagnon.engines.eligibility import ApplicantFacts, assess
from compagnon.recruitment import queries
from compagnon.recruitment.models import Call
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.recruitment.queries import eligibility
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries import to_open


@dataclass(frozen=True)
class Fit:
    """One scheme, what speaks for and against it, and the rules that these answers leave open."""

    scheme: Scheme
    fits: bool
    reasons: list[phrases.Told]
    unsaid: list[str]
    calls: list[Call]


def fits_for(facts: dict[str, Any]) -> list[Fit]:
    """All schemes, those that fit first; among these, those with an open call first."""
    applicant = ApplicantFacts.model_validate(facts)
    open_now: dict[int, list[Call]] = {}
    for call in queries.open_calls().prefetch_related("trades", "offers__scheme"):
        for scheme in call.schemes:
            open_now.setdefault(scheme.pk, []).append(call)
    found = [_fit(scheme, applicant, open_now.get(scheme.pk, [])) for scheme in to_open()]
    return sorted(found, key=lambda fit: (not fit.fits, not fit.calls, fit.scheme.position))


def _fit(scheme: Scheme, applicant: ApplicantFacts, calls: list[Call]) -> Fit:
    rules = eligibility.rules_of(scheme).model_copy(update={"directions": (scheme.direction,)})
    verdict = assess(applicant, rules, today=clock.today())
    told = [one for one in verdict.reasons if one.answer != Answer.UNKNOWN and not one.code.endswith("not_concerned")]
    return Fit(
        scheme=scheme,
        fits=verdict.answer != Answer.NO,
        reasons=[phrases.told(reason, reader=phrases.LEARNER) for reason in told if not _is_plain(reason)],
        unsaid=list(
            dict.fromkeys(
                str(phrases.RULE_NAMES[phrases.rule_of(one)]) for one in verdict.reasons if one.answer == Answer.UNKNOWN
            )
        ),
        calls=[call for call in calls if _takes(call, applicant.trade)],
    )


def _is_plain(reason: Reason) -> bool:
    """That a scheme goes the right way need not be said; that it does not must be."""
    return reason.answer == Answer.YES and phrases.rule_of(reason) == "directions"


def _takes(call: Call, trade: str | None) -> bool:
    """Whether a call is open to the trade."""
    keys = {one.key for one in call.trades.all()}
    return not keys or trade in keys
