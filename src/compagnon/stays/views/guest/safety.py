"""A participant answers by personal link whether they are safe: one press."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from compagnon.core.access import guest
from compagnon.stays.actions import safety as actions
from compagnon.stays.forms.safety import SafetyForm
from compagnon.stays.models import SafetyAnswer
from compagnon.stays.queries.care import numbers_for


@guest(actions.SAFE)
def safe(request: Any, link: Any) -> HttpResponse:
    asked = SafetyAnswer.objects.select_related("round", "mobility__participant__person", "mobility__network").get(
        pk=link.about_id
    )
    form = SafetyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.answer(answer=asked, by=link.holder, **form.cleaned_data)
        return redirect(request.path)
    shown = {"answer": asked, "mobility": asked.mobility, "form": form, "numbers": numbers_for(asked.mobility)}
    return render(request, "stays/guest/safe.html", shown, status=422 if form.is_bound else 200)
