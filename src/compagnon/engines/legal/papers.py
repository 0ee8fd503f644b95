"""Papers of somebody who leaves France: agreements of the contract, identity and exit of people under 18, health and posting."""

import datetime as dt

from compagnon.engines.base import Fact
from compagnon.engines.dates import add_months
from compagnon.engines.legal.facts import A1_AREA, CARD_AREA, EEA, EUROPEAN_UNION, HostKind, Regime
from compagnon.engines.legal.finding import (
    ALWAYS,
    DUTY,
    NEVER_KNOWN,
    WHERE_CONCERNED,
    Case,
    Found,
    Outcome,
    Rule,
    Topic,
    applies,
    decided,
    does_not_apply,
    missing,
    not_known,
    table,
)


def _mobility_agreement(case: Case) -> Found:
    """Always written; R6222-66 or R6222-67 lists its ten points. Who signs depends on age and host, told by rules of their own."""
    facts: dict[str, Fact] = {"who": ("apprentice", "employer", "training_centre", "host"), "points": 10}
    if case.regime is Regime.SECONDMENT:
        return applies(facts, cites="secondment_agreement")
    bodies = None if case.facts.hosts is None else HostKind.TRAINING_BODY in case.facts.hosts
    outside = None if case.facts.country is None else case.facts.country not in EUROPEAN_UNION
    prevention = True if bodies or outside else None if bodies is None or outside is None else False
    return applies({**facts, "prevention_commitments": prevention, "gratuities": True})


def _representative_signs(case: Case) -> Found:
    """Under 18 on the day of signature or of departure; not signed yet, the day is today or later (FR-20)."""
    adult_on, signed = case.adult_on(), case.facts.signed_on
    facts: dict[str, Fact] = {"adult_on": adult_on, "who": "legal_representative"}
    if case.leaves_as_minor() or (signed is not None and signed < adult_on):
        return applies(facts)
    if signed is not None or case.today >= adult_on:
        return does_not_apply(facts)
    return not_known("complete_mobility:signed_on", {**facts, "missing": ("signed_on",)})


def _guarantee_documents(case: Case) -> Found:
    """When a host company does not sign: with the contract asleep only (FR-07, FR-09)."""
    facts = case.facts
    if case.regime is Regime.SECONDMENT or HostKind.COMPANY not in (facts.hosts or ()):
        return does_not_apply()
    if facts.host_signs is None:
        return missing("host_signs")
    if facts.host_signs:
        return does_not_apply()
    return applies({"who": ("host", "apprentice"), "annexed_to": "mobility_agreement"})


def _partnership_agreement(case: Case) -> Found:
    """When a training body does not sign; kept available to the OPCO (R6222-68)."""
    facts = case.facts
    if HostKind.TRAINING_BODY not in (facts.hosts or ()):
        return does_not_apply()
    if facts.host_signs is None:
        return missing("host_signs")
    if facts.host_signs:
        return does_not_apply()
    return applies({"who": ("training_centre", "host"), "kept_for": "opco"})


def _release_declaration(case: Case) -> Found:
    """Secondment to a training body: it declares that it knows of the release from work and accepts the person (R6222-68)."""
    if case.regime is Regime.STAND_BY:
        return does_not_apply()
    found = _partnership_agreement(case)
    return applies({"who": "host"}) if found.outcome is Outcome.APPLIES else found


def _pedagogical_annex(_case: Case) -> Found:
    return applies({"who": "training_centre"})


def _opco_declaration(_case: Case) -> Found:
    """One OPCO asks for it with the training agreement, or with a new one; others may ask otherwise (OP-06, OP-08)."""
    return not_known("ask_opco")


def _posting_certificate(case: Case) -> Found:
    """Asked by the employer of Urssaf: the A1 in the EU, EEA, Switzerland and the United Kingdom, another one elsewhere."""
    if case.regime is Regime.STAND_BY:
        return does_not_apply()
    inside = case.facts.country in A1_AREA
    facts: dict[str, Fact] = {"who": "employer", "from": "urssaf"}
    if inside:
        return applies({**facts, "certificate": "A1"})
    return applies({**facts, "certificate": "bilateral_or_maintenance"}, "ask_social_security")


def _s1(case: Case) -> Found:
    """Only for who takes residence in the host State; outside the area of the A1 the source does not say."""
    if case.facts.resides_abroad is None:
        return missing("resides_abroad")
    if not case.facts.resides_abroad:
        return does_not_apply()
    if case.facts.country not in A1_AREA:
        return not_known("ask_social_security", {"country": case.facts.country})
    return applies({"who": "apprentice"})


def _health_card(case: Case) -> Found:
    """The European card covers care in the EU, EEA and Switzerland; of the United Kingdom the source says nothing."""
    country = case.facts.country
    if country in CARD_AREA:
        return applies({"who": "apprentice", "country": country}, "ask_health_fund")
    return not_known("ask_health_fund", {"country": country}) if country == "GB" else does_not_apply()


def _private_health_cover(case: Case) -> Found:
    """National schemes pay nothing outside the EEA; Switzerland accepts the card all the same."""
    country = case.facts.country
    if country in EEA:
        return does_not_apply()
    return not_known("ask_health_fund", {"country": country}) if country == "CH" else applies({"country": country})


