"""The register of obstacles, and the figures of the programme, each opening to its rows."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.longpath import actions, queries
from compagnon.longpath.figures import figures as figures_of
from compagnon.longpath.forms import ObstacleForm, PeriodForm
from compagnon.longpath.models import ObstacleEntry
from compagnon.longpath.tables import OBSTACLES, STAYS
from compagnon.mobilities.choices import days_of, school_year, school_year_name
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.entrance.proof import asked_first

_RIGHT = "stays.follow_stays"


@desk(_RIGHT)
def obstacles(request: Any) -> HttpResponse:
    """Why somebody did not go or came back early, the newest first; what waits for a reason stands on top."""
    seen = queries.entries_seen_by(request.person)
    listed = lists.read(OBSTACLES, request, queries.for_list(seen))
    context = {"untold": queries.for_list(queries.untold(seen))[:20]}
    return lists.answer(request, "longpath/desk/obstacles.html", listed, context)


@desk(_RIGHT)
def export_obstacles(request: Any) -> HttpResponseBase:
    """What the filters leave, as a spreadsheet."""
    rows = lists.read(OBSTACLES, request, queries.for_list(queries.entries_seen_by(request.person)), paged=False).rows
    name = _("obstacles-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, rows.count()) or xlsx_response(name, OBSTACLES.columns, rows)


@desk(_RIGHT)
def obstacle(request: Any, code: str) -> HttpResponse:
    """Tell an obstacle; `new` notes one of somebody who had not applied."""
    seen = queries.for_list(queries.entries_seen_by(request.person))
    found = ObstacleEntry(network=request.network) if code == "new" else get_object_or_404(seen, code=code)
    form = ObstacleForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.tell_obstacle(entry=form.save(commit=False), by=request.person)
        messages.success(request, _("The obstacle is kept."))
        return redirect("longpath:obstacles")
    context = {"form": form, "entry": found}
    return render(request, "longpath/desk/obstacle.html", context, status=422 if form.is_bound else 200)


@desk(_RIGHT)
def figures(request: Any) -> HttpResponse:
    """Length classes, regimes, levels, courses, countries and obstacles of a school year or of a period of a report."""
    this_year = school_year(clock.today())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else this_year
    first, last = days_of(year)
    period = PeriodForm(request.GET if "after" in request.GET else None, initial={"after": first, "before": last})
    is_own = period.is_valid()
    if is_own:
        first, last = period.cleaned_data["after"], period.cleaned_data["before"]
    context = {
        "figures": figures_of(request.person, first, last),
        "period": period,
        "first": first,
        "last": last,
        "years": [
            {"value": one, "label": school_year_name(one), "is_on": one == year and not is_own}
            for one in range(this_year + 1, this_year - 5, -1)
        ],
    }
    return render(request, "longpath/desk/figures.html", context, status=422 if period.is_bound and not is_own else 200)


def _stays(request: Any) -> Any:
    rows = queries.outgoing(visible_to(request.person, Mobility.objects.all()))
    return rows.select_related("participant__person", "scheme", "trade", "stay_terms", "course_of_stay__version__sheet")


@desk(_RIGHT)
def stays(request: Any) -> HttpResponse:
    """The stays behind a figure."""
    return lists.answer(request, "longpath/desk/stays.html", lists.read(STAYS, request, _stays(request)), {})


@desk(_RIGHT)
def export_stays(request: Any) -> HttpResponseBase:
    """What the filters leave, as a spreadsheet."""
    rows = lists.read(STAYS, request, _stays(request), paged=False).rows
    name = _("stays-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, rows.count()) or xlsx_response(name, STAYS.columns, rows)
