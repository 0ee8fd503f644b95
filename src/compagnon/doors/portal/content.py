"""What the public pages tell about a network."""

from collections import Counter
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.mobilities.totals import everybody_who_left
from compagnon.network.choices import OrganisationKind, Zone
from compagnon.network.models import (
    CooperationProject,
    Destination,
    KeyFigure,
    Organisation,
    Sector,
    Site,
)
from compagnon.network.queries import sectors_offered, to_choose
from compagnon.recruitment.models import Call

HOSTS: dict[str, str | Promise] = {
    "company": _("a company"),
    "training_centre": _("a training centre"),
    "other": _("another host"),
}


def front_page(calls: list[Call]) -> dict[str, Any]:
    """Destinations, figures, sites, sectors, projects: what changes rarely on the first page."""
    return {
        "destinations": destinations(calls),
        "figures": figures(),
        "left": everybody_who_left(),
        "sites": sites(),
        "sectors": sectors(),
        "projects": projects(),
    }


def sites() -> list[Site]:
    """Sites of the training centres by département, those to be completed last."""
    found = to_choose(Site).filter(organisation__kind=OrganisationKind.TRAINING_CENTRE).select_related("organisation")
    return sorted(
        found, key=lambda site: (not site.departement_code, site.position, site.departement_code, not site.town)
    )


class Going(NamedTuple):
    """A country where people go: its code, its name in the reader's language, how many calls lead there now."""

    code: str
    name: str
    calls: int


def destinations(open_calls: list[Call]) -> list[tuple[str, list[Going]]]:
    """Countries by part of the world, in the order of the zones and of the reader's alphabet."""
    calls = Counter(code for call in open_calls for code in set(call.countries))
    found: dict[str, list[Going]] = {}
    for one in to_choose(Destination):
        code = str(one.country)
        found.setdefault(one.zone, []).append(Going(code, str(countries.name(code)), calls[code]))
    return [(zone, sorted(found[zone], key=lambda one: one.name)) for zone in Zone.values if zone in found]


def figures() -> list[KeyFigure]:
    return list(to_choose(KeyFigure))


def sectors() -> list[Sector]:
    return [sector for sector in sectors_offered() if sector.trades.all()]


def projects() -> list[CooperationProject]:
    return list(to_choose(CooperationProject))


def centres() -> list[Organisation]:
    """The training centres with their sites."""
    found = to_choose(Organisation).filter(kind=OrganisationKind.TRAINING_CENTRE)
    sites = Prefetch("sites", queryset=Site.objects.filter(is_off=False))
    return list(found.prefetch_related(sites).order_by("position", "departement_code", "name"))


def reach() -> dict[str, list[Site]]:
    """Sites by département; a site whose département is not known stands under its centre."""
    found: dict[str, list[Site]] = {}
    for site in sites():
        found.setdefault(site.departement_name or site.organisation.name, []).append(site)
    return found


def host_words(kinds: list[str]) -> list[str]:
    return [str(HOSTS[kind]) for kind in kinds if kind in HOSTS]
