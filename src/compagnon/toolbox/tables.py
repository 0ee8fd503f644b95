"""The list of tools."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.lists import Listing, View
from compagnon.network.choices import Step
from compagnon.toolbox import queries
from compagnon.toolbox.choices import ToolKind, ToolState
from compagnon.toolbox.models import Tool

_STATES = [*ToolState.choices, ("overdue", _("Review date past")), ("review", _("To review"))]


class ToolFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="find")
    step = filters.ChoiceFilter(label=_("Step"), choices=Step.choices, empty_label=_("All steps"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ToolKind.choices, empty_label=_("All kinds"))
    state = filters.ChoiceFilter(label=_("State"), choices=_STATES, empty_label=_("All states"), method="standing")

    def find(self, rows: QuerySet[Tool], _name: str, value: str) -> QuerySet[Tool]:
        for word in value.split():
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(summary__icontains=word)
                | Q(text__icontains=word)
                | Q(source__icontains=word)
            )
        return rows

    def standing(self, rows: QuerySet[Tool], _name: str, value: str) -> QuerySet[Tool]:
        chosen: dict[str, Any] = {"overdue": queries.overdue(rows), "review": rows & queries.to_review()}
        return chosen.get(value, rows.filter(state=value))


TOOLS = Listing(
    name="tools",
    filters=ToolFilters,
    orders={"title": ("title", "id"), "review": ("review_on", "id"), "proposed": ("-proposed_at", "id")},
    views=(
        View(_("All"), ""),
        View(_("Accepted"), "state=accepted"),
        View(_("To review"), "state=review"),
        View(_("Withdrawn"), "state=withdrawn"),
    ),
)
