"""The tutor reads the logbook by personal link and confirms a week with one press."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from compagnon.core.access import guest
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page
from compagnon.people import links
from compagnon.stays.actions import logbook as actions
from compagnon.stays.forms.logbook import WeekForm
from compagnon.stays.queries import logbook as queries
from compagnon.stays.views.journey.logbook import picture_of


@guest(actions.CONFIRM_WEEK)
def confirm(request: Any, link: Any) -> HttpResponse:
    mobility = for_page(Mobility.objects.all()).get(pk=link.about_id)
    if link.holder != mobility.tutor:
        return links.withdrawn(request, link)
    if asked := request.GET.get("photo"):  # a picture of this stay alone
        mine = queries.photos_in(queries.written(mobility.log_entries.all()))
        return picture_of(get_object_or_404(mine, code=asked))
    form = WeekForm(request.POST if request.method == "POST" else None, auto_id=False)
    if request.method == "POST" and form.is_valid():
        count = actions.confirm_week(mobility=mobility, by=link.holder, **form.cleaned_data)
        said = ngettext("Thank you: %d entry is confirmed.", "Thank you: %d entries are confirmed.", count)
        messages.success(request, said % count)
        return redirect(request.path)
    shown = {"mobility": mobility, "weeks": queries.weeks_for_tutor(mobility, link.holder), "form": form}
    return render(request, "stays/guest/logbook.html", shown, status=422 if form.is_bound else 200)
