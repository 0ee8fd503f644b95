"""The walk from a one-time address to a network: who, which network, where, which trades, which schemes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from compagnon.core.access import desk, public
from compagnon.core.i18n import localised
from compagnon.doors.setup import actions, links
from compagnon.doors.setup.forms import NetworkForm, PlacesForm, SchemesForm, WhoForm
from compagnon.network.actions import take_from_catalogue
from compagnon.network.models import Network, SetupLink, Site, Trade
from compagnon.network.seed_shape import shipped_catalogue
from compagnon.people.actions.entering import let_in_first
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.models import Scheme
from compagnon.schemes.seed_shape import read_schemes

KEPT = "setup"


def _page(request: Any, name: str, step: int, context: dict[str, Any]) -> HttpResponse:
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    response = render(request, f"setup/{name}.html", {**context, "step": step, "of": 5}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _link(token: str) -> SetupLink:
    found = links.find(token)
    if found is None:
        raise Http404
    return found


@public
def who(request: Any, token: str) -> HttpResponse:
    """Who sets the network up; kept in the session until the network is there, so that nothing is half made."""
    if links.find(token) is None:
        return _page(request, "over", 1, {})
    form = WhoForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    if form.is_valid():
        request.session[KEPT] = form.said()
        return redirect("setup:network", token=token)
    return _page(request, "who", 1, {"form": form})


@public
def network(request: Any, token: str) -> HttpResponse:
    """The network itself; the one who made it is signed in as its administrator and coordinator."""
    link, said = _link(token), request.session.get(KEPT)
    if not said:
        return redirect("setup:who", token=token)
    first = said["language"]
    initial = {"languages": sorted({first, "en"}), "default_language": first, "time_zone": "Europe/Paris"}
    form = NetworkForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        _made, person = actions.found_network(link=link, who=said, said=form.cleaned_data)
        del request.session[KEPT]
        let_in_first(request=request, person=person)
        return redirect("setup:centres")
    is_second = Network.objects.exists()
    return _page(request, "network", 2, {"form": form, "is_second": is_second})


@desk("network.administer")
def centres(request: Any) -> HttpResponseBase:
    """Centres and sites, pasted or typed, as often as one likes."""
    form = PlacesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        places = form.cleaned_data["lines"]
        count = actions.add_places(network=request.network, places=places, by=request.person)
        said = ngettext("%(count)s site is added.", "%(count)s sites are added.", count)
        messages.success(request, said % {"count": count})
        return redirect("setup:centres")
    there = Site.objects.select_related("organisation").order_by("organisation__position", "position")
    return _page(request, "centres", 3, {"form": form, "there": there})


@desk("network.administer")
def trades(request: Any) -> HttpResponseBase:
    """Trades from the shipped catalogue, whole sectors or one by one."""
    sectors = shipped_catalogue()
    if request.method == "POST":
        whole = set(request.POST.getlist("sector"))
        keys = {trade.key for sector in sectors if sector.key in whole for trade in sector.trades}
        keys |= set(request.POST.getlist("trade"))
        take_from_catalogue(network=request.network, sectors=sectors, keys=keys, by=request.person)
        return redirect("setup:schemes")
    there = set(Trade.objects.values_list("key", flat=True))
    return _page(request, "trades", 4, {"sectors": sectors, "there": there})


@desk("network.administer")
def schemes(request: Any) -> HttpResponseBase:
    """Which of the shipped schemes the network runs; those it has already stay."""
    seed, language = read_schemes(), get_language() or "en"
    there = set(Scheme.objects.values_list("key", flat=True))
    new = [scheme for scheme in seed.schemes if scheme.key not in there]
    offered = [(scheme.key, localised(scheme.name, language)) for scheme in new]
    chosen = [key for key, _name in offered]
    form = SchemesForm(request.POST if request.method == "POST" else None, offered=offered, initial={"schemes": chosen})
    if form.is_valid():
        keys = form.cleaned_data["schemes"]
        if keys:
            load_schemes(network=request.network, seed=seed.only(keys), by=request.person)
        messages.success(request, _("Your network is set up. Here is what is left of the first day."))
        return redirect("setup:first-day")
    return _page(request, "schemes", 5, {"form": form, "there": Scheme.objects.all()})
