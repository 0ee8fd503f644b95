"""What the page of a mobility is made of: its line, the task that is open beside it, what can be done."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import rules
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from compagnon.core import clock
from compagnon.core.registries import evidence, mobility_panels
from compagnon.core.ui.line_page import LinePage, LineStep, LineTask
from compagnon.correspondence.models import LetterState
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import Step
from compagnon.schemes.choices import MARKS, Strand
from compagnon.schemes.kinds import Document
from compagnon.schemes.models import SchemeTask
from compagnon.timeline import plans
from compagnon.timeline.choices import ReminderKind
from compagnon.timeline.models import Task
from compagnon.timeline.queries import roles_at_desk
from compagnon.timeline.through_time import shown_as
from compagnon.toolbox import queries as toolbox

BADGES = {"preparing": "prepare", "abroad": "monitor", "returned": "evaluate", "closed": "done", "cancelled": "refused"}
"""The shape in which the state of a mobility is shown."""


def line_of(mobility: Mobility, tasks: list[Task], mine: list[str]) -> LinePage:
    """The whole line; each task leads to itself, opened beside the line."""
    page = mobility.get_absolute_url()
    steps = tuple(
        LineStep(step, tuple(_line_task(task, page, mine) for task in tasks if task.step == step))
        for step in Step.values
    )
    return LinePage(steps, mobility.departs_on, mobility.returns_on, clock.today())


def _line_task(task: Task, page: str, mine: list[str]) -> LineTask:
    return LineTask(
        title=str(task.title),
        due=task.due_on,
        responsible=str(task.get_role_display()),
        state=shown_as(task, mine),
        blocking=task.blocks_departure or task.blocks_closing,
        url=f"{page}?task={task.code}#task",
        note=_("late on creation") if task.late_on_creation and task.is_open else "",
    )


def chosen_task(tasks: list[Task], code: str, mine: list[str]) -> Task | None:
    """The task that the address names; without one, the next of one's own, else the next at all."""
    if code:
        return next((task for task in tasks if task.code == code), None)
    left = sorted((task for task in tasks if task.is_open), key=lambda task: (task.due_on or date.max, task.position))
    return next((task for task in left if task.role in mine), None) or next(iter(left), None)


def task_card(request: Any, mobility: Mobility, task: Task) -> dict[str, Any]:
    """All that the card of a task shows: help, where the work is done, where the date comes from, what can be done."""
    proof = evidence.get(task.evidence) if task.evidence else None
    may_change = rules.test_rule("timeline.change_tasks", request.person)
    return {
        "task": task,
        "state": shown_as(task, roles_at_desk(request.person)),
        "knows_itself": proof is not None,
        "work_url": proof.desk_url(mobility) if proof and proof.desk_url else "",
        "offset": offset_words(task.template),
        "mark": MARKS.get(task.template.source_mark, "") if task.template else "",
        "papers": papers_of(task),
        "reminders": [_reminded(one) for one in task.reminded],  # type: ignore[attr-defined]
        "tools": tools_for(task, mobility),
        "may_settle": may_change and task.is_open,
        "may_reopen": may_change and not task.is_open and (proof is None or task.state == "waived"),
    }


_BEFORE = {
    "departure": gettext_lazy("%(length)s before departure"),
    "arrival": gettext_lazy("%(length)s before arrival"),
    "mid_stay": gettext_lazy("%(length)s before the middle of the stay"),
    "asked": gettext_lazy("%(length)s before it was added"),
    "return": gettext_lazy("%(length)s before the return"),
    "contract": gettext_lazy("%(length)s before the contract begins"),
    "call_close": gettext_lazy("%(length)s before the call closes"),
    "project_end": gettext_lazy("%(length)s before the project ends"),
}
_AFTER = {
    "departure": gettext_lazy("%(length)s after departure"),
    "arrival": gettext_lazy("%(length)s after arrival"),
    "mid_stay": gettext_lazy("%(length)s after the middle of the stay"),
    "asked": gettext_lazy("%(length)s after it was added"),
    "return": gettext_lazy("%(length)s after the return"),
    "contract": gettext_lazy("%(length)s after the contract begins"),
    "call_close": gettext_lazy("%(length)s after the call closes"),
    "project_end": gettext_lazy("%(length)s after the project ends"),
}
_ON = {
    "departure": gettext_lazy("on the day of departure"),
    "arrival": gettext_lazy("on the day of arrival"),
    "mid_stay": gettext_lazy("in the middle of the stay"),
    "asked": gettext_lazy("on the day it was added"),
    "return": gettext_lazy("on the day of return"),
    "contract": gettext_lazy("on the day the contract begins"),
    "call_close": gettext_lazy("on the day the call closes"),
    "project_end": gettext_lazy("on the day the project ends"),
}


