"""Words for what happens to a network."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIVITY: dict[str, str | Promise] = {
    "network.loaded": _("%(by)s loaded the network from its file: %(added)s rows added."),
}
