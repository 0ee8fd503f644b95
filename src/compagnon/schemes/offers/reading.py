"""An offered timeline as people read it: under its steps, each task with its help, who does it, when, and where the day is from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from compagnon.core.i18n import localised
from compagnon.network.choices import Step
from compagnon.schemes import telling
from compagnon.schemes.choices import TaskRole


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


def by_step(rows: Iterable[dict[str, Any]], language: str) -> list[ReadStep]:
    """The rows under the five steps; a step without a task is left out."""
    found: dict[str, list[ReadTask]] = {str(step): [] for step in Step}
    for row in rows:
        found[row["step"]].append(read_task(row, language))
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
