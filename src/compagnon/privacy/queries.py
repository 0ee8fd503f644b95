"""Reads of privacy: requests by urgency, people by name, what waits."""

from typing import Any

from django.db.models import Case, DateField, F, QuerySet, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from compagnon.core import clock
from compagnon.core.i18n import plain
from compagnon.core.models import TrailCheck
from compagnon.people.models import Contact, Person
from compagnon.privacy.choices import RequestState, Risk
from compagnon.privacy.models import Breach, Hold, RightsRequest

_DUE = Coalesce(F("extended_to"), RawSQL("received_on + interval '1 month'", ()), output_field=DateField())


def requests_by_urgency() -> QuerySet[RightsRequest]:
    """Those to answer first, what is due first on top; then the answered ones, the last answer first."""
    is_open = Case(When(state=RequestState.RECEIVED, then=0), default=1)
    rows = RightsRequest.objects.select_related("person").annotate(is_answered=is_open, due=_DUE)
    return rows.order_by("is_answered", "due", "-decided_at", "pk")


def waiting(network: Any) -> dict[str, int]:
    """How much waits on each page: requests to answer, breaches that the authority must still hear of."""
    return {
        "requests": RightsRequest.objects.filter(network=network, state=RequestState.RECEIVED).count(),
        "breaches": Breach.objects.filter(network=network, notified_at=None).exclude(risk=Risk.NONE).count(),
    }


def troubles_of_trail() -> list[Any]:
    """What the last check of the trail found amiss."""
    found = TrailCheck.objects.values_list("troubles", flat=True).first()
    return list(found or ())


def late_requests(network: Any) -> int:
    """Requests whose month is over without an answer."""
    rows = RightsRequest.objects.filter(network=network, state=RequestState.RECEIVED)
    return sum(one.is_late for one in rows)


def found_people(network: Any, typed: str) -> list[Any]:
    """People and contacts of the network whose name or address has all typed words, with accents or without; 20 of each.

    Compared here and not in PostgreSQL, which knows no accents without an extension: 9,000 names take a tenth of a second.
    """
    words = plain(typed).split()
    if not words:
        return []
    found: list[Any] = []
    for rows in (Person.objects.filter(network=network), Contact.objects.all()):
        named = rows.filter(erased_at=None).order_by("last_name", "first_name", "pk")
        told = (
            (pk, plain(" ".join(said))) for pk, *said in named.values_list("pk", "first_name", "last_name", "email")
        )
        keys = [pk for pk, said in told if all(word in said for word in words)]
        found += list(named.filter(pk__in=keys[:20]))
    return found


def holds_on(subject: Any) -> QuerySet[Hold]:
    """Every hold on somebody, those in force first."""
    of = {"person": subject} if isinstance(subject, Person) else {"contact": subject}
    rows: QuerySet[Hold] = Hold.objects.filter(**of).select_related("by")
    return rows.order_by(F("lifted_at").desc(nulls_first=True), "-set_at")


def in_force(holds: QuerySet[Hold]) -> QuerySet[Hold]:
    """Holds that are neither lifted nor over."""
    return holds.filter(lifted_at=None).exclude(until__lt=clock.today())
