"""Who is abroad as a list: filtered, sorted, on paper."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.lists import Listing
from compagnon.core.search import matching
from compagnon.core.sheets import Column
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import Names
from compagnon.stays.queries.abroad import abroad_on, countries_of


class AbroadFilters(filters.FilterSet):
    """Without a day asked for, today."""

    q = filters.CharFilter(label=_("Words"), method="find")
    country = filters.ChoiceFilter(label=_("Country"), empty_label=_("All countries"))
    town = filters.CharFilter(label=_("Town"), lookup_expr="icontains")
    scheme = filters.ChoiceFilter(field_name="scheme_id", label=_("Scheme"), empty_label=_("All schemes"))
    departement = filters.ChoiceFilter(
        field_name="departement_code", label=_("Département"), empty_label=_("All départements")
    )
    day = filters.DateFilter(label=_("On the day"), method="on_day", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(query, *args, **kwargs)
        names = Names()
        self.names = names
        known = {one.code for one in names.countries} | set(countries_of(kwargs["queryset"]))
        self._offer("country", sorted(((code, names.country(code)) for code in known), key=lambda pair: pair[1]))
        self._offer("scheme", list(names.schemes.items()))
        self._offer("departement", list(names.departements.items()))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.filters[name].extra["choices"] = choices

    @property
    def asked_day(self) -> date:
        """The day that is asked about."""
        chosen: date | None = self.form.cleaned_data.get("day") if self.form.is_valid() else None
        return chosen or clock.today()

    @property
    def qs(self) -> QuerySet[Mobility]:
        rows: QuerySet[Mobility] = super().qs
        return rows if self.form.cleaned_data.get("day") else abroad_on(rows, clock.today())

    def on_day(self, rows: QuerySet[Mobility], _name: str, value: date) -> QuerySet[Mobility]:
        return abroad_on(rows, value)

    def find(self, rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
        return matching(rows, value)


def _phone(contact: Any) -> str:
    return contact.phone if contact else ""


COLUMNS = (
    Column(_("Last name"), lambda row: row.participant.person.last_name),
    Column(_("First name"), lambda row: row.participant.person.first_name),
    Column(_("Phone"), lambda row: row.participant.person.phone, 18),
    Column(_("Country"), lambda row: str(row.country.name), 18),
    Column(_("Town"), lambda row: row.town, 18),
    Column(_("Host"), lambda row: row.host.name if row.host else "", 30),
    Column(_("Address"), lambda row: f"{row.host.address} {row.host.postcode}".strip() if row.host else "", 30),
    Column(_("Tutor"), lambda row: str(row.tutor or ""), 22),
    Column(_("Phone of the tutor"), lambda row: _phone(row.tutor), 18),
    Column(_("Emergency contact"), lambda row: row.participant.emergency_contact, 30),
    Column(_("Legal guardian"), lambda row: str(row.participant.guardian or ""), 22),
    Column(_("Phone of the guardian"), lambda row: _phone(row.participant.guardian), 18),
    Column(_("Departure"), lambda row: row.departs_on, 12),
    Column(_("Return"), lambda row: row.returns_on, 12),
    Column(_("Departure group"), lambda row: row.departure.name if row.departure else "", 24),
    Column(_("Accompanying person"), lambda row: str(row.departure.accompanying or "") if row.departure else "", 22),
    Column(_("Referent"), lambda row: str(row.referent or ""), 22),
    Column(_("State"), lambda row: str(row.get_state_display())),
)

ABROAD = Listing(
    name="abroad",
    filters=AbroadFilters,
    orders={
        "place": ("country", "town", "participant__person__last_name", "id"),
        "name": ("participant__person__last_name", "participant__person__first_name", "id"),
        "back": ("returns_on", "id"),
    },
    columns=COLUMNS,
)
