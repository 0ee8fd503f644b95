"""One person of the team: roles, replacement, the account."""

from typing import Any

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.access import desk
from compagnon.people import queries
from compagnon.people.actions import team
from compagnon.people.choices import LENT
from compagnon.people.entrance.proof import proved
from compagnon.people.forms.team import ReplacementForm, RolesForm
from compagnon.people.models import Person, Replacement
from compagnon.people.rules import gives


def _found(request: Any, code: str) -> Person:
    return get_object_or_404(queries.team_of(request.network.pk), code=code)


@desk("people.view_team")
def member(request: Any, code: str) -> HttpResponse:
    """Who it is, what they may, who replaces them, what happened."""
    found = _found(request, code)
    queries.show_roles([found])
    loads = queries.show_workloads([found])
    held = {one.role for one in team.held_by(found)}
    may_change = rules.test_rule("people.change_team", request.person)
    context = {
        "member": found,
        "loads": list(zip(loads, found.loads, strict=True)),  # type: ignore[attr-defined]
        "may_change": may_change,
        "may_settle": may_change and held <= gives(request.person),
        "may_replace": bool(held & set(LENT)) and found.is_active and (may_change or found == request.person),
        "replacements": [one for one in queries.replacements_to_come() if found in (one.absent, one.stand_in)],
        "events": [{"at": row.at, "words": activity.sentence(row)} for row in activity.on(found)[:20]],
    }
    return render(request, "people/desk/member.html", context)


@desk("people.change_team")
@proved
def roles(request: Any, code: str) -> HttpResponse:
    """Give and take roles."""
    found = _found(request, code)
    form = RolesForm(request.POST or None, by=request.person, held=team.held_by(found))
    if form.is_valid():
        try:
            changed = team.change_roles(person=found, to=form.held(), by=request.person)
        except team.TeamRefused as refused:
            form.add_error("roles", str(refused))
        else:
            messages.success(request, _("Roles changed: they count from the next page on.") if changed else _("Nothing was changed."))  # fmt: skip
            return redirect("team:member", code=code)
    context = {"form": form, "member": found}
    return render(request, "people/desk/roles.html", context, status=422 if form.is_bound else 200)


@desk("people.view_team")
def replacement(request: Any, code: str) -> HttpResponse:
    """Name who stands in: oneself for oneself, who may change the team for everybody."""
    found = _found(request, code)
    if found != request.person and not rules.test_rule("people.change_team", request.person):
        raise Http404
    form = ReplacementForm(request.POST or None, colleagues=queries.colleagues_of(found))
    if form.is_valid():
        try:
            team.name_replacement(absent=found, by=request.person, **form.cleaned_data)
        except team.TeamRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Noted: %(name)s stands in.") % {"name": form.cleaned_data["stand_in"]})
            return redirect("team:member", code=code)
    context = {"form": form, "member": found}
    return render(request, "people/desk/replacement.html", context, status=422 if form.is_bound else 200)


@desk("people.view_team")
def end_replacement(request: Any, code: str) -> HttpResponse:
    """End it now: the absent person, or who may change the team."""
    found = get_object_or_404(Replacement.objects.select_related("absent", "stand_in"), code=code)
    if found.absent != request.person and not rules.test_rule("people.change_team", request.person):
        raise Http404
    team.end_replacement(replacement=found, by=request.person)
    messages.success(request, _("The replacement is over."))
    return redirect("team:member", code=found.absent.code)


@desk("people.change_team")
@proved
def deactivate(request: Any, code: str) -> HttpResponse:
    """Asks first; then closes the account and ends its sessions."""
    found = _found(request, code)
    if request.method == "POST":
        try:
            team.deactivate(person=found, by=request.person)
        except team.TeamRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("%(name)s cannot come in any more.") % {"name": found})
        return redirect("team:member", code=code)
    queries.show_workloads([found])
    return render(request, "people/desk/deactivate.html", {"member": found})


@desk("people.change_team")
@proved
def reactivate(request: Any, code: str) -> HttpResponse:
    """Open the account again."""
    found = _found(request, code)
    try:
        team.reactivate(person=found, by=request.person)
    except team.TeamRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("%(name)s can come in again.") % {"name": found})
    return redirect("team:member", code=code)
