"""Check-ins at the desk: who did not answer, who is not well, what has been dealt with."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.stays.actions import weeks as actions
from compagnon.stays.queries import weeks as queries


@desk("stays.follow_stays")
def check_ins(request: Any) -> HttpResponse:
    """One list with four ways to look at it; what is shown lives in the address."""
    ways = queries.ways_to_look(queries.seen_by(request.person))
    show = request.GET.get("show", "")
    show = show if show in ways else "attention"
    rows = queries.for_list(ways[show])
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "stays/desk/check_ins.html", {"page": page, "tabs": _tabs(ways, show), "show": show})


def _tabs(ways: dict[str, Any], show: str) -> list[dict[str, Any]]:
    """The answered ones are not counted: there are many and nobody waits for the number."""
    words = {"attention": _("To look at"), "missed": _("Missed"), "low": _("Not going well"), "answered": _("Answered")}
    return [
        {
            "label": words[way],
            "url": f"?show={way}",
            "count": None if way == "answered" else ways[way].count(),
            "current": way == show,
        }
        for way in words
    ]


@desk("stays.follow_stays")
@require_POST
def mark_seen(request: Any) -> HttpResponse:
    chosen = queries.seen_by(request.person).filter(code__in=request.POST.getlist("selected"))
    count = actions.mark_seen(check_ins=chosen, by=request.person, note=request.POST.get("note", ""))
    messages.success(request, ngettext("%d check-in is dealt with.", "%d check-ins are dealt with.", count) % count)
    return redirect(f"{request.path.removesuffix('seen/')}?show={request.POST.get('show', 'attention')}")


@desk("stays.follow_stays")
@require_POST
def arrival(request: Any, code: str) -> HttpResponse:
    """The referent heard of the arrival by telephone."""
    mobility = get_object_or_404(visible_to(request.person, Mobility.objects.all()), code=code)
    try:
        actions.confirm_arrival(mobility=mobility, by=request.person, note=request.POST.get("note", ""))
        messages.success(request, _("The arrival is noted."))
    except actions.StayRefused as refused:
        messages.warning(request, str(refused))
    return redirect(mobility)
