"""What setting up plugs into others: the other networks of the installation, among the settings."""

from django.utils.translation import gettext_lazy as _

from compagnon.core import activity
from compagnon.core.registries import Setting, network_settings

network_settings.add(
    "networks",
    Setting(
        _("Networks of this installation"),
        _("Which networks live here, and a one-time address with which somebody sets up another one."),
        "setup:networks",
        "building-2",
        "network.run_installation",
    ),
    position=910,
)
activity.words(
    {
        "network.founded": _("%(by)s set up the network."),
        "network.opened": _("%(by)s opened the portal."),
        "network.shut": _("%(by)s closed the portal."),
        "network.address_made": _("%(by)s made a setup address for another network."),
        "network.places_added": _("%(by)s added %(count)s sites."),
    }
)
