"""The tutor confirms by personal link that the participant is there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from compagnon.core.access import guest
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page
from compagnon.people import links
from compagnon.stays.actions import weeks as actions
from compagnon.stays.forms.weeks import ArrivalForm
from compagnon.stays.queries import weeks as queries


@guest(actions.ARRIVAL)
def arrival(request: Any, link: Any) -> HttpResponse:
    mobility = for_page(Mobility.objects.all()).get(pk=link.about_id)
    if link.holder != mobility.tutor:
        return links.withdrawn(request, link)
    form = ArrivalForm(request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_arrival(mobility=mobility, by=link.holder, note=form.cleaned_data["note"])
            return redirect(request.path)
        except actions.StayRefused as error:
            refused = error
    shown = {"mobility": mobility, "form": form, "refused": refused, "has_arrived": queries.has_arrived(mobility)}
    return render(request, "stays/guest/arrival.html", shown, status=422 if form.is_bound else 200)
