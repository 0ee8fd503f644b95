"""Arrival and check-ins on the participant's phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import pgettext

from compagnon.core.access import journey
from compagnon.mobilities.models import Mobility
from compagnon.stays.actions import weeks as actions
from compagnon.stays.forms.weeks import ArrivalForm, CheckInForm
from compagnon.stays.models import CheckIn
from compagnon.stays.queries import weeks as queries


@journey()
def arrival(request: Any, code: str) -> HttpResponse:
    mobility = get_object_or_404(
        Mobility.objects.filter(participant__person=request.person).select_related("host", "tutor", "participant"),
        code=code,
    )
    form = ArrivalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_arrival(mobility=mobility, by=request.person, note=form.cleaned_data["note"])
        except actions.StayRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, pgettext("journey", "Noted: arrived. Have a good stay!"))
        return redirect("journey:home")
    shown = {"mobility": mobility, "form": form, "can_confirm": queries.can_confirm_arrival(mobility)}
    return render(request, "stays/journey/arrival.html", shown)


@journey()
def check_in(request: Any, code: str) -> HttpResponse:
    mine = CheckIn.objects.filter(mobility__participant__person=request.person)
    found = get_object_or_404(mine.select_related("mobility__participant"), code=code)
    form = CheckInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (found.answered_at or form.is_valid()):
        if not found.answered_at:
            actions.answer_check_in(check_in=found, by=request.person, **form.cleaned_data)
        messages.success(request, pgettext("journey", "Thank you, that is noted."))
        return redirect("journey:logbook")
    shown = {"check_in": found, "mobility": found.mobility, "form": form}
    return render(request, "stays/journey/check_in.html", shown, status=422 if form.is_bound else 200)
