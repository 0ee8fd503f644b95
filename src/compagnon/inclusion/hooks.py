"""What the inclusion app plugs into others."""

from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core.activity import words
from compagnon.core.doubles.merging import FOLDS
from compagnon.core.registries import (
    Entry,
    LinkPurpose,
    Panel,
    Waiting,
    desk_attention,
    desk_navigation,
    link_purposes,
    mobility_panels,
    participant_panels,
)
from compagnon.core.trail.leaves import Source, sources
from compagnon.inclusion.actions import vault
from compagnon.inclusion.models import VaultEvent
from compagnon.inclusion.queries import reports, support
from compagnon.inclusion.queries import vault as vault_queries
from compagnon.inclusion.views import panels

words(
    {
        "inclusion.help_planned": _("%(by)s planned help: %(kind)s."),
        "inclusion.help_changed": _("%(by)s changed the planned help: %(kind)s."),
        "inclusion.supportmeasure_planned": _("%(by)s put the help back to planned: %(kind)s."),
        "inclusion.supportmeasure_arranged": _("%(by)s arranged the help: %(kind)s."),
        "inclusion.supportmeasure_done": _("%(by)s noted that the help was given: %(kind)s."),
        "inclusion.supportmeasure_dropped": _("%(by)s dropped the help: %(kind)s."),
        "inclusion.confidant_named": _("%(by)s named %(name)s to receive reports."),
        "inclusion.settings_kept": _("%(by)s changed the settings of inclusion."),
    }
)
link_purposes.add(vault.READ, LinkPurpose("inclusion:read-needs", _("what somebody wants you to know"), days=60))
link_purposes.add(vault.GUARDIAN, LinkPurpose("inclusion:guardian", _("what would help your child"), days=60))
FOLDS.add("inclusion.opportunityanswer", vault.last_answer)
desk_navigation.add(
    "inclusion", Entry(_("Planned help"), "inclusion:measures", "life-buoy", "inclusion.plan_support"), position=62
)
desk_navigation.add("reports", Entry(_("Reports"), "inclusion:reports", "message-circle", "inclusion.handle_reports"))
participant_panels.add("inclusion", Panel(panels.of_participant), position=40)
mobility_panels.add("inclusion", Panel(panels.of_mobility, beside=True), position=15)


def _help_due(request: Any) -> Waiting | None:
    if not rules.test_rule("inclusion.plan_support", request.person):
        return None
    return Waiting(
        lambda: support.late_or_mine(request.person),
        lambda count: ngettext("%(count)s planned help to see to", "%(count)s planned helps to see to", count),
        reverse("inclusion:measures"),
        icon="life-buoy",
    )


def _adjustments_waiting(request: Any) -> Waiting | None:
    if not rules.test_rule("inclusion.arrange_adjustments", request.person):
        return None
    return Waiting(
        lambda: vault_queries.adjustments_asked().filter(settled_at__isnull=True),
        lambda count: ngettext(
            "%(count)s adjustment of a selection to arrange", "%(count)s adjustments to arrange", count
        ),
        reverse("inclusion:adjustments-asked"),
        icon="life-buoy",
    )


def _reports_waiting(request: Any) -> Waiting | None:
    if not rules.test_rule("inclusion.handle_reports", request.person):
        return None
    return Waiting(
        reports.waiting,
        lambda count: ngettext("%(count)s report to answer", "%(count)s reports to answer", count),
        reverse("inclusion:reports"),
        icon="message-circle",
    )


desk_attention.add("reports", _reports_waiting, position=5)
desk_attention.add("help", _help_due, position=60)
desk_attention.add("adjustments", _adjustments_waiting, position=20)
sources.add(  # a merge moves what was told to the one who stays, and tells the chain: whose it is may change, the rest never
    "inclusion.vaultevent",
    Source(VaultEvent, ("network_id", "at", "kind", "act", "by_id", "reader", "page"), ("by_name", "participant_id")),
)
