"""What is asked: the days away, what is needed, what is held, what is still open. Whatever is left out is not known."""

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from compagnon.engines.base import Answer, Source, Strict
from compagnon.engines.dates import Day

Key = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]


class Need(Strict):
    """Something that must be there for the days away. `required` unknown: nobody has said yet whether it is."""

    key: Key
    required: Answer = Answer.YES
    is_advice: bool = False
    """Good practice: its absence never stops anybody."""
    to_return_only: bool = False
    """It need only be valid on the last day, as an identity paper."""
    source: Source | None = None


class Held(Strict):
    """Something held that serves one or more needs, from its first to its last day; a day left out is not known."""

    serves: Annotated[tuple[Key, ...], Field(min_length=1)]
    first: Day | None = None
    last: Day | None = None
    is_seen: bool = True
    """Somebody of the staff has seen it; else it was only told."""

    @field_validator("last")
    @classmethod
    def _not_before_the_first(cls, value: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("first")
        if value is not None and first is not None and value < first:
            raise ValueError(f"must not be before first ({first})")
        return value


class Task(Strict):
    """A task without which nobody leaves, still open."""

    key: Annotated[str, Field(min_length=1, max_length=40)]


class Question(Strict):
    """One stay with its travel: both days are days away."""

    away_from: Day
    away_until: Day
    at_home: tuple[tuple[Day, Day], ...] = ()
    """First and last day of each time at home between two periods away: no cover is asked for then."""
    needs: tuple[Need, ...] = ()
    held: tuple[Held, ...] = ()
    open_tasks: tuple[Task, ...] = ()
    open_points: tuple[Key, ...] = ()
    """What else must be settled before, and is not."""
    broken_rules: tuple[Key, ...] = ()
    """Conditions of law that this stay does not keep."""
    regime_chosen: bool | None = None
    """Whether it was chosen what becomes of the contract; None where no contract asks for it."""
    lacking: tuple[Key, ...] = ()
    """What must be known of a stay besides papers and is not, as whom to call."""
    missing_stops: bool = False
    """Whether what is required and not there stops the departure; else it is only told."""
    waived: frozenset[str] = frozenset()
    """Keys of items that a named person has waived, each with a reason."""

    @field_validator("away_until")
    @classmethod
    def _back_after_leaving(cls, value: date, info: ValidationInfo) -> date:
        leaves = info.data.get("away_from")
        if leaves is not None and value < leaves:
            raise ValueError(f"must not be before away_from ({leaves})")
        return value
