"""The seal of the network at the desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.people.entrance.proof import proved
from compagnon.seals import actions
from compagnon.seals.forms import GivenForm, ServiceForm
from compagnon.seals.models import Seal
from compagnon.seals.queries import ends_soon, in_use


@desk("network.administer")
@proved
def seal(request: Any) -> HttpResponse:
    """Which certificate seals the papers, another one, and the service that stamps the time."""
    current = in_use(request.network)
    button = request.POST.get("button", "")
    given = GivenForm(*((request.POST, request.FILES) if button == "given" else ()))
    service = ServiceForm(
        request.POST if button == "service" else None, initial={"stamp_url": current.stamp_url if current else ""}
    )
    if request.method == "POST" and _done(request, button, given, service):
        return redirect("seals:seal")
    shown = {
        "seal": current,
        "ends_soon": current is not None and ends_soon(current),
        "former": Seal.objects.filter(network=request.network, ended_at__isnull=False),
        "given": given,
        "service": service,
    }
    return render(request, "seals/desk/seal.html", shown, status=422 if given.errors or service.errors else 200)


def _done(request: Any, button: str, given: GivenForm, service: ServiceForm) -> bool:
    """Do what the button says, if what was typed is right."""
    if button == "own":
        actions.make_own(network=request.network, by=request.person)
    elif given.is_valid():
        actions.take_given(network=request.network, certificate=given.cleaned_data["certificate"], by=request.person)
    elif service.is_valid():
        there = in_use(request.network) or actions.make_own(network=request.network, by=request.person)
        actions.set_service(seal=there, stamp_url=service.cleaned_data["stamp_url"], by=request.person)
    else:
        return False
    messages.success(request, _("Kept. Papers that become final from now on are sealed with it."))
    return True
