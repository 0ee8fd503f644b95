"""Words for what happens to schemes, and for where their rules come from."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

ACTIVITY: dict[str, str | Promise] = {
    "schemes.loaded": _("%(by)s loaded schemes from their file: %(added)s rows added."),
}

SOURCE_TITLES = (
    gettext_noop("Public page of CMA Pays de la Loire on international mobility"),
    gettext_noop("French law on apprentices abroad"),
    gettext_noop("Erasmus+ for vocational training"),
    gettext_noop("Default of the software, to be confirmed by the network"),
)
"""The `texts` of `seed/schemes.yaml`, marked here so that a reader meets them in a language of their own."""
