"""What the list of calls at the desk shows, filters, sorts and exports."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.lists import Listing
from compagnon.core.sheets import Column
from compagnon.recruitment import call_queries
from compagnon.recruitment.choices import CallState
from compagnon.recruitment.models import Call
from compagnon.schemes.models import Scheme


class CallFilters(filters.FilterSet):
    """Words are searched in titles, schemes and destinations."""

    q = filters.CharFilter(label=_("Words"), method="find")
    state = filters.ChoiceFilter(label=_("State"), choices=CallState.choices, empty_label=_("All"))
    scheme = filters.ChoiceFilter(label=_("Scheme"), empty_label=_("All schemes"), method="under")
    closing = filters.ChoiceFilter(
        label=_("Last day"), choices=[("soon", _("within a week"))], empty_label=_("Any"), method="closing_soon"
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["scheme"].extra["choices"] = [(one.key, str(one)) for one in Scheme.objects.all()]

    def find(self, rows: QuerySet[Call], _name: str, value: str) -> QuerySet[Call]:
        return call_queries.matching_calls(rows, value)

    def under(self, rows: QuerySet[Call], _name: str, value: str) -> QuerySet[Call]:
        return call_queries.under_scheme(rows, value)

    def closing_soon(self, rows: QuerySet[Call], _name: str, value: str) -> QuerySet[Call]:
        today = clock.today()
        return rows.filter(state=CallState.OPEN, closes_on__range=(today, today + call_queries.SOON)) if value else rows


CALLS = Listing(
    name="calls",
    filters=CallFilters,
    orders={
        "closes": ("-closes_on", "-pk"),
        "leaves": ("departs_on", "pk"),
        "sent": ("-sent", "-pk"),
    },
    columns=(
        Column(_("Call"), str, 40),
        Column(_("Scheme"), lambda call: str(call.scheme), 34),
        Column(_("State"), lambda call: str(call.get_state_display())),
        Column(_("Applications from"), lambda call: call.opens_on),
        Column(_("Applications until"), lambda call: call.closes_on),
        Column(_("Departure"), lambda call: call.departs_on),
        Column(_("Return"), lambda call: call.returns_on),
        Column(_("Destinations"), lambda call: " ".join(call.countries)),
        Column(_("Places"), lambda call: call.places),
        Column(_("Drafts"), lambda call: call.begun),
        Column(_("To decide"), lambda call: call.sent),
        Column(_("Admitted"), lambda call: call.taken),
        Column(_("Waiting list"), lambda call: call.queued),
        Column(_("Meetings"), lambda call: call.meeting_count),
    ),
)
