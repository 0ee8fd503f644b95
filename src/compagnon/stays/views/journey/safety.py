"""Answering whether one is safe, and the emergency card, on the phone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from compagnon.core.access import journey
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page
from compagnon.stays.actions import safety as actions
from compagnon.stays.forms.safety import SafetyForm
from compagnon.stays.models import SafetyAnswer
from compagnon.stays.queries.care import card_of, numbers_for


@journey()
def safe(request: Any, code: str) -> HttpResponse:
    """The same question as by link, for who is signed in."""
    mine = SafetyAnswer.objects.filter(mobility__participant__person=request.person)
    asked = get_object_or_404(mine.select_related("round", "mobility__participant__person"), code=code)
    form = SafetyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.answer(answer=asked, by=request.person, **form.cleaned_data)
        return redirect(request.path)
    shown = {"answer": asked, "mobility": asked.mobility, "form": form, "numbers": numbers_for(asked.mobility)}
    return render(request, "stays/journey/safe.html", shown, status=422 if form.is_bound else 200)


@journey()
def card(request: Any, code: str) -> HttpResponse:
    """Whom to call, on one sheet."""
    mine = Mobility.objects.filter(participant__person=request.person)
    return render(request, "stays/journey/card.html", card_of(get_object_or_404(for_page(mine), code=code)))
