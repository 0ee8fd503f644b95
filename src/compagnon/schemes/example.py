"""The timeline of a scheme for an example departure: so that whoever edits it sees the days it gives."""

from datetime import date
from typing import Any

import holidays

from compagnon.core import clock
from compagnon.core.i18n import localised
from compagnon.core.ui.line import STEPS
from compagnon.core.ui.line_page import LinePage, LineStep, LineTask
from compagnon.engines.dates import add_months
from compagnon.engines.duedates import Anchor as EngineAnchor
from compagnon.engines.duedates import Calendar, Condition, Offset, TaskRule, Unit, schedule
from compagnon.schemes.choices import Anchor, TaskLevel, TaskRole


def rule_of(key: str, row: Any) -> TaskRule | None:
    """A row of a timeline as the engine reads it, from a version's content; without its conditions all rows are needed.

    None for one that is reckoned from the day on which somebody adds it.
    """
    if row["anchor"] == Anchor.ASKED:
        return None
    return TaskRule(key, Offset(EngineAnchor(row["anchor"]), row["amount"], Unit(row["unit"]), row["working_days"]))


def usual_days(content: dict[str, Any]) -> tuple[date, date]:
    """Some days to begin with: a departure in six months, a stay as short as the rules allow."""
    rules = content.get("rules") or {}
    leaves = add_months(clock.today(), 6)
    months = int(rules.get("min_months") or 0)
    days = rules.get("min_days") or (months * 31 if months else 15)
    return leaves, date.fromordinal(leaves.toordinal() + int(days) - 1)


def due_days(rows: list[dict[str, Any]], leaves: date, returns: date, *, country: str) -> dict[str, date | None]:
    """The day of each row's task, were somebody to leave and return on these days; none while its anchor is not known."""
    anchors = {EngineAnchor.DEPARTURE: leaves, EngineAnchor.RETURN: returns}
    calendar = Calendar(country if country in holidays.list_supported_countries() else "FR")
    rules = [rule for row in rows if (rule := rule_of(row["key"], row))]
    told = schedule(rules, anchors, calendar, created_on=clock.today(), facts=frozenset(Condition))
    return {one.key: one.due_on for one in told}


def line_of(
    rows: list[dict[str, Any]], days: dict[str, date | None], leaves: date, returns: date, language: str
) -> LinePage:
    """The timeline as the line, each task on its day."""
    steps = tuple(
        LineStep(
            step,
            tasks=tuple(
                LineTask(
                    title=localised(row["title"], language),
                    due=days.get(row["key"]),
                    responsible=str(TaskRole(row["role"]).label),
                    blocking=row["blocks_departure"],
                )
                for row in rows
                if row["step"] == step and row.get("level", TaskLevel.MOBILITY) == TaskLevel.MOBILITY
            ),
        )
        for step in STEPS
    )
    return LinePage(steps=steps, departure=leaves, return_=returns, today=clock.today(), heading_level=3)
