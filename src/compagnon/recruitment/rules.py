"""Short questions about recruitment, one line each."""

from datetime import date
from typing import Any

from compagnon.engines.eligibility.facts import UNDER_CONTRACT
from compagnon.people.choices import Status

_UNDER_CONTRACT = {status.value for status in UNDER_CONTRACT}


def has_contract(participant: Any) -> bool:
    """Whether the labour code's rules on contracts concern this participant."""
    return participant.status in _UNDER_CONTRACT


def has_employer(participant: Any) -> bool:
    """Whether an employer must agree to the absence."""
    return has_contract(participant) or participant.status == Status.EMPLOYEE


def comes_from_partner(participant: Any) -> bool:
    """Whether a partner abroad sends this participant to the network."""
    return participant.status in {Status.FOREIGN_APPRENTICE, Status.FOREIGN_STAFF}


def needs_guardian(participant: Any, on: date) -> bool:
    """Whether a legal guardian must consent: under 18 on that day."""
    return bool(participant.is_minor_on(on))


def is_graduate(participant: Any) -> bool:
    """Whether the date of the diploma matters."""
    return bool(participant.status == Status.GRADUATE)
