"""What the long path shows beside the timeline of a mobility."""

from typing import Any

import rules
from django.template.loader import render_to_string

from compagnon.longpath import queries
from compagnon.mobilities.choices import BACK, MobilityState
from compagnon.mobilities.models import Mobility


def course(request: Any, mobility: Mobility) -> str:
    """The course sheet of the stay, as it was chosen; after the return, what is left to confirm."""
    if not rules.test_rule("documents.prepare_documents", request.person) or mobility.state == MobilityState.CANCELLED:
        return ""
    chosen = queries.course_of(mobility)
    if chosen is None and not mobility.is_long:
        return ""
    context = {
        "mobility": mobility,
        "chosen": chosen,
        "newer": queries.newer_than(chosen.version) if chosen and mobility.state == MobilityState.PREPARING else None,
        "counts": getattr(mobility, "counts_at_home", None),
        "is_back": mobility.state in BACK,
    }
    return render_to_string("longpath/desk/panel.html", context, request=request)


def employer(request: Any, mobility: Mobility) -> str:
    """Whether the company that sends its apprentice has the way to its page."""
    if not rules.test_rule("documents.prepare_documents", request.person) or mobility.scheme.is_incoming:
        return ""
    if mobility.participant.employer_id is None or mobility.state == MobilityState.CANCELLED:
        return ""
    is_abroad = mobility.state == MobilityState.ABROAD  # nothing is asked of the company then: what it said is enough
    context = {
        "mobility": mobility,
        "letter": None if is_abroad else queries.told_to_employer(mobility),
        "word": getattr(mobility, "employer_word", None),
        "is_abroad": is_abroad,
        "is_back": mobility.state in BACK,
    }
    return render_to_string("longpath/desk/employer_panel.html", context, request=request)
