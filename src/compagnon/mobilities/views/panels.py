"""What mobilities show beside the timeline and on the page of a participant."""

from typing import Any

import rules
from django.template.loader import render_to_string

from compagnon.core.activity import on, sentence
from compagnon.correspondence.queries import letters_about
from compagnon.mobilities import queries, splitting
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.tables import names_for, shown
from compagnon.people.models import Participant
from compagnon.recruitment.models import Application

SHOWN = 12


def people(request: Any, mobility: Mobility) -> str:
    """Who is concerned and how to reach them."""
    return render_to_string("mobilities/desk/panels.html#people", {"mobility": mobility}, request=request)


def periods(request: Any, mobility: Mobility) -> str:
    """The periods abroad of a split stay with their days."""
    if not mobility.is_split:
        return ""
    spans = splitting.spans_of(mobility)
    context = {
        "mobility": mobility,
        "spans": [(first, last, (last - first).days + 1) for first, last in spans],
        "may_change": rules.test_rule("mobilities.change_mobilities", request.person),
    }
    return render_to_string("mobilities/desk/panels.html#periods", context, request=request)


def activity(request: Any, mobility: Mobility) -> str:
    """What happened, newest first, on the file and on its application."""
    events = [
        {"at": row.at, "words": sentence(row), "reason": row.reason} for row in on(*_files(mobility))[: SHOWN + 1]
    ]
    context = {"events": events[:SHOWN], "older": len(events) > SHOWN, "mobility": mobility}
    context["may_open"] = rules.test_rule("people.view_activity", request.person)
    return render_to_string("mobilities/desk/panels.html#activity", context, request=request)


def letters(request: Any, mobility: Mobility) -> str:
    """Letters about the mobility, its application and all that belongs to them, newest first."""
    found = letters_about(*_files(mobility))[:8]
    if not found:
        return ""
    return render_to_string("mobilities/desk/panels.html#letters", {"letters": found}, request=request)


def _files(mobility: Mobility) -> list[Mobility | Application]:
    """The file and that of its application, of which only the number is asked: it is not read."""
    return [mobility, Application(pk=mobility.application_id)] if mobility.application_id else [mobility]


def mobilities_of_participant(request: Any, participant: Participant) -> str:
    """The stays of one person, newest first."""
    rows = queries.for_list(queries.visible_to(request.person, Mobility.objects.filter(participant=participant)))
    context = {"rows": shown(rows.order_by("-departs_on")[:50], names_for(request)), "participant": participant}
    return render_to_string("mobilities/desk/panels.html#mobilities", context, request=request)
