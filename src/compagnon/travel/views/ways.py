"""Ways to travel at the desk: side by side, leg by leg, one chosen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.travel.actions import ways as actions
from compagnon.travel.forms.ways import LegForm, WayForm
from compagnon.travel.models import Leg, Way
from compagnon.travel.places import CREDIT
from compagnon.travel.queries.ways import compared
from compagnon.travel.views.legal import find


@desk("travel.prepare_stays")
def ways(request: Any, code: str) -> HttpResponse:
    """Every way side by side by carbon, time, cost and travel days; a new one is begun here."""
    mobility = find(request, code)
    form = WayForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.keep_way(mobility=mobility, way=None, said=form.cleaned_data, by=request.person)
            return redirect("travel:way", code=made.code)
        except MoveRefused as refused:
            form.add_error("name", str(refused))
    context = {"mobility": mobility, "form": form, "compared": compared(mobility), "credit": CREDIT}
    return render(request, "travel/desk/ways.html", context, status=422 if form.is_bound else 200)


def _way(request: Any, code: str) -> Way:
    seen = visible_to(request.person, Mobility.objects.all())
    rows = Way.objects.filter(mobility__in=seen).select_related(
        "network", "mobility__participant__person", "mobility__site"
    )
    found: Way = get_object_or_404(rows, code=code)
    return found


def _leg(request: Any, code: str) -> Leg:
    seen = visible_to(request.person, Mobility.objects.all())
    rows = Leg.objects.filter(way__mobility__in=seen).select_related("way__mobility__participant__person")
    found: Leg = get_object_or_404(rows, code=code)
    return found


@desk("travel.prepare_stays")
def way(request: Any, code: str) -> HttpResponse:
    """One way: its name and cost, its legs, and the next leg from where the last one ends."""
    found = _way(request, code)
    legs = list(found.legs.all())
    form = LegForm(request.POST or None, initial=_next(found, legs))
    if form.is_valid():
        try:
            actions.keep_leg(way=found, leg=None, said=form.said(), points=form.points(), by=request.person)
            return redirect("travel:way", code=found.code)
        except MoveRefused as refused:
            form.add_error(None, str(refused))
    context = {"way": found, "mobility": found.mobility, "legs": legs, "form": form}
    return render(request, "travel/desk/way.html", context, status=422 if form.is_bound else 200)


def _next(way: Way, legs: list[Leg]) -> dict[str, Any]:
    """Where the next leg begins: where the last one ends, else at the centre; it leads to the stay."""
    mobility = way.mobility
    there = {"end": mobility.town, "end_country": mobility.country, "people": 1, "on": mobility.departs_on}
    if legs:
        return {**there, "start": legs[-1].end, "start_country": legs[-1].end_country, "on": legs[-1].on}
    return {**there, "start": mobility.site.town if mobility.site else "", "start_country": way.network.country}


@desk("travel.prepare_stays")
def change_way(request: Any, code: str) -> HttpResponse:
    """Change the name, the cost and the days of a way."""
    found = _way(request, code)
    form = WayForm(request.POST or None, instance=found)
    if form.is_valid():
        try:
            actions.keep_way(mobility=found.mobility, way=found, said=form.cleaned_data, by=request.person)
            return redirect("travel:ways", code=found.mobility.code)
        except MoveRefused as refused:
            form.add_error("name", str(refused))
    context = {"way": found, "mobility": found.mobility, "form": form}
    return render(request, "travel/desk/way_form.html", context, status=422 if form.is_bound else 200)


@desk("travel.prepare_stays")
def leg(request: Any, code: str) -> HttpResponse:
    """Change a leg."""
    found = _leg(request, code)
    form = LegForm(request.POST or None, instance=found)
    if form.is_valid():
        kept = Leg.objects.get(pk=found.pk)
        actions.keep_leg(way=kept.way, leg=kept, said=form.said(), points=form.points(), by=request.person)
        messages.success(request, _("The leg is kept."))
        return redirect("travel:way", code=kept.way.code)
    context = {"leg": found, "way": found.way, "mobility": found.way.mobility, "form": form}
    return render(request, "travel/desk/leg.html", context, status=422 if form.is_bound else 200)


@desk("travel.prepare_stays")
@require_POST
def remove_leg(request: Any, code: str) -> HttpResponse:
    """Take a leg away; asked for on its page."""
    found = _leg(request, code)
    way_code = found.way.code
    actions.remove_leg(leg=found, by=request.person)
    messages.success(request, _("Taken away."))
    return redirect("travel:way", code=way_code)


@desk("travel.prepare_stays")
@require_POST
def remove_way(request: Any, code: str) -> HttpResponse:
    """Take a way away with its legs; asked for on its page."""
    found = _way(request, code)
    actions.remove_way(way=found, by=request.person)
    messages.success(request, _("Taken away."))
    return redirect("travel:ways", code=found.mobility.code)


@desk("travel.prepare_stays")
@require_POST
def choose(request: Any, code: str) -> HttpResponse:
    """Take this way."""
    found = _way(request, code)
    actions.choose_way(way=found, by=request.person)
    messages.success(request, _("Chosen: %(way)s.") % {"way": found})
    return redirect("travel:ways", code=found.mobility.code)
