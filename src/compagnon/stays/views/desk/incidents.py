"""Incidents at the desk: opened, added to, closed with what is learnt."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.stays.actions import incidents as actions
from compagnon.stays.forms.incidents import IncidentForm, IncidentTaskForm, LessonForm, NoteForm, StandingForm
from compagnon.stays.models import Incident, IncidentTask
from compagnon.stays.queries import incidents as queries
from compagnon.stays.queries.care import who_may


@desk("stays.keep_incidents")
def incidents(request: Any) -> HttpResponse:
    """Open ones, or all."""
    seen = queries.incidents_seen_by(request.person)
    show = "all" if request.GET.get("show") == "all" else "open"
    rows = seen if show == "all" else queries.open_incidents(seen)
    page = Paginator(queries.for_list(rows), 50).get_page(request.GET.get("page"))
    is_all = show == "all"
    shown = {"page": page, "is_all": is_all, "is_open": not is_all, "tasks": queries.own_tasks(request.person)}
    return render(request, "stays/desk/incidents.html", shown)


@desk("stays.keep_incidents")
def new_incident(request: Any, code: str) -> HttpResponse:
    mobility = get_object_or_404(
        visible_to(request.person, Mobility.objects.select_related("participant__person")), code=code
    )
    form = IncidentForm(request.POST or None)
    if form.is_valid():
        what = actions.Happening(**form.cleaned_data)
        made = actions.open_incident(mobility=mobility, what=what, by=request.person)
        messages.success(request, _("The incident is open."))
        return redirect(made)
    shown = {"form": form, "mobility": mobility}
    return render(request, "stays/desk/new_incident.html", shown, status=422 if form.is_bound else 200)


def find(request: Any, code: str) -> Incident:
    """One whose mobility the person may see; 404 alike for an absent and a hidden one."""
    return get_object_or_404(queries.incidents_seen_by(request.person), code=code)


def _team() -> Any:
    return who_may("stays.keep_incidents").order_by("last_name", "first_name")


@desk("stays.keep_incidents")
def incident(request: Any, code: str) -> HttpResponse:
    """The record from the first line to the last, with what is still to do."""
    found = find(request, code)
    return _page(request, found)


def _page(request: Any, found: Incident, **bound: Any) -> HttpResponse:
    forms = {
        "note_form": NoteForm(),
        "standing_form": StandingForm(initial={"family_told": found.family_told, "review_on": found.review_on}),
        "task_form": IncidentTaskForm(people=_team()),
        "lesson_form": LessonForm(),
    } | bound
    shown = {
        "incident": found,
        "mobility": found.mobility,
        "notes": queries.notes_for(request.person, found),
        "hidden": queries.hidden_notes(request.person, found),
        "tasks": found.tasks.select_related("person"),
    }
    return render(request, "stays/desk/incident.html", shown | forms, status=422 if bound else 200)


@desk("stays.keep_incidents")
@require_POST
def incident_act(request: Any, code: str, what: str) -> HttpResponse:
    """Add a note or a task, say how it stands, close it, take it up again."""
    found = find(request, code)
    name, form, do = _doing(request, found)[what]
    if form is not None and not form.is_valid():
        return _page(request, found, **{name: form})
    try:
        do(incident=found, by=request.person, **(form.cleaned_data if form is not None else {}))
        messages.success(request, _("Noted."))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect(found)


def _doing(request: Any, found: Incident) -> dict[str, tuple[str, Any, Callable[..., Any]]]:
    return {
        "note": ("note_form", NoteForm(request.POST), actions.add_note),
        "task": ("task_form", IncidentTaskForm(request.POST, people=_team()), actions.add_task),
        "standing": ("standing_form", StandingForm(request.POST), actions.change_standing),
        "close": ("lesson_form", LessonForm(request.POST), actions.close_incident),
        "reopen": ("", None, actions.reopen_incident),
    }


@desk("stays.keep_incidents")
@require_POST
def settle_task(request: Any, code: str) -> HttpResponse:
    seen = IncidentTask.objects.filter(incident__in=queries.incidents_seen_by(request.person))
    task = get_object_or_404(seen.select_related("incident"), code=code)
    actions.settle_task(task=task, by=request.person, is_done=task.done_at is None)
    return redirect(task.incident)
