"""What mobilities show beside the timeline and on the page of a participant."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.template.loader import render_to_string

from compagnon.core.activity import on, sentence
from compagnon.correspondence.models import Letter
from compagnon.mobilities import queries
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.tables import names_for, shown
from compagnon.people.models import Participant
from compagnon.recruitment.models import Application

SHOWN = 12


def people(request: Any, mobility: Mobility) -> str:
    """Who is concerned and how to reach them."""
    return render_to_string("mobilities/desk/panels.html#people", {"mobility": mobility}, request=request)


def activity(request: Any, mobility: Mobility) -> str:
    """What happened, newest first, on the file and on its application."""
    files = [mobility, Application(pk=mobility.application_id)] if mobility.application_id else [mobility]
    events = [{"at": row.at, "words": sentence(row), "reason": row.reason} for row in on(*files)[: SHOWN + 1]]
    context = {"events": events[:SHOWN], "older": len(events) > SHOWN, "mobility": mobility}
    return render_to_string("mobilities/desk/panels.html#activity", context, request=request)


def letters(request: Any, mobility: Mobility) -> str:
    """Letters about the mobility and its application, newest first."""
    about = Q(about_type=ContentType.objects.get_for_model(Mobility), about_id=mobility.pk)
    if mobility.application_id:
        kind = ContentType.objects.get_for_model(Application)
        about |= Q(about_type=kind, about_id=mobility.application_id)
    found = list(Letter.objects.filter(about).select_related("to_person", "to_contact").order_by("-written_at")[:8])
    if not found:
        return ""
    return render_to_string("mobilities/desk/panels.html#letters", {"letters": found}, request=request)


def mobilities_of_participant(request: Any, participant: Participant) -> str:
    """The stays of one person, newest first."""
    rows = queries.for_list(queries.visible_to(request.person, Mobility.objects.filter(participant=participant)))
    context = {"rows": shown(rows.order_by("-departs_on")[:50], names_for(request)), "participant": participant}
    return render_to_string("mobilities/desk/panels.html#mobilities", context, request=request)
