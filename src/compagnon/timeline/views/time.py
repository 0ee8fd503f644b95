"""Timelines through time at the desk: one mobility, a departure, a year. The piece that is shown stands in the address."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.core.lists import PER_PAGE, CountedPaginator, same_page
from compagnon.engines.dates import add_months
from compagnon.mobilities import queries as mobilities
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.choices import Step
from compagnon.schemes.choices import Phase
from compagnon.timeline import drawing, queries, scale, through_time
from compagnon.timeline.models import Task
from compagnon.timeline.views.page import strands_of

ZOOMS = ("month", "week")
_YEAR = 12
_BEFORE = 2
"""Months before this one with which a year begins: what is late lies behind."""


def _asked(request: Any) -> tuple[str, date | None]:
    """Months or weeks, and from which day on, as the address says; what cannot be read is not asked."""
    zoom = request.GET.get("zoom", "month")
    try:
        begin = parse_date(request.GET.get("from", ""))
    except ValueError:
        begin = None
    return (zoom if zoom in ZOOMS else "month"), begin if begin and 1990 <= begin.year <= 2100 else None


def _drawn(request: Any, shown: scale.Scale) -> dict[str, Any]:
    """What every page through time needs of its scale."""
    return {
        "scale": shown,
        "columns": drawing.columns(shown, clock.today()),
        "head": drawing.head(shown),
        "zooms": [
            (label, same_page(request, zoom=zoom, **{"from": ""}), shown.unit == zoom)
            for zoom, label in (("month", _("By month")), ("week", _("By week")))
        ],
        "earlier": same_page(request, **{"from": shown.earlier().isoformat()}),
        "later": same_page(request, **{"from": shown.later().isoformat()}),
        "now": same_page(request, **{"from": ""}),
    }


def tabs_of(mobility: Mobility, current: str) -> list[dict[str, Any]]:
    """The three ways to read one timeline."""
    pages = (("line", _("Line"), "timeline:mobility"), ("time", _("Through time"), "timeline:time"))
    tabs = [
        {"label": label, "url": reverse(name, args=[mobility.code]), "current": key == current}
        for key, label, name in pages
    ]
    as_list = f"{reverse('timeline:time', args=[mobility.code])}?as=list"
    return [*tabs, {"label": _("List"), "url": as_list, "current": current == "list"}]


@desk("mobilities.view_mobilities")
def mobility(request: Any, code: str) -> HttpResponse:
    """One mobility, task by task in the order of their days: drawn, or (`?as=list`) in words alone."""
    try:
        found = mobilities.mobility_by_code(request.person, code)
    except Mobility.DoesNotExist as error:
        raise Http404 from error
    everything = list(queries.tasks_of(found))
    zoom, begin = _asked(request)
    shown = scale.around(through_time.days_of([found], everything), zoom=zoom, begin=begin, today=clock.today())
    step, phase = request.GET.get("step", ""), request.GET.get("phase", "")
    tasks = [t for t in everything if t.step == (step or t.step) and t.phase == (phase or t.phase)]
    tasks.sort(key=lambda task: (task.due_on or date.max, task.position, task.pk))
    is_list = request.GET.get("as") == "list"
    context = {
        "mobility": found,
        "lanes": through_time.of_tasks(found, tasks, shown, queries.roles_at_desk(request.person)),
        "as_list": is_list,
        "tabs": tabs_of(found, "list" if is_list else "time"),
        "steps": _chips(request, "step", Step.choices, everything),
        "phases": _chips(request, "phase", Phase.choices, everything),
        **_drawn(request, shown),
    }
    return render(request, "timeline/desk/through_time.html", context)


def _chips(request: Any, name: str, choices: Any, tasks: list[Task]) -> list[dict[str, Any]]:
    """One filter of the address for each value that some task has; a press on the one that is on takes it away."""
    on = request.GET.get(name, "")
    counted = {value: sum(getattr(task, name) == value for task in tasks) for value, _label in choices}
    return [
        {
            "label": label,
            "count": counted[value],
            "on": on == value,
            "url": same_page(request, **{name: "" if on == value else value}),
        }
        for value, label in choices
        if counted[value]
    ]


@desk("mobilities.view_mobilities")
def departure(request: Any, code: str) -> HttpResponse:
    """A group: a row for each person with all that is due, over the same months."""
    seen = mobilities.departures_visible_to(request.person, Departure.objects.select_related("scheme"))
    found = get_object_or_404(seen, code=code)
    travellers = mobilities.visible_to(request.person, Mobility.objects.filter(departure=found))
    rows = list(
        mobilities.for_list(travellers.exclude(state="cancelled")).order_by("participant__person__last_name", "pk")
    )
    tasks = list(Task.objects.filter(mobility__in=[row.pk for row in rows]).select_related("template"))
    zoom, begin = _asked(request)
    shown = scale.around(through_time.days_of(rows, tasks), zoom=zoom, begin=begin, today=clock.today())
    context = {
        "departure": found,
        "lanes": [
            (lane, strands_of(task for task in tasks if task.mobility_id == lane.of.pk))
            for lane in through_time.of_people(rows, tasks, shown, queries.roles_at_desk(request.person))
        ],
        "strands": strands_of(tasks),
        **_drawn(request, shown),
    }
    return render(request, "timeline/desk/departure_time.html", context)


@desk("mobilities.view_mobilities")
def year(request: Any) -> HttpResponse:
    """What a year holds for the person who looks: departures, or (`?who=alone`) those who travel alone."""
    zoom, begin = _asked(request)
    first = begin or add_months(clock.today().replace(day=1), -_BEFORE)
    shown = scale.weeks(begin or clock.today()) if zoom == "week" else scale.months(first, add_months(first, _YEAR - 1))
    alone = request.GET.get("who") == "alone"
    within = {"departs_on__lt": shown.end, "returns_on__gte": shown.first}
    rows = _alone(request, within) if alone else _groups(request, within)
    page = CountedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "alone": alone,
        "lanes": (through_time.of_stays if alone else through_time.of_departures)(page.object_list, shown),
        "load": through_time.load_of(request.person, shown),
        "tabs": [
            {"label": _("Departures"), "url": same_page(request, who=""), "current": not alone},
            {"label": _("Travelling alone"), "url": same_page(request, who="alone"), "current": alone},
        ],
        "departements": _places(request),
        **_drawn(request, shown),
    }
    return render(request, "timeline/desk/year.html", context)


def _alone(request: Any, within: dict[str, Any]) -> Any:
    rows = mobilities.visible_to(request.person, Mobility.objects.filter(departure=None, **within))
    if place := request.GET.get("departement"):
        rows = rows.filter(departement_code=place)
    return mobilities.for_list(rows.exclude(state="cancelled")).order_by("departs_on", "pk")


def _groups(request: Any, within: dict[str, Any]) -> Any:
    rows = mobilities.departures_visible_to(request.person, Departure.objects.filter(**within))
    if place := request.GET.get("departement"):
        there = mobilities.visible_to(request.person, Mobility.objects.filter(departement_code=place))
        rows = rows.filter(pk__in=there.filter(departure__isnull=False).values("departure"))
    rows = mobilities.with_travellers(rows.select_related("scheme"), request.person)
    return rows.order_by("departs_on", "pk")


def _places(request: Any) -> list[dict[str, Any]]:
    """The départements as filters, where more than one is looked after."""
    on = request.GET.get("departement", "")
    seen = mobilities.Names().departements if mobilities.sees_all(request.person) else {}
    return [
        {"label": label, "on": on == code, "url": same_page(request, departement="" if on == code else code)}
        for code, label in seen.items()
    ]
