"""What the list of planned help shows, filters, sorts and exports; the reason is nowhere in it."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.lists import Listing, View
from compagnon.core.search import matching
from compagnon.core.sheets import Column
from compagnon.inclusion.choices import MeasureKind, MeasureState
from compagnon.inclusion.models import SupportMeasure
from compagnon.people.models import Participant


class MeasureFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="find")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=MeasureKind.choices, empty_label=_("All kinds"))
    state = filters.ChoiceFilter(label=_("State"), choices=MeasureState.choices, empty_label=_("Any state"))
    whose = filters.ChoiceFilter(
        label=_("Who does it"), choices=[("me", _("I do it"))], method="carried_out", empty_label=_("Anybody")
    )

    def find(self, rows: QuerySet[SupportMeasure], _name: str, value: str) -> QuerySet[SupportMeasure]:
        return rows.filter(participant__in=matching(Participant.objects.all(), value).values("pk"))

    def carried_out(self, rows: QuerySet[SupportMeasure], _name: str, _value: str) -> QuerySet[SupportMeasure]:
        return rows.filter(carried_by=self.request.person)


MEASURES = Listing(
    name="measures",
    filters=MeasureFilters,
    orders={
        "due": ("due_on", "id"),
        "name": ("participant__person__last_name", "participant__person__first_name", "id"),
        "amount": ("-amount", "id"),
    },
    columns=(
        Column(_("Last name"), lambda row: row.participant.person.last_name),
        Column(_("First name"), lambda row: row.participant.person.first_name),
        Column(_("Kind"), lambda row: str(row.get_kind_display()), 22),
        Column(_("What is planned"), lambda row: row.what, 40),
        Column(_("Who does it"), lambda row: row.who, 24),
        Column(_("Until"), lambda row: row.due_on, 12),
        Column(_("Cost in EUR"), lambda row: float(row.amount) if row.amount is not None else None, 12),
        Column(_("State"), lambda row: str(row.get_state_display()), 14),
    ),
    views=(
        View(_("All"), ""),
        View(_("Planned"), f"state={MeasureState.PLANNED}"),
        View(_("I do it"), "whose=me"),
    ),
)
