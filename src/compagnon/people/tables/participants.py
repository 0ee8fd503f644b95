"""What the list of participants shows, filters, sorts and exports."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.lists import Listing, View
from compagnon.core.search import matching
from compagnon.core.sheets import Column
from compagnon.network.models import Site, Trade
from compagnon.people.choices import ParticipantKind, Status
from compagnon.people.models import Participant


class ParticipantFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="find")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ParticipantKind.choices, empty_label=_("All"))
    status = filters.ChoiceFilter(label=_("Status"), choices=Status.choices, empty_label=_("Any status"))
    site = filters.ChoiceFilter(field_name="site_id", label=_("Training centre"), empty_label=_("All centres"))
    trade = filters.ChoiceFilter(field_name="trade_id", label=_("Trade"), empty_label=_("All trades"))

    account = filters.ChoiceFilter(
        label=_("Account"),
        choices=(("never", _("Never signed in")), ("seen", _("Has signed in"))),
        empty_label=_("All"),
        method="signed_in",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["site"].extra["choices"] = [(site.pk, site.town or site.name) for site in Site.objects.all()]
        trades = ((key, str(name)) for key, name in Trade.objects.values_list("pk", "name"))
        self.filters["trade"].extra["choices"] = sorted(trades, key=lambda pair: pair[1].lower())

    def find(self, rows: QuerySet[Participant], _name: str, value: str) -> QuerySet[Participant]:
        return matching(rows, value)

    def signed_in(self, rows: QuerySet[Participant], _name: str, value: str) -> QuerySet[Participant]:
        return rows.filter(person__last_login__isnull=value == "never")


PARTICIPANTS = Listing(
    name="participants",
    filters=ParticipantFilters,
    orders={
        "name": ("person__last_name", "person__first_name", "id"),
        "newest": ("-id",),
    },
    columns=(
        Column(_("Last name"), lambda row: row.person.last_name),
        Column(_("First name"), lambda row: row.person.first_name),
        Column(_("E-mail"), lambda row: row.person.email, 28),
        Column(_("Status"), lambda row: str(row.get_status_display()), 20),
        Column(_("Trade"), lambda row: str(row.trade or ""), 24),
        Column(_("Training centre"), lambda row: row.site.town if row.site else "", 20),
        Column(_("Employer"), lambda row: str(row.employer or ""), 28),
        Column(_("End of the contract"), lambda row: row.contract_end, 12),
    ),
    views=(
        View(_("All"), ""),
        View(_("Learners"), "kind=learner"),
        View(_("Staff"), "kind=staff"),
        View(_("Never signed in"), "account=never"),
    ),
)
