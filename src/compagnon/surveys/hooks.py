"""What the surveys app plugs into others."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import (
    Evidence,
    LinkPurpose,
    Panel,
    evidence,
    follow,
    link_purposes,
    mobility_panels,
    outcome_results,
)
from compagnon.mobilities.models import Mobility
from compagnon.surveys import actions, queries

words(
    {
        "surveys.evaluation_asked": _("%(by)s asked %(tutor)s for the evaluation."),
        "surveys.evaluation_given": _("%(by)s evaluated the learning outcomes."),
    }
)

link_purposes.add(actions.PURPOSE, LinkPurpose("surveys:tutor-evaluation", _("Evaluate a stay"), days=120))


def _desk_url(mobility: Mobility) -> str:
    if queries.is_evaluated(mobility):
        return reverse("surveys:read", args=[mobility.code])
    return f"{mobility.get_absolute_url()}#evaluation"


def _remind(mobility: Mobility, by: Any) -> int:
    if queries.is_evaluated(mobility) or not queries.can_be_asked(mobility):
        return 0
    try:
        actions.ask_tutor(mobility=mobility, by=by)
    except actions.EvaluationRefused:
        return 0
    return 1


evidence.add("tutor_evaluation", Evidence(queries.is_evaluated, desk_url=_desk_url, remind=_remind))


def _panel(request: Any, mobility: Mobility) -> str:
    evaluation = queries.evaluation_of(mobility)
    can_be_asked = queries.can_be_asked(mobility)
    if evaluation is None and not can_be_asked:
        return ""
    shown = {"mobility": mobility, "evaluation": evaluation, "can_be_asked": can_be_asked}
    return render_to_string("surveys/desk/panel.html", shown, request=request)


outcome_results.add("evaluation", queries.results_of)
mobility_panels.add("evaluation", Panel(_panel), position=50)
follow("mobilities.mobility_returned", actions.ask_after_return)
