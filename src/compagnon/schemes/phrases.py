"""Words for what happens to schemes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIVITY: dict[str, str | Promise] = {
    "schemes.loaded": _("%(by)s loaded schemes from their file: %(added)s rows added."),
}
