"""Words for what happens to a network."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIVITY: dict[str, str | Promise] = {
    "network.loaded": _("%(by)s loaded the network from its file: %(added)s rows added."),
    "network.changed": _("%(by)s changed the settings: %(part)s."),
    "network.row_added": _("%(by)s added “%(what)s” (%(part)s)."),
    "network.row_changed": _("%(by)s changed “%(what)s” (%(part)s)."),
    "network.row_off": _("%(by)s switched off “%(what)s” (%(part)s)."),
    "network.row_on": _("%(by)s switched “%(what)s” on again (%(part)s)."),
    "network.row_moved": _("%(by)s put “%(what)s” in another place (%(part)s)."),
    "network.trades_taken": _("%(by)s took %(count)s trades from the catalogue."),
}
