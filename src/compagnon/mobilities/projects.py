"""Projects whose money pays mobilities: known by their code, or until there is one by scheme and year of departure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility


@dataclass(frozen=True)
class Paid:
    """One project: its key, what people call it, how many mobilities it pays, the last return."""

    key: str
    label: str
    people: int
    last_return: date


def key_of(mobility: Mobility) -> str:
    """Under which name the money of a mobility is paid."""
    return mobility.project_code or f"{mobility.scheme.key} {mobility.departs_on.year}"


def called(project_code: str, scheme: Any, year: int) -> str:
    """What people call a project."""
    return project_code or f"{scheme} {year}"


def named(keys: list[str]) -> Q:
    """Mobilities of one of these projects; without a key, none."""
    found = Q(project_code__in=[key for key in keys if key], project_code__gt="")
    for key in keys:
        scheme, _space, year = key.rpartition(" ")
        if year.isdecimal():
            found |= Q(project_code="", scheme__key=scheme, departs_on__year=int(year))
    return found


def in_project(mobilities: QuerySet[Mobility], key: str) -> QuerySet[Mobility]:
    """Those that this project pays, cancelled ones left out."""
    return mobilities.filter(named([key])).exclude(state=MobilityState.CANCELLED)


def projects_among(mobilities: QuerySet[Mobility], titles: dict[str, Any]) -> list[Paid]:
    """The projects of these mobilities, by key; `titles` names schemes by key. Without a code, only a programme pays."""
    paid = mobilities.exclude(scheme__programme="", project_code="").exclude(state=MobilityState.CANCELLED)
    grouped = paid.order_by().values_list("project_code", "scheme__key", "departs_on__year")
    found: dict[str, Paid] = {}
    for code, scheme, year, people, last in grouped.annotate(Count("pk"), Max("returns_on")):
        key = code or f"{scheme} {year}"
        known = found.get(key) or Paid(key, called(code, titles.get(scheme, scheme), year), 0, last)
        found[key] = Paid(key, known.label, known.people + people, max(known.last_return, last))
    return [found[key] for key in sorted(found)]
