"""How far somebody sees into a network: the one place where scope is decided; every `visible_to` goes through it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from compagnon.people.choices import Role

_M = TypeVar("_M", bound=Model)
EVERYWHERE = {str(Role.COORDINATOR), str(Role.SUPPORT)}


@dataclass(frozen=True)
class Reach:
    """All files of a network, or those that lie in some départements and sites; false when none."""

    everything: bool = False
    departements: frozenset[str] = frozenset()
    sites: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.everything or self.departements or self.sites)

    def where(self, departement: str, site: str) -> Q:
        """The condition on rows whose département and site stand under these names; no join more than these ask."""
        if self.everything:
            return Q()
        within = Q(**{f"{departement}__in": self.departements}) if self.departements else Q()
        if self.sites:
            within |= Q(**{f"{site}__in": self.sites})
        return within or Q(pk__in=())

    def of(self, rows: QuerySet[_M], departement: str, site: str) -> QuerySet[_M]:
        """The rows within reach."""
        return rows if self.everything else rows.filter(self.where(departement, site))

    def covers(self, departement: str, site: int | None) -> bool:
        """Whether one file lies within reach."""
        return self.everything or departement in self.departements or site in self.sites


def reach_of(memberships: Iterable[Any]) -> Reach:
    """Coordinators, support while it is let in, and referents kept to no place see everything."""
    memberships = list(memberships)
    placed = [one for one in memberships if one.role == Role.REFERENT]
    return Reach(
        any(one.role in EVERYWHERE for one in memberships)
        or any(not one.departement_code and one.site_id is None for one in placed),
        frozenset(one.departement_code for one in placed if one.departement_code),
        frozenset(one.site_id for one in placed if one.site_id is not None),
    )


def place_of(thing: Any) -> tuple[str, int | None] | None:
    """Département and site of a file, or of the file that a thing belongs to; None for what lies nowhere."""
    if hasattr(thing, "site_id"):
        departement = getattr(thing, "departement_code", None)
        if departement is None:
            departement = thing.site.departement_code if thing.site else ""
        return departement, thing.site_id
    for name in ("participant", "mobility", "application"):
        inner = getattr(thing, name, None)
        if inner is not None:
            return place_of(inner)
    return None
