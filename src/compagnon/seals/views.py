"""The seal of the network at the desk, and the authorities it trusts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.people.entrance.proof import proved
from compagnon.seals import actions
from compagnon.seals.certificates import name_of
from compagnon.seals.forms import GivenForm, ServiceForm, TrustForm
from compagnon.seals.models import Authority, Seal
from compagnon.seals.queries import ends_soon, in_use
from compagnon.seals.trust import of_installation


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
    return _page(request, current, given, service, TrustForm())


def _page(
    request: Any, current: Seal | None, given: GivenForm, service: ServiceForm, trusting: TrustForm
) -> HttpResponse:
    shown = {
        "seal": current,
        "ends_soon": current is not None and ends_soon(current),
        "former": Seal.objects.filter(network=request.network, ended_at__isnull=False),
        "authorities": Authority.objects.filter(network=request.network),
        "of_all": [name_of(one.subject) for one in of_installation()],
        "given": given,
        "service": service,
        "trusting": trusting,
    }
    is_wrong = given.errors or service.errors or trusting.errors
    return render(request, "seals/desk/seal.html", shown, status=422 if is_wrong else 200)


@desk("network.administer")
@proved
@require_POST
def trust(request: Any) -> HttpResponse:
    """Trust the authorities in a file, or one no more: as the button says."""
    if code := request.POST.get("stop"):
        authority = get_object_or_404(Authority.objects.filter(network=request.network), code=code)
        actions.stop_trusting(authority=authority, by=request.person)
        messages.success(request, _("It vouches for nobody any more."))
        return redirect("seals:seal")
    trusting = TrustForm(request.POST, request.FILES)
    if trusting.is_valid():
        found = trusting.cleaned_data["certificates"]
        made = actions.trust(network=request.network, certificates=found, by=request.person)
        told = ngettext("%(count)d authority more is trusted.", "%(count)d authorities more are trusted.", len(made))
        messages.success(request, told % {"count": len(made)})
        return redirect("seals:seal")
    current = in_use(request.network)
    service = ServiceForm(initial={"stamp_url": current.stamp_url if current else ""})
    return _page(request, current, GivenForm(), service, trusting)


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
