"""What the desk plugs into others: its first entry, the settings of the network, the state of the installation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from compagnon.core import status
from compagnon.core.registries import Entry, Setting, Standing, desk_navigation, network_settings

desk_navigation.add("today", Entry(_("Today"), "desk:home", "sun", "people.work_at_desk"), position=10)
desk_navigation.add(
    "administration",
    Entry(_("Network"), "desk:administration", "settings", "network.administer", beside=True),
    position=95,
)


def _installation(request: Any) -> Standing:
    unwell = [finding for finding in status.findings() if not finding.is_well]
    return Standing(unwell[0].sentence if unwell else _("All is well."), is_to_do=bool(unwell))


network_settings.add(
    "installation",
    Setting(
        _("Installation"),
        _("Whether the program, its worker, its files and its letters are well; jobs that failed."),
        "desk:installation",
        "activity",
        "network.run_installation",
        _installation,
    ),
    position=900,
)
