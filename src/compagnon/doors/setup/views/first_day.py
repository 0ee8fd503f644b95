"""The first day at the desk: what is left, opening the portal; and another network of the same installation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core import activity, undo
from compagnon.core.access import desk
from compagnon.doors.setup import actions, links, queries
from compagnon.network.models import Network


@desk("network.administer")
def first_day(request: Any) -> HttpResponse:
    """What is left of setting the network up, each with its state and the page on which it is done."""
    left = queries.first_day(request)
    needed = [one for one in left if not one.is_optional]
    context = {"left": left, "done": sum(one.is_done for one in needed), "of": len(needed)}
    return render(request, "setup/first_day.html", context)


@desk("network.administer")
def portal(request: Any) -> HttpResponse:
    """Open the portal to everybody, or close it again (`?to=shut`)."""
    to_all = request.GET.get("to") != "shut"
    actions.open_portal(network=request.network, by=request.person, to_all=to_all)
    said = (
        _("The portal is open: everybody sees it now.")
        if to_all
        else _("The portal is closed: only your team sees it.")
    )
    undo.offer(request, said, reverse("setup:portal"), to="shut" if to_all else "open")
    return redirect(undo.back(request, reverse("setup:first-day")))


@desk("network.administer")
def dismiss(request: Any) -> HttpResponse:
    actions.dismiss_first_day(network=request.network)
    messages.success(request, _("The first day is over. What is left stands under Network."))
    return redirect("desk:home")


@desk("network.run_installation")
def networks(request: Any) -> HttpResponse:
    """The networks of the installation; a one-time address for somebody who sets up another one, told once."""
    address = ""
    if request.method == "POST":
        address = links.make()
        activity.record("network.address_made", about=request.network, by=request.person)
    context = {"networks": Network.objects.order_by("pk"), "address": address}
    response = render(request, "setup/networks.html", context)
    response["Cache-Control"] = "no-store"
    return response
