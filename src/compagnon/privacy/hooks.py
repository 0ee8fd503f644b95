"""What the privacy app plugs into others."""

from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import security
from compagnon.core.activity import words
from compagnon.core.holdings import also_erased
from compagnon.core.registries import (
    Attention,
    Entry,
    Setting,
    Standing,
    desk_attention,
    desk_navigation,
    network_settings,
    told,
)
from compagnon.privacy import queries, retaining, traces
from compagnon.privacy.projects import projects_of

words(
    {
        "privacy.person_erased": _("%(by)s erased a person."),
        "privacy.hold_set": _("%(by)s set a hold."),
        "privacy.hold_lifted": _("%(by)s lifted a hold."),
        "privacy.breach_reported": _("%(by)s noted a breach of data."),
        "privacy.breach_changed": _("%(by)s completed a breach of data."),
        "privacy.seal_opened": _("%(by)s opened evidence under seal."),
        "privacy.settings_changed": _("%(by)s changed the settings of personal data."),
        "privacy.notice_published": _("%(by)s published a version of the privacy notice."),
        "privacy.request_received": _("%(by)s noted a request about data."),
        "privacy.request_extended": _("%(by)s took more time for a request about data."),
        "privacy.rightsrequest_granted": _("%(by)s granted a request about data."),
        "privacy.rightsrequest_partly": _("%(by)s granted a request about data in part."),
        "privacy.rightsrequest_refused": _("%(by)s refused a request about data."),
    }
)

security.words(
    {
        "privacy.exported": _("Personal data given out"),
        "privacy.openings_exported": _("List of who opened what exported"),
    }
)

desk_navigation.add(
    "privacy",
    Entry(_("Personal data"), "privacy:home", "shield-check", "privacy.keep_privacy", beside=True),
    position=92,
)
also_erased.add("sessions", traces.end_sessions)
also_erased.add("imports", traces.forget_in_imports)
also_erased.add("merges", traces.forget_merges)


def _late(request: Any) -> Attention | None:
    """Requests whose month is over."""
    if not rules.test_rule("privacy.keep_privacy", request.person):
        return None
    count = queries.late_requests(request.network)
    title = ngettext("%(count)s request about data is late", "%(count)s requests about data are late", count)
    return Attention(
        title % {"count": told(count)}, count, reverse("privacy:requests"), icon="shield-check", is_late=True
    )


def _unpaid(request: Any) -> Attention | None:
    """Projects without a final payment 18 months after their last return: nothing of them can ever go."""
    if not rules.test_rule("privacy.keep_privacy", request.person):
        return None
    count = sum(one.is_missing for one in projects_of(request.network))
    title = ngettext(
        "%(count)s project without the day of its final payment",
        "%(count)s projects without the day of their final payment",
        count,
    )
    return Attention(title % {"count": told(count)}, count, reverse("privacy:retention"), icon="calendar")


def _broken(request: Any) -> Attention | None:
    """The trail is not as it was sealed: somebody changed it behind the program's back."""
    if not rules.test_rule("privacy.view_trail", request.person):
        return None
    count = len(queries.troubles_of_trail())
    return Attention(
        gettext("The trail of what happened was tampered with"), count, reverse("privacy:trail"),
        icon="triangle-alert", is_late=True,
    )  # fmt: skip


def _standing(request: Any) -> Standing:
    asked = sum(one.period.is_asked for one in retaining.going(request.network))
    words = ngettext("%(count)d period to set", "%(count)d periods to set", asked) % {"count": asked}
    return Standing(words if asked else gettext("All periods are set."), is_to_do=bool(asked))


desk_attention.add("late_data_requests", _late, position=60)
desk_attention.add("broken_trail", _broken, position=5)
desk_attention.add("unpaid_projects", _unpaid, position=65)
network_settings.add(
    "privacy",
    Setting(
        _("Personal data"),
        _("Who answers for the data, how long it is kept, when projects were paid to their end."),
        "privacy:settings",
        "shield-check",
        "privacy.keep_privacy",
        _standing,
    ),
    position=500,
)
