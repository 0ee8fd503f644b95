"""An early return: what follows is shown, then it is confirmed; the emergency card of a stay."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page, visible_to
from compagnon.stays.actions import early as actions
from compagnon.stays.forms.safety import ReturnForm
from compagnon.stays.queries.care import card_of


@desk("mobilities.change_mobilities")
def early_return(request: Any, code: str) -> HttpResponse:
    """First the day and the reason, then what follows from it, then one press."""
    mobility = get_object_or_404(visible_to(request.person, Mobility.objects.all()), code=code)
    if mobility.state not in (MobilityState.PREPARING, MobilityState.ABROAD):
        raise Http404
    form = ReturnForm(request.POST or None, mobility=mobility)
    follows = None
    if form.is_valid():
        if "confirmed" in request.POST:
            actions.return_early(mobility=mobility, by=request.person, **form.cleaned_data)
            messages.success(request, _("The stay ends earlier; its tasks and check-ins have followed."))
            return redirect(mobility)
        last_day = form.cleaned_data["last_day"]
        follows = actions.consequences(mobility=mobility, last_day=last_day, by=request.person)
    shown = {"mobility": mobility, "form": form, "follows": follows}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "stays/desk/early_return.html", shown, status=status)


@desk("stays.follow_stays")
def card(request: Any, code: str) -> HttpResponse:
    """The emergency card of a stay, to print."""
    mobility = get_object_or_404(for_page(visible_to(request.person, Mobility.objects.all())), code=code)
    return render(request, "stays/desk/card.html", card_of(mobility))
