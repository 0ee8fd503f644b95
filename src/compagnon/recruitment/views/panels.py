"""What recruitment shows on the page of a participant."""

from typing import Any

import rules
from django.template.loader import render_to_string

from compagnon.people.models import Participant
from compagnon.recruitment import queries
from compagnon.recruitment.models import Application


def of_participant(request: Any, participant: Participant) -> str:
    """Everything the participant has applied for, as far as the reader may see it."""
    if not rules.test_rule("recruitment.view_applications", request.person):
        return ""
    mine = Application.objects.filter(participant=participant).select_related("call").order_by("-started_at")
    found = list(queries.visible_to(request.person, mine)[:20])
    if not found:
        return ""
    return render_to_string("recruitment/desk/panels.html#participant", {"applications": found}, request=request)
