"""What the lists of calls and of applications show, filter, sort and export."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.lists import Listing, View
from compagnon.core.sheets import Column
from compagnon.network.models import Site
from compagnon.recruitment import queries
from compagnon.recruitment.choices import ApplicationState, CallState
from compagnon.recruitment.models import Application, Call
from compagnon.schemes.models import Scheme

_STATES = [
    (ApplicationState.SUBMITTED.value, _("To decide")),
    *((state.value, state.label) for state in ApplicationState if state != ApplicationState.SUBMITTED),
    ("all", _("All states")),
]
_VERDICTS = [("yes", _("Eligible")), ("unknown", _("To be checked"))]


class ApplicationFilters(filters.FilterSet):
    """Without a state asked for, those to decide; words are searched in names, towns and trades."""

    q = filters.CharFilter(label=_("Words"), method="find")
    state = filters.ChoiceFilter(label=_("State"), choices=_STATES, empty_label=None, method="in_state")
    call = filters.ChoiceFilter(field_name="call__code", label=_("Call"), empty_label=_("All calls"))
    departement = filters.ChoiceFilter(
        field_name="participant__site__departement_code", label=_("Département"), empty_label=_("All départements")
    )
    eligibility = filters.ChoiceFilter(
        field_name="verdict__answer", label=_("Eligibility"), choices=_VERDICTS, empty_label=_("Any")
    )
    consents = filters.ChoiceFilter(
        label=_("Consents"), choices=[("missing", _("Missing"))], empty_label=_("Given or missing"), method="missing"
    )

    corrections = filters.ChoiceFilter(
        label=_("Corrections"), choices=[("back", _("Came back"))], empty_label=_("Any"), method="corrected"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls = Call.objects.order_by("-closes_on").only("code", "title")[:200]
        self.filters["call"].extra["choices"] = [(call.code, str(call)) for call in calls]
        places = Site.objects.exclude(departement_code="").values_list("departement_code", "departement_name")
        self.filters["departement"].extra["choices"] = sorted(set(places.order_by()))

    @property
    def qs(self) -> QuerySet[Application]:
        rows: QuerySet[Application] = super().qs
        return rows if self.form.cleaned_data.get("state") else rows.filter(state=ApplicationState.SUBMITTED)

    def in_state(self, rows: QuerySet[Application], _name: str, value: str) -> QuerySet[Application]:
        return rows if value == "all" else rows.filter(state=value)

    def find(self, rows: QuerySet[Application], _name: str, value: str) -> QuerySet[Application]:
        return queries.applications.found(rows, value)

    def missing(self, rows: QuerySet[Application], _name: str, value: str) -> QuerySet[Application]:
        return queries.applications.with_consents_missing(rows) if value else rows

    def corrected(self, rows: QuerySet[Application], _name: str, value: str) -> QuerySet[Application]:
        return queries.applications.with_corrections_back(rows) if value else rows


COLUMNS = (
    Column(_("Last name"), lambda row: row.participant.person.last_name),
    Column(_("First name"), lambda row: row.participant.person.first_name),
    Column(_("E-mail"), lambda row: row.participant.person.email, 28),
    Column(_("Call"), lambda row: str(row.call), 34),
    Column(_("Scheme"), lambda row: str(row.call.scheme), 34),
    Column(_("Trade"), lambda row: str(row.participant.trade or ""), 24),
    Column(_("Training site"), lambda row: str(row.participant.site or ""), 22),
    Column(_("Status"), lambda row: str(row.participant.get_status_display())),
    Column(_("State"), lambda row: str(row.get_state_display())),
    Column(_("First wish"), lambda row: row.wishes[0] if row.wishes else "", 10),
    Column(_("Eligibility"), lambda row: row.verdict.get("answer", ""), 12),
    Column(_("Sent on"), lambda row: row.submitted_at, 12),
    Column(_("Decided on"), lambda row: row.decided_at, 12),
    Column(_("Reason of the decision"), lambda row: row.decision_reason, 40),
)

APPLICATIONS = Listing(
    name="applications",
    filters=ApplicationFilters,
    orders={
        "sent": ("submitted_at", "id"),
        "name": ("participant__person__last_name", "participant__person__first_name", "id"),
        "call": ("call__closes_on", "call_id", "id"),
        "decided": ("-decided_at", "id"),
    },
    columns=COLUMNS,
    views=(
        View(_("To decide"), ""),
        View(_("Consents missing"), "consents=missing"),
        View(_("Reserve list"), "state=waiting"),
        View(_("Selected"), "state=admitted&order=decided"),
        View(_("Drafts"), "state=draft"),
        View(_("All"), "state=all"),
    ),
)


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
        return queries.calls.matching_calls(rows, value)

    def under(self, rows: QuerySet[Call], _name: str, value: str) -> QuerySet[Call]:
        return queries.calls.under_scheme(rows, value)

    def closing_soon(self, rows: QuerySet[Call], _name: str, value: str) -> QuerySet[Call]:
        today = clock.today()
        return (
            rows.filter(state=CallState.OPEN, closes_on__range=(today, today + queries.calls.SOON)) if value else rows
        )


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
        Column(_("Selected"), lambda call: call.taken),
        Column(_("Reserve list"), lambda call: call.queued),
        Column(_("Meetings"), lambda call: call.meeting_count),
    ),
)
