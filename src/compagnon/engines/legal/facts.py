"""What is known of a stay, of the contract it falls in and of who goes. Whatever is left out is not known, which is not no."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from compagnon.engines.base import Strict
from compagnon.engines.dates import Day

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1, two capital letters."""

EUROPEAN_UNION = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
EEA = EUROPEAN_UNION | {"IS", "LI", "NO"}
CARD_AREA = EEA | {"CH"}
"""Where the European health card covers care (K in the sources)."""
A1_AREA = CARD_AREA | {"GB"}
"""Where Urssaf certifies a posting by an A1."""
FRENCH_TERRITORIES = frozenset(["BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"])
"""French, with a code of their own: whether a stay there is one abroad, no source read says."""


class Direction(StrEnum):
    """Leaving France, or coming to it."""

    OUT = "out"
    IN = "in"


class Contract(StrEnum):
    APPRENTICESHIP = "apprenticeship"
    PROFESSIONALISATION = "professionalisation"
    NONE = "none"
    """No French work contract with alternation: a graduate, a pupil, a job seeker."""


class Regime(StrEnum):
    """What becomes of the contract during the stay: a choice of the parties, never reckoned from its length."""

    STAND_BY = "stand_by"
    """The contract sleeps (mise en veille)."""
    SECONDMENT = "secondment"
    """The employer puts at disposal (mise à disposition)."""


class HostKind(StrEnum):
    COMPANY = "company"
    TRAINING_BODY = "training_body"


class Band(StrEnum):
    """Ages that French law treats apart below 18."""

    UNDER_16 = "under_16"
    FROM_16 = "from_16_to_17"


class Hours(Strict):
    """Working time planned at the host. `starts_at` and `ends_at` are the earliest and the latest of any day."""

    a_day: Annotated[float, Field(ge=0, le=24)] | None = None
    a_week: Annotated[float, Field(ge=0, le=168)] | None = None
    daily_rest: Annotated[float, Field(ge=0, le=24)] | None = None
    rest_days_in_a_row: Annotated[int, Field(strict=True, ge=0, le=7)] | None = None
    starts_at: time | None = None
    ends_at: time | None = None


class LegalFacts(Strict):
    """One stay. `departure_on` and `return_on` are both days abroad; `signed_on` is left out until the agreement is signed."""

    direction: Direction
    country: Country | None = None
    """Where somebody who leaves goes, or where somebody who comes is from."""
    departure_on: Day | None = None
    return_on: Day | None = None
    days_at_home: Annotated[int, Field(strict=True, ge=0, le=3660)] = 0
    """Days between departure and return that are spent at home, where a stay is split into several periods abroad."""
    birth_date: Day | None = None
    contract: Contract | None = None
    contract_start: Day | None = None
    contract_end: Day | None = None
    days_abroad_before: Annotated[int, Field(strict=True, ge=0, le=3660)] | None = None
    """Days already spent abroad under the same contract."""
    regime: Regime | None = None
    """What the parties chose."""
    signed_on: Day | None = None
    hosts: frozenset[HostKind] | None = None
    host_signs: bool | None = None
    """Every host signs the agreement itself."""
    guarantees_signed: bool | None = None
    """A host company that does not sign gave the guarantees of R6222-66-1, signed by it and the apprentice."""
    partnership_from: Day | None = None
    partnership_until: Day | None = None
    employee_abroad: bool | None = None
    """An employee, or treated as one, under the host State's law."""
    resides_abroad: bool | None = None
    """Takes residence in the host State."""
    four_week_template: bool | None = None
    """The template chosen still speaks of four weeks of secondment."""
    erasmus: bool | None = None
    """Within an Erasmus+ project."""
    union_national: bool | None = None
    """A national of an EU State."""
    with_parent: bool | None = None
    """Leaves France beside a holder of parental authority."""
    with_adult: bool | None = None
    """Another adult accompanies."""
    parent_document_french: bool | None = None
    parent_document_until: Day | None = None
    """The last day of validity of the signing parent's identity document."""
    hours: Hours = Hours()
    dangerous_work: bool | None = None
    """Work on the ban list for people under 18 is planned."""
    inspectorate_told: bool | None = None
    """The labour inspectorate has the derogation declaration."""
    medical_opinion_on: Day | None = None

    @field_validator("hosts")
    @classmethod
    def _at_least_one_host(cls, value: frozenset[HostKind] | None) -> frozenset[HostKind] | None:
        if value is not None and not value:
            raise ValueError("must name at least one kind of host, or be left out")
        return value

    @field_validator("return_on", "contract_end", "partnership_until")
    @classmethod
    def _ends_after_it_starts(cls, value: date | None, info: ValidationInfo) -> date | None:
        first = {"return_on": "departure_on", "contract_end": "contract_start", "partnership_until": "partnership_from"}
        earlier = info.data.get(first[str(info.field_name)])
        if value is not None and earlier is not None and value < earlier:
            raise ValueError(f"must not be before {first[str(info.field_name)]} ({earlier})")
        return value

    @field_validator("birth_date")
    @classmethod
    def _born_before_departure(cls, value: date | None, info: ValidationInfo) -> date | None:
        departure = info.data.get("departure_on")
        if value is not None and departure is not None and value > departure:
            raise ValueError(f"must not be after departure_on ({departure})")
        return value
