"""The list of tools."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.lists import Listing, View
from compagnon.core.sheets import Column
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


_COLUMNS = (
    Column(_("Title"), lambda row: row.title, 40),
    Column(_("Kind"), lambda row: row.get_kind_display(), 14),
    Column(_("Step"), lambda row: row.get_step_display(), 14),
    Column(_("For whom"), lambda row: row.get_role_display(), 18),
    Column(_("Trade"), lambda row: str(row.trade or ""), 18),
    Column(_("Country"), lambda row: row.country.name, 16),
    Column(_("Languages"), lambda row: ", ".join(row.languages), 12),
    Column(_("Made by"), lambda row: row.source, 24),
    Column(_("Licence"), lambda row: row.licence, 14),
    Column(_("Address"), lambda row: row.url, 40),
    Column(_("State"), lambda row: row.get_state_display(), 14),
    Column(_("Next review"), lambda row: row.review_on, 12),
)

TOOLS = Listing(
    name="tools",
    filters=ToolFilters,
    columns=_COLUMNS,
    orders={"title": ("title", "id"), "review": ("review_on", "id"), "proposed": ("-proposed_at", "id")},
    views=(
        View(_("All"), ""),
        View(_("Accepted"), "state=accepted"),
        View(_("To review"), "state=review"),
        View(_("Withdrawn"), "state=withdrawn"),
    ),
)
