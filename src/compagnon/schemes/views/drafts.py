"""A draft of a scheme: its parts written one by one, its tasks and criteria, then proposed, published or dropped."""

from collections.abc import Callable
from typing import Any

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.core.i18n import localised
from compagnon.core.models import random_code
from compagnon.core.states import MoveRefused
from compagnon.network.queries import languages_of
from compagnon.schemes import actions, example, grids, phrases, queries, telling
from compagnon.schemes.choices import MARKS
from compagnon.schemes.forms.parts import FORMS
from compagnon.schemes.forms.rows import CriterionForm, TaskForm, WantedForm
from compagnon.schemes.models import Scheme
from compagnon.schemes.views.desk import (
    PROPOSE,
    PUBLISH,
    content_in_force,
    draft_or_404,
    findings,
    found_scheme,
    grouped,
)


def _content(scheme: Scheme) -> dict[str, Any]:
    """What is being written: the draft, or before there is one the content in force."""
    draft = queries.draft_of(scheme)
    return dict(draft.content) if draft is not None else content_in_force(scheme)


def _write(request: Any, scheme: Scheme, **parts: Any) -> None:
    draft = actions.begin_draft(scheme=scheme, by=request.person)
    actions.change_draft(draft=draft, by=request.person, **parts)
    messages.success(request, _("Kept in the draft. Nothing changes for anybody before it is published."))


@desk(PROPOSE)
def part(request: Any, code: str, part: str) -> HttpResponse:
    """One part of the scheme that is one form."""
    found = found_scheme(code)
    if part not in FORMS:
        raise Http404
    form = FORMS[part](request.POST if request.method == "POST" else None, scheme=found, content=_content(found))
    if form.is_valid():
        _write(request, found, **form.content())
        return redirect(f"{reverse('schemes:scheme', args=[code])}?as=draft#{part}")
    context = {"form": form, "scheme": found, "title": phrases.PARTS[part]}
    return render(request, "schemes/desk/form.html", context, status=422 if form.is_bound else 200)


@desk(PROPOSE)
def tasks(request: Any, code: str) -> HttpResponse:
    """The rows of the timeline in their order, with the days of an example departure."""
    found = found_scheme(code)
    content = _content(found)
    leaves, returns = example.usual_days(content)
    days = example.due_days(content["tasks"], leaves, returns, country=found.network.country.code)
    lines = [one for one in telling.lines(content, telling.Names()) if one.part == "tasks"]
    rows = [
        {"line": one, "day": days.get(one.key), "step": row["step"], "mark": MARKS.get(row["source_mark"], "")}
        for one, row in zip(lines, content["tasks"], strict=True)
    ]
    return render(request, "schemes/desk/tasks.html", {"scheme": found, "rows": rows, "leaves": leaves})


@desk(PROPOSE)
def task(request: Any, code: str, key: str = "") -> HttpResponse:
    """One row of the timeline; without a key a new one, at the end."""
    found = found_scheme(code)
    rows = _content(found)["tasks"]
    row = _with_key(rows, key) if key else {}
    form = TaskForm(request.POST or None, row=row, languages=languages_of(found.network))
    if form.is_valid():
        written = {"key": f"own_{random_code()}", **form.row()}
        kept = [written if one["key"] == key else one for one in rows] if key else [*rows, written]
        _write(request, found, tasks=kept)
        return redirect(f"{reverse('schemes:tasks', args=[code])}#row-{written['key']}")
    title = localised(row["title"], get_language() or "en") if row else _("Add a task")
    context = {"form": form, "scheme": found, "title": title, "back": reverse("schemes:tasks", args=[code])}
    return render(request, "schemes/desk/form.html", context, status=422 if form.is_bound else 200)


