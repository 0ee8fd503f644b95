"""The page of a mobility, where the timeline is the page, and what is done with its tasks."""

from typing import Any

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core import activity, clock, undo
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities import queries as mobility_queries
from compagnon.mobilities.forms import StayForm
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import what_followed
from compagnon.timeline import actions, changes, queries
from compagnon.timeline.choices import TaskState
from compagnon.timeline.forms import TaskForm, WaiveForm
from compagnon.timeline.models import Task
from compagnon.timeline.reminding.by_hand import remind as remind_by_letter
from compagnon.timeline.views import page, time


def _find(request: Any, code: str) -> Mobility:
    try:
        return mobility_queries.mobility_by_code(request.person, code)
    except Mobility.DoesNotExist as error:
        raise Http404 from error


def _find_task(request: Any, code: str) -> Task:
    seen = mobility_queries.visible_to(request.person, Mobility.objects.all())
    task = Task.objects.select_related("template", "mobility").filter(code=code, mobility__in=seen).first()
    if task is None:
        raise Http404
    return task


@desk("mobilities.view_mobilities")
def mobility(request: Any, code: str) -> HttpResponse:
    """The timeline, the task that is looked at, and beside it people, papers, letters and what happened."""
    found = _find(request, code)
    tasks = list(queries.with_reminders(queries.tasks_of(found)))
    mine = queries.roles_at_desk(request.person)
    task = page.chosen_task(tasks, request.GET.get("task", ""), mine)
    context = {
        "mobility": found,
        "badge": page.BADGES[found.state],
        "line": page.line_of(found, tasks, mine),
        "card": page.task_card(request, found, task) if task else None,
        "next": page.next_moves(found, tasks),
        "may_change": rules.test_rule("mobilities.change_mobilities", request.person),
        "waive_form": WaiveForm(),
        "panels": page.panels_for(request, found),
        "tabs": time.tabs_of(found, "line"),
        "strands": page.strands_of(tasks),
        "warnings": page.warnings_of(found, tasks),
    }
    return render(request, "timeline/desk/mobility.html", context)


@desk("timeline.change_tasks")
def settle(request: Any, code: str, to: str) -> HttpResponse:
    """Done, or open again; by hand."""
    task = _find_task(request, code)
    act = {"done": actions.complete_task, "open": actions.reopen_task}[to]
    try:
        act(task=task, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        said = {"done": _("Done: %(title)s."), "open": _("Open again: %(title)s.")}[to] % {"title": task.title}
        if task.state == TaskState.WAIVED:  # its reason is gone: it cannot be waived again by a press
            messages.success(request, said)
        else:
            undo.offer(
                request, said, reverse("timeline:settle", args=[task.code, {"done": "open", "open": "done"}[to]])
            )
    return redirect(undo.back(request, _after(request, task)))


@desk("timeline.change_tasks")
def waive(request: Any, code: str) -> HttpResponse:
    """Do without a task, with the reason."""
    task = _find_task(request, code)
    form = WaiveForm(request.POST)
    if not form.is_valid():
        context = {"task": task, "form": form, "mobility": task.mobility}
        return render(request, "timeline/desk/waive.html", context, status=422)
    try:
        actions.waive_task(task=task, by=request.person, reason=form.cleaned_data["reason"])
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        undo.offer(
            request,
            _("Waived: %(title)s.") % {"title": task.title},
            reverse("timeline:settle", args=[task.code, "open"]),
        )
    return redirect(_after(request, task))


def _after(request: Any, task: Task) -> str:
    """Back to the list from which it was done, if it was; never to an address from elsewhere."""
    work = reverse("timeline:work")
    back = request.POST.get("back", "")
    if back == "work":
        return f"{work}?{request.POST.get('query', '')}"
    return reverse("desk:home") if back == "home" else task.mobility.get_absolute_url()


@desk("timeline.change_tasks")
def new_task(request: Any, code: str) -> HttpResponse:
    """Add a task of one's own to this timeline, or one that its scheme offers for when it applies."""
    found = _find(request, code)
    offered = queries.on_request(found)
    if key := request.POST.get("offered"):
        added = actions.add_on_request(mobility=found, of=get_object_or_404(offered, key=key), by=request.person)
        messages.success(request, _("The task is in the timeline."))
        return redirect(f"{found.get_absolute_url()}?task={added.code}#task")
    form = TaskForm(request.POST or None)
    if form.is_valid():
        actions.add_task(mobility=found, by=request.person, **form.cleaned_data)
        messages.success(request, _("The task is in the timeline."))
        return redirect(found)
    context = {"form": form, "mobility": found, "offered": page.offers(found, offered)}
    return render(request, "timeline/desk/new_task.html", context, status=422 if form.is_bound else 200)


@desk("mobilities.change_mobilities")
def dates(request: Any, code: str) -> HttpResponse:
    """Move the days: shows first what moves, comes, leaves and stays, then does it and tells it."""
    found = _find(request, code)
    last = activity.on(found).first()
    asked = request.POST or (request.GET if "departs_on" in request.GET else None)
    form = StayForm(asked, initial={"departs_on": found.departs_on, "returns_on": found.returns_on})
    said = form.cleaned_data if form.is_valid() else {}
    if said and request.method == "POST":
        try:
            actions.move_dates(mobility=found, by=request.person, **said)
        except MoveRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, " ".join([_("The dates are moved."), *what_followed(found, last)]))
        return redirect(found)
    foreseen = changes.foresee(found, queries.tasks_of(found), today=clock.today(), **said) if said else None
    context = {"form": form, "mobility": found, "foreseen": foreseen}
    return render(request, "timeline/desk/dates.html", context, status=422 if asked and not said else 200)


@desk("timeline.change_tasks")
def remind(request: Any, code: str) -> HttpResponse:
    """Write to everybody who has something late or due soon on this mobility."""
    found = _find(request, code)
    told = remind_by_letter(mobilities=[found], by=request.person)
    if told.letters:
        messages.success(request, _("Reminders written: %(count)s.") % {"count": told.letters})
    elif not told.without_address:
        messages.info(request, _("Nothing is late or due within a week for others: nobody was written to."))
    if told.without_address:
        messages.warning(request, _("No address is known for: %(who)s.") % {"who": "; ".join(told.without_address)})
    return redirect(found)
