"""Calendars to subscribe to: the page on which one gets an address, and the address itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from compagnon.core.access import account, guest
from compagnon.core.states import MoveRefused
from compagnon.people import links
from compagnon.people.models import PersonalLink
from compagnon.people.queries import works_at_desk
from compagnon.timeline import feeds
from compagnon.timeline.calendars import dated, entries_of, may_read
from compagnon.timeline.forms import FeedForm
from compagnon.timeline.models import CalendarFeed
from compagnon.timeline.typesetting.calendar import etag_of, typeset


def _mine(request: Any) -> Any:
    return CalendarFeed.objects.filter(person=request.person).select_related("site", "person").order_by("pk")


@account
def calendars(request: Any) -> HttpResponse:
    """The own calendars with their addresses and how to add one to a phone; a form for one more."""
    form = FeedForm(request.POST or None, person=request.person)
    if form.is_valid():
        try:
            feeds.open_feed(by=request.person, **form.chosen())
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The calendar has its address. Add it to a phone or a computer as told below."))
            return redirect("calendars:mine")
    at_desk = works_at_desk(request.person)
    context = {
        "shell": "shells/desk.html" if at_desk else "shells/journey.html",
        "at_desk": at_desk,
        "form": form if form.has_choice else None,
        "feeds": feeds.addresses_of(list(_mine(request))),
    }
    return render(request, "timeline/account/calendars.html", context, status=422 if form.errors else 200)


@account
def change(request: Any, code: str, deed: str) -> HttpResponse:
    """Names or initials, a new address, or the end of a calendar."""
    feed = get_object_or_404(_mine(request), code=code)
    if deed == "renew":
        feeds.renew(feed=feed, by=request.person)
        messages.success(request, _("The calendar has a new address. The old one answers no more."))
    elif deed == "end":
        feeds.end(feed=feed, by=request.person)
        messages.success(request, _("The calendar is ended. Its address answers no more."))
    else:
        feeds.show_names(feed=feed, shows_names=deed == "names", by=request.person)
        messages.success(request, _("Kept. Programs read it anew within some hours."))
    return redirect("calendars:mine")


@guest(feeds.PURPOSE)
def feed(request: Any, link: PersonalLink) -> HttpResponse:
    """The calendar as programs read it, in the language of its holder; 304 when nothing changed since they read it."""
    found = CalendarFeed.objects.select_related("person", "site", "network").filter(pk=link.about_id).first()
    if found is None or not may_read(found):
        raise Http404
    told = dated(found, entries_of(found))
    content = typeset(told, title=found.title, code=found.code, time_zone=found.network.time_zone)
    links.used(link)
    etag = quote_etag(etag_of(content))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="compagnon.ics"'
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer
