"""Somebody who comes to France: which book of the Labour Code, which papers (section 10 of the facts on French rules)."""

from compagnon.engines.legal.facts import A1_AREA, CARD_AREA, EEA, EUROPEAN_UNION, Direction
from compagnon.engines.legal.finding import (
    ALWAYS,
    DUTY,
    Case,
    Found,
    Outcome,
    Rule,
    Topic,
    applies,
    does_not_apply,
    missing,
    not_known,
    table,
)

EXCEPT = ("purpose", "contract_length", "late_start", "training_length", "age_limit_at_start")


def _of_a_union_state(case: Case, found: Found) -> Found:
    """Written for apprentices from an EU State; whether other States of the EEA count, the sources read do not say."""
    if case.facts.country in EUROPEAN_UNION:
        return found
    if case.facts.country in EEA:
        return not_known("ask_lawyer", {"country": case.facts.country})
    return does_not_apply({"country": case.facts.country})


def _apprenticeship_book(case: Case) -> Found:
    return _of_a_union_state(case, applies({"except": EXCEPT}))


def _training_by_apprenticeship(case: Case) -> Found:
    return _of_a_union_state(case, applies())


def _no_upper_age(case: Case) -> Found:
    return _of_a_union_state(case, applies({"age": 29}))


def _placement_agreement(_case: Case) -> Found:
    """No French contract is signed: sender, host and learner agree instead."""
    return applies({"who": ("sending_organisation", "host", "learner")})


def _posting_certificate_in(case: Case) -> Found:
    """An A1 by the employer of origin, from where the A1 is known."""
    if case.facts.country in A1_AREA:
        return applies({"who": "employer_of_origin", "certificate": "A1"})
    return not_known("ask_social_security", {"country": case.facts.country})


def _s1_in(case: Case) -> Found:
    if case.facts.resides_abroad is None:
        return missing("resides_abroad")
    return applies({"who": "learner"}) if case.facts.resides_abroad else does_not_apply()


def _health_card_in(case: Case) -> Found:
    if case.facts.country in CARD_AREA:
        return applies({"who": "learner"})
    return not_known("ask_health_fund", {"country": case.facts.country})


def _stay_permit(case: Case) -> Found:
    """Visa or trainee status, approval of the agreement: no source was read for nationals from outside the EU (IN-07)."""
    if case.facts.union_national is None:
        return missing("union_national")
    return does_not_apply() if case.facts.union_national else not_known("ask_prefecture")


RULES: dict[str, Rule] = {
    **table(
        Topic.CONTRACT,
        ("apprenticeship_book", DUTY, _apprenticeship_book, ("country",)),
        ("training_by_apprenticeship", DUTY, _training_by_apprenticeship, ("country",)),
        ("no_upper_age", DUTY, _no_upper_age, ("country",)),
        direction=Direction.IN,
        contract=False,
    ),
    **table(
        Topic.PAPER,
        ("placement_agreement", (Outcome.APPLIES,), _placement_agreement, ()),
        ("posting_certificate_in", ALWAYS, _posting_certificate_in, ("country",)),
        ("s1_in", DUTY, _s1_in, ()),
        ("health_card_in", ALWAYS, _health_card_in, ("country",)),
        ("stay_permit", (Outcome.DOES_NOT_APPLY, Outcome.UNKNOWN), _stay_permit, ()),
        direction=Direction.IN,
        contract=False,
    ),
}
