"""How reviewers read, at the desk: with the right of equality alone, every look noted."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.insights.actions import fairness as actions
from compagnon.insights.queries import fairness as queries
from compagnon.insights.queries.readings import Readings
from compagnon.insights.tables import readings as tables
from compagnon.mobilities.choices import school_year_name


def _look(request: Any) -> tuple[int, Readings]:
    """The readings of the school year asked for; raises Http404 for one without calls."""
    asked = request.GET.get("year", "")
    if not (asked.isdecimal() and len(asked) == 4 and queries.calls_of(int(asked)).exists()):
        raise Http404
    return int(asked), actions.look_at_readings(network=request.network, year=int(asked), by=request.person)


@desk("insights.view_fairness")
def readings(request: Any) -> HttpResponse:
    """Each reader beside those who read the same files, and how far readers agree."""
    if not request.GET:
        return redirect("insights:fairness")
    year, found = _look(request)
    context = {
        "year": year,
        "name": school_year_name(year),
        "rows": tables.rows_of(found),
        "few": found.few,
        "agreement": tables.agreement_of(found.agreement),
    }
    return render(request, "insights/desk/readings.html", context)


@desk("insights.view_fairness")
def export(request: Any) -> HttpResponseBase:
    """Exactly what the page shows, as a spreadsheet."""
    if not request.GET:
        return redirect("insights:fairness")
    year, found = _look(request)
    name = _("readers-%(year)s") % {"year": year}
    return xlsx_response(name, tables.columns(), tables.rows_of(found))
