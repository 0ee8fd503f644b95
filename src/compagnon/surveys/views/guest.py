"""The tutor's evaluation by personal link; once given it can be read, not changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from compagnon.core.access import guest
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page
from compagnon.surveys import actions, queries
from compagnon.surveys.forms import EvaluationForm


@guest(actions.PURPOSE)
def evaluation(request: Any, link: Any) -> HttpResponse:
    asked = link.about
    mobility = for_page(Mobility.objects.all()).get(pk=asked.mobility_id)
    shown = {"evaluation": asked, "mobility": mobility}
    if asked.answered_at is not None:
        if request.method == "POST":
            return redirect(request.path)
        ratings = asked.ratings.select_related("outcome").order_by("outcome__position")
        return render(request, "surveys/guest/given.html", {**shown, "ratings": ratings})
    form = EvaluationForm(
        request.POST if request.method == "POST" else None,
        outcomes=mobility.outcomes.all(),
        has_courses=queries.teaches(mobility.host),
    )
    if form.is_valid():
        actions.answer(evaluation=asked, by=link.holder, **form.answer())
        return redirect(request.path)
    return render(
        request, "surveys/guest/evaluation.html", {**shown, "form": form}, status=422 if form.is_bound else 200
    )
