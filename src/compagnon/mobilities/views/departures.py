"""Departures at the desk: who travels together, and who of them is behind."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import activity, clock
from compagnon.core import undo as undoing
from compagnon.core.access import desk
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.core.registries import departure_links, departure_panels
from compagnon.core.states import MoveRefused
from compagnon.mobilities import actions, queries, together
from compagnon.mobilities.forms import ChangeDepartureForm, DepartureForm
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.tables import names_for, shown
from compagnon.mobilities.views.many import batches_for

EVENTS = 6


@desk("mobilities.view_mobilities")
def departures(request: Any) -> HttpResponse:
    """Those to come and under way first; those that are back under a tab of their own."""
    seen = queries.departures_visible_to(request.person, Departure.objects.select_related("scheme"))
    past = request.GET.get("when") == "past"
    today = clock.today()
    rows = seen.filter(returns_on__lt=today) if past else seen.filter(returns_on__gte=today)
    rows = queries.with_travellers(rows, request.person).order_by("-departs_on" if past else "departs_on", "pk")
    tabs = [
        {"label": _("To come and under way"), "url": "?", "current": not past},
        {"label": _("Back"), "url": "?when=past", "current": past},
        {"label": _("Imported from before"), "url": reverse("mobilities:past"), "current": False},
    ]
    page = CountedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mobilities/desk/departures.html", {"page": page, "tabs": tabs})


def find(request: Any, code: str) -> Departure:
    """One departure that the person may see; 404 alike for an absent and a hidden one."""
    rows = Departure.objects.select_related("scheme", "accompanying", "host", "tutor", "network")
    found: Departure = get_object_or_404(queries.departures_visible_to(request.person, rows), code=code)
    return found


@desk("mobilities.view_mobilities")
def departure(request: Any, code: str) -> HttpResponse:
    """One group: a line for each person over the same columns, so that who is behind shows as a gap."""
    found = find(request, code)
    travellers = queries.visible_to(request.person, Mobility.objects.filter(departure=found)).exclude(state="cancelled")
    rows = queries.for_list(travellers).order_by("participant__person__last_name", "pk")
    context = {
        "departure": found,
        "rows": shown(rows, names_for(request)),
        "batches": batches_for(request.person),
        "may_change": rules.test_rule("mobilities.change_mobilities", request.person),
        "events": [{"at": row.at, "words": activity.sentence(row)} for row in activity.on(found)[:EVENTS]],
        "panels": [html for panel in departure_panels if (html := panel.render(request, found))],
        "links": [
            (one, one.url(found))
            for one in departure_links
            if rules.test_rule(one.right, request.person) and one.applies(found)
        ],
    }
    return render(request, "mobilities/desk/departure.html", context)


@desk("mobilities.change_mobilities")
def new(request: Any) -> HttpResponse:
    """Open a group that travels together."""
    form = DepartureForm(request.POST or None)
    if form.is_valid():
        made = actions.create_departure(
            network=request.network,
            scheme=form.cleaned_data["scheme"],
            name=form.cleaned_data["name"],
            stay=form.stay(),
            by=request.person,
        )
        messages.success(request, _("The departure is open. Move mobilities into it from the pipeline."))
        return redirect(made)
    return render(request, "mobilities/desk/new_departure.html", {"form": form}, status=422 if form.is_bound else 200)


@desk("mobilities.change_mobilities")
def edit(request: Any, code: str) -> HttpResponse:
    """Change the group; what that does to who travels with it is shown before it is saved."""
    found = find(request, code)
    form = ChangeDepartureForm(request.POST or None, instance=find(request, code))
    followers = None
    if form.is_valid() and "again" not in request.POST:
        changes = form.changes()
        followers = together.foresee(found, changes, request.person)
        if "confirmed" in request.POST or not followers.matter:
            done = together.change_departure(departure=found, changes=changes, by=request.person)
            undoing.offer(request, _saved(done), reverse("mobilities:undo-departure", args=[code]))
            return redirect(found)
    context = {"form": form, "departure": found, "followers": followers}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "mobilities/desk/edit_departure.html", context, status=status)


def _saved(followers: together.Followers) -> str:
    said = [_("Saved.")]
    if count := len({stay.pk for stay in (*followers.days, *followers.place)}):
        said.append(ngettext("%(count)d traveller follows.", "%(count)d travellers follow.", count) % {"count": count})
    return " ".join(said)


@desk("mobilities.change_mobilities")
def undo(request: Any, code: str) -> HttpResponse:
    """Take the last change of the group back."""
    found = find(request, code)
    try:
        together.undo_change(departure=found, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Taken back."))
    return redirect(found)
