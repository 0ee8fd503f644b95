"""Which letters come, chosen by the personal link at the end of a letter; and one press of a mail program."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from compagnon.core.access import guest
from compagnon.correspondence import actions
from compagnon.correspondence import wishes as own
from compagnon.correspondence.forms import WishForm
from compagnon.correspondence.models import Rhythm
from compagnon.people import links
from compagnon.people.models import PersonalLink


@guest(own.PURPOSE)
def wishes(request: Any, link: PersonalLink) -> HttpResponse:
    """How often each kind comes that need not come."""
    form = WishForm(request.POST or None, reader=link.holder)
    is_kept = form.is_valid()
    if is_kept:
        actions.wish(reader=link.holder, said=form.said())
        links.used(link)
    context = {"form": form, "network": link.network, "is_kept": is_kept}
    status = 422 if form.is_bound and not is_kept else 200
    return render(request, "correspondence/guest/wishes.html", context, status=status)


@csrf_exempt  # a mail program presses it, which has no page of ours and no cookie; the link itself is the key
@guest(own.PURPOSE)
def off(request: Any, link: PersonalLink, kind: str) -> HttpResponse:
    """No more of one kind (RFC 8058: one press in a mail program posts here); a person who comes by it finds the page."""
    if kind not in own.asked_of(link.holder):
        raise Http404
    if request.method == "POST":
        actions.wish(reader=link.holder, said={kind: Rhythm.OFF})
        links.used(link)
        return HttpResponse(status=204)
    return redirect("letter-wishes:page", token=links.token_of(link))
