"""Choosing a host at the desk: proposals with their reasons, the question, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page, visible_to
from compagnon.network.models import Organisation
from compagnon.placement import actions, queries
from compagnon.placement.forms import AskForm, WishForm, WithdrawForm
from compagnon.placement.models import PlacementRequest


def _mobility(request: Any, code: str) -> Mobility:
    return get_object_or_404(for_page(visible_to(request.person, Mobility.objects.all())), code=code)


def _request(request: Any, code: str) -> PlacementRequest:
    seen = visible_to(request.person, Mobility.objects.all())
    return get_object_or_404(PlacementRequest.objects.filter(mobility__in=seen), code=code)


@desk("placement.choose_hosts")
def choose(request: Any, code: str) -> HttpResponse:
    """Who could host this participant, best first, and where the question stands."""
    mobility = _mobility(request, code)
    form = WishForm(request.GET, mobility=mobility)
    running = queries.running_request(mobility)
    proposals, more = ([], False) if running else queries.proposals(mobility, form.wish())
    shown = {
        "mobility": mobility,
        "form": form,
        "running": running,
        "withdraw_form": WithdrawForm(),
        "former": queries.former_requests(mobility),
        "proposals": proposals,
        "more": more,
    }
    return render(request, "placement/desk/choose.html", shown)


@desk("placement.choose_hosts")
def ask(request: Any, code: str, host: str) -> HttpResponse:
    """Choose or note the tutor, add a word, and let the question go."""
    mobility = _mobility(request, code)
    organisation = get_object_or_404(Organisation.objects.filter(partner__hosts=True), code=host)
    form = AskForm(request.POST if request.method == "POST" else None, host=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            tutor = form.chosen_tutor or actions.add_tutor(host=organisation, by=request.person, **form.new_tutor)
            actions.ask_host(
                mobility=mobility,
                host=organisation,
                tutor=tutor,
                message=form.cleaned_data["message"],
                by=request.person,
            )
        except actions.PlacementRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The question is on its way to %(tutor)s.") % {"tutor": tutor})
            return redirect("placement:choose", code)
    shown = {"mobility": mobility, "host": organisation, "form": form, "profile": queries.profile_of(mobility)}
    return render(request, "placement/desk/ask.html", shown, status=422 if form.is_bound else 200)


@desk("placement.choose_hosts")
@require_POST
def withdraw(request: Any, code: str) -> HttpResponse:
    asked = _request(request, code)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(request=asked, reason=form.cleaned_data["reason"], by=request.person)
            messages.success(request, _("The request to %(host)s is withdrawn.") % {"host": asked.host})
        except MoveRefused as refused:
            messages.warning(request, str(refused))
    else:
        messages.warning(request, _("Say why the request is withdrawn: the tutor reads it."))
    return redirect("placement:choose", asked.mobility.code)


@desk("placement.choose_hosts")
@require_POST
def send_again(request: Any, code: str) -> HttpResponse:
    asked = _request(request, code)
    if asked.is_running:
        actions.send_question(request=asked, by=request.person)
        messages.success(request, _("The letter to %(tutor)s is sent once more.") % {"tutor": asked.tutor})
    return redirect("placement:choose", asked.mobility.code)
