"""Calling for help on the phone: one button, an answer at once, whatever else is broken."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from compagnon.core.access import journey
from compagnon.stays.actions import care as actions
from compagnon.stays.forms.care import HelpForm
from compagnon.stays.models import HelpCall
from compagnon.stays.queries import care as queries
from compagnon.stays.views.journey.logbook import own_stay


@journey()
def call_help(request: Any, code: str) -> HttpResponse:
    """Ask for help, with a word if there is time; pressed twice it is one call."""
    mobility = own_stay(request, code)
    form = HelpForm(request.POST or None, phone=request.person.phone)
    if request.method == "POST" and form.is_valid():
        call, _is_new = actions.call_for_help(mobility=mobility, cry=form.cry(), by=request.person)
        return redirect("stays:help-called", code=call.code)
    shown = {"mobility": mobility, "form": form, "numbers": queries.numbers_for(mobility)}
    return render(request, "stays/journey/call_help.html", shown, status=422 if form.is_bound else 200)


@journey()
def help_called(request: Any, code: str) -> HttpResponse:
    """Who was asked, who is on it, and whom to call without waiting."""
    mine = HelpCall.objects.filter(mobility__participant__person=request.person)
    call = get_object_or_404(mine.select_related("mobility__participant", "asked", "taken_by"), code=code)
    shown = {"call": call, "mobility": call.mobility, "numbers": queries.numbers_for(call.mobility)}
    return render(request, "stays/journey/help_called.html", shown)
