"""What is known of somebody who applies. Whatever is left out is unknown, which is not the same as no."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from compagnon.engines.base import Strict
from compagnon.engines.dates import Day

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1, two capital letters."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
"""ISO 639, two or three small letters."""
Key = Annotated[str, Field(min_length=1, max_length=100)]


class Status(StrEnum):
    """What somebody is when they leave; a network's own categories are mapped to these."""

    APPRENTICE = "apprentice"
    PROFESSIONALISATION = "professionalisation"
    CONTINUING_TRAINEE = "continuing_trainee"
    JOB_SEEKER = "job_seeker"
    EMPLOYEE = "employee"
    GRADUATE = "graduate"
    TRAINER = "trainer"
    TEACHER = "teacher"
    STAFF = "staff"
    FOREIGN_APPRENTICE = "foreign_apprentice"
    FOREIGN_STAFF = "foreign_staff"


UNDER_CONTRACT = frozenset({Status.APPRENTICE, Status.PROFESSIONALISATION})
"""Whom the French ceilings on time abroad concern: L6222-42 for apprentices, L6325-25 for professionalisation."""


class Direction(StrEnum):
    """Leaving the network's country, or coming to it."""

    OUT = "out"
    IN = "in"


class Form(StrEnum):
    """How somebody wants to go. A scheme whose form is either asks for nothing."""

    GROUP = "group"
    INDIVIDUAL = "individual"


class Cefr(StrEnum):
    """Levels of the Common European Framework of Reference for Languages, in growing order."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class ApplicantFacts(Strict):
    """One applicant and the stay they ask for. `departure_on` and `return_on` are both days abroad."""

    birth_date: Day | None = None
    status: Status | None = None
    trade: Key | None = None
    site: Key | None = None
    contract_start: Day | None = None
    contract_end: Day | None = None
    diploma_date: Day | None = None
    cefr_levels: dict[Language, Cefr] = {}
    days_abroad_before: Annotated[int, Field(strict=True, ge=0, le=3660)] | None = None
    """Days already spent abroad under the same contract."""
    direction: Direction | None = None
    form: Form | None = None
    departure_on: Day | None = None
    return_on: Day | None = None
    destination_country: Country | None = None
    destination_zone: Key | None = None
    host_kind: Key | None = None

    @field_validator("contract_end")
    @classmethod
    def _contract_ends_after_it_starts(cls, value: date | None, info: ValidationInfo) -> date | None:
        return _not_before(value, "contract_start", info)

    @field_validator("return_on")
    @classmethod
    def _return_after_departure(cls, value: date | None, info: ValidationInfo) -> date | None:
        return _not_before(value, "departure_on", info)

    @field_validator("departure_on", "contract_start", "diploma_date")
    @classmethod
    def _after_birth(cls, value: date | None, info: ValidationInfo) -> date | None:
        return _not_before(value, "birth_date", info)


TRIP = frozenset(
    {"direction", "form", "departure_on", "return_on", "destination_country", "destination_zone", "host_kind"}
)
"""Facts chosen in the application; all others belong to the person's profile."""


def _not_before(value: date | None, other: str, info: ValidationInfo) -> date | None:
    earlier = info.data.get(other)
    if value is not None and earlier is not None and value < earlier:
        raise ValueError(f"must not be before {other} ({earlier})")
    return value
