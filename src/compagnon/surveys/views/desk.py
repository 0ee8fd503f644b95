"""Asking for the tutor's evaluation and reading it, at the desk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page, visible_to
from compagnon.surveys import actions, queries


@desk("stays.follow_stays")
@require_POST
def ask(request: Any, code: str) -> HttpResponse:
    mobility = get_object_or_404(for_page(visible_to(request.person, Mobility.objects.all())), code=code)
    try:
        actions.ask_tutor(mobility=mobility, by=request.person)
        messages.success(request, _("The letter to %(tutor)s is on its way.") % {"tutor": mobility.tutor})
    except actions.EvaluationRefused as refused:
        messages.warning(request, str(refused))
    return redirect(mobility)


@desk("stays.follow_stays")
def read(request: Any, code: str) -> HttpResponse:
    mobility = get_object_or_404(for_page(visible_to(request.person, Mobility.objects.all())), code=code)
    evaluation = queries.evaluation_of(mobility)
    if evaluation is None or evaluation.answered_at is None:
        raise Http404
    ratings = evaluation.ratings.select_related("outcome").order_by("outcome__position")
    return render(
        request, "surveys/desk/evaluation.html", {"mobility": mobility, "evaluation": evaluation, "ratings": ratings}
    )
