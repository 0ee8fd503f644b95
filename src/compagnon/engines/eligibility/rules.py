"""What a scheme or a call asks of who takes part. A rule left out or left empty is not asked."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from compagnon.engines.base import Source, Strict
from compagnon.engines.dates import Day
from compagnon.engines.eligibility.facts import Cefr, Country, Direction, Form, Key, Language, Status

Age = Annotated[int, Field(strict=True, ge=0, le=120)]
Days = Annotated[int, Field(strict=True, ge=1, le=3660)]
Months = Annotated[int, Field(strict=True, ge=1, le=120)]

QUALIFIERS = frozenset({"min_months_exclusive", "diploma_limit_at", "sources"})
"""Fields that say how another rule is read and ask nothing by themselves."""


class SchemeRules(Strict):
    """The rules, in the order their reasons are given. Days abroad count the day of departure and that of return."""

    audience: tuple[Status, ...] = ()
    directions: tuple[Direction, ...] = ()
    forms: tuple[Form, ...] = ()
    opens_on: Day | None = None
    closes_on: Day | None = None
    """The last day to apply, itself included."""
    trades: tuple[Key, ...] = ()
    sites: tuple[Key, ...] = ()
    zones: tuple[Key, ...] = ()
    countries: tuple[Country, ...] = ()
    host_kinds: tuple[Key, ...] = ()
    min_age: Age | None = None
    """Full years on the day of departure. An age may be asked only where the programme or labour law sets it."""
    max_age: Age | None = None
    """Full years on the day of departure: 29 lets somebody leave until the eve of their thirtieth birthday."""
    min_days: Days | None = None
    max_days: Days | None = None
    min_months: Months | None = None
    max_months: Months | None = None
    min_months_exclusive: bool = False
    """Asks for more than `min_months`, as in "over 3 months"."""
    months_since_diploma_max: Months | None = None
    """Asked of graduates only."""
    diploma_limit_at: Literal["departure", "return"] = "departure"
    """Which day of the stay must fall within the months since the diploma."""
    within_contract: bool = False
    """The whole stay lies within the contract. Like the next three, asked only of people under contract."""
    months_left_in_contract_min: Months | None = None
    """Full months of contract from the day of departure on."""
    contract_max_months: Months | None = None
    """Ceiling of all time abroad under the contract: one year in France (FR-01)."""
    contract_max_share: Annotated[Decimal, Field(gt=0, le=1)] | None = None
    """Ceiling as a share of the contract's length: a half in France (FR-02)."""
    languages: dict[Language, Cefr] = {}
    """Lowest level for each language that is asked."""
    sources: dict[str, Source] = {}
    """Where a rule comes from, under the rule's name."""

    def asked(self) -> tuple[str, ...]:
        """Names of the rules that are asked, in order."""
        return tuple(name for name in RULES if getattr(self, name))

    @field_validator("max_age", "max_days", "max_months", "closes_on")
    @classmethod
    def _not_below_its_pair(cls, value: object, info: ValidationInfo) -> object:
        lower = {"max_age": "min_age", "max_days": "min_days", "max_months": "min_months", "closes_on": "opens_on"}
        least = info.data.get(lower[str(info.field_name)])
        if value is not None and least is not None and value < least:
            raise ValueError(f"must not be below {lower[str(info.field_name)]} ({least})")
        return value

    @field_validator("sources")
    @classmethod
    def _sources_of_rules(cls, value: dict[str, Source]) -> dict[str, Source]:
        unknown = sorted(set(value) - set(RULES))
        if unknown:
            raise ValueError(f"no rule is named {unknown[0]}")
        return value


RULES: tuple[str, ...] = tuple(name for name in SchemeRules.model_fields if name not in QUALIFIERS)
