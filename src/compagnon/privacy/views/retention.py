"""Retention at the desk: what goes tonight and in thirty days, the rows behind each count, periods, final payments."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.privacy import actions, retaining
from compagnon.privacy.forms import ControllerForm, PaymentsForm, PeriodsForm
from compagnon.privacy.projects import projects_of
from compagnon.privacy.record import controller_of, periods_of
from compagnon.privacy.views.shown import show


@desk("privacy.view_privacy")
def retention(request: Any) -> HttpResponse:
    """What would go, by rule."""
    context = {"going": retaining.going(request.network), "projects": projects_of(request.network)}
    return show(request, "retention", context)


@desk("privacy.view_privacy")
def rows(request: Any, rule: str) -> HttpResponse:
    """The rows that a rule takes away within thirty days."""
    period = periods_of(request.network).get(rule)
    if period is None:
        raise Http404
    found = retaining.due(request.network, period, on=clock.today() + timedelta(days=retaining.SOON))
    page: Any = Paginator(found if found is not None else [], 50).get_page(request.GET.get("page"))
    return show(request, "rows", {"period": period, "page": page})


@desk("privacy.keep_privacy")
def settings(request: Any) -> HttpResponse:
    """Who answers for the data, how long what is kept, when projects were paid to their end."""
    network = request.network
    controller = ControllerForm(request.POST if "controller" in request.POST else None, instance=controller_of(network))
    periods = PeriodsForm(request.POST if "periods" in request.POST else None, network=network)
    payments = PaymentsForm(request.POST if "payments" in request.POST else None, network=network)
    done = {"network": network, "by": request.person}
    if controller.is_valid():
        return _kept(request, actions.keep_controller, values=controller.cleaned_data, **done)
    if periods.is_valid():
        return _kept(request, actions.keep_periods, periods=periods.values(), **done)
    if payments.is_valid():
        return _kept(request, actions.keep_payments, payments=payments.values(), **done)
    forms = {"controller": controller, "periods": periods, "payments": payments}
    bound = next((form for form in forms.values() if form.is_bound), None)
    return show(request, "settings", forms, bound)


def _kept(request: Any, keep: Any, **what: Any) -> HttpResponse:
    keep(**what)
    messages.success(request, _("Kept."))
    return redirect("privacy:settings")
