"""The engine from one object to another, as the door `compagnon compute duedates` reads and writes it."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, field_validator
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Reason, Source, Strict
from compagnon.engines.dates import Day
from compagnon.engines.duedates.calendar import Calendar
from compagnon.engines.duedates.rules import Anchor, Condition, Move, ScheduledTask, TaskRule
from compagnon.engines.duedates.schedule import (
    compression_days,
    moved,
    preparation,
    refuse_double_keys,
    schedule,
)


class Question(Strict):
    """A template, the dates it hangs on, and what is true of the mobility.

    With `before`, a timeline that exists already, the answer also says what changes on `created_on`.
    """

    tasks: tuple[TaskRule, ...]
    anchors: dict[Anchor, Day]
    calendar: Calendar
    created_on: Day
    facts: frozenset[Condition] = frozenset()
    minimum_preparation_days: Annotated[int, Field(strict=True, ge=0, le=3660)] | None = None
    minimum_preparation_source: Source | None = None
    before: tuple[ScheduledTask, ...] | None = None

    @field_validator("tasks")
    @classmethod
    def _one_key_each(cls, value: tuple[TaskRule, ...]) -> tuple[TaskRule, ...]:
        refuse_double_keys(value)
        return value

    @field_validator("anchors")
    @classmethod
    def _return_after_departure(cls, value: dict[Anchor, date]) -> dict[Anchor, date]:
        departure, back = value.get(Anchor.DEPARTURE), value.get(Anchor.RETURN)
        if departure is not None and back is not None and back < departure:
            raise ValueError(f"return must not be before departure ({departure})")
        return value


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Plan:
    """The timeline, by how many days it came too late, the warnings, and what changed."""

    tasks: tuple[ScheduledTask, ...]
    compression_days: int
    reasons: tuple[Reason, ...]
    moves: tuple[Move, ...] = ()


def plan(question: Question) -> Plan:
    """Schedule, warnings and changes from one object."""
    made = schedule(
        question.tasks, question.anchors, question.calendar, created_on=question.created_on, facts=question.facts
    )
    warnings = preparation(
        made,
        question.anchors,
        created_on=question.created_on,
        minimum_days=question.minimum_preparation_days,
        source=question.minimum_preparation_source,
    )
    changes = (
        []
        if question.before is None
        else moved(
            question.before,
            question.tasks,
            question.anchors,
            question.calendar,
            on=question.created_on,
            facts=question.facts,
        )
    )
    days = compression_days(made, created_on=question.created_on)
    return Plan(tuple(made), days, tuple(warnings), tuple(changes))
