"""The work list at the desk: one's own tasks over all mobilities, or what others owe."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import lists
from compagnon.core.access import desk
from compagnon.core.i18n import says
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Mobility
from compagnon.timeline import actions, queries
from compagnon.timeline.models import Task
from compagnon.timeline.reminding.by_hand import remind
from compagnon.timeline.tables import WORK


def _tasks(request: Any) -> Any:
    """One's own tasks; with `who=others`, everybody else's."""
    if request.GET.get("who") != "others":
        return queries.open_tasks_of(request.person)
    others = queries.visible_to(request.person, Task.objects.filter(state="open"))
    mine = queries.roles_at_desk(request.person)
    return others.exclude(role__in=mine).select_related("template", "mobility__participant__person")


@desk("timeline.change_tasks")
def work(request: Any) -> HttpResponse:
    """Tasks, what is due first on top; many can be settled at once."""
    listed = lists.read(WORK, request, _tasks(request))
    who = request.GET.get("who", "")
    return lists.answer(request, "timeline/desk/work.html", listed, {"who": who})


@desk("timeline.change_tasks")
def many(request: Any) -> HttpResponse:
    """Settle many tasks at once, or remind those whose they are."""
    seen = queries.visible_to(request.person, Task.objects.select_related("template", "mobility"))
    tasks = list(seen.filter(code__in=request.POST.getlist("selected")[: lists.MOST_AT_ONCE]).order_by("pk"))
    if not tasks:
        messages.warning(request, _("Select at least one task first."))
    elif request.POST.get("action") == "remind":
        _remind(request, tasks)
    else:
        _complete(request, tasks)
    return redirect(f"{reverse('timeline:work')}?{request.POST.get('query', '')}")


def _remind(request: Any, tasks: list[Task]) -> None:
    mobilities = Mobility.objects.select_related("participant__person").filter(pk__in={t.mobility_id for t in tasks})
    told = remind(mobilities=mobilities, by=request.person)
    messages.success(
        request, ngettext("%d reminder was written.", "%d reminders were written.", told.letters) % told.letters
    )


def _complete(request: Any, tasks: list[Task]) -> None:
    done = 0
    for task in tasks:
        try:
            actions.complete_task(task=task, by=request.person)
            done += 1
        except MoveRefused as refused:
            messages.warning(request, says(task.title, refused))
    if done:
        messages.success(request, ngettext("%d task is done.", "%d tasks are done.", done) % done)
