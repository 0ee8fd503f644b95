"""What can be done with a tool: proposed, changed, reviewed, withdrawn, taken up again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.network.models import Network
from compagnon.toolbox.choices import Criterion, ToolState
from compagnon.toolbox.models import Tool


@transaction.atomic
def propose_tool(*, network: Network, said: dict[str, Any], by: Any) -> Tool:
    """Put a tool before those who review; nobody else sees it yet."""
    tool: Tool = Tool.objects.create(network=network, proposed_by=by, proposed_by_name=by.activity_name, **said)
    activity.record("toolbox.tool_proposed", about=tool, by=by, facts=_told(tool))
    return tool


@transaction.atomic
def change_tool(*, tool: Tool, said: dict[str, Any], by: Any) -> Tool:
    """Change what is said of a tool. One that was accepted is reviewed anew, since nobody has read the change."""
    tool = locked(tool)
    if all(getattr(tool, name) == value for name, value in said.items()):
        return tool
    for name, value in said.items():
        setattr(tool, name, value)
    tool.save()
    activity.record("toolbox.tool_changed", about=tool, by=by, facts=_told(tool))
    if tool.state in (ToolState.ACCEPTED, ToolState.DECLINED):
        move(tool, ToolState.PROPOSED, by=by, facts=_told(tool))
    return tool


@transaction.atomic
def review_tool(*, tool: Tool, verdicts: dict[str, dict[str, Any]], review_on: date, by: Any) -> Tool:
    """Write what each criterion found. All met: it is shown until the review date; else it is not, and says why.

    Raises MoveRefused for a withdrawn tool, for a criterion without answer, and for one not met without a note.
    """
    tool = locked(tool)
    for criterion in Criterion:
        verdict = verdicts.get(criterion)
        if verdict is None or (not verdict["met"] and not verdict["note"].strip()):
            raise MoveRefused(_("Say for “%(criterion)s” what is missing.") % {"criterion": criterion.label})
    tool.review = verdicts
    tool.review_on, tool.reviewed_at, tool.reviewed_by_name = review_on, clock.now(), by.activity_name
    to = ToolState.ACCEPTED if all(one["met"] for one in verdicts.values()) else ToolState.DECLINED
    if tool.state == to:
        tool.save()
        activity.record("toolbox.tool_reviewed", about=tool, by=by, facts=_told(tool))
    else:
        move(tool, to, by=by, facts=_told(tool))
    return tool


@transaction.atomic
def withdraw_tool(*, tool: Tool, by: Any, reason: str) -> Tool:
    """Take a tool out of sight, with the reason. Raises MoveRefused without one."""
    if not reason.strip():
        raise MoveRefused(_("Say why the tool is withdrawn."))
    tool = locked(tool)
    move(tool, ToolState.WITHDRAWN, by=by, reason=reason.strip(), facts=_told(tool))
    return tool


@transaction.atomic
def take_up_tool(*, tool: Tool, by: Any) -> Tool:
    """Propose a tool again that was withdrawn or not accepted."""
    tool = locked(tool)
    move(tool, ToolState.PROPOSED, by=by, facts=_told(tool))
    return tool


def _told(tool: Tool) -> dict[str, Any]:
    return {"tool": tool.title}
