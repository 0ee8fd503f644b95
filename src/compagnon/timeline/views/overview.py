"""The overview at the desk: what is at risk and why, what is late where, who carries how much."""

from typing import Any

import rules
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.core.lists import same_page
from compagnon.core.registries import told as counted_words
from compagnon.mobilities import queries as mobilities
from compagnon.mobilities.choices import RUNNING
from compagnon.people import queries as people
from compagnon.people.choices import Role
from compagnon.people.models import Membership
from compagnon.timeline import risks

PEOPLE = 30


@desk("timeline.change_tasks")
def overview(request: Any) -> HttpResponse:
    """At risk by rule, each with its sentence; kept to a département or a scheme by the address."""
    names = mobilities.Names()
    kept = _kept(request, names)
    found = risks.find(request.person, **kept)
    rule = request.GET.get("rule", "")
    page = Paginator(found.of(rule if rule in found.counts else ""), PEOPLE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": risks.told(found, page.object_list),
        "rules": _rules(request, found, rule),
        "schemes": _choices(request, "scheme", names.schemes),
        "places": _places(request, risks.seen_by(request.person).filter(**kept), names),
        "team": _team(request),
    }
    return render(request, "timeline/desk/overview.html", context)


def _rules(request: Any, found: risks.Found, on: str) -> list[dict[str, Any]]:
    """A filter for each rule that says something."""
    return [
        {
            "label": one.label,
            "count": counted_words(found.counts[one.key]),
            "on": one.key == on,
            "url": same_page(request, rule="" if one.key == on else one.key),
        }
        for one in risks.RULES
        if found.counts[one.key]
    ]


def _kept(request: Any, names: mobilities.Names) -> dict[str, Any]:
    """The chosen département and scheme; what is not known is not asked."""
    place, scheme = request.GET.get("departement", ""), request.GET.get("scheme", "")
    kept: dict[str, Any] = {}
    if place in names.departements:
        kept["departement_code"] = place
    if scheme.isdecimal() and int(scheme) in names.schemes:
        kept["scheme_id"] = int(scheme)
    return kept


def _choices(request: Any, name: str, labels: dict[Any, str]) -> list[dict[str, Any]]:
    on = request.GET.get(name, "")
    return [{"value": str(key), "label": label, "on": str(key) == on} for key, label in labels.items()]


def _places(request: Any, rows: Any, names: mobilities.Names) -> list[dict[str, Any]]:
    """How much runs and how much is late in each département that one sees."""
    late = Count("next_due_on", filter=Q(next_due_on__lt=clock.today()))
    counted = rows.filter(state__in=RUNNING).order_by().values_list("departement_code")
    pipeline = reverse("mobilities:pipeline")
    return [
        {
            "label": names.departements.get(code, code),
            "running": running,
            "late": is_late,
            "url": same_page(request, departement=code),
            "late_url": f"{pipeline}?late=yes&order=due&departement={code}",
        }
        for code, running, is_late in sorted(counted.annotate(running=Count("*"), late=late))
    ]


def _team(request: Any) -> dict[str, Any] | None:
    """What each referent has on their hands; for those who see the whole team."""
    if not mobilities.sees_all(request.person) or not rules.test_rule("people.view_team", request.person):
        return None
    referents = Membership.objects.filter(role=Role.REFERENT).values("person")
    team = list(people.team_of(request.network.pk).filter(pk__in=referents, is_active=True).order_by("last_name", "pk"))
    return {"loads": people.show_workloads(team), "people": team}
