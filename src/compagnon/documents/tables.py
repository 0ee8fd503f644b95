"""What was asked for papers, as a list: filtered, sorted, on paper."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core.lists import Listing, View
from compagnon.core.sheets import Column
from compagnon.documents.catalogue.reading import said_here, shipped
from compagnon.documents.choices import Giver
from compagnon.documents.models import Inquiry


def _kinds() -> list[tuple[str, str]]:
    return [(kind.key, said_here(kind.title)) for kind in shipped().values() if kind.made != "elsewhere"]


class InquiryFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Who was asked"), method="by_name")
    state = filters.ChoiceFilter(
        label=_("State"), choices=[("asked", _("Asked")), ("answered", pgettext_lazy("question", "Answered"))], empty_label=_("All"), method="by_state"
    )  # fmt: skip
    kind = filters.ChoiceFilter(label=_("Paper"), choices=_kinds, empty_label=_("All"))
    giver = filters.ChoiceFilter(label=_("Who can say it"), choices=Giver.choices, empty_label=_("All"))

    class Meta:
        model = Inquiry
        fields: tuple[str, ...] = ()

    def by_name(self, rows: QuerySet[Inquiry], _name: str, words: str) -> QuerySet[Inquiry]:
        """Every word in a name of whoever was asked."""
        for word in words.split():
            found = Q()
            for who in ("person", "contact"):
                found |= Q(**{f"{who}__first_name__icontains": word}) | Q(**{f"{who}__last_name__icontains": word})
            rows = rows.filter(found)
        return rows

    def by_state(self, rows: QuerySet[Inquiry], _name: str, value: str) -> QuerySet[Inquiry]:
        return rows.filter(answered_at__isnull=value == "asked")


def _day(name: str) -> Any:
    return lambda row: moment.date() if (moment := getattr(row, name)) else None


INQUIRIES = Listing(
    name="paper_inquiries",
    filters=InquiryFilters,
    orders={
        "state": ("answered_at", "asked_at", "pk"),  # what was answered first, then what is waited for the longest
        "paper": ("kind", "asked_at", "pk"),
        "asked": ("asked_at", "pk"),
    },
    columns=(
        Column(_("Paper"), lambda row: row.get_kind_display(), 36),
        Column(_("About"), lambda row: str(row.subject), 30),
        Column(_("Who was asked"), lambda row: str(row.holder), 26),
        Column(_("Role"), lambda row: row.get_giver_display(), 22),
        Column(_("Asked on"), _day("asked_at"), 12),
        Column(_("How often"), lambda row: row.times, 10),
        Column(_("Answered on"), _day("answered_at"), 12),
    ),
    views=(View(pgettext_lazy("question", "Answered"), "state=answered"), View(_("Waiting"), "state=asked")),
)
