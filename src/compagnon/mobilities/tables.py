"""What the list of mobilities shows, filters, sorts and exports."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.i18n import localised
from compagnon.core.lists import Listing, View
from compagnon.core.search import matching
from compagnon.core.sheets import Column
from compagnon.mobilities import queries
from compagnon.mobilities.choices import GONE, RUNNING, MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import Step
from compagnon.schemes.choices import TaskRole

_STATES = [*MobilityState.choices, ("gone", _("Gone, back or not")), ("all", _("All, closed ones too"))]
_WINDOWS = [("14", _("within 14 days")), ("30", _("within 30 days")), ("90", _("within 90 days"))]


def _chosen_state(rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
    if value == "gone":
        return rows.filter(state__in=GONE)
    return rows if value == "all" else rows.filter(state=value)


def _only_late(rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
    return queries.late(rows) if value else rows


def _without_host(rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
    return rows.filter(host__isnull=value == "none") if value else rows


class MobilityFilters(filters.FilterSet):
    """Without a state asked for, running ones; words are searched in names, places, hosts and trades."""

    q = filters.CharFilter(label=_("Words"), method="find")
    scheme = filters.ChoiceFilter(field_name="scheme_id", label=_("Scheme"), empty_label=_("All schemes"))
    step = filters.ChoiceFilter(label=_("Step"), choices=Step.choices, empty_label=_("All steps"))
    state = filters.ChoiceFilter(label=_("State"), choices=_STATES, empty_label=_("Running"), method=_chosen_state)
    late = filters.ChoiceFilter(
        label=_("Late"), choices=[("yes", _("Late only"))], empty_label=_("Late or not"), method=_only_late
    )
    waiting = filters.ChoiceFilter(
        field_name="waiting_for", label=_("Waiting for"), choices=TaskRole.choices, empty_label=_("Anybody")
    )
    leaves = filters.ChoiceFilter(label=_("Leaves"), choices=_WINDOWS, empty_label=_("Any day"), method="leaving")
    country = filters.ChoiceFilter(label=_("Country"), empty_label=_("All countries"))
    departement = filters.ChoiceFilter(
        field_name="departement_code", label=_("Département"), empty_label=_("All départements")
    )
    trade = filters.ChoiceFilter(field_name="trade_id", label=_("Trade"), empty_label=_("All trades"))
    host = filters.ChoiceFilter(
        label=_("Host"),
        choices=[("none", _("No host yet")), ("found", _("Host found"))],
        empty_label=_("With or without"),
        method=_without_host,
    )
    after = filters.DateFilter(field_name="departs_on", lookup_expr="gte", label=_("Leaves from"))
    before = filters.DateFilter(field_name="departs_on", lookup_expr="lte", label=_("Leaves until"))

    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(query, *args, **kwargs)
        names = names_for(kwargs["request"])
        self._offer("scheme", list(names.schemes.items()))
        self._offer("trade", sorted(names.trades.items(), key=lambda pair: pair[1].lower()))
        self._offer("country", sorted(((c.code, c.name) for c in names.countries), key=lambda pair: str(pair[1])))
        self._offer("departement", list(names.departements.items()))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.filters[name].extra["choices"] = choices

    @property
    def qs(self) -> QuerySet[Mobility]:
        rows: QuerySet[Mobility] = super().qs
        return rows if self.form.cleaned_data.get("state") else rows.filter(state__in=RUNNING)

    def find(self, rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
        return matching(rows, value)

    def leaving(self, rows: QuerySet[Mobility], _name: str, value: str) -> QuerySet[Mobility]:
        return queries.leaving_within(rows, int(value))


def names_for(request: Any) -> queries.Names:
    """The words of the network's schemes, trades and places, read once a request."""
    if not hasattr(request, "mobility_names"):
        request.mobility_names = queries.Names()
    names: queries.Names = request.mobility_names
    return names


