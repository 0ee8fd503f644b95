"""Reads of partners: organisations with what they host, and places by trade and period."""

import rules
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.search import Found, matching
from compagnon.network.models import Organisation
from compagnon.partners.models import Capacity, Partner
from compagnon.people.models import Person


def for_list(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """With the organisation, and `places` offered from today on."""
    ahead = Q(capacities__to_day__gte=clock.today())
    return partners.select_related("organisation").annotate(places=Sum("capacities__places", filter=ahead))


def capacities_of(partner: Partner) -> QuerySet[Capacity]:
    """What the partner offers, in the order of time."""
    return partner.capacities.select_related("trade").order_by("from_day", "trade__position")


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
