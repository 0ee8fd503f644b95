"""Due dates: when is each task of a timeline due, and what moves when a date moves?

`due_date` reckons one, `schedule` a whole timeline, `moved` what a change of dates does to it. All from dates
given: days, not moments, so neither the hour nor summer time counts.
"""

from compagnon.engines.duedates.calendar import Calendar
from compagnon.engines.duedates.plan import Plan, Question, plan
from compagnon.engines.duedates.reckon import CODES, due_date
from compagnon.engines.duedates.rules import Anchor, Change, Condition, Due, Move, Offset, ScheduledTask, TaskRule, Unit
from compagnon.engines.duedates.schedule import compression_days, moved, preparation, schedule

__all__ = [
    "CODES",
    "Anchor",
    "Calendar",
    "Change",
    "Condition",
    "Due",
    "Move",
    "Offset",
    "Plan",
    "Question",
    "ScheduledTask",
    "TaskRule",
    "Unit",
    "compression_days",
    "due_date",
    "moved",
    "plan",
    "preparation",
    "schedule",
]
