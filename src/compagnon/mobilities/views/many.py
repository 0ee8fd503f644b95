"""What is done to many mobilities at once: every chapter may add an action of its own."""

from datetime import timedelta
from typing import Any

import rules
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.registries import mobility_batches
from compagnon.core.sheets import xlsx_response
from compagnon.mobilities import actions, queries
from compagnon.mobilities.forms import MoveManyForm
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.tables import PIPELINE, for_export
from compagnon.people.entrance.proof import asked_first

_PRINTED = 500


def batches_for(person: Any) -> list[dict[str, Any]]:
    """The actions that a person may do to many mobilities, in their order."""
    return [
        {"name": name, "label": batch.label, "icon": batch.icon}
        for name in mobility_batches.in_order()
        if (batch := mobility_batches.get(name)) and rules.test_rule(batch.right, person)
    ]


@desk("mobilities.view_mobilities")
def many(request: Any) -> HttpResponseBase:
    """Do one thing to all that were selected, then say what was done."""
    batch = mobility_batches.get(request.POST.get("action", ""))
    if batch is None or not rules.test_rule(batch.right, request.person):
        raise Http404
    rows = lists.chosen(PIPELINE, request, queries.visible_to(request.person, Mobility.objects.all()))
    if not rows.exists():
        messages.warning(request, _("Select at least one mobility first."))
        return redirect(_back(request))
    answer = batch.run(request, rows)
    if isinstance(answer, HttpResponseBase):
        return answer
    messages.success(request, answer)
    return redirect(_back(request))


def _back(request: Any) -> str:
    """The page that it came from, or the list as it was; never an address from elsewhere."""
    back, query = request.POST.get("back", ""), request.POST.get("query", "")
    if back.startswith(reverse("mobilities:departures")):
        return back
    return reverse("mobilities:pipeline") + (f"?{query}" if query else "")


def export(request: Any, rows: Any) -> HttpResponseBase:
    """The rows as a spreadsheet."""
    name = _("mobilities-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, rows.count()) or xlsx_response(
        name, PIPELINE.columns, for_export(rows).iterator(chunk_size=2000)
    )


@desk("mobilities.view_mobilities")
def export_all(request: Any) -> HttpResponseBase:
    """Everything that the filters in the address leave, as a spreadsheet."""
    rows = queries.visible_to(request.person, Mobility.objects.all())
    return export(request, lists.read(PIPELINE, request, rows, paged=False).rows)


def print_list(request: Any, rows: Any) -> HttpResponse:
    """The rows on a page made for paper."""
    found = list(for_export(rows)[:_PRINTED])
    return render(request, "mobilities/desk/print.html", {"rows": found, "today": clock.today()})


def move(request: Any, rows: Any) -> HttpResponse | str:
    """Move many: into a departure, or by a number of days; asks first, then does."""
    departures = queries.departures_visible_to(request.person, Departure.objects.all()).filter(
        departs_on__gte=clock.today()
    )
    asked = "confirmed" in request.POST
    form = MoveManyForm(request.POST if asked else None, departures=departures)
    if not asked or not form.is_valid():
        rows = queries.for_list(rows)
        return render(
            request,
            "mobilities/desk/move_many.html",
            {"form": form, "rows": rows, "query": request.POST.get("query", "")},
            status=422 if asked else 200,
        )
    return _moved(rows, form.cleaned_data, request.person)


@transaction.atomic
def _moved(rows: Any, said: dict[str, Any], by: Any) -> str:
    chosen = list(rows.order_by("pk"))
    if said["departure"]:
        actions.move_to_departure(mobilities=chosen, departure=said["departure"], by=by)
    else:
        shift = timedelta(days=said["days"])
        for mobility in chosen:
            actions.move_dates(
                mobility=mobility,
                departs_on=mobility.departs_on + shift,
                returns_on=mobility.returns_on + shift,
                by=by,
            )
    count = len(chosen)
    return (
        ngettext("%d mobility moved, with its open tasks.", "%d mobilities moved, with their open tasks.", count)
        % count
    )
