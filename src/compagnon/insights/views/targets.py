"""Targets at the desk: what is meant, what was reached, and the rows behind each figure."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from rules import test_rule

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.insights.actions import targets as actions
from compagnon.insights.choices import Part
from compagnon.insights.forms.targets import TargetForm
from compagnon.insights.models import Target
from compagnon.insights.queries import targets as queries
from compagnon.insights.tables.targets import TARGETS
from compagnon.mobilities.choices import school_year, school_year_name
from compagnon.mobilities.queries import sees_all


def _year(request: Any, years: list[int]) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and int(asked) in years else school_year(clock.today())


@desk("insights.view_targets")
def targets(request: Any) -> HttpResponse:
    """The targets of a school year, each with its gap and its forecast."""
    years = queries.years()
    year = _year(request, years)
    seen = queries.visible_to(request.person)
    context = {
        "year": year,
        "year_name": school_year_name(year),
        "groups": queries.in_groups(queries.reached(seen, year)),
        "tabs": [
            {"label": school_year_name(one), "url": f"?year={one}", "count": None, "current": one == year}
            for one in sorted(years)
        ],
        "may_set": test_rule("insights.set_targets", request.person),
        "may_copy": seen.filter(year=year - 1).exists(),
        "sees_all": sees_all(request.person),
        "today": clock.today(),
    }
    return render(request, "insights/desk/targets.html", context)


@desk("insights.view_targets")
def export(request: Any) -> HttpResponseBase:
    """The page as a spreadsheet."""
    year = _year(request, queries.years())
    groups = queries.in_groups(queries.reached(queries.visible_to(request.person), year))
    name = _("targets-%(year)s") % {"year": school_year_name(year).replace("/", "-")}
    return xlsx_response(name, TARGETS, [one for _title, inside in groups for one in inside])


def _target(request: Any, code: str) -> Target:
    return get_object_or_404(queries.visible_to(request.person), code=code)


@desk("insights.view_targets")
def rows(request: Any, code: str, part: str) -> HttpResponse:
    """The rows behind one figure, those that the reader may see."""
    target = _target(request, code)
    found = queries.opened(target, Part(part), request.person)
    if found is None:
        raise Http404
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"target": target, "part": Part(part), "page": page, "sees_all": sees_all(request.person)}
    return render(request, "insights/desk/target_rows.html", context)


@desk("insights.set_targets")
def new(request: Any) -> HttpResponse:
    """Set a target; the next one begins with the same year."""
    years = queries.years()
    form = _form(request, Target(network=request.network), years, initial={"year": _year(request, years)})
    if form.is_valid():
        target = actions.set_target(network=request.network, fields=form.cleaned_data, by=request.person)
        messages.success(request, _("The target is set."))
        again = "another" in request.POST
        return redirect(reverse("insights:target-new" if again else "insights:targets") + f"?year={target.year}")
    return _show(request, form)


@desk("insights.set_targets")
def change(request: Any, code: str) -> HttpResponse:
    target = _target(request, code)
    form = _form(request, target, sorted({*queries.years(), target.year}, reverse=True))
    if form.is_valid():
        target = actions.change_target(target=target, fields=form.cleaned_data, by=request.person)
        messages.success(request, _("The target is kept as edited."))
        return redirect(reverse("insights:targets") + f"?year={target.year}")
    return _show(request, form, target=target)


def _form(request: Any, target: Target, years: list[int], **options: Any) -> TargetForm:
    may = test_rule("inclusion.reconcile_opportunities", request.person)
    return TargetForm(request.POST or None, instance=target, years=years, may_count_fewer=may, **options)


def _show(request: Any, form: TargetForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "insights/desk/target.html", {"form": form, **context}, status=status)


@desk("insights.set_targets")
@require_POST
def remove(request: Any, code: str) -> HttpResponse:
    """Take a target away, once the box that says so is ticked."""
    target = _target(request, code)
    if "sure" not in request.POST:
        messages.warning(request, _("Tick the box first: a target that is taken away is gone."))
        return redirect("insights:target", code)
    year = target.year
    actions.remove_target(target=target, by=request.person)
    messages.success(request, _("The target is taken away."))
    return redirect(reverse("insights:targets") + f"?year={year}")


@desk("insights.set_targets")
@require_POST
def copy(request: Any) -> HttpResponse:
    """Begin a year with the targets of the one before."""
    asked = request.POST.get("year", "")
    if not asked.isdecimal() or int(asked) not in queries.years():
        raise Http404
    count = actions.copy_targets(network=request.network, year=int(asked), by=request.person)
    messages.success(request, ngettext("%d target copied.", "%d targets copied.", count) % count)
    return redirect(reverse("insights:targets") + f"?year={asked}")
