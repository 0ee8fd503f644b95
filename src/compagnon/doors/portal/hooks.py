"""What the portal plugs into its own shell."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.registries import Entry, portal_navigation

for position, (name, label, icon) in enumerate(
    (
        ("calls", _("Open calls"), "megaphone"),
        ("schemes", _("Schemes"), "route"),
        ("trades", _("Trades"), "wrench"),
        ("centres", _("Our centres"), "map-pin"),
        ("projects", _("Projects"), "handshake"),
        ("contact", _("Contact"), "phone"),
    )
):
    portal_navigation.add(name, Entry(label, f"portal:{name}", icon, ""), position=position)
