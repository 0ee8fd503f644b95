"""What the toolbox plugs into others."""

from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core.activity import words
from compagnon.core.registries import Entry, Waiting, desk_attention, desk_navigation
from compagnon.toolbox.queries import to_review

words(
    {
        "toolbox.tool_proposed": _("%(by)s proposed the tool “%(tool)s”."),
        "toolbox.tool_changed": _("%(by)s changed the tool “%(tool)s”."),
        "toolbox.tool_reviewed": _("%(by)s reviewed the tool “%(tool)s” again."),
        "toolbox.tool_accepted": _("%(by)s accepted the tool “%(tool)s”."),
        "toolbox.tool_declined": _("%(by)s did not accept the tool “%(tool)s”."),
        "toolbox.tool_withdrawn": _("%(by)s withdrew the tool “%(tool)s”."),
    }
)


def _title(count: int) -> str:
    return ngettext("%(count)s tool to review", "%(count)s tools to review", count)


def _to_review(request: Any) -> Waiting | None:
    """Tools that wait for a review, for those who may give one."""
    if not rules.test_rule("toolbox.review_tools", request.person):
        return None
    return Waiting(to_review, _title, f"{reverse('toolbox:tools')}?state=review", "wrench")


desk_navigation.add(
    "toolbox", Entry(_("Toolbox"), "toolbox:tools", "wrench", "toolbox.view_tools", beside=True), position=85
)
desk_attention.add("toolbox", _to_review, position=80)
