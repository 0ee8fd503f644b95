"""What the network app plugs into others."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from compagnon.core import activity
from compagnon.core.registries import Setting, Standing, network_finder, network_settings
from compagnon.network.parts import PARTS, Part
from compagnon.network.phrases import ACTIVITY
from compagnon.network.queries import network_by_key

network_finder.answer(network_by_key)
activity.words(ACTIVITY)

RIGHT = "network.administer"


def _identity(request: Any) -> Standing:
    network = request.network
    if not (str(network.introduction) and network.email):
        return Standing(_("An introduction and an e-mail address are missing."), is_to_do=True)
    return Standing(network.short_name)


def _standing(part: Part) -> Any:
    def state(request: Any) -> Standing:
        rows = [row for row in part.rows() if not row.is_off]
        lacking = [part.lacks(row) for row in rows]
        if any(lacking):
            row, lacks = next((row, lacks) for row, lacks in zip(rows, lacking, strict=True) if lacks)
            return Standing(_("%(name)s: %(lacks)s") % {"name": row, "lacks": lacks}, is_to_do=True)
        if not rows:
            return Standing(_("Nothing here yet."), is_to_do=part.name in NEEDED)
        return Standing(str(len(rows)))

    return state


NEEDED = {"emblems", "organisations", "sites", "trades"}
"""Parts without which a network is not ready for others to see."""

network_settings.add(
    "identity",
    Setting(
        _("Identity"),
        _("Names, languages, place and time, how one reaches you, and the introduction on the portal."),
        "network:identity",
        "id-card",
        RIGHT,
        _identity,
    ),
    position=10,
)
network_settings.add(
    "steps",
    Setting(
        _("Names of the steps"),
        _("What your network calls the five steps, on all pages."),
        "network:steps",
        "route",
        RIGHT,
    ),
    position=15,
)
for part in PARTS:
    entry = Setting(part.label, part.told, f"network:{part.name}", part.icon, RIGHT, _standing(part))
    network_settings.add(part.name, entry, position=part.position)
