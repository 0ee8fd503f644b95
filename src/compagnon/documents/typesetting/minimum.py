"""The minimum that a paper must say before anybody is asked to sign it.

Source: minimum content asked by ECVET guidance (parties, period, programme and level, outcomes, assessment, documents, validation and
recognition) and DA-01 (at least one outcome with task and assessment before signature).
"""

from collections.abc import Iterator

from compagnon.documents.typesetting.facts import EuropassMobilityFacts, LearningAgreementFacts, OrganisationFacts


def missing_minimum(facts: LearningAgreementFacts | EuropassMobilityFacts) -> tuple[str, ...]:
    """Paths of the facts that are still empty ("host.person.name", "outcomes.0.task"), in the order of the paper."""
    found = _agreement(facts) if isinstance(facts, LearningAgreementFacts) else _europass(facts)
    return tuple(path for path, value in found if not value)


def _agreement(facts: LearningAgreementFacts) -> Iterator[tuple[str, object]]:
    person = facts.participant
    yield "participant.name", person.name
    yield "participant.birth_date", person.birth_date
    yield "participant.trade", person.trade
    yield "participant.contact", person.email or person.phone
    if facts.is_minor:
        yield "guardian", facts.guardian and facts.guardian.name
    yield from _organisation("sending", facts.sending)
    if facts.employer:
        yield from _organisation("employer", facts.employer)
    yield from _organisation("host", facts.host)
    yield "period.start", facts.period.start
    yield "period.end", facts.period.end
    yield "participant.qualification", person.qualification
    yield "participant.eqf_level", person.eqf_level
    yield "outcomes", facts.outcomes
    for number, outcome in enumerate(facts.outcomes):
        for field in ("text", "task", "assessed_how"):
            yield f"outcomes.{number}.{field}", getattr(outcome, field)
    for field in (
        "programme",
        "workplace",
        "monitoring_host",
        "monitoring_sending",
        "assessment",
        "recognition",
        "insurance",
    ):
        yield field, getattr(facts, field)
    yield "parties", facts.parties


def _europass(facts: EuropassMobilityFacts) -> Iterator[tuple[str, object]]:
    yield "holder.name", facts.holder.name
    yield "holder.birth_date", facts.holder.birth_date
    yield "issuing_body.name", facts.issuing_body.name
    yield "issued_on", facts.issued_on
    yield "agreement_reference", facts.agreement_reference
    yield from _organisation("sending", facts.sending)
    yield from _organisation("host", facts.host)
    yield "period.start", facts.period.start
    yield "period.end", facts.period.end
    yield "aim", facts.aim
    yield "skills", facts.skills


def _organisation(path: str, organisation: OrganisationFacts) -> Iterator[tuple[str, object]]:
    yield f"{path}.name", organisation.name
    yield f"{path}.address", organisation.address
    yield f"{path}.person.name", organisation.person.name