def offset_words(of: SchemeTask | None) -> str:
    """Where the due date comes from, as people say it: "6 weeks before departure"."""
    if of is None:
        return ""
    amount = abs(of.amount)
    if amount == 0:
        return str(_ON[of.anchor])
    length = {
        "days": ngettext("%d day", "%d days", amount),
        "weeks": ngettext("%d week", "%d weeks", amount),
        "months": ngettext("%d month", "%d months", amount),
    }[of.unit] % amount
    return str((_BEFORE if of.amount < 0 else _AFTER)[of.anchor]) % {"length": length}


def _reminded(one: dict[str, Any]) -> dict[str, Any]:
    """One reminder as the card shows it: who, when, why, and what became of the letter."""
    told_at = datetime.fromisoformat(one["told_at"]) if one["told_at"] else None
    state = str(LetterState(one["letter"]).label) if one["letter"] else ""
    return {"told_at": told_at, "reader": one["reader"], "why": _why(one), "letter": state}


def _why(one: dict[str, Any]) -> str:
    """Why somebody was reminded, as people say it: "7 days before", "by Ada Rye"."""
    if one["kind"] == ReminderKind.BY_HAND:
        return _("by %(name)s") % {"name": one["by"]} if one["by"] else _("by hand")
    if one["kind"] == ReminderKind.ESCALATION:
        return _("because it stays late")
    days = abs(one["offset"])
    if one["offset"] < 0:
        return ngettext("%d day before", "%d days before", days) % days
    return ngettext("%d day late", "%d days late", days) % days


def tools_for(task: Task, mobility: Mobility) -> Any:
    """What the toolbox has for this task, or for its step, that suits the stay."""
    key = task.template.key if task.template else ""
    return toolbox.for_task(key, task.step, trade_id=mobility.trade_id, country=mobility.country.code)


def papers_of(task: Task) -> list[str]:
    """The papers that a task produces, by their names."""
    codes = task.template.produces.split(", ") if task.template and task.template.produces else []
    return [str(Document(code).label) if code in Document.values else code for code in codes]


def offers(mobility: Mobility, offered: Iterable[SchemeTask]) -> list[dict[str, Any]]:
    """What the scheme offers to add, with the day on which it would be due."""
    today = clock.today()
    return [
        {"of": one, "due_on": plans.due_if_added(mobility, one, today=today), "offset": offset_words(one)}
        for one in offered
    ]


def strands_of(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """Learning and paperwork apart: how much of each is settled. A task of one's own is paperwork."""
    counts = {str(strand): [0, 0] for strand in Strand}
    for task in tasks:
        counted = counts[task.template.strand if task.template else str(Strand.ADMINISTRATIVE)]
        counted[0] += not task.is_open
        counted[1] += 1
    return [
        {"label": Strand(strand).label, "done": done, "total": total}
        for strand, (done, total) in counts.items()
        if total
    ]


def warnings_of(mobility: Mobility, tasks: list[Task]) -> list[str]:
    """What a file that was opened late means, in sentences; nothing once somebody has left."""
    if mobility.state != MobilityState.PREPARING:
        return []
    return [_WARNINGS[reason.code](reason.facts) for reason in plans.warnings(mobility, tasks)]


def _says_compressed(facts: Any) -> str:
    late = facts["late_tasks"]
    said = ngettext(
        "%(late)s task was late already when this file was opened: the first was due %(days)s days before.",
        "%(late)s tasks were late already when this file was opened: the first was due %(days)s days before.",
        late,
    )
    return said % {"late": late, "days": facts["compression_days"]}


def _says_too_short(facts: Any) -> str:
    return _(
        "This file was opened %(days)s days before departure; this scheme asks for %(minimum)s. "
        "The earliest departure would have been %(earliest)s."
    ) % {
        "days": facts["days"],
        "minimum": facts["minimum_days"],
        "earliest": date_format(facts["earliest_departure"], "DATE_FORMAT"),
    }


_WARNINGS = {"duedates.compressed": _says_compressed, "duedates.preparation_too_short": _says_too_short}


def panels_for(request: Any, mobility: Mobility) -> dict[str, list[str]]:
    """What every chapter shows: work below the timeline, and what is looked up in the narrow column."""
    shown: dict[str, list[str]] = {"below": [], "beside": []}
    for panel in mobility_panels:
        html = panel.render(request, mobility)
        if html:
            shown["beside" if panel.beside else "below"].append(html)
    return shown


def next_moves(mobility: Mobility, tasks: list[Task]) -> dict[str, Any]:
    """The one move that comes next, and how many tasks stand in its way."""
    if mobility.state == MobilityState.PREPARING:
        blocking = sum(task.is_open and task.blocks_departure for task in tasks)
        return {"to": "departure", "label": _("Confirm departure"), "icon": "plane-takeoff", "blocking": blocking}
    if mobility.state == MobilityState.ABROAD:
        return {"to": "return", "label": _("Note the return"), "icon": "plane-landing", "blocking": 0}
    if mobility.state == MobilityState.RETURNED:
        blocking = sum(task.is_open and task.blocks_closing for task in tasks)
        return {"to": "close", "label": _("Close the mobility"), "icon": "check-check", "blocking": blocking}
    return {"to": "reopen", "label": _("Take the file up again"), "icon": "rotate-ccw", "blocking": 0}
