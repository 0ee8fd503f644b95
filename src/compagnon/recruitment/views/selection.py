"""How a call is decided, prepared at the desk: the grid, the questions on its words, the panel, the rules about places."""

from typing import Any

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions
from compagnon.recruitment.forms.selection import CriterionForm, PlaceRuleForm, SeatForm, SelectionForm, group_choices
from compagnon.recruitment.models import Call, Selection
from compagnon.recruitment.phrases import selection as selection_phrases
from compagnon.recruitment.queries import grids

_VIEW, _OPEN = "recruitment.view_applications", "recruitment.open_calls"


def of_call(code: str) -> Selection:
    """The selection of a call; absent and foreign are not found alike."""
    call = get_object_or_404(Call.objects.select_related("scheme", "network"), code=code)
    selection = actions.prepare(call=call)
    selection.call = call
    return selection


@desk(_VIEW)
def selection(request: Any, code: str) -> HttpResponse:
    """Everything that is published when the call opens, and what still lacks."""
    return _show(request, of_call(code))


def _show(request: Any, found: Selection, **forms: Any) -> HttpResponse:
    grid = grids.shown(found.grid)
    names = {one["key"]: one["name"] for one in grid["criteria"]}
    may_change = rules.test_rule(_OPEN, request.person)
    context = {
        "selection": found,
        "call": found.call,
        "grid": grid,
        "lacks": [] if found.is_frozen else grids.lacks(found),
        "questions": [
            (selection_phrases.told(one, names), key, answer) for one, key, answer in grids.questions_of(found)
        ],
        "panel": found.panel.select_related("person"),
        "place_rules": _in_words(found),
        "versions": found.versions.all(),
        "may_change": may_change and not found.is_frozen,
        "may_begin_again": may_change and found.is_frozen,
        "seat_form": forms.get("seat") or SeatForm(network=request.network),
        "rule_form": forms.get("rule") or PlaceRuleForm(),
    }
    return render(request, "recruitment/desk/selection.html", context, status=422 if forms else 200)


def _in_words(found: Selection) -> list[dict[str, Any]]:
    groups = dict(group_choices()) if found.place_rules else {}
    return [{**rule, "group_name": groups.get(":".join(rule["group"]), rule["group"][1])} for rule in found.place_rules]


def _changed(request: Any, found: Selection, **said: Any) -> HttpResponse:
    try:
        actions.change_selection(selection=found, by=request.person, **said)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept."))
    return redirect("recruitment:selection", code=found.call.code)


@desk(_OPEN)
def criterion(request: Any, code: str, key: str) -> HttpResponse:
    """One criterion: change it, take it out, or with the key "new" add one."""
    found = of_call(code)
    criteria = found.grid.get("criteria", [])
    before = next((one for one in criteria if one["key"] == key), None)
    if before is None and key != "new":
        raise Http404
    others = [one for one in criteria if one is not before]
    if request.POST.get("remove") and before is not None:
        ties = [one for one in found.grid.get("tie_break", []) if one != key]
        return _changed(request, found, grid={**found.grid, "criteria": others, "tie_break": ties})
    form = CriterionForm(request.POST or None, criterion=before)
    if form.is_valid():
        changed = [form.content() if one is before else one for one in criteria]
        after = changed if before is not None else [*criteria, form.content()]
        return _changed(request, found, grid={**found.grid, "criteria": after})
    context = {"selection": found, "call": found.call, "form": form, "criterion": before}
    return render(request, "recruitment/desk/criterion.html", context, status=422 if form.is_bound else 200)


@desk(_OPEN)
def settings(request: Any, code: str) -> HttpResponse:
    """Readers, anonymity, quorum, ties, days to answer and to appeal."""
    found = of_call(code)
    form = SelectionForm(request.POST or None, instance=found)
    if form.is_valid():
        return _changed(request, found, **form.said())
    context = {"selection": found, "call": found.call, "form": form}
    return render(request, "recruitment/desk/selection_settings.html", context, status=422 if form.is_bound else 200)


@desk(_OPEN)
@require_POST
def answer_questions(request: Any, code: str) -> HttpResponse:
    """Why a word that touches a protected ground is needed, one sentence each."""
    found = of_call(code)
    asked = {key for _question, key, _answer in grids.questions_of(found)}
    given = {key: request.POST.get(f"answer:{key}", "").strip()[:600] for key in asked}
    return _changed(request, found, answers={key: text for key, text in given.items() if text})


@desk(_OPEN)
@require_POST
def place_rules(request: Any, code: str) -> HttpResponse:
    """Add a rule about places, or take one out."""
    found = of_call(code)
    if key := request.POST.get("remove"):
        return _changed(request, found, place_rules=[one for one in found.place_rules if one["key"] != key])
    form = PlaceRuleForm(request.POST)
    if form.is_valid():
        return _changed(request, found, place_rules=[*found.place_rules, form.content()])
    return _show(request, found, rule=form)


@desk(_OPEN)
@require_POST
def panel(request: Any, code: str) -> HttpResponse:
    """Put somebody on the panel, or take somebody off."""
    found = of_call(code)
    form = SeatForm(request.POST, network=request.network)
    try:
        if leaves := request.POST.get("remove"):
            member = get_object_or_404(found.panel.select_related("person", "selection__call"), person__code=leaves)
            actions.unseat(member=member, by=request.person)
        elif form.is_valid():
            actions.seat(selection=found, by=request.person, **form.cleaned_data)
        else:
            return _show(request, found, seat=form)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("recruitment:selection", code=code)


@desk(_OPEN)
@require_POST
def new_version(request: Any, code: str) -> HttpResponse:
    """Change the criteria all the same: the call takes no applications until it is opened again."""
    found = of_call(code)
    try:
        actions.begin_new_version(selection=found, by=request.person, reason=request.POST.get("reason", ""))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("recruitment:selection", code=code)
