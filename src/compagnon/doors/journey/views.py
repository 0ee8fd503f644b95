"""The participants' home, single tasks, logbook and help."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import pgettext

from compagnon.core.access import journey
from compagnon.core.registries import evidence
from compagnon.core.states import MoveRefused
from compagnon.doors.journey import queries
from compagnon.schemes.choices import TaskRole
from compagnon.stays.queries import care
from compagnon.stays.queries import logbook as logbooks
from compagnon.timeline.actions import complete_task
from compagnon.timeline.models import Task
from compagnon.travel.queries.preparation import page_of


@journey()
def home(request: Any) -> HttpResponse:
    """The next step in one sentence and one button."""
    return render(request, "journey/home.html", {"home": queries.home_of(request.person)})


@journey()
def task(request: Any, code: str) -> HttpResponse:
    """One task of the participant's own; where nothing else proves it, the participant says that it is done."""
    mine = Task.objects.filter(mobility__participant__person=request.person, role=TaskRole.LEARNER)
    found = get_object_or_404(mine.select_related("template", "mobility__participant"), code=code)
    if request.method == "POST":
        try:
            if found.is_open:
                complete_task(task=found, by=request.person)
            messages.success(request, pgettext("journey", "Done. On to the next."))
        except MoveRefused as refused:
            messages.warning(request, str(refused))
        return redirect("journey:home")
    proof = evidence.get(found.evidence) if found.evidence else None
    context = {
        "task": found,
        "mobility": found.mobility,
        "is_derived": proof is not None,
        "tools": queries.tools_for(found),
    }
    return render(request, "journey/task.html", context)


@journey()
def logbook(request: Any) -> HttpResponse:
    """Arrival, check-ins and entries of every stay, the newest stay first."""
    return render(request, "journey/logbook.html", {"stays": logbooks.own_stays(request.person)})


@journey()
def help_page(request: Any) -> HttpResponse:
    """Whom to call, first in an emergency; one button for whoever needs help."""
    mobility = queries.main_mobility(request.person)
    country = str(mobility.country) if mobility is not None else ""
    found = care.numbers_there(country, page_of(country)) if country else []
    local = [one for one in found if one.service != "embassy"]
    is_112 = not country or [one.number for one in local] == ["112"]
    call = care.own_open_call(mobility) if mobility is not None else None
    shown = {"mobility": mobility, "local": local, "is_112": is_112, "key": uuid4(), "call": call}
    return render(request, "journey/help.html", shown)
