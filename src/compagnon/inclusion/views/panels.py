"""What inclusion shows on the pages of a participant and of a mobility."""

from typing import Any

import rules
from django.template.loader import render_to_string

from compagnon.core.i18n import localised
from compagnon.inclusion.choices import EntryKind
from compagnon.inclusion.models import OpportunityAnswer
from compagnon.inclusion.queries import support, vault
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Participant


def of_participant(request: Any, participant: Participant) -> str:
    """The plan of help; a way to what the person told, for whom they named; the flag, without a reason."""
    if not rules.test_rule("inclusion.plan_support", request.person):
        return ""
    entry = vault.entry_of(participant, EntryKind.SUPPORT)
    criteria = vault.settings_of(participant.network).national_criteria
    context = {
        "participant": participant,
        "plan": support.of_participant(participant),
        "entry": entry if entry and vault.reads_as(request.person, entry) else None,
        "opportunity": OpportunityAnswer.objects.filter(participant=participant).first(),
        "criteria": localised(criteria, request.LANGUAGE_CODE) if criteria else "",
    }
    return render_to_string("inclusion/desk/panel.html", context, request=request)


def of_mobility(request: Any, mobility: Mobility) -> str:
    """The plan of help beside the timeline, with the way to the page of help; nothing is opened, nothing is given away."""
    context = {"mobility": mobility, "plan": list(support.of_participant(mobility.participant))}
    return render_to_string("inclusion/desk/plan_panel.html", context, request=request)
