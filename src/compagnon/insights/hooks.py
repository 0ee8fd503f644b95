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
        "insights.fairness_viewed": _("%(by)s looked at the fairness of recruitment: %(subject)s."),
        "insights.readings_viewed": _("%(by)s looked at how reviewers read: %(subject)s."),
        "insights.gap_opened": _("%(by)s began to look into a gap: %(subject)s."),
        "insights.gap_kept": _("%(by)s wrote down what was found about a gap: %(subject)s."),
        "insights.gapreview_done": _("%(by)s noted that the action about a gap is done: %(subject)s."),
        "insights.gapreview_open": _("%(by)s took a gap up again: %(subject)s."),
    }
)
desk_navigation.add(
    "fairness", Entry(_("Fairness"), "insights:fairness", "users", "insights.view_fairness", beside=True), position=91
)
desk_navigation.add(
    "targets", Entry(_("Targets"), "insights:targets", "flag", "insights.view_targets", beside=True), position=90
)
