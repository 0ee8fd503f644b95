"""Departures at the desk: who travels together, and who of them is behind."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.core.registries import departure_links, departure_panels
from compagnon.mobilities import actions, queries
from compagnon.mobilities.forms import DepartureForm
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.tables import names_for, shown
from compagnon.mobilities.views.many import batches_for


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


@desk("mobilities.view_mobilities")
def departure(request: Any, code: str) -> HttpResponse:
    """One group: a line for each person over the same columns, so that who is behind shows as a gap."""
    seen = queries.departures_visible_to(
        request.person, Departure.objects.select_related("scheme", "accompanying", "host", "tutor")
    )
    found = get_object_or_404(seen, code=code)
    travellers = queries.visible_to(request.person, Mobility.objects.filter(departure=found)).exclude(state="cancelled")
    rows = queries.for_list(travellers).order_by("participant__person__last_name", "pk")
    context = {
        "departure": found,
        "rows": shown(rows, names_for(request)),
        "batches": batches_for(request.person),
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
