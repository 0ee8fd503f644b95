"""Fairness at the desk: only with its own right, every look noted, and nothing but what the engine lets be shown."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.core.states import MoveRefused
from compagnon.insights.actions import fairness as actions
from compagnon.insights.choices import Audience
from compagnon.insights.forms.fairness import GapForm
from compagnon.insights.models import FairnessRelease, GapReview
from compagnon.insights.queries import fairness as queries
from compagnon.insights.tables import fairness as tables
from compagnon.mobilities.choices import school_year, school_year_name
from compagnon.recruitment.models import Call


@desk("insights.view_fairness")
def overview(request: Any) -> HttpResponse:
    """What can be looked at: each school year, each call, and the gaps that are looked into."""
    calls = list(Call.objects.exclude(state="draft").order_by("-departs_on"))
    together = queries.counted_together()
    context = {
        "years": [
            (year, school_year_name(year))
            for year in sorted({school_year(one.departs_on) for one in calls}, reverse=True)
        ],
        "calls": [(call, call.pk in together) for call in calls],
        "reviews": [(one, tables.gap_words(one.dimension, one.group)) for one in queries.gap_reviews()],
    }
    return render(request, "insights/desk/fairness.html", context)


def _asked(request: Any, given: Any) -> dict[str, Any]:
    """Which people and for whom; raises Http404 for what there is not."""
    audience = given.get("audience") or Audience.CENTRE.value
    if audience not in Audience.values:
        raise Http404
    if given.get("call"):
        call = get_object_or_404(Call.objects.exclude(state="draft"), code=given["call"])
        return {"call": call, "year": school_year(call.departs_on), "audience": audience}
    year = given.get("year", "")
    if not (year.isdecimal() and len(year) == 4 and queries.calls_of(int(year)).exists()):
        raise Http404
    return {"call": None, "year": int(year), "audience": audience}


def _look(request: Any, asked: dict[str, Any]) -> FairnessRelease:
    return actions.look(network=request.network, by=request.person, **asked)


def _address(asked: dict[str, Any], **other: str) -> str:
    subject = f"call={asked['call'].code}" if asked["call"] else f"year={asked['year']}"
    return f"{subject}&audience={other.get('audience', asked['audience'])}"


def _tabs(asked: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for one in Audience:
        url = f"?{_address(asked, audience=one.value)}"
        found.append({"label": one.label, "url": url, "count": None, "current": one == asked["audience"]})
    return found


@desk("insights.view_fairness")
def table(request: Any) -> HttpResponse:
    """The funnel by group, gaps in careful words, and how to read it."""
    if not request.GET:
        return redirect("insights:fairness")
    asked = _asked(request, request.GET)
    try:
        release = _look(request, asked)
    except actions.CountedTogether:
        return render(request, "insights/desk/fairness_together.html", asked)
    except actions.NotCounted:
        context = {**asked, "tabs": _tabs(asked), "subject": asked["call"] or school_year_name(asked["year"])}
        return render(request, "insights/desk/fairness_uncounted.html", context)
    context = {
        "release": release,
        "table": tables.told(release),
        "query": _address(asked),
        "may_anew": actions.may_count_anew(release),
        "is_shared": asked["audience"] == Audience.SHARED,
        "tabs": _tabs(asked),
        **asked,
    }
    return render(request, "insights/desk/fairness_table.html", context)


@desk("insights.view_fairness")
def export(request: Any) -> HttpResponseBase:
    """Exactly what the page shows, as a spreadsheet."""
    if not request.GET:
        return redirect("insights:fairness")
    asked = _asked(request, request.GET)
    try:
        release = _look(request, asked)
    except actions.CountedTogether:
        raise Http404 from None
    except actions.NotCounted:
        return redirect(reverse("insights:fairness-table") + f"?{_address(asked)}")
    found = tables.told(release)
    name = _("fairness-%(day)s") % {"day": release.at.date().isoformat()}
    return xlsx_response(name, tables.columns(found), tables.rows(found))


@desk("insights.view_fairness")
@require_POST
def anew(request: Any) -> HttpResponse:
    """Count, or count again once the kept table has stood seven days."""
    asked = _asked(request, request.POST)
    try:
        is_counted = actions.count(network=request.network, **asked)
    except actions.CountedTogether:
        raise Http404 from None
    if is_counted:
        messages.success(request, _("Counted."))
    else:
        messages.warning(request, _("A table stands seven days before it is counted anew."))
    return redirect(reverse("insights:fairness-table") + f"?{_address(asked)}")


@desk("insights.view_fairness")
@require_POST
def open_gap(request: Any, code: str) -> HttpResponse:
    """Begin to look into one of the gaps that a table shows."""
    release = get_object_or_404(FairnessRelease, code=code)
    asked = {name: request.POST.get(name, "") for name in ("dimension", "group", "of", "reached")}
    gaps = [one for one in release.shown.get("rates", ()) if one["band"] == "look_into"]
    if not any(all(one[name] == value for name, value in asked.items()) for one in gaps):
        raise Http404
    review = actions.open_review(release=release, gap=asked, by=request.person)
    return redirect("insights:gap", review.code)


@desk("insights.view_fairness")
def gap(request: Any, code: str) -> HttpResponse:
    """The five steps of looking into a gap, and the action that comes of it."""
    review = get_object_or_404(queries.gap_reviews(), code=code)
    form = GapForm(request.POST or None, instance=review)
    if form.is_valid():
        actions.keep_review(review=review, fields=form.cleaned_data, by=request.person)
        messages.success(request, _("Kept."))
        return redirect("insights:gap", code)
    context = {
        "form": form,
        "review": review,
        "group": tables.gap_words(review.dimension, review.group),
        "title": tables.rate_title(review.of, review.reached),
        "back": f"call={review.release.call.code}" if review.release.call else f"year={review.release.year}",
    }
    return render(request, "insights/desk/gap.html", context, status=422 if form.is_bound else 200)


@desk("insights.view_fairness")
@require_POST
def move_gap(request: Any, code: str) -> HttpResponse:
    """Say that the action is done, or take it up again."""
    review = get_object_or_404(GapReview, code=code)
    try:
        actions.move_review(review=review, to=request.POST.get("to", ""), by=request.person)
        messages.success(request, _("Noted."))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect("insights:gap", code)
