"""An offered timeline as people read it: under its steps, each task with its help, who does it, when, and where the day is from."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from compagnon.core.i18n import localised
from compagnon.network.choices import Step
from compagnon.schemes import telling
from compagnon.schemes.choices import Direction, TaskRole
from compagnon.schemes.kinds import Condition

_IMPLIED = {
    Direction.OUT.value: frozenset((Condition.OUTGOING.value,)),
    Direction.IN.value: frozenset((Condition.INCOMING.value,)),
}


@dataclass(frozen=True)
class ReadTask:
    """One task in the reader's language; `also` is what else holds for it."""

    title: str
    help: str
    who: str
    when: str
    also: str
    source: str
    grade: str


@dataclass(frozen=True)
class ReadStep:
    """A step with its tasks, in the order of the timeline."""

    step: str
    tasks: list[ReadTask]


def by_step(content: dict[str, Any], language: str) -> list[ReadStep]:
    """The tasks under the five steps; a step without one is left out. What holds for the whole scheme is not said of each."""
    found: dict[str, list[ReadTask]] = {str(step): [] for step in Step}
    implied = _IMPLIED.get(content.get("direction", ""), frozenset())
    for row in content.get("tasks", ()):
        conditions = [one for one in row["conditions"] if one not in implied]
        found[row["step"]].append(read_task({**row, "conditions": conditions}, language))
    return [ReadStep(step, tasks) for step, tasks in found.items() if tasks]


def read_task(row: dict[str, Any], language: str) -> ReadTask:
    return ReadTask(
        title=localised(row["title"], language),
        help=localised(row.get("help") or {}, language),
        who=str(TaskRole(row["role"]).label),
        when=telling.when(row),
        also=_("; ").join(telling.also(row)),
        source=row["source"],
        grade=str(telling.GRADES.get(row["source_mark"], "")),
    )


def moved_line(row: dict[str, Any], language: str) -> telling.Line:
    """A task of which only the day is another one: when, and how well that is known."""
    line = telling.task_line(row, language)
    grade = f" ({line.grade})" if line.grade else ""
    return replace(line, words=f"{telling.when(row)}{grade}")