def _with_key(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    found = next((row for row in rows if row["key"] == key), None)
    if found is None:
        raise Http404
    return found


def _moved(rows: list[dict[str, Any]], key: str, *, up: bool) -> list[dict[str, Any]]:
    """The rows with this one a place higher or lower."""
    at = rows.index(_with_key(rows, key))
    to = min(max(at + (-1 if up else 1), 0), len(rows) - 1)
    left = [row for row in rows if row["key"] != key]
    return [*left[:to], rows[at], *left[to:]]


@desk(PROPOSE)
@require_POST
def move_task(request: Any, code: str, key: str) -> HttpResponse:
    found = found_scheme(code)
    rows = _moved(_content(found)["tasks"], key, up=request.GET.get("to") != "down")
    _write(request, found, tasks=rows)
    return redirect(f"{reverse('schemes:tasks', args=[code])}#row-{key}")


@desk(PROPOSE)
@require_POST
def remove_task(request: Any, code: str, key: str) -> HttpResponse:
    """Take a row out of the draft; it is in force until the draft is published."""
    found = found_scheme(code)
    rows = _content(found)["tasks"]
    _with_key(rows, key)
    _write(request, found, tasks=[row for row in rows if row["key"] != key])
    return redirect("schemes:tasks", code=code)


@desk(PROPOSE)
def grid(request: Any, code: str) -> HttpResponse:
    """The criteria with their weights, and what the engine asks about them."""
    found = found_scheme(code)
    content = _content(found)
    criteria = [one for one in telling.lines(content, telling.Names()) if one.part == "grid"]
    context = {"scheme": found, "criteria": criteria, "findings": findings(content, languages_of(found.network))}
    return render(request, "schemes/desk/grid.html", context)


@desk(PROPOSE)
def criterion(request: Any, code: str, key: str = "") -> HttpResponse:
    """One line of the grid; without a key a new one."""
    found = found_scheme(code)
    kept = _content(found).get("grid") or {}
    lines, ties = list(kept.get("criteria", ())), list(kept.get("tie_break", ()))
    line = _with_key(lines, key) if key else grids.empty_criterion(f"own_{random_code()}")
    place = ties.index(key) + 1 if key in ties else 0
    form = CriterionForm(request.POST or None, criterion=line, parts_ties=place, languages=languages_of(found.network))
    if form.is_valid():
        written = form.criterion()
        ties = [one for one in ties if one != written["key"]]
        if wanted := form.cleaned_data["parts_ties"]:
            ties.insert(wanted - 1, written["key"])
        lines = [written if one["key"] == key else one for one in lines] if key else [*lines, written]
        _write(request, found, grid={**kept, "criteria": lines, "tie_break": ties})
        return redirect("schemes:grid", code=code)
    title = localised(line["name"], get_language() or "en") if key else _("Add a criterion")
    context = {"form": form, "scheme": found, "title": title, "back": reverse("schemes:grid", args=[code])}
    return render(request, "schemes/desk/form.html", context, status=422 if form.is_bound else 200)


@desk(PROPOSE)
@require_POST
def remove_criterion(request: Any, code: str, key: str) -> HttpResponse:
    found = found_scheme(code)
    kept = _content(found).get("grid") or {}
    _with_key(kept.get("criteria", []), key)
    criteria = [one for one in kept["criteria"] if one["key"] != key]
    ties = [one for one in kept.get("tie_break", ()) if one != key]
    _write(request, found, grid={**kept, "criteria": criteria, "tie_break": ties})
    return redirect("schemes:grid", code=code)


@desk(PROPOSE)
def draft(request: Any, code: str) -> HttpResponse:
    """What a draft would change, and who decides on it."""
    found, kept = found_scheme(code), draft_or_404(code)
    names = telling.Names()
    pairs = telling.compared(telling.lines(content_in_force(found), names), telling.lines(kept.content, names))
    context = {
        "scheme": found,
        "draft": kept,
        "groups": grouped(pairs),
        "form": WantedForm(initial={"wanted": kept.wanted}),
        "may_publish": rules.test_rule(PUBLISH, request.person),
    }
    return render(request, "schemes/desk/draft.html", context)


@desk(PROPOSE)
@require_POST
def propose(request: Any, code: str) -> HttpResponse:
    return _decided(
        request, code, actions.propose_draft, _("Proposed: the coordinator finds it on the list of schemes.")
    )


@desk(PUBLISH)
@require_POST
def publish(request: Any, code: str) -> HttpResponse:
    return _decided(
        request,
        code,
        actions.publish_draft,
        _("Published: calls that open and mobilities that begin from now on have it."),
    )


@desk(PUBLISH)
@require_POST
def give_back(request: Any, code: str) -> HttpResponse:
    """A proposal goes back to whoever made it, with a sentence."""

    def returned(*, draft: Any, by: Any, wanted: str) -> Any:
        return actions.return_draft(draft=draft, by=by, reason=wanted)

    return _decided(request, code, returned, _("Given back, with your sentence."))


def _decided(request: Any, code: str, act: Callable[..., Any], said: str) -> HttpResponse:
    """Do one thing with the draft and its sentence; what is refused or missing is said on the draft's page."""
    kept, form = draft_or_404(code), WantedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in one sentence what is changed, and why."))
        return redirect("schemes:draft", code=code)
    try:
        act(draft=kept, by=request.person, wanted=form.cleaned_data["wanted"])
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("schemes:draft", code=code)
    messages.success(request, said)
    return redirect("schemes:scheme", code=code)


@desk(PROPOSE)
@require_POST
def drop(request: Any, code: str) -> HttpResponse:
    """Let the draft go."""
    actions.drop_draft(draft=draft_or_404(code), by=request.person)
    messages.success(request, _("The draft is dropped; the scheme stays as it is."))
    return redirect("schemes:scheme", code=code)


@desk(PUBLISH)
@require_POST
def take_back(request: Any, code: str, number: int) -> HttpResponse:
    """Undo a publication that nothing uses."""
    found = found_scheme(code)
    version = get_object_or_404(found.versions, number=number)
    try:
        actions.undo_publication(version=version, by=request.person)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("schemes:version", code=code, number=number)
    messages.success(request, _("Taken back: it is a draft again."))
    return redirect(undo.back(request, reverse("schemes:draft", args=[code])))