COLUMNS = (
    Column(_("Last name"), lambda row: row.participant.person.last_name),
    Column(_("First name"), lambda row: row.participant.person.first_name),
    Column(_("Scheme"), lambda row: str(row.scheme.name), 34),
    Column(_("Trade"), lambda row: str(row.trade.name) if row.trade else "", 24),
    Column(_("Training centre"), lambda row: row.site.town if row.site else "", 20),
    Column(_("Département"), lambda row: row.departement_code, 12),
    Column(_("Departure"), lambda row: row.departs_on, 12),
    Column(_("Return"), lambda row: row.returns_on, 12),
    Column(_("Days"), lambda row: row.days, 7),
    Column(_("Country"), lambda row: str(row.country.name), 18),
    Column(_("Town"), lambda row: row.town, 18),
    Column(_("Host"), lambda row: row.host.name if row.host else "", 30),
    Column(_("Departure group"), lambda row: row.departure.name if row.departure else "", 26),
    Column(_("State"), lambda row: str(row.get_state_display())),
    Column(_("Step"), lambda row: str(row.get_step_display()), 10),
    Column(_("Tasks done"), lambda row: row.tasks_done, 8),
    Column(_("Tasks"), lambda row: row.tasks_total, 8),
    Column(_("Next due"), lambda row: row.next_due_on, 12),
    Column(_("Late"), lambda row: str(_("late")) if row.is_late and row.state in RUNNING else "", 8),
    Column(_("Referent"), lambda row: str(row.referent or ""), 22),
)

PIPELINE = Listing(
    name="mobilities",
    filters=MobilityFilters,
    orders={
        "leaves": ("departs_on", "id"),
        "due": ("next_due_on", "id"),
        "name": ("participant__person__last_name", "participant__person__first_name", "id"),
        "country": ("country", "departs_on", "id"),
        "opened": ("-created_at", "id"),
    },
    columns=COLUMNS,
    views=(
        View(_("Running"), ""),
        View(_("Late"), "late=yes&order=due"),
        View(_("Leaving soon"), "leaves=30"),
        View(_("No host yet"), "state=preparing&host=none"),
        View(_("Abroad now"), "state=abroad"),
        View(_("To close"), "state=returned"),
    ),
)


@dataclass(frozen=True)
class Row:
    """One row as the page shows it: the mobility, and its words in the reader's language."""

    of: Mobility
    url: str
    name: str
    stay: str
    trade: str
    scheme: str
    place: str
    next_task: str
    waiting_for: str
    state: str


def shown(rows: Iterable[Mobility], names: queries.Names) -> list[Row]:
    """Rows with their words, looked up instead of joined."""
    language = get_language() or "en"
    roles = {role.value: str(role.label) for role in TaskRole}
    states = {state.value: str(state.label) for state in MobilityState}
    address = reverse("timeline:mobility", args=["0"]).removesuffix("0/")  # a look-up for each row costs as much as it
    return [
        Row(
            row,
            f"{address}{row.code}/",
            row.participant.person.full_name,
            _days(row.days, language) + ("" if row.state == MobilityState.PREPARING else f" · {states[row.state]}"),
            names.trade(row.trade_id),
            names.scheme(row.scheme_id),
            ", ".join(part for part in (row.town, names.country(row.country.code)) if part),
            localised(row.next_task, language) if row.next_task else "",
            roles.get(row.waiting_for, ""),
            ("late" if row.is_late else "today" if row.next_due_on == clock.today() else "")
            if row.state in RUNNING
            else "done",
        )
        for row in rows
    ]


@lru_cache(maxsize=2048)
def _days(days: int, language: str) -> str:  # the language is part of the key
    return ngettext("%d day", "%d days", days) % days


def for_export(rows: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """With everything that the columns name, joined."""
    return rows.select_related("participant__person", "scheme", "trade", "site", "host", "departure", "referent").defer(
        "search_text", "participant__search_text", "host__search_text"
    )
