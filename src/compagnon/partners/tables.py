"""What the list of partners shows, filters and sorts."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.core.doubles.queries import keys_in_doubles
from compagnon.core.lists import Listing, View
from compagnon.core.registries import organisations_that_hosted
from compagnon.core.search import matching
from compagnon.core.sheets import Column
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation, Trade
from compagnon.partners.models import Capacity, Partner
from compagnon.people.models import Contact

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
    departement = filters.ChoiceFilter(
        field_name="organisation__departement_code", label=_("Département"), empty_label=_("All départements")
    )
    contact = filters.ChoiceFilter(
        label=_("Contact"),
        choices=[("yes", _("With a contact")), ("no", _("Without a contact"))],
        empty_label=_("With or without"),
        method="with_contact",
    )
    hosted = filters.ChoiceFilter(
        label=_("Hosted before"),
        choices=[("yes", _("Has hosted")), ("no", _("Not yet"))],
        empty_label=_("Hosted or not"),
        method="hosted_before",
    )
    double = filters.ChoiceFilter(
        label=_("Possible doubles"),
        choices=[("yes", _("Possible doubles"))],
        empty_label=_("All"),
        method="may_be_double",
    )
    free_on = filters.DateFilter(label=_("Places on"), method="with_places")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = Partner.objects.values_list("organisation__country", flat=True).distinct()
        names = sorted(((code, countries.name(code)) for code in used), key=lambda pair: str(pair[1]))
        self.filters["country"].extra["choices"] = names
        codes = Partner.objects.exclude(organisation__departement_code="").order_by("organisation__departement_code")
        codes = codes.values_list("organisation__departement_code", flat=True).distinct()
        self.filters["departement"].extra["choices"] = [(code, code) for code in codes]
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

    def with_contact(self, rows: QuerySet[Partner], _name: str, value: str) -> QuerySet[Partner]:
        reached = Contact.objects.filter(organisation__isnull=False).values("organisation")
        return rows.filter(organisation__in=reached) if value == "yes" else rows.exclude(organisation__in=reached)

    def hosted_before(self, rows: QuerySet[Partner], _name: str, value: str) -> QuerySet[Partner]:
        hosts = organisations_that_hosted()()
        return rows.filter(organisation__in=hosts) if value == "yes" else rows.exclude(organisation__in=hosts)

    def may_be_double(self, rows: QuerySet[Partner], _name: str, value: str) -> QuerySet[Partner]:
        return rows.filter(organisation__in=keys_in_doubles(Organisation)) if value else rows

    def with_places(self, rows: QuerySet[Partner], _name: str, value: Any) -> QuerySet[Partner]:
        return rows.filter(pk__in=Capacity.objects.filter(from_day__lte=value, to_day__gte=value).values("partner"))


PARTNERS = Listing(
    name="partners",
    filters=PartnerFilters,
    orders={
        "name": ("organisation__name", "id"),
        "country": ("organisation__country", "organisation__town", "id"),
        "since": ("since", "id"),
        "newest": ("-id",),
    },
    columns=(
        Column(_("Name"), lambda row: row.organisation.name, 32),
        Column(_("Kind"), lambda row: str(row.organisation.get_kind_display())),
        Column(_("Town"), lambda row: row.organisation.town),
        Column(_("Postcode"), lambda row: row.organisation.postcode, 10),
        Column(_("Country"), lambda row: str(row.organisation.country.name)),
        Column(_("Registration number"), lambda row: row.organisation.registration_number, 18),
        Column(_("OID"), lambda row: row.organisation.oid, 11),
        Column(_("Hosts"), lambda row: str(_("yes")) if row.hosts else ""),
        Column(_("Sends"), lambda row: str(_("yes")) if row.sends else ""),
        Column(_("Places offered from today"), lambda row: row.places, 12),
        Column(_("Partner since"), lambda row: row.since, 10),
        Column(_("E-mail"), lambda row: row.organisation.email, 28),
    ),
    first=5,
    views=(
        View(_("All"), ""),
        View(_("Hosts abroad"), "role=hosts"),
        View(_("Without a contact"), "contact=no"),
        View(_("Sending employers and centres"), "role=sends"),
    ),
)
