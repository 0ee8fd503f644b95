"""What the public pages tell about a network."""

from typing import Any

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


def destinations() -> list[tuple[str, list[str]]]:
    """Country codes by part of the world: ("europe", ["BE", …]), in the order of the zones."""
    codes: dict[str, list[str]] = {}
    for one in Destination.objects.all():
        codes.setdefault(one.zone, []).append(str(one.country))
    return [(zone, sorted(codes[zone])) for zone in Zone.values if zone in codes]


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


def country_names(codes: list[str]) -> list[str]:
    """In the reader's language and alphabet."""
    return sorted(str(countries.name(code)) for code in codes)
