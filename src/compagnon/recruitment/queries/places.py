"""Reads of places: who has one, who is offered one, who waits and in which order."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from compagnon.recruitment.choices import AppealState, ApplicationState, OfferState
from compagnon.recruitment.models import Appeal, Application, Call, Offer, Selection
from compagnon.recruitment.phrases.selection import KEPT_FOR_SCHEMES, KEPT_FOR_SITES

DIMENSIONS = ("site", "trade", "scheme")
"""By what rules about places may name a group."""


def admitted_to(call: Call) -> QuerySet[Application]:
    """Those who have a place."""
    rows: QuerySet[Application] = Application.objects.filter(call=call, state=ApplicationState.ADMITTED)
    return rows


def places_left(call: Call) -> int:
    """Places that nobody has been admitted to."""
    return max(0, call.places - admitted_to(call).count())


def places_by_site(call: Call) -> list[tuple[Any, int, int]]:
    """Each site for which places are kept, how many, and how many are left."""
    admitted = dict(admitted_to(call).order_by().values_list("participant__site_id").annotate(Count("pk")))
    rows = call.places_by_site.select_related("site")
    return [(row.site, row.places, max(0, row.places - admitted.get(row.site_id, 0))) for row in rows]


def places_by_scheme(call: Call) -> list[tuple[Any, int, int]]:
    """Each scheme for which places are kept, how many, and how many are left."""
    rows = list(call.offers.filter(places__gt=0).select_related("scheme"))
    if not rows:
        return []
    chosen = Coalesce("chosen_scheme_id", "call__scheme_id")
    admitted = dict(admitted_to(call).order_by().values_list(chosen).annotate(Count("pk")))
    kept = [(one.scheme, one.places or 0, admitted.get(one.scheme_id, 0)) for one in rows]
    return [(scheme, places, max(0, places - taken)) for scheme, places, taken in kept]


def waiting_list(call: Call) -> QuerySet[Application]:
    """Those who wait, by their place on the reserve list, then in the order in which they were put on it."""
    rows: QuerySet[Application] = (
        Application.objects.filter(call=call, state=ApplicationState.WAITING)
        .select_related("participant__person")
        .order_by(F("reserve_place").asc(nulls_last=True), "decided_at", "pk")
    )
    return rows


def places_to_offer(call: Call) -> int:
    """Places that nobody has, nobody is offered and no open appeal may need (SEL-10)."""
    offered = Offer.objects.filter(application__call=call, state=OfferState.OPEN).count()
    kept = Appeal.objects.filter(application__call=call, state=AppealState.OPEN).count()
    return call.places - admitted_to(call).count() - offered - kept


def open_offer(application: Application) -> Offer | None:
    """The place that somebody is offered now."""
    found: Offer | None = Offer.objects.filter(application=application, state=OfferState.OPEN).first()
    return found


def spoken_for(call: Call) -> list[str]:
    """The codes of those who have a place, are offered one, or may need one for their open appeal."""
    appeals = Appeal.objects.filter(application__call=call, state=AppealState.OPEN)
    codes = [*with_a_place(call), *appeals.order_by("pk").values_list("application__code", flat=True)]
    return list(dict.fromkeys(codes))


def with_a_place(call: Call) -> list[str]:
    """The codes of those who have a place or are offered one, in the order in which they were decided on."""
    rows = admitted_to(call).order_by("decided_at", "pk")
    offered = Offer.objects.filter(application__call=call, state=OfferState.OPEN).order_by("offered_at", "pk")
    return [*rows.values_list("code", flat=True), *offered.values_list("application__code", flat=True)]


def who_wait(call: Call) -> list[str]:
    """The codes of those of the reserve list who are not offered a place and have let none pass."""
    asked = Offer.objects.filter(application__call=call, state__in=(OfferState.OPEN, OfferState.EXPIRED))
    return list(waiting_list(call).exclude(pk__in=asked.values("application")).values_list("code", flat=True))


def groups_of(call: Call) -> dict[str, dict[str, str]]:
    """The groups that rules about places may name, by code."""
    return {code: groups for code, _key, groups in in_groups(Application.objects.filter(call=call))}


def in_groups(applications: QuerySet[Application]) -> Iterator[tuple[str, int, dict[str, str]]]:
    """The code of each application, its key and its groups."""
    scheme = Coalesce("chosen_scheme__key", "call__scheme__key")
    rows = applications.values_list("code", "pk", "participant__site__key", "participant__trade__key", scheme)
    for code, key, *groups in rows:
        yield code, key, {name: value for name, value in zip(DIMENSIONS, groups, strict=True) if value}


def rules_of(selection: Selection) -> list[dict[str, Any]]:
    """The rules about places as the engine takes them: those of the selection, and the places that the call keeps for sites
    and for schemes.

    Those for sites and those for schemes never reserve more than there are: where a call was made smaller since, the last
    ones get what is left.
    """
    call = selection.call
    sites = [(row.site.key, row.places) for row in call.places_by_site.select_related("site") if row.places]
    schemes = [(row.scheme.key, row.places) for row in call.offers.select_related("scheme") if row.places]
    kept = [_kept("site", *one, KEPT_FOR_SITES) for one in sites]
    kept += [_kept("scheme", *one, KEPT_FOR_SCHEMES) for one in schemes]
    rules, left = [], dict.fromkeys(DIMENSIONS, call.places)
    for rule in [*selection.place_rules, *kept]:
        dimension, places = rule["group"][0], rule["places"]
        if rule["kind"] == "reserve":
            places = min(places, left[dimension])
            left[dimension] -= places
        rules.append({**rule, "places": places})
    return rules


def group_names(call: Call) -> dict[str, str]:
    """What the groups are called that the call keeps places for, by the keys of their rules."""
    sites = {f"site-{one.site.key}": str(one.site) for one in call.places_by_site.select_related("site")}
    schemes = {f"scheme-{one.scheme.key}": str(one.scheme) for one in call.offers.select_related("scheme")}
    return sites | schemes


def _kept(dimension: str, key: str, places: int, source: str) -> dict[str, Any]:
    """A rule of the engine for places that the call keeps: nobody else gets them."""
    return {
        "key": f"{dimension}-{key}",
        "kind": "reserve",
        "group": [dimension, key],
        "places": places,
        "held": True,
        "source": {"title": source},
    }
