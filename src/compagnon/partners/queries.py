"""Reads of partners: organisations with what they host, and places by trade and period."""

from collections.abc import Iterable
from dataclasses import dataclass

import rules
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.doubles.queries import open_doubles
from compagnon.core.models import Double
from compagnon.core.search import Found, matching
from compagnon.network.models import Organisation
from compagnon.partners.models import Capacity, Partner
from compagnon.partners.phrases import ALIKE_BY
from compagnon.people.models import Person


def for_list(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """With the organisation, and `places` offered from today on."""
    ahead = Q(capacities__to_day__gte=clock.today())
    return partners.select_related("organisation").annotate(places=Sum("capacities__places", filter=ahead))


def capacities_of(partner: Partner) -> QuerySet[Capacity]:
    """What the partner offers, in the order of time."""
    return partner.capacities.select_related("trade").order_by("from_day", "trade__position")


@dataclass(frozen=True)
class LikelyDouble:
    """Two organisations that may be one, and why, in words."""

    one: Organisation
    other: Organisation
    why: list[str]


def with_organisations(doubles: Iterable[Double]) -> list[LikelyDouble]:
    """The pairs with what they are called; a pair of which one is gone is left out."""
    rows = list(doubles)
    there = Organisation.objects.in_bulk([key for double in rows for key in (double.one, double.other)])
    return [
        LikelyDouble(
            there[double.one],
            there[double.other],
            [str(ALIKE_BY[code]) for code in double.reasons if code in ALIKE_BY],
        )
        for double in rows
        if double.one in there and double.other in there
    ]


def doubles_of(organisation: Organisation) -> list[LikelyDouble]:
    """The likely doubles of one, itself always first."""
    mine = open_doubles(Organisation).filter(Q(one=organisation.pk) | Q(other=organisation.pk))[:5]
    return [
        pair if pair.one.pk == organisation.pk else LikelyDouble(pair.other, pair.one, pair.why)
        for pair in with_organisations(mine)
    ]


def find_partners(person: Person, typed: str) -> list[Found]:
    """For the instant search: every organisation of the network, by name, town or number."""
    if not rules.test_rule("partners.view_partners", person):
        return []
    rows = matching(Organisation.objects.filter(partner__isnull=False), typed)
    return [
        Found(
            row.name,
            ", ".join(part for part in (str(row.get_kind_display()), row.place) if part),
            row.get_absolute_url(),
            str(_("Companies and centres")),
            "building-2",
        )
        for row in rows.order_by("name", "pk")[:8]
    ]
