"""How the public pages say countries, figures and partners."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_countries import countries

from compagnon.core.maps import Place, destinations_map
from compagnon.doors.portal import content
from compagnon.network.choices import Zone
from compagnon.network.models import KeyFigure, Network

register = template.Library()


@register.simple_tag
def map_of(zones: list[tuple[str, list[content.Going]]], network: Network) -> SafeString:
    """Where a network's people go, each country linked to its line in the list beside the map."""
    places = {one.code: Place(one.name, f"#to-{one.code}") for _zone, rows in zones for one in rows}
    return destinations_map(places, str(network.country))


@register.simple_tag
def zone_name(zone: str) -> str:
    """The part of the world, or nothing when the scheme leaves it open."""
    return str(Zone(zone).label) if zone in Zone.values else ""


@register.filter
def names(rows: Iterable[Any], most: int) -> str:
    """The first few names, and how many more there are."""
    shown = [str(row) for row in rows]
    more = len(shown) - most
    listed = _(", ").join(shown[:most])
    return _("%(names)s and %(more)s more") % {"names": listed, "more": more} if more > 0 else listed


@register.filter
def in_groups(value: int) -> str:
    """A number as it is written in the reader's language: 8,401."""
    return str(number_format(value, use_l10n=True, force_grouping=True))


@register.simple_tag
def figure_value(figure: KeyFigure) -> str:
    """The value with its unit: 8,401 or 85 %."""
    value = number_format(figure.value.normalize(), use_l10n=True, force_grouping=True)
    if figure.unit == "percent":
        value = _("%(value)s %%") % {"value": value}
    return _("almost %(value)s") % {"value": value} if figure.qualifier == "almost" else value


@register.simple_tag
def figure_year(figure: KeyFigure) -> str:
    """The year of a declared figure; without one the page says so (SD-07)."""
    return figure.year or _("year not stated")


@register.filter
def partner_names(partners: list[dict[str, Any]]) -> str:
    """Partners with their country; those that no source names are counted, not invented."""
    named = [
        f"{one['name']} ({countries.name(one['country'])})" if one.get("country") else one["name"]
        for one in partners
        if one.get("name")
    ]
    unnamed = len(partners) - len(named)
    if unnamed:
        named.append(_("%(count)s to be completed") % {"count": unnamed})
    return _("; ").join(named)
