"""What the public pages tell about a network."""

from collections import Counter
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.network.choices import OrganisationKind, Zone
from compagnon.network.models import (
    CooperationProject,
    Destination,
    KeyFigure,
    Organisation,
    Sector,
    Site,
)
from compagnon.recruitment import queries

HOSTS: dict[str, str | Promise] = {
    "company": _("a company"),
    "training_centre": _("a training centre"),
    "other": _("another host"),
}


def front_page() -> dict[str, Any]:
    """Destinations, figures, sites, sectors, projects: what changes rarely on the first page."""
    return {
        "destinations": destinations(),
        "figures": figures(),
        "sites": sites(),
        "sectors": sectors(),
        "projects": projects(),
    }


def sites() -> list[Site]:
    """Sites of the training centres by département, those to be completed last."""
    found = Site.objects.filter(organisation__kind=OrganisationKind.TRAINING_CENTRE).select_related("organisation")
    return sorted(found, key=lambda site: (not site.departement_code, site.departement_code, not site.town))


class Going(NamedTuple):
    """A country where people go: its code, its name in the reader's language, how many calls lead there now."""

    code: str
    name: str
    calls: int


def destinations() -> list[tuple[str, list[Going]]]:
    """Countries by part of the world, in the order of the zones and of the reader's alphabet."""
    calls = Counter(code for call in queries.open_calls() for code in set(call.countries))
    found: dict[str, list[Going]] = {}
    for one in Destination.objects.all():
        code = str(one.country)
        found.setdefault(one.zone, []).append(Going(code, str(countries.name(code)), calls[code]))
    return [(zone, sorted(found[zone], key=lambda one: one.name)) for zone in Zone.values if zone in found]


def figures() -> list[KeyFigure]:
    return list(KeyFigure.objects.all())


def sectors() -> list[Sector]:
    return list(Sector.objects.prefetch_related("trades"))


def projects() -> list[CooperationProject]:
    return list(CooperationProject.objects.all())


def centres() -> list[Organisation]:
    """The training centres with their sites."""
    found = Organisation.objects.filter(kind=OrganisationKind.TRAINING_CENTRE).prefetch_related("sites")
    return list(found.order_by("departement_code", "name"))


def reach() -> dict[str, list[Site]]:
    """Sites by département; a site whose département is not known stands under its centre."""
    found: dict[str, list[Site]] = {}
    for site in sites():
        found.setdefault(site.departement_name or site.organisation.name, []).append(site)
    return found


def host_words(kinds: list[str]) -> list[str]:
    return [str(HOSTS[kind]) for kind in kinds if kind in HOSTS]
