"""What the list of security events shows, filters and exports."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compagnon.core import security
from compagnon.core.lists import Listing, View
from compagnon.core.models import SecurityEvent
from compagnon.core.sheets import Column


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class SecurityEventFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Person"), field_name="person_name", lookup_expr="icontains")
    event = filters.ChoiceFilter(label=_("Event"), empty_label=_("All events"))
    result = filters.ChoiceFilter(label=_("Result"), choices=security.Result.choices, empty_label=_("Any result"))
    since = filters.DateFilter(label=_("From day"), method="after")
    until = filters.DateFilter(label=_("Until day"), method="before")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ((event, security.label(event)) for event in security.known_events())
        self.filters["event"].extra["choices"] = sorted(named, key=lambda pair: pair[1].lower())

    def after(self, rows: QuerySet[SecurityEvent], _name: str, day: date) -> QuerySet[SecurityEvent]:
        return rows.filter(at__gte=_begin(day))

    def before(self, rows: QuerySet[SecurityEvent], _name: str, day: date) -> QuerySet[SecurityEvent]:
        return rows.filter(at__lt=_begin(day + timedelta(days=1)))


def _facts(row: SecurityEvent) -> str:
    return ", ".join(f"{name}: {fact}" for name, fact in row.facts.items())


SECURITY_EVENTS = Listing(
    name="security-events",
    filters=SecurityEventFilters,
    orders={"newest": ("-at", "-id"), "person": ("person_name", "-at", "-id")},
    columns=(
        Column(_("Time (UTC)"), lambda row: row.at.astimezone(UTC).isoformat(timespec="seconds"), 26),
        Column(_("Event"), lambda row: security.label(row.event), 30),
        Column(_("Result"), lambda row: str(row.get_result_display()), 12),
        Column(_("Person"), lambda row: row.person_name, 26),
        Column(_("About"), lambda row: row.about, 28),
        Column(_("Came from"), lambda row: row.came_from, 20),
        Column(_("Details"), _facts, 40),
        Column(_("Request"), lambda row: row.request_id, 20),
    ),
    views=(View(_("All"), ""), View(_("Refused"), "result=refused")),
)
