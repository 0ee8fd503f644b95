"""Reads of places: who has one, who is offered one, who waits and in which order."""

from typing import Any

from django.db.models import Count, F, QuerySet

from compagnon.recruitment.choices import AppealState, ApplicationState, OfferState
from compagnon.recruitment.models import Appeal, Application, Call, Offer


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
    rows = Application.objects.filter(call=call).values_list(
        "code", "participant__site__key", "participant__trade__key"
    )
    return {
        code: {name: value for name, value in (("site", site), ("trade", trade)) if value} for code, site, trade in rows
    }
