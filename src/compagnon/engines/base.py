"""What every engine answers with: reasons that carry their facts, their source and what can be done. Never words."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.dates import Day, as_day

Fact = bool | int | float | date | str | tuple[str, ...] | None
"""One value a sentence may need. Days are dates, never text, so that each language writes them its own way."""


def _days_as_days(value: object) -> object:
    """A reason kept as JSON has its days as text; read again, from text or from a stored object, they are days."""
    if not isinstance(value, Mapping) or not any(isinstance(fact, str) for fact in value.values()):
        return value
    return {name: as_day(fact) if isinstance(fact, str) else fact for name, fact in value.items()}


Facts = Annotated[Mapping[str, Fact], BeforeValidator(_days_as_days)]


class Grade(StrEnum):
    """How well a rule is known: read in the text, from a second hand, from practice, or our own proposal."""

    VERIFIED = "V"
    SECONDARY = "S"
    KNOWN = "K"
    PROPOSED = "P"


class Strict(BaseModel):
    """An engine's input: unknown names are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Source:
    """Where a rule comes from: the text, the place in it, how well it is known, and when it was read."""

    title: str = ""
    reference: str = ""
    grade: Grade = Grade.PROPOSED
    url: str = ""
    as_of: Day | None = None


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Reason:
    """Why: a code the app has words for, the facts for its sentence, the rule's source, the code of what can be done.

    `answer` is what this reason alone would answer; a reason that only explains a figure has none.
    """

    code: str
    facts: Facts
    source: Source | None = None
    remedy: str | None = None
    answer: Answer | None = None


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Verdict:
    """One answer and every reason for it, those in favour too."""

    answer: Answer
    reasons: tuple[Reason, ...]


def combine(answers: Iterable[Answer]) -> Answer:
    """No beats unknown beats yes; with nothing asked, yes."""
    given = set(answers)
    return next((answer for answer in (Answer.NO, Answer.UNKNOWN) if answer in given), Answer.YES)


def verdict(reasons: Iterable[Reason]) -> Verdict:
    """The verdict of all reasons together; reasons without an answer do not weigh."""
    kept = tuple(reasons)
    return Verdict(combine(reason.answer for reason in kept if reason.answer is not None), kept)
