"""The toolbox at the desk: the list, one tool with its review, what is written about it."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import activity, clock, lists
from compagnon.core.access import desk
from compagnon.core.i18n import localised
from compagnon.core.sheets import xlsx_response
from compagnon.core.states import MoveRefused
from compagnon.schemes.models import SchemeTask
from compagnon.toolbox import actions
from compagnon.toolbox.choices import Criterion
from compagnon.toolbox.forms import ReviewForm, ToolForm, WithdrawForm
from compagnon.toolbox.models import Tool
from compagnon.toolbox.tables import TOOLS

VIEW, PROPOSE, REVIEW = "toolbox.view_tools", "toolbox.propose_tools", "toolbox.review_tools"


def _found(code: str) -> Tool:
    tool: Tool = get_object_or_404(Tool.objects.select_related("trade"), code=code)
    return tool


@desk(VIEW)
def tools(request: Any) -> HttpResponse:
    """Every tool of the network, with the review date of those that are offered."""
    listed = lists.read(TOOLS, request, Tool.objects.all())
    return lists.answer(
        request, "toolbox/desk/tools.html", listed, {"may_propose": rules.test_rule(PROPOSE, request.person)}
    )


@desk(VIEW)
def export(request: Any) -> HttpResponseBase:
    """What the filters in the address leave, or what was ticked, as a spreadsheet."""
    rows = Tool.objects.select_related("trade")
    if request.method == "POST":
        found = lists.chosen(TOOLS, request, rows)
    else:
        found = lists.read(TOOLS, request, rows, paged=False).rows
    name = _("tools-%(day)s") % {"day": clock.today().isoformat()}
    return xlsx_response(name, TOOLS.columns, found.iterator(chunk_size=2000))


@desk(VIEW)
def tool(request: Any, code: str) -> HttpResponse:
    """One tool: where it is, with what it helps, what its review found."""
    found = _found(code)
    return _shown(request, found, ReviewForm(tool=found))


def _shown(request: Any, found: Tool, review: ReviewForm, status: int = 200) -> HttpResponse:
    language = get_language() or "en"
    rows = SchemeTask.objects.filter(key__in=found.tasks, until=None).values_list("key", "title")
    titles = {key: localised(getattr(title, "data", title), language) for key, title in rows}
    context = {
        "tool": found,
        "tasks": [titles.get(key, key) for key in found.tasks],
        "criteria": [(one.label, found.review.get(one)) for one in Criterion],
        "review": review,
        "criteria_fields": [(review[f"{one}_met"], review[f"{one}_note"]) for one in Criterion],
        "withdraw": WithdrawForm(),
        "may_propose": rules.test_rule(PROPOSE, request.person),
        "may_review": rules.test_rule(REVIEW, request.person),
        "activities": [(row.at, activity.sentence(row)) for row in activity.on(found)[:10]],
    }
    return render(request, "toolbox/desk/tool.html", context, status=status)


@desk(PROPOSE)
def write(request: Any, code: str = "") -> HttpResponse:
    """Propose a tool, or change one."""
    found = _found(code) if code else None
    form = ToolForm(request.POST or None, instance=found)
    if form.is_valid():
        if found is None:
            made = actions.propose_tool(network=request.network, said=form.said(), by=request.person)
            messages.success(request, _("Proposed: it is shown to others once it is reviewed."))
            return redirect(made)
        actions.change_tool(tool=_found(code), said=form.said(), by=request.person)  # the form wrote into its own copy
        messages.success(request, _("Saved. What was accepted before is reviewed anew."))
        return redirect(found)
    return render(
        request, "toolbox/desk/write.html", {"form": form, "tool": found}, status=422 if form.is_bound else 200
    )


@desk(REVIEW)
@require_POST
def review(request: Any, code: str) -> HttpResponse:
    """Answer the four criteria."""
    found = _found(code)
    form = ReviewForm(request.POST, tool=found)
    if not form.is_valid():
        return _shown(request, found, form, 422)
    try:
        reviewed = actions.review_tool(
            tool=found, verdicts=form.verdicts(), review_on=form.cleaned_data["review_on"], by=request.person
        )
    except MoveRefused as refused:
        messages.warning(request, str(refused))
        return redirect(found)
    is_shown = reviewed.state == "accepted"
    messages.success(
        request, _("Accepted: it stands beside its tasks now.") if is_shown else _("Not accepted, with your notes.")
    )
    return redirect(found)


@desk(PROPOSE)
@require_POST
def withdraw(request: Any, code: str) -> HttpResponse:
    """Take it out of sight, with the reason."""
    found = _found(code)
    try:
        actions.withdraw_tool(tool=found, by=request.person, reason=request.POST.get("reason", ""))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Withdrawn: nobody is shown it any more."))
    return redirect(found)


@desk(PROPOSE)
@require_POST
def take_up(request: Any, code: str) -> HttpResponse:
    """Propose it again."""
    found = _found(code)
    try:
        actions.take_up_tool(tool=found, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Proposed again."))
    return redirect(found)
