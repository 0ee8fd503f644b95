"""The host of a group at the desk: chosen once, shown for each who travels along before it is given."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import undo as undoing
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Departure
from compagnon.mobilities.queries import departures_visible_to
from compagnon.network.models import Organisation
from compagnon.placement import actions, group, queries
from compagnon.placement.forms import GroupTutorForm, WishForm


def _departure(request: Any, code: str) -> Departure:
    rows = Departure.objects.select_related("scheme", "host", "tutor", "network")
    found: Departure = get_object_or_404(departures_visible_to(request.person, rows), code=code)
    return found


@desk("placement.choose_hosts")
def choose(request: Any, code: str) -> HttpResponse:
    """Which host the group has, and who else could be it."""
    departure = _departure(request, code)
    stay = group.like(departure, request.person)
    form = WishForm(request.GET, mobility=stay)
    proposals, more = queries.proposals(stay, form.wish())
    shown = {"departure": departure, "form": form, "proposals": proposals, "more": more}
    if departure.host is not None:
        shown["losing"] = group.foresee(departure, None, request.person).gets
    return render(request, "placement/desk/group_choose.html", shown)


@desk("placement.choose_hosts")
def give(request: Any, code: str, host: str) -> HttpResponse:
    """Choose or note the tutor, read who gets this host and who keeps another, and give it."""
    departure = _departure(request, code)
    organisation = get_object_or_404(Organisation.objects.filter(partner__hosts=True), code=host)
    initial = {"tutor": departure.tutor.code} if departure.tutor and departure.host == organisation else {}
    form = GroupTutorForm(request.POST or None, host=organisation, initial=initial)
    if form.is_valid():
        tutor = form.chosen_tutor
        if form.asks_new:
            tutor = actions.add_tutor(host=organisation, by=request.person, **form.new_tutor)
        given = group.give_host(departure=departure, host=organisation, tutor=tutor, by=request.person)
        said = " ".join([_("%(host)s is the host of the group.") % {"host": organisation}, *told(given).values()])
        undoing.offer(request, said, reverse("placement:undo-group", args=[code]))
        return redirect(departure)
    foreseen = group.foresee(departure, organisation, request.person)
    shown = {"departure": departure, "host": organisation, "form": form, "foreseen": foreseen, **told(foreseen)}
    return render(request, "placement/desk/group_give.html", shown, status=422 if form.is_bound else 200)


def told(foreseen: group.Foreseen) -> dict[str, str]:
    """In sentences: how many get the host, keep another, are out of reach; nothing is said of nobody."""
    gets, keeps, beyond = len(foreseen.gets), len(foreseen.keeps), foreseen.beyond
    said = {
        "gets": ngettext("%(count)d gets this host.", "%(count)d get this host.", gets),
        "keeps": ngettext("%(count)d keeps the own.", "%(count)d keep their own.", keeps),
        "beyond": ngettext(
            "%(count)d traveller of a colleague is left as is.",
            "%(count)d travellers of colleagues are left as they are.",
            beyond,
        ),
    }
    counts = {"gets": gets, "keeps": keeps, "beyond": beyond}
    return {name: said[name] % {"count": count} for name, count in counts.items() if count}


@desk("placement.choose_hosts")
@require_POST
def away(request: Any, code: str) -> HttpResponse:
    """Take the host of the group away, and from all who have it from the group."""
    departure = _departure(request, code)
    group.give_host(departure=departure, host=None, tutor=None, by=request.person)
    undoing.offer(request, _("The group has no host any more."), reverse("placement:undo-group", args=[code]))
    return redirect(departure)


@desk("placement.choose_hosts")
@require_POST
def undo(request: Any, code: str) -> HttpResponse:
    """Take the last host of the group back, as the address names it."""
    departure = _departure(request, code)
    try:
        group.take_back(departure=departure, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Taken back."))
    return redirect(departure)
