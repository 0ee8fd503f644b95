"""What the list of partners shows, filters and sorts."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.core.lists import Listing, View
from compagnon.core.search import matching
from compagnon.core.sheets import Column
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation, Trade
from compagnon.partners.models import Capacity, Partner

_ROLES = [("hosts", _("hosts")), ("sends", _("sends"))]


class PartnerFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="find")
    role = filters.ChoiceFilter(
        label=_("What they do"), choices=_ROLES, empty_label=_("Hosts and sends"), method="does"
    )
    kind = filters.ChoiceFilter(
        field_name="organisation__kind", label=_("Kind"), choices=OrganisationKind.choices, empty_label=_("All kinds")
    )
    country = filters.ChoiceFilter(
        field_name="organisation__country", label=_("Country"), empty_label=_("All countries")
    )
    trade = filters.ChoiceFilter(label=_("Trade"), empty_label=_("All trades"), method="with_trade")
    free_on = filters.DateFilter(label=_("Places on"), method="with_places")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = Partner.objects.values_list("organisation__country", flat=True).distinct()
        names = sorted(((code, countries.name(code)) for code in used), key=lambda pair: str(pair[1]))
        self.filters["country"].extra["choices"] = names
        trades = ((key, str(name)) for key, name in Trade.objects.values_list("pk", "name"))
        self.filters["trade"].extra["choices"] = sorted(trades, key=lambda pair: pair[1].lower())

    def find(self, rows: QuerySet[Partner], _name: str, value: str) -> QuerySet[Partner]:
        return rows.filter(organisation__in=matching(Organisation.objects.all(), value).values("pk"))

    def does(self, rows: QuerySet[Partner], _name: str, value: str) -> QuerySet[Partner]:
        return rows.filter(**{value: True})

    def with_trade(self, rows: QuerySet[Partner], _name: str, value: str) -> QuerySet[Partner]:
        offered = Capacity.objects.filter(trade=value).values("partner")
        named = Organisation.trades.through.objects.filter(trade=value).values("organisation")
        return rows.filter(pk__in=offered) | rows.filter(organisation__in=named)

    def with_places(self, rows: QuerySet[Partner], _name: str, value: Any) -> QuerySet[Partner]:
        return rows.filter(pk__in=Capacity.objects.filter(from_day__lte=value, to_day__gte=value).values("partner"))


PARTNERS = Listing(
    name="partners",
    filters=PartnerFilters,
    orders={
        "name": ("organisation__name", "id"),
        "country": ("organisation__country", "organisation__town", "id"),
        "since": ("since", "id"),
    },
    columns=(
        Column(_("Name"), lambda row: row.organisation.name, 32),
        Column(_("Kind"), lambda row: str(row.organisation.get_kind_display())),
        Column(_("Town"), lambda row: row.organisation.town),
        Column(_("Country"), lambda row: str(row.organisation.country.name)),
        Column(_("Hosts"), lambda row: str(_("yes")) if row.hosts else ""),
        Column(_("Sends"), lambda row: str(_("yes")) if row.sends else ""),
        Column(_("Places offered from today"), lambda row: row.places, 12),
        Column(_("Partner since"), lambda row: row.since, 10),
        Column(_("E-mail"), lambda row: row.organisation.email, 28),
    ),
    views=(
        View(_("All"), ""),
        View(_("Hosts abroad"), "role=hosts"),
        View(_("Sending employers and centres"), "role=sends"),
    ),
)
