"""Participants at the desk: who they are, how to reach them, where they stand."""

from typing import Any

import rules
import segno
from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.doubles.queries import merges_into, where_it_went
from compagnon.core.registries import participant_panels
from compagnon.core.sheets import xlsx_response
from compagnon.people import queries
from compagnon.people.entrance.proof import asked_first
from compagnon.people.models import Participant
from compagnon.people.tables.participants import PARTICIPANTS

MOST_SLIPS = 500


@desk("people.view_participants")
def participants(request: Any) -> HttpResponse:
    rows = queries.for_list(queries.visible_to(request.person, Participant.objects.all()))
    listed = lists.read(PARTICIPANTS, request, rows)
    return lists.answer(
        request,
        "people/desk/participants.html",
        listed,
        {"may_merge": rules.test_rule("people.import_people", request.person)},
    )


@desk("people.view_participants")
def export(request: Any) -> HttpResponseBase:
    """Everything that the filters in the address leave, as a spreadsheet."""
    rows = queries.for_list(queries.visible_to(request.person, Participant.objects.all()))
    found = lists.read(PARTICIPANTS, request, rows, paged=False).rows
    name = _("participants-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, found.count()) or xlsx_response(
        name, PARTICIPANTS.columns, found.iterator(chunk_size=2000)
    )


@desk("people.view_participants")
def slips(request: Any) -> HttpResponse:
    """A slip to print and cut for each of those in the list who never signed in: where to go, with which address."""
    rows = queries.for_list(queries.visible_to(request.person, Participant.objects.all()))
    listed = lists.read(PARTICIPANTS, request, rows, paged=False)
    found = listed.rows.filter(person__last_login=None).exclude(person__email="")
    address = settings.SITE_URL + reverse("sign-in")
    code = segno.make(address, error="m", micro=False)
    context = {
        "people": list(found[:MOST_SLIPS]),
        "most": MOST_SLIPS,
        "state": listed.state,
        "address": address,
        "size": code.symbol_size(border=4)[0],
        "code": mark_safe(code.svg_inline(border=4)),
    }
    return render(request, "people/desk/slips.html", context)


@desk("people.view_participants")
def participant(request: Any, code: str) -> HttpResponse:
    """One person: what the rules of schemes ask for, and what every chapter knows. A merged one's address leads on."""
    if (went := where_it_went(Participant, code)) is not None:
        return redirect(went, permanent=False)
    joined = ("person", "site", "trade", "employer", "mentor", "guardian", "sending_organisation")
    rows = queries.visible_to(request.person, Participant.objects.select_related(*joined))
    found = get_object_or_404(rows, code=code)
    panels = [html for panel in participant_panels if (html := panel.render(request, found))]
    may_undo = rules.test_rule("people.import_people", request.person)
    context = {
        "participant": found,
        "panels": panels,
        "age": found.age_on(clock.today()),
        "merges": merges_into(found) if may_undo else (),
        "may_change": rules.test_rule("people.change_participants", request.person),
    }
    return render(request, "people/desk/participant.html", context)
