"""Words for what happens to schemes."""

from django.utils.translation import gettext_lazy as _

ACTIVITY = {
    "schemes.loaded": _("%(by)s loaded schemes from their file: %(added)s rows added."),
}
