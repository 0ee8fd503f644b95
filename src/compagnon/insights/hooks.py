"""What the insights app plugs into others."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import Entry, desk_navigation

words(
    {
        "insights.target_set": _("%(by)s set a target for %(year)s: %(measure)s, %(value)s."),
        "insights.target_changed": _(
            "%(by)s changed a target for %(year)s: %(measure)s, %(value)s instead of %(before)s."
        ),
        "insights.target_removed": _("%(by)s took a target for %(year)s away: %(measure)s, %(value)s."),
    }
)
desk_navigation.add(
    "targets", Entry(_("Targets"), "insights:targets", "flag", "insights.view_targets", beside=True), position=90
)