def _programme_insurance(case: Case) -> Found:
    """What Erasmus+ asks to be insured, in the text of 2014-2020; no company nor form is imposed. Check the guide of the call."""
    if not case.facts.erasmus:
        return does_not_apply()
    covers = ("travel", "liability", "accident_and_illness", "death_and_repatriation")
    return applies({"covers": covers}, "check_programme_guide")


def _repatriation_cover(_case: Case) -> Found:
    return applies()


def _identity_document(case: Case) -> Found:
    """Each has one of their own, valid to the day of return."""
    facts: dict[str, Fact] = {"valid_until_at_least": case.facts.return_on}
    dated = case.facts.birth_date is not None and case.facts.departure_on is not None
    return applies(facts, cites="identity_document_of_minor" if dated and case.leaves_as_minor() else "")


def _visa(case: Case) -> Found:
    """Nationality and country decide; no source was read."""
    return not_known("ask_consulate", {"country": case.facts.country})


def _exit_authorisation(case: Case) -> Found:
    """Under 18, living in France, leaving without a holder of parental authority: form 15646, filled and signed at home."""
    if not case.leaves_as_minor():
        return does_not_apply({"adult_on": case.adult_on()})
    if case.facts.with_parent is None:
        return missing("with_parent")
    if case.facts.with_parent:
        return does_not_apply({"with_parent": True})
    return applies({"who": "parent", "form": "cerfa 15646", "until_on": _last_day_as_minor(case)})


def _last_day_as_minor(case: Case) -> Fact:
    """The last day of the stay under 18, or None while the return is not known."""
    bands = case.bands() if case.facts.return_on else []
    return bands[-1][2] if bands else None


def _parent_identity_copy(case: Case) -> Found:
    found = _exit_authorisation(case)
    if found.outcome is not Outcome.APPLIES:
        return found
    return applies({"who": "parent"})


def parent_document_holds(*, until: dt.date, is_french: bool | None, departure: dt.date) -> bool | None:
    """Whether a parent's identity paper does on the day of departure: a French one may have expired less than five years ago,
    any other must be valid (FR-27). None while it has expired and nobody knows whether it is French.
    """
    if until >= departure:
        return True
    return None if is_french is None else is_french and departure < add_months(until, 60)


def _parent_document_valid(case: Case) -> Found:
    """The paper of the parent who signs, on the day of departure (FR-27)."""
    needed = _exit_authorisation(case)
    if needed.outcome is Outcome.DOES_NOT_APPLY:
        return Found(Outcome.NOT_CONCERNED, needed.facts)
    if needed.outcome is Outcome.UNKNOWN:
        return needed
    facts, departure = case.facts, case.day("departure_on")
    until = facts.parent_document_until
    if until is None:
        return missing("parent_document_until")
    told: dict[str, Fact] = {"valid_until": until, "departure_on": departure, "french": facts.parent_document_french}
    holds = parent_document_holds(until=until, is_french=facts.parent_document_french, departure=departure)
    if holds is None:
        return missing("parent_document_french")
    return decided(told, met=holds, remedy="renew_parent_document")


def _minor_without_adult(case: Case) -> Found:
    """Allowed under a condition that the source read does not show (FR-29)."""
    if not case.leaves_as_minor():
        return does_not_apply({"adult_on": case.adult_on()})
    if case.facts.with_parent or case.facts.with_adult:
        return does_not_apply()
    names = tuple(name for name in ("with_adult", "with_parent") if getattr(case.facts, name) is None)
    return missing(*names) if names else not_known("ask_referent")


_LEAVING = ("birth_date", "departure_on")

RULES: dict[str, Rule] = {
    **table(
        Topic.PAPER,
        ("mobility_agreement", ALWAYS, _mobility_agreement, ()),
        ("guarantee_documents", DUTY, _guarantee_documents, ("hosts",)),
        ("release_declaration", DUTY, _release_declaration, ("hosts",)),
        ("posting_certificate", DUTY, _posting_certificate, ("country",)),
        contract=True,
        each_regime=True,
    ),
    **table(
        Topic.PAPER,
        ("representative_signs", DUTY, _representative_signs, _LEAVING),
        ("partnership_agreement", DUTY, _partnership_agreement, ("hosts",)),
        ("pedagogical_annex", ALWAYS, _pedagogical_annex, ()),
        ("opco_declaration", NEVER_KNOWN, _opco_declaration, ()),
        contract=True,
    ),
    **table(
        Topic.PAPER,
        ("s1", DUTY, _s1, ("country",)),
        ("health_card", DUTY, _health_card, ("country",)),
        ("private_health_cover", DUTY, _private_health_cover, ("country",)),
        ("programme_insurance", DUTY, _programme_insurance, ("erasmus",)),
        ("repatriation_cover", (Outcome.APPLIES,), _repatriation_cover, ()),
        ("identity_document", (Outcome.APPLIES,), _identity_document, ()),
        ("visa", NEVER_KNOWN, _visa, ()),
        ("exit_authorisation", DUTY, _exit_authorisation, _LEAVING),
        ("parent_identity_copy", DUTY, _parent_identity_copy, _LEAVING),
        ("parent_document_valid", WHERE_CONCERNED, _parent_document_valid, _LEAVING),
        ("minor_without_adult", (Outcome.DOES_NOT_APPLY, Outcome.UNKNOWN), _minor_without_adult, _LEAVING),
        contract=False,
    ),
}
