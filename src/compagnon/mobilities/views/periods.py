"""The periods abroad of a stay that is split, written on one page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities import actions, splitting
from compagnon.mobilities.forms import PeriodsForm
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import mobility_by_code, what_followed


@desk("mobilities.change_mobilities")
def periods(request: Any, code: str) -> HttpResponse:
    """One line for each period; a single line is a whole stay. What follows is told after it is done."""
    try:
        found = mobility_by_code(request.person, code)
    except Mobility.DoesNotExist as error:
        raise Http404 from error
    form = PeriodsForm(request.POST or None, spans=splitting.spans_of(found))
    last = activity.on(found).first()
    if form.is_valid():
        try:
            actions.split_stay(mobility=found, spans=form.spans(), by=request.person)
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, " ".join([_("The periods are kept."), *what_followed(found, last)]))
            return redirect(found)
    context = {"form": form, "mobility": found}
    return render(request, "mobilities/desk/periods.html", context, status=422 if form.is_bound else 200)
