"""The matrix of people and tasks at the desk: read, act on many cells, export."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.i18n import says
from compagnon.core.sheets import xlsx_response
from compagnon.core.states import MoveRefused
from compagnon.mobilities import queries as mobilities
from compagnon.mobilities.choices import RUNNING
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import Step
from compagnon.people.entrance.proof import asked_first
from compagnon.timeline import actions, queries
from compagnon.timeline.matrix import cells
from compagnon.timeline.matrix.form import MatrixForm
from compagnon.timeline.models import Task
from compagnon.timeline.reminding.by_hand import remind, with_readers

PEOPLE = 30


def _people(request: Any, form: MatrixForm) -> QuerySet[Mobility]:
    """Who is in preparation, abroad or back, and chosen by the address; who leaves first on top."""
    rows = mobilities.visible_to(request.person, Mobility.objects.filter(state__in=RUNNING))
    chosen = form.chosen()
    if chosen:
        rows = rows.filter(**chosen)
    return mobilities.for_list(rows).order_by("departs_on", "participant__person__last_name", "pk")


def _tasks(rows: Any) -> QuerySet[Task]:
    tasks: QuerySet[Task] = Task.objects.filter(mobility__in=[row.pk for row in rows])
    return tasks.select_related("template").only(
        *("code", "mobility_id", "own_title", "step", "position", "role", "due_on", "state"),
        *("template__key", "template__title"),
    )


@desk("timeline.change_tasks")
def show(request: Any) -> HttpResponse:
    """Rows of people, columns of tasks under their steps; `?column=` ticks a whole column."""
    form = MatrixForm(request.GET, person=request.person)
    step = request.GET.get("step", "")
    page = lists.CountedPaginator(_people(request, form), PEOPLE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    shown = cells.matrix(
        rows, _tasks(rows), queries.roles_at_desk(request.person), chosen=request.GET.get("column", ""), step=step
    )
    context = {"form": form, "page": page, "matrix": shown, "query": _query(request), "steps": _steps(request, step)}
    return render(request, "timeline/desk/matrix.html", context)


def _steps(request: Any, on: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "on": on == value, "url": _query(request, step="" if on == value else value)}
        for value, label in Step.choices
    ]


def _query(request: Any, **changed: str) -> str:
    """What is chosen as an address, without what was ticked."""
    return lists.same_page(request, **{"column": "", "page": request.GET.get("page", ""), **changed})


@desk("timeline.change_tasks")
def act(request: Any) -> HttpResponse:
    """Do one thing to every ticked cell: done, done without (asks for the reason first), reminded."""
    seen = queries.visible_to(request.person, Task.objects.select_related("template", "mobility"))
    codes = request.POST.getlist("selected")[: lists.MOST_AT_ONCE]
    tasks = list(seen.filter(code__in=codes, state="open").order_by("pk"))
    back = f"{reverse('timeline:matrix')}?{request.POST.get('query', '').lstrip('?')}"
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "").strip()
    if not tasks:
        messages.warning(request, _("Tick at least one open cell first."))
    elif action == "remind":
        _remind(request, tasks)
    elif action == "waive" and not reason:
        context = {"tasks": tasks, "query": request.POST.get("query", ""), "asked": "reason" in request.POST}
        return render(request, "timeline/desk/matrix_waive.html", context, status=422 if context["asked"] else 200)
    else:
        _settle(request, tasks, reason if action == "waive" else "")
    return redirect(back)


def _remind(request: Any, tasks: list[Task]) -> None:
    files = with_readers(Mobility.objects.filter(pk__in={task.mobility_id for task in tasks}))
    told = remind(mobilities=files, by=request.person, tasks=tasks)
    messages.success(
        request, ngettext("%d reminder was written.", "%d reminders were written.", told.letters) % told.letters
    )
    if told.without_address:
        who = "; ".join(told.without_address[:10])
        messages.warning(request, _("No address is known for: %(who)s.") % {"who": who})


def _settle(request: Any, tasks: list[Task], reason: str) -> None:
    """Each by itself: what knows by itself when it is done is left open, and said once for all of a kind."""
    settled, refused, along = 0, set(), set()
    with actions.refreshed_once():
        for task in tasks:
            group = _group(task)
            try:
                if reason:
                    actions.waive_task(task=task, by=request.person, reason=reason)
                elif group is None or group not in along:  # once for all who travel along
                    actions.complete_task(task=task, by=request.person)
                    along.add(group)
                settled += 1
            except MoveRefused as refusal:
                refused.add(says(task.title, refusal))
    for sentence in sorted(refused):
        messages.warning(request, sentence)
    if settled:
        said = ngettext("%d task is settled.", "%d tasks are settled.", settled) % settled
        messages.success(request, said)


def _group(task: Task) -> tuple[int, str] | None:
    """The group that does this task once for all of it."""
    group = task.mobility.departure_id
    return (group, task.template.key) if group and task.template and task.template.is_shared else None


@desk("timeline.change_tasks")
def export(request: Any) -> HttpResponseBase:
    """The same as a spreadsheet, for everybody chosen."""
    people = _people(request, MatrixForm(request.GET, person=request.person))
    mine, step = queries.roles_at_desk(request.person), request.GET.get("step", "")
    columns = cells.matrix((), queries.one_of_each(people), mine, step=step).columns
    name = _("people-and-tasks-%(day)s") % {"day": clock.today().isoformat()}
    rows = cells.sheet_rows(people, columns, _tasks, mine)
    return asked_first(request, people.count()) or xlsx_response(name, cells.sheet_columns(columns), rows)
