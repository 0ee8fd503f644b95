"""What the privacy app plugs into others."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import Entry, desk_navigation

words(
    {
        "privacy.rightsrequest_granted": _("%(by)s granted a request about data."),
        "privacy.rightsrequest_partly": _("%(by)s granted a request about data in part."),
        "privacy.rightsrequest_refused": _("%(by)s refused a request about data."),
    }
)

desk_navigation.add(
    "privacy", Entry(_("Personal data"), "privacy:record", "shield-check", "privacy.view_privacy"), position=90
)
