"""Who the network is, and what it calls the five steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core.access import desk
from compagnon.network import actions
from compagnon.network.forms.identity import IdentityForm, StepNamesForm


@desk("network.administer")
def identity(request: Any) -> HttpResponse:
    """Names, place, languages, introduction; the head of the portal as it will be, before it is saved if one asks."""
    network = request.network
    form = IdentityForm(request.POST or None, network=network)
    is_asked_to_show = "show" in request.POST
    if form.is_valid() and not is_asked_to_show:
        actions.change_network(network=network, said=form.said(), by=request.person, what=gettext_lazy("Identity"))
        messages.success(request, _("Saved."))
        return redirect("network:identity")
    shown = (
        form.texts()
        if form.is_bound and form.is_valid()
        else {"name": network.name, "introduction": network.introduction}
    )
    context = {"form": form, "shown": shown}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "network/desk/identity.html", context, status=status)


@desk("network.administer")
def steps(request: Any) -> HttpResponse:
    """The names of the five steps in the network's languages; they change on all screens."""
    form = StepNamesForm(request.POST or None, network=request.network)
    if form.is_valid():
        what = gettext_lazy("Names of the steps")
        actions.change_network(network=request.network, said={"step_names": form.names}, by=request.person, what=what)
        messages.success(request, _("Saved. The steps have these names on all pages."))
        return redirect("network:steps")
    return render(request, "network/desk/steps.html", {"form": form}, status=422 if form.is_bound else 200)
