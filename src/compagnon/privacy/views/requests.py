"""Requests about data at the desk: what is late first, more time with a reason, the answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.privacy import actions, queries
from compagnon.privacy.forms import DecideForm, ExtendForm, ReceivedForm
from compagnon.privacy.models import RightsRequest
from compagnon.privacy.views.shown import show


@desk("privacy.keep_privacy")
def home(request: Any) -> HttpResponse:
    """What is asked comes first."""
    return redirect("privacy:requests")


@desk("privacy.keep_privacy")
def requests(request: Any) -> HttpResponse:
    """Every request, what is late first."""
    return show(request, "requests", {"requests": list(queries.requests_by_urgency()[:200])})


@desk("privacy.keep_privacy")
def receive(request: Any) -> HttpResponse:
    """Note a request that came by letter, mail or mouth."""
    form = ReceivedForm(request.POST or None)
    if form.is_valid():
        made = actions.receive_request(network=request.network, by=request.person, **form.cleaned_data)
        messages.success(request, _("Noted: an answer is due within one month."))
        return redirect("privacy:request", made.code)
    return show(request, "receive", {}, form)


@desk("privacy.keep_privacy")
def one(request: Any, code: str) -> HttpResponse:
    """One request with what can be done about it."""
    found = get_object_or_404(RightsRequest.objects.select_related("person", "decided_by"), code=code)
    decide = DecideForm(request.POST if "decide" in request.POST else None)
    extend = ExtendForm(request.POST if "extend" in request.POST else None, asked=found)
    try:
        if decide.is_valid():
            actions.decide_request(request=found, by=request.person, **decide.cleaned_data)
            messages.success(request, _("Answered."))
            return redirect("privacy:requests")
        if extend.is_valid():
            actions.extend_request(request=found, by=request.person, **extend.cleaned_data)
            messages.success(request, _("Extended: tell the person, with the reason."))
            return redirect("privacy:request", code)
    except MoveRefused as refused:
        messages.error(request, str(refused))
        return redirect("privacy:request", code)
    form = extend if extend.is_bound else decide
    return show(request, "request", {"asked": found, "decide": decide, "extend": extend}, form)
