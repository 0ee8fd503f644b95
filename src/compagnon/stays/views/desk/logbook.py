"""The logbook at the desk: what is new, one stay with its learning outcomes, a comment."""

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
from compagnon.stays.actions import logbook as actions
from compagnon.stays.forms.logbook import CommentForm
from compagnon.stays.queries import logbook as queries
from compagnon.stays.views.journey.logbook import picture_of


@desk("stays.follow_stays")
def entries(request: Any) -> HttpResponse:
    """Entries nobody has read, or all; what is shown lives in the address."""
    seen = queries.entries_seen_by(request.person)
    show = "all" if request.GET.get("show") == "all" else "new"
    rows = seen if show == "all" else queries.unread(seen)
    page = Paginator(queries.for_reading(rows), 50).get_page(request.GET.get("page"))
    tabs = [
        {"label": _("New"), "url": "?show=new", "count": queries.unread(seen).count(), "current": show == "new"},
        {"label": _("All"), "url": "?show=all", "count": None, "current": show == "all"},
    ]
    return render(request, "stays/desk/entries.html", {"page": page, "tabs": tabs, "show": show})


@desk("stays.follow_stays")
@require_POST
def mark_read(request: Any) -> HttpResponse:
    chosen = queries.entries_seen_by(request.person).filter(code__in=request.POST.getlist("selected"))
    count = actions.mark_read(entries=chosen, by=request.person)
    messages.success(request, ngettext("%d entry is marked as read.", "%d entries are marked as read.", count) % count)
    return redirect(f"{request.path.removesuffix('read/')}?show={request.POST.get('show', 'new')}")


@desk("stays.follow_stays")
def logbook(request: Any, code: str) -> HttpResponse:
    """One stay: what each learning outcome got, and every week; new entries can be marked as read at once."""
    mobilities = visible_to(request.person, Mobility.objects.all())
    mobility = get_object_or_404(mobilities.select_related("participant__person", "host", "tutor"), code=code)
    if request.method == "POST":
        fresh = queries.unread(queries.written(mobility.log_entries.all()))
        count = actions.mark_read(entries=fresh, by=request.person)
        said = ngettext("%d entry is marked as read.", "%d entries are marked as read.", count)
        messages.success(request, said % count)
        return redirect(request.path)
    shown = {
        "mobility": mobility,
        "weeks": (weeks := queries.weeks_of(mobility)),
        "unread": sum(entry.read_at is None for week in weeks for entry in week.entries),
        "outcomes": queries.outcomes_told(mobility),
        "form": CommentForm(auto_id=False),
    }
    return render(request, "stays/desk/logbook.html", shown)


@desk("stays.follow_stays")
@require_POST
def comment(request: Any, code: str) -> HttpResponse:
    entry = get_object_or_404(queries.entries_seen_by(request.person).select_related("mobility"), code=code)
    form = CommentForm(request.POST)
    if form.is_valid():
        actions.comment(entry=entry, text=form.cleaned_data["text"], by=request.person)
        messages.success(request, _("The comment is kept; the participant reads it."))
    else:
        messages.warning(request, _("Write at least a sentence."))
    return redirect("stays:logbook", code=entry.mobility.code)


@desk("stays.follow_stays")
@require_POST
def ask_tutor(request: Any, code: str) -> HttpResponse:
    """The referent has the tutor asked to confirm what waits."""
    mobility = get_object_or_404(visible_to(request.person, Mobility.objects.all()), code=code)
    if actions.ask_tutor(mobility=mobility, by=request.person) is None:
        messages.warning(request, _("The tutor was asked today already, or has no address."))
    else:
        messages.success(request, _("The tutor is asked by letter to confirm the weeks."))
    return redirect("stays:logbook", code=code)


@desk("stays.follow_stays")
def photo(request: Any, code: str) -> HttpResponse:
    seen = queries.photos_in(queries.entries_seen_by(request.person))
    return picture_of(get_object_or_404(seen, code=code))
