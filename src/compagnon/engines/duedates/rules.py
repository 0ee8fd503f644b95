"""The words of due dates: anchors, offsets, conditions, the rule of one task, and what comes out."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Reason, Source
from compagnon.engines.dates import Day, ReckonedDay

_STRICT = ConfigDict(extra="forbid")


class Anchor(StrEnum):
    """The day from which a due date is reckoned.

    Arrival is the day of departure unless told; the middle of the stay follows from departure and return.
    """

    DEPARTURE = "departure"
    ARRIVAL = "arrival"
    MID_STAY = "mid_stay"
    RETURN = "return"
    CONTRACT = "contract"
    CALL_CLOSE = "call_close"
    PROJECT_END = "project_end"


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Condition(StrEnum):
    """What is true of a mobility and makes a task needed or not (TL-05)."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    LEARNER = "learner"
    STAFF = "staff"
    MINOR = "minor"
    ADULT = "adult"
    FRENCH_APPRENTICE = "french_apprentice"
    STAND_BY = "stand_by"
    SECONDMENT = "secondment"
    EU = "eu"
    OUTSIDE_EU = "outside_eu"
    FUNDED = "funded"
    GROUP = "group"
    INDIVIDUAL = "individual"
    SUPPORT_NEEDS = "support_needs"
    SUSTAINABLE_TRAVEL = "sustainable_travel"
    SHORT_STAY = "short_stay"
    LONG_STAY = "long_stay"


@dataclass(frozen=True, config=_STRICT)
class Offset:
    """So many days, weeks or months before (negative) or after its anchor; 0 is the anchor itself.

    With `working_days`, a due date that is no working day moves: to the last one before it when reckoned before the
    anchor, to the next one after it otherwise, so that nobody gets less time than the rule gives before departure,
    nor less time to act after it. The amount itself counts calendar days.
    """

    anchor: Anchor
    amount: Annotated[int, Field(strict=True, ge=-1200, le=1200)] = 0
    unit: Unit = Unit.DAYS
    working_days: bool = False


@dataclass(frozen=True, config=_STRICT)
class TaskRule:
    """One task of a template: when it is due and for whom it is needed.

    `otherwise` is used while the anchor of `offset` is unknown. The task is needed when all of `when` and none of
    `unless` are true of the mobility.
    """

    key: Annotated[str, Field(min_length=1, max_length=100)]
    offset: Offset
    otherwise: Offset | None = None
    when: frozenset[Condition] = frozenset()
    unless: frozenset[Condition] = frozenset()
    source: Source | None = None


@dataclass(frozen=True, config=_STRICT)
class Due:
    """A due date with how it came about; None while its anchor is unknown."""

    date: dt.date | None
    reason: Reason


@dataclass(frozen=True, config=_STRICT)
class ScheduledTask:
    """A task in a mobility's timeline. `late_on_creation`: its due date was past when the timeline was made (TL-04)."""

    key: Annotated[str, Field(min_length=1, max_length=100)]
    due_on: ReckonedDay | None = None
    reason: Reason | None = None
    late_on_creation: bool = False
    done_on: Day | None = None


class Change(StrEnum):
    """What happens to a task when dates or conditions change."""

    MOVES = "moves"
    APPEARS = "appears"
    LEAVES = "leaves"


@dataclass(frozen=True, config=_STRICT)
class Move:
    """One open task that changes, with its due date before and after; `late` when the new one is past already."""

    key: str
    change: Change
    due_before: dt.date | None
    due_after: dt.date | None
    reason: Reason
    late: bool = False
