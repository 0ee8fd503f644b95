"""What the list of openings shows, filters and exports."""

from datetime import UTC
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core import openings
from compagnon.core.lists import Listing
from compagnon.core.models import Opening
from compagnon.core.sheets import Column


class OpeningFilters(filters.FilterSet):
    """Words are searched in the names of who opened and of whom it is about."""

    q = filters.CharFilter(label=_("Name"), method="find")
    what = filters.ChoiceFilter(label=_("What"), empty_label=_("Everything"))
    since = filters.DateFilter(label=_("From day"), field_name="day", lookup_expr="gte")
    until = filters.DateFilter(label=_("Until day"), field_name="day", lookup_expr="lte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["what"].extra["choices"] = sorted(openings.labels().items(), key=lambda pair: str(pair[1]).lower())

    def find(self, rows: QuerySet[Opening], _name: str, value: str) -> QuerySet[Opening]:
        return rows.filter(openings.matching(value))


OPENINGS = Listing(
    name="openings",
    filters=OpeningFilters,
    orders={"newest": ("-at", "-id"), "who": ("by_name", "-at", "-id"), "what": ("what", "-at", "-id")},
    columns=(
        Column(_("Time (UTC)"), lambda row: row.at.astimezone(UTC).isoformat(timespec="seconds"), 26),
        Column(_("Who"), lambda row: row.by_name, 30),
        Column(_("What"), lambda row: row.opened, 34),
        Column(pgettext_lazy("opened", "Of"), lambda row: row.thing, 50),
    ),
)
