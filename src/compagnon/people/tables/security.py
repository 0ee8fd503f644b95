"""What the list of security events shows, filters and exports."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import django_filters as filters
from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from compagnon.core import security
from compagnon.core.lists import Listing, View
from compagnon.core.models import SecurityEvent
from compagnon.core.sheets import Column
from compagnon.people.choices import Role
from compagnon.people.models import Person
from compagnon.people.phrases import FACTS

_ROLES = {role.value: role.label for role in Role}


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


def in_words(facts: dict[str, Any]) -> str:
    """The few facts of an event, as people say them; what has no words here is a name or an address and says itself."""
    said = []
    for fact in facts.values():
        parts = [str(fact)] if isinstance(fact, bool) else re.split(r", | \+ ", str(fact))
        said.append(", ".join(str(FACTS.get(part) or _ROLES.get(part, part)) for part in parts))
    return ", ".join(said)


def show_words(rows: Iterable[Any]) -> None:
    """Give each of these events `label`, `details`, and in `whom` what it is about: people by their name."""
    rows = list(rows)
    about = [row.about.partition(":") for row in rows]
    codes = [code for label, _colon, code in about if label == Person._meta.label_lower]
    names = {one.code: str(one) for one in Person.objects.filter(code__in=codes)} if codes else {}
    for row, (label, _colon, code) in zip(rows, about, strict=True):
        row.label, row.details = security.label(row.event), in_words(row.facts)
        row.whom = names.get(code) or _kind(label)


def _kind(label: str) -> str:
    """What kind of thing an event is about; empty for one that the program no longer has."""
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return ""


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
        Column(_("Details"), lambda row: in_words(row.facts), 40),
        Column(_("Request"), lambda row: row.request_id, 20),
    ),
    views=(View(_("All"), ""), View(_("Refused"), "result=refused")),
)
