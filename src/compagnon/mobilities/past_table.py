"""What the list of past mobilities shows, filters, sorts and exports; its titles are those that an import reads."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from compagnon.core.lists import Listing, View
from compagnon.core.sheets import Column
from compagnon.mobilities.choices import school_year_name
from compagnon.mobilities.models import PastMobilities
from compagnon.mobilities.tables import names_for
from compagnon.network.models import Site
from compagnon.people.choices import ParticipantKind
from compagnon.schemes.choices import Direction


class PastFilters(filters.FilterSet):
    year = filters.ChoiceFilter(label=_("School year"), empty_label=_("All years"))
    country = filters.ChoiceFilter(label=_("Country"), empty_label=_("All countries"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ParticipantKind.choices, empty_label=_("All"))
    direction = filters.ChoiceFilter(label=_("Direction"), choices=Direction.choices, empty_label=_("Both directions"))
    trade = filters.ChoiceFilter(field_name="trade_id", label=_("Trade"), empty_label=_("All trades"))
    site = filters.ChoiceFilter(field_name="site_id", label=_("Training centre"), empty_label=_("All centres"))
    scheme = filters.ChoiceFilter(field_name="scheme_id", label=_("Scheme"), empty_label=_("All schemes"))

    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(query, *args, **kwargs)
        names = names_for(kwargs["request"])
        there = PastMobilities.objects.order_by()
        years = sorted(there.values_list("year", flat=True).distinct(), reverse=True)
        codes = there.values_list("country", flat=True).distinct()
        for name, choices in {
            "year": [(year, school_year_name(year)) for year in years],
            "country": sorted(((code, names.country(code)) for code in codes), key=lambda pair: pair[1]),
            "trade": sorted(names.trades.items(), key=lambda pair: pair[1].lower()),
            "scheme": list(names.schemes.items()),
            "site": [(site.pk, site.town or site.name) for site in Site.objects.all()],
        }.items():
            self.filters[name].extra["choices"] = choices


PAST = Listing(
    name="past-mobilities",
    filters=PastFilters,
    orders={
        "year": ("-year", "country", "id"),
        "country": ("country", "-year", "id"),
        "people": ("-people", "-year", "id"),
    },
    columns=(
        Column(_("School year"), lambda row: row.year_name, 12),
        Column(_("Departure"), lambda row: row.departs_on, 12),
        Column(_("Return"), lambda row: row.returns_on, 12),
        Column(_("Country"), lambda row: str(row.country.name), 20),
        Column(_("Number of people"), lambda row: row.people, 10),
        Column(_("Kind"), lambda row: str(row.get_kind_display()), 12),
        Column(_("Direction"), lambda row: str(row.get_direction_display()), 12),
        Column(_("Trade"), lambda row: str(row.trade or ""), 24),
        Column(_("Scheme"), lambda row: str(row.scheme or ""), 34),
        Column(_("Training centre"), lambda row: row.site.town or row.site.name if row.site else "", 20),
        Column(_("Reference"), lambda row: row.reference, 20),
    ),
    views=(
        View(_("All"), ""),
        View(_("Learners"), "kind=learner"),
        View(_("Staff"), "kind=staff"),
        View(_("Incoming"), "direction=in"),
    ),
)
