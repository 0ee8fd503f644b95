"""Writes of networks: loading one from the file shipped with the program."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django_scopes import scope, scopes_disabled
from i18nfield.strings import LazyI18nString

from compagnon.core import activity
from compagnon.core.i18n import localised
from compagnon.core.models import NetworkModel
from compagnon.core.registries import announce
from compagnon.network.models import (
    CooperationProject,
    Destination,
    KeyFigure,
    Network,
    Organisation,
    Sector,
    Site,
    Trade,
)
from compagnon.network.seed_shape import NetworkSeed, SectorSeed, read_network


@transaction.atomic
def load_network(*, seed: NetworkSeed, by: activity.Actor | None = None) -> Network:
    """Store a shipped network with all it is made of, except its schemes.

    What is there already, under its key, stays as it is: the network may have changed it since. A second run therefore
    changes nothing, and a later version of the file only adds what is new.
    """
    with scopes_disabled():  # a new network is in nobody's scope yet
        network, is_new = Network.objects.get_or_create(key=seed.key, defaults=_network_fields(seed))
    sectors = read_network(seed.catalogue_of).sectors if seed.catalogue_of else seed.sectors
    with scope(network=network):
        added = is_new + _load_organisations(network, seed) + _load_catalogue(network, sectors)
        added += add_missing(model=Destination, network=network, key="country", rows=map(dict, seed.destinations))
        added += add_missing(model=KeyFigure, network=network, rows=_figure_rows(seed))
        added += add_missing(model=CooperationProject, network=network, rows=_project_rows(seed))
        if added:
            activity.record("network.loaded", about=network, by=by, facts={"added": added})
            announce("network.loaded", network, by)
    return network


def add_missing(
    *, model: type[NetworkModel], network: Network, rows: Iterable[Mapping[str, Any]], key: str = "key"
) -> int:
    """Store the rows whose key the network does not have yet, and give their number. Rows that are there stay untouched.

    Does not call `save()`: not for models that reckon something when they are saved.
    """
    there = set(model.objects.values_list(key, flat=True))
    return len(model.objects.bulk_create([model(network=network, **row) for row in rows if row[key] not in there]))


def _network_fields(seed: NetworkSeed) -> dict[str, Any]:
    return {
        "name": LazyI18nString(seed.name),
        "short_name": seed.short_name,
        "country": seed.country,
        "region": seed.region or "",
        "languages": list(seed.languages),
        "default_language": seed.default_language,
        "time_zone": seed.time_zone,
        "introduction": LazyI18nString(seed.introduction),
        "step_names": {str(step): name for step, name in seed.steps.items()},
    }


def _load_organisations(network: Network, seed: NetworkSeed) -> int:
    added = 0
    for organisation in seed.organisations:
        stored, is_new = Organisation.objects.get_or_create(
            network=network,
            key=organisation.key,
            defaults={
                "kind": organisation.kind,
                "name": organisation.name,
                "country": organisation.country,
                "town": organisation.town or "",
                "departement_code": organisation.departement_code or "",
                "registration_number": organisation.registration_number or "",
                "oid": organisation.oid or "",
            },
        )
        sites = [
            {
                "organisation": stored,
                "key": site.key,
                "name": site.name,
                "town": site.town or "",
                "departement_code": site.departement_code or "",
                "departement_name": site.departement_name or "",
                "note": localised(site.note, seed.default_language) if site.note else "",
            }
            for site in organisation.sites
        ]
        added += is_new + add_missing(model=Site, network=network, rows=sites)
    return added


def _load_catalogue(network: Network, sectors: list[SectorSeed]) -> int:
    added = add_missing(
        model=Sector,
        network=network,
        rows=[
            {"key": sector.key, "name": LazyI18nString(sector.name), "position": position}
            for position, sector in enumerate(sectors)
        ],
    )
    stored = {sector.key: sector for sector in Sector.objects.all()}
    trades = [(stored[sector.key], trade) for sector in sectors for trade in sector.trades]
    rows = [
        {"sector": sector, "position": position, **trade.stored(network.default_language)}
        for position, (sector, trade) in enumerate(trades)
    ]
    return added + add_missing(model=Trade, network=network, rows=rows)


def _figure_rows(seed: NetworkSeed) -> Iterable[dict[str, Any]]:
    for position, figure in enumerate(seed.key_figures):
        yield {
            "key": figure.key,
            "label": LazyI18nString(figure.label),
            "value": figure.value,
            "unit": figure.unit,
            "qualifier": figure.qualifier or "",
            "year": figure.year or "",
            "position": position,
        }


def _project_rows(seed: NetworkSeed) -> Iterable[dict[str, Any]]:
    for position, project in enumerate(seed.cooperation_projects):
        yield {
            "key": project.key,
            "name": project.name,
            "full_name": project.full_name or "",
            "programme": project.programme,
            "role": project.role,
            "aim": LazyI18nString(project.aim),
            "period": project.period or "",
            "project_number": project.project_number or "",
            "website": project.website or "",
            "partners": [partner.model_dump() for partner in project.partners],
            "position": position,
        }
