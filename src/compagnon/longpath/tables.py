"""The register of obstacles and the stays behind a figure, as lists: filtered, sorted, on paper."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.core.lists import Listing
from compagnon.core.search import matching
from compagnon.core.sheets import Column
from compagnon.longpath.choices import Reason, Stage
from compagnon.longpath.models import CourseSheet, ObstacleEntry
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.splitting import ONE_DAY
from compagnon.network.models import Trade
from compagnon.schemes.choices import LONG_FROM_DAYS
from compagnon.schemes.models import Scheme

_DAY = forms.DateInput(attrs={"type": "date"})


class ObstacleFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), field_name="words", lookup_expr="icontains")
    reason = filters.ChoiceFilter(label=_("What stood in the way"), choices=Reason.choices, empty_label=_("All"), null_label=_("Not told yet"), null_value="none", method="by_reason")  # fmt: skip
    stage = filters.ChoiceFilter(label=_("When"), choices=Stage.choices, empty_label=_("All"))
    trade = filters.ModelChoiceFilter(
        label=_("Trade"), queryset=lambda _request: Trade.objects.all(), empty_label=_("All trades")
    )
    after = filters.DateFilter(label=_("From"), field_name="on", lookup_expr="gte", widget=_DAY)
    before = filters.DateFilter(label=_("To"), field_name="on", lookup_expr="lte", widget=_DAY)

    def by_reason(self, rows: QuerySet[ObstacleEntry], _name: str, value: str) -> QuerySet[ObstacleEntry]:
        return rows.filter(reason="" if value == "none" else value)


OBSTACLES = Listing(
    name="obstacles",
    filters=ObstacleFilters,
    orders={"newest": ("-on", "-id"), "reason": ("reason", "-on", "id"), "stage": ("stage", "-on", "id")},
    columns=(
        Column(_("Day"), lambda row: row.on, 12),
        Column(_("When"), lambda row: str(row.get_stage_display()), 20),
        Column(_("What stood in the way"), lambda row: str(row.get_reason_display() or _("Not told yet")), 24),
        Column(_("In a few words"), lambda row: row.words, 60),
        Column(_("Trade"), lambda row: str(row.trade or ""), 24),
        Column(_("Who"), lambda row: row.who, 24),
    ),
)


class StayFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="find")
    length = filters.ChoiceFilter(
        label=_("Length"),
        choices=[("short", _("Under two months")), ("long", _("Two months and more")), ("split", _("In several periods"))],
        empty_label=_("All"),
        method="by_length",
    )  # fmt: skip
    regime = filters.ChoiceFilter(
        label=_("What becomes of the contract"),
        choices=[("stand_by", _("Contract asleep")), ("secondment", _("Put at disposal by the employer")), ("none", _("Not said"))],
        empty_label=_("All"),
        method="by_regime",
    )  # fmt: skip
    scheme = filters.ModelChoiceFilter(
        label=_("Scheme"), queryset=lambda _request: Scheme.objects.all(), empty_label=_("All schemes")
    )
    level = filters.ChoiceFilter(
        label=_("EQF level"), field_name="participant__eqf_level", choices=[(n, str(n)) for n in range(1, 9)],
        empty_label=_("All levels"), null_label=_("Not said"), null_value="none",
    )  # fmt: skip
    course = filters.ModelChoiceFilter(
        label=_("Course"), queryset=lambda _request: CourseSheet.objects.all(), to_field_name="code",
        field_name="course_of_stay__version__sheet", empty_label=_("All courses"), null_label=_("No course sheet"), null_value="none",
    )  # fmt: skip
    country = filters.ChoiceFilter(label=_("Country"), choices=(), empty_label=_("All countries"))
    after = filters.DateFilter(label=_("Departure from"), field_name="departs_on", lookup_expr="gte", widget=_DAY)
    before = filters.DateFilter(label=_("Departure to"), field_name="departs_on", lookup_expr="lte", widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["country"].extra["choices"] = list(countries)  # named in the language of the reader

    def find(self, rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
        return matching(rows, value)

    def by_length(self, rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
        if value == "split":
            return rows.filter(days_at_home__gt=0)
        home = ExpressionWrapper(F("days_at_home") * Value(ONE_DAY), output_field=DurationField())
        told = rows.annotate(whole=F("returns_on") - F("departs_on"), home=home)
        least = F("home") + (LONG_FROM_DAYS - 1) * ONE_DAY
        return told.filter(whole__gte=least) if value == "long" else told.filter(whole__lt=least)

    def by_regime(self, rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
        if value == "none":
            return rows.exclude(stay_terms__regime__in=("stand_by", "secondment"))
        return rows.filter(stay_terms__regime=value)


def _regime(row: Any) -> str:
    terms = getattr(row, "stay_terms", None)
    return str(terms.get_regime_display()) if terms and terms.regime else ""


def _course(row: Any) -> str:
    chosen = getattr(row, "course_of_stay", None)
    return str(chosen.version) if chosen else ""


STAYS = Listing(
    name="programme_stays",
    filters=StayFilters,
    orders={
        "leaves": ("departs_on", "id"),
        "name": ("participant__person__last_name", "participant__person__first_name", "id"),
    },
    columns=(
        Column(_("Last name"), lambda row: row.participant.person.last_name),
        Column(_("First name"), lambda row: row.participant.person.first_name),
        Column(_("Scheme"), lambda row: str(row.scheme), 30),
        Column(_("Trade"), lambda row: str(row.trade or ""), 24),
        Column(_("Country"), lambda row: str(row.country.name), 18),
        Column(_("Departure"), lambda row: row.departs_on, 12),
        Column(_("Return"), lambda row: row.returns_on, 12),
        Column(_("Days"), lambda row: row.days, 7),
        Column(_("What becomes of the contract"), _regime, 30),
        Column(_("EQF level"), lambda row: row.participant.eqf_level, 9),
        Column(_("Course sheet"), _course, 30),
    ),
)
