"""The legal pack of a stay: its facts gathered from where they were entered once, and what the engine answers."""

from collections.abc import Mapping
from typing import Any

from compagnon.core import clock
from compagnon.engines.legal import Contract, Direction, HostKind, Hours, LegalFacts, Pack, Regime, pack_of
from compagnon.engines.legal.facts import EUROPEAN_UNION
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import OrganisationKind
from compagnon.people.choices import ParticipantKind, Status
from compagnon.people.models import Participant
from compagnon.travel.choices import HostsChoice
from compagnon.travel.models import StayTerms

CONTRACTS = {Status.APPRENTICE: Contract.APPRENTICESHIP, Status.PROFESSIONALISATION: Contract.PROFESSIONALISATION}
HOST_KINDS = {
    OrganisationKind.COMPANY: HostKind.COMPANY,
    OrganisationKind.TRAINING_CENTRE: HostKind.TRAINING_BODY,
}
TOLD_AS_THEY_ARE = (
    *("signed_on", "days_abroad_before", "four_week_template", "host_signs", "guarantees_signed", "partnership_from"),
    *("partnership_until", "employee_abroad", "resides_abroad", "with_parent", "parent_document_french"),
    *("parent_document_until", "dangerous_work", "inspectorate_told", "medical_opinion_on"),
)
HOURS = {
    "a_day": "hours_a_day",
    "a_week": "hours_a_week",
    "daily_rest": "daily_rest",
    "rest_days_in_a_row": "rest_days_in_a_row",
    "starts_at": "starts_at",
    "ends_at": "ends_at",
}


def conditions_told(mobility: Mobility) -> list[str]:
    """What becomes of the contract and how somebody travels, as tasks may hang on it; nothing while it is not chosen."""
    if Mobility.stay_terms.is_cached(mobility):  # read with it, where many are
        terms = getattr(mobility, "stay_terms", None)
    else:
        terms = StayTerms.objects.filter(mobility=mobility).only("regime", "sustainable_travel").first()
    if terms is None:
        return []
    return [*filter(None, [terms.regime]), *(["sustainable_travel"] if terms.sustainable_travel else [])]


def terms_of(mobility: Mobility) -> StayTerms:
    """What was told for this stay; an empty row, not kept, while nothing was."""
    kept = StayTerms.objects.filter(mobility=mobility).first()
    return kept or StayTerms(network_id=mobility.network_id, mobility=mobility)


def has_pack(mobility: Mobility) -> bool:
    """Whether rules of law are asked at all: of learners, who leave or who come."""
    return mobility.participant.kind == ParticipantKind.LEARNER


def facts_of(mobility: Mobility, terms: StayTerms, *, changes: Mapping[str, Any] | None = None) -> LegalFacts:
    """All that is known of a stay for its rules; `changes` are tried on top, for a question that keeps nothing.

    Days that contradict each other (a contract that ends before it starts) are left out: not known, rather than wrong.
    """
    participant = mobility.participant
    told: dict[str, Any] = {
        "direction": Direction.IN if mobility.scheme.is_incoming else Direction.OUT,
        "country": _country(mobility, participant),
        "departure_on": mobility.departs_on,
        "return_on": mobility.returns_on,
        "days_at_home": mobility.days_at_home,
        "birth_date": participant.birth_date,
        "contract": None if mobility.scheme.is_incoming else CONTRACTS.get(Status(participant.status), Contract.NONE),
        "contract_start": participant.contract_start,
        "contract_end": participant.contract_end,
        "regime": Regime(terms.regime) if terms.regime else None,
        "hosts": _hosts(mobility, terms),
        "erasmus": scheme_says_erasmus(mobility) if terms.erasmus is None else terms.erasmus,
        "union_national": str(participant.nationality) in EUROPEAN_UNION if participant.nationality else None,
        "with_adult": True if _is_accompanied(mobility) else terms.with_adult,
        "hours": Hours(**{name: getattr(terms, kept) for name, kept in HOURS.items()}),
        **{name: getattr(terms, name) for name in TOLD_AS_THEY_ARE},
        **(changes or {}),
    }
    return LegalFacts(**_in_order(told))


def pack_for(mobility: Mobility, terms: StayTerms, *, changes: Mapping[str, Any] | None = None) -> Pack:
    """Every rule put to the stay, today."""
    return pack_of_facts(facts_of(mobility, terms, changes=changes))


def pack_of_facts(facts: LegalFacts) -> Pack:
    """The same from facts that were gathered already."""
    return pack_of(facts, today=clock.today())


def _country(mobility: Mobility, participant: Participant) -> str | None:
    """Where somebody goes; for who comes to France, where they come from."""
    if not mobility.scheme.is_incoming:
        return str(mobility.country) or None
    sender = participant.sending_organisation
    return str(sender.country) if sender is not None else None


def _hosts(mobility: Mobility, terms: StayTerms) -> frozenset[HostKind] | None:
    if terms.hosts == HostsChoice.BOTH:
        return frozenset(HostKind)
    if terms.hosts:
        return frozenset({HostKind(terms.hosts)})
    kind = HOST_KINDS.get(OrganisationKind(mobility.host.kind)) if mobility.host else None
    return frozenset({kind}) if kind else None


def scheme_says_erasmus(mobility: Mobility) -> bool | None:
    """Whether Erasmus+ pays, as far as the scheme says it: one that leaves its programme to each call does not."""
    scheme = mobility.scheme
    if scheme.programme:
        return "erasmus" in scheme.programme.lower()
    return None if "programme" in scheme.ask_per_call else False


def _is_accompanied(mobility: Mobility) -> bool:
    return mobility.departure is not None and mobility.departure.accompanying_id is not None


def _in_order(told: dict[str, Any]) -> dict[str, Any]:
    pairs = (
        ("departure_on", "return_on"),
        ("contract_start", "contract_end"),
        ("partnership_from", "partnership_until"),
    )
    for first, last in pairs:
        if told[first] and told[last] and told[last] < told[first]:
            told[first] = told[last] = None
    if told["birth_date"] and told["departure_on"] and told["birth_date"] > told["departure_on"]:
        told["birth_date"] = None
    return told
