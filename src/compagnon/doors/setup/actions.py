"""Making a network from nothing, with the person who will coordinate it; opening its portal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django_scopes import scope, scopes_disabled
from i18nfield.strings import LazyI18nString

from compagnon.core import activity, clock
from compagnon.core.i18n import in_address
from compagnon.network.actions import free_key, new_edition
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Network, Organisation, SetupLink, Site
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person

TAKEN_BY_US = {"desk", "me", "demo", "setup", "static", "sign-in", "sign-out", "home", "language", "live", "ready", "g"}


@dataclass(frozen=True)
class Place:
    """A site with the centre that it belongs to, as somebody typed it; the town may be unknown."""

    centre: str
    site: str = ""
    town: str = ""
    departement: str = ""


@transaction.atomic
def found_network(*, link: SetupLink, who: dict[str, Any], said: dict[str, Any]) -> tuple[Network, Person]:
    """Make a network that nobody outside sees yet, its head, and its first person, who is administrator and coordinator.

    `who` has `email`, `first_name`, `last_name`, `language` and `password`, the latter already hashed. The link is used
    up: it opens nothing any more. Raises LookupError when somebody else used it meanwhile.
    """
    with scopes_disabled():
        if not SetupLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now()):
            raise LookupError("This setup address was used meanwhile.")
        first = said["default_language"]
        network = Network.objects.create(
            key=free_address(said["short_name"]),
            name=LazyI18nString({first: said["name"]}),
            short_name=said["short_name"],
            country=said["country"],
            languages=sorted(said["languages"], key=lambda code: code != first),
            default_language=first,
            time_zone=said["time_zone"],
            email=who["email"],
            is_open=False,
            shows_first_day=True,
        )
        SetupLink.objects.filter(pk=link.pk).update(network=network)
    with scope(network=network):
        Organisation.objects.create(
            network=network,
            kind=OrganisationKind.NETWORK_HEAD,
            key=free_key(Organisation, said["short_name"]),
            name=said["name"],
            country=said["country"],
        )
        person = Person.objects.create(network=network, **who)
        for role in (Role.ADMINISTRATOR, Role.COORDINATOR):
            Membership.objects.create(network=network, person=person, role=role)
        activity.record("network.founded", about=network, by=person)
    return network, person


def free_address(name: str) -> str:
    """The part of the portal's address that names the network: from its short name, taken by nobody."""
    stem = in_address(name)[:40].strip("-") or "network"
    taken = set(Network.objects.values_list("key", flat=True)) | TAKEN_BY_US
    return stem if stem not in taken else next(key for n in range(2, 10_000) if (key := f"{stem}-{n}") not in taken)


@transaction.atomic
def add_places(*, network: Network, places: Iterable[Place], by: Person) -> int:
    """Add sites with their centres; a centre and a site of the same name are there once. Gives how many sites are new."""
    count = 0
    for place in places:
        centre = Organisation.objects.filter(kind=OrganisationKind.TRAINING_CENTRE, name=place.centre).first()
        if centre is None:
            centre = Organisation.objects.create(
                network=network,
                kind=OrganisationKind.TRAINING_CENTRE,
                key=free_key(Organisation, place.centre),
                name=place.centre,
                country=network.country,
                town=place.town,
                departement_code=place.departement,
                position=Organisation.objects.filter(kind=OrganisationKind.TRAINING_CENTRE).count(),
            )
        name = place.site or place.town or place.centre
        if Site.objects.filter(organisation=centre, name=name).exists():
            continue
        Site.objects.create(
            network=network,
            organisation=centre,
            key=free_key(Site, f"{place.centre} {name}"),
            name=name,
            town=place.town,
            departement_code=place.departement,
            position=Site.objects.count(),
        )
        count += 1
    if count:
        activity.record("network.places_added", about=network, by=by, facts={"count": count})
        new_edition(network)
    return count


@transaction.atomic
def open_portal(*, network: Network, by: Person, to_all: bool) -> None:
    """Let everybody see the portal of the network, or nobody again."""
    if network.is_open != to_all:
        network.is_open = to_all
        network.save(update_fields=["is_open"])
        activity.record("network.opened" if to_all else "network.shut", about=network, by=by)


@transaction.atomic
def dismiss_first_day(*, network: Network) -> None:
    """Take the first-day page from the first screen; its address still opens it."""
    network.shows_first_day = False
    network.save(update_fields=["shows_first_day"])
