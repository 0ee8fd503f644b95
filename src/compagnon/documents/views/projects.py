"""Projects at the desk: how complete their files are, what is missing and where it is mended, the binder."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.i18n import plain
from compagnon.core.lists import PER_PAGE, same_page
from compagnon.core.sheets import xlsx_response
from compagnon.documents import evidence, projects
from compagnon.documents.actions import bundle as actions
from compagnon.documents.projects import Project
from compagnon.people.entrance.proof import asked_first


@desk("documents.prepare_documents")
def listing(request: Any) -> HttpResponse:
    """Every project of which somebody sees mobilities."""
    found, words = projects.projects_seen_by(request.person), request.GET.get("q", "")
    rows = [one for one in found if all(word in plain(one.label) for word in plain(words).split())]
    return render(request, "documents/desk/projects.html", {"projects": rows, "words": words, "any": bool(found)})


def _project(request: Any, key: str) -> Project:
    for one in projects.projects_seen_by(request.person):
        if one.paid.key == key:
            return one
    raise Http404


def _asked_for(request: Any) -> tuple[Project, projects.Narrowed]:
    """The project of the address, and its files as the address narrows and orders them."""
    project = _project(request, request.GET.get("project", ""))
    rows = projects.files_of(request.person, project.paid.key)
    said = {name: request.GET.get(name, "") for name in ("state", "order")}
    return project, projects.narrowed(rows, words=request.GET.get("q", ""), **said)


@desk("documents.prepare_documents")
def files(request: Any) -> HttpResponse:
    """The files of one project: complete or not, and where what is missing is mended."""
    if "project" not in request.GET:
        return redirect("documents:projects")
    project, narrowed = _asked_for(request)
    missing = narrowed.counts["proof"] + narrowed.counts["paper"]
    shown = {
        "project": project,
        "page": Paginator(narrowed.rows, PER_PAGE).get_page(request.GET.get("page")),
        "counts": narrowed.counts,
        "total": narrowed.total,
        "missing": missing,
        "standards": narrowed.standards,
        "kept": narrowed.kept,
        "needs": [*evidence.NEEDS, evidence.GROUP],
        "words": request.GET.get("q", ""),
        "state": request.GET.get("state", ""),
        "chips": _chips(request, narrowed, missing),
        "heads": {name: _head(request, name, request.GET.get("order", "")) for name in ("name", "departure")},
        "binder": projects.last_binder(request.person, project.paid.key),
        "is_whole": projects.sees_whole_projects(request.person),
        "export_url": f"{reverse('documents:project-export')}?{request.GET.urlencode()}",
    }
    return render(request, "documents/desk/project.html", shown)


def _chips(request: Any, narrowed: projects.Narrowed, missing: int) -> list[dict[str, Any]]:
    """All, what lacks something today, and each state."""
    chosen = request.GET.get("state", "")
    counted = [("", narrowed.total), ("open", missing), *((state, narrowed.counts[state]) for state in projects.STATES)]
    return [
        {"state": state, "count": count, "url": same_page(request, state=state), "is_on": state == chosen}
        for state, count in counted
        if count or not state
    ]


def _head(request: Any, name: str, order: str) -> dict[str, str]:
    return {"url": same_page(request, order=name), "sorted": "ascending" if name == order else ""}


@desk("documents.prepare_documents")
def export(request: Any) -> HttpResponseBase:
    """The same list as a workbook."""
    if "project" not in request.GET:
        return redirect("documents:projects")
    project, narrowed = _asked_for(request)
    rows = narrowed.rows
    return asked_first(request, len(rows)) or xlsx_response(plain(project.paid.label), projects.COLUMNS, rows)


@desk("documents.prepare_documents")
@require_POST
def binder(request: Any) -> HttpResponse:
    """Gather the binder of a project: every file of it that this person sees."""
    project = _project(request, request.POST.get("project", ""))
    key = project.paid.key
    try:
        made = actions.begin_binder(
            mobilities=projects.mobilities_of(request.person, key),
            departures=projects.departures_of(request.person, key),
            title=project.label,
            project=key,
            by=request.person,
        )
    except actions.TooMany as refused:
        messages.warning(request, str(refused))
        return redirect(f"{reverse('documents:project')}?{urlencode({'project': key})}")
    return redirect(made)
