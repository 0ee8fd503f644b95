"""Around the entrance: new links, where each role lands, the language."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_POST
from django_scopes import scope

from compagnon.core.access import public
from compagnon.core.headers import remember_language
from compagnon.people import actions, links
from compagnon.people.choices import Role
from compagnon.people.rules import RIGHTS
from compagnon.people.views.entrance import onward

DESK_ROLES = RIGHTS["people.work_at_desk"]


@public
@require_POST
def renew_link(request: Any, token: str) -> HttpResponse:
    """Send a fresh link to the holder of one that is over."""
    link = links.find_any(token)
    if link is None:
        raise Http404
    request.network = link.network
    with scope(network=link.network), translation.override(links.language_of(link, request)):
        sent = actions.send_new_link(link=link)
        return render(request, "people/guest/link_renewed.html", {"link": link, "sent": sent})


@public
def home(request: Any) -> HttpResponse:
    """Where the role of who is signed in lands."""
    person = request.person
    if person is None:
        return redirect("front")
    if person.is_support:
        return redirect("support:home")
    if person.roles & DESK_ROLES:
        return redirect("desk:home")
    return redirect("journey:home" if Role.PARTICIPANT in person.roles else "front")


@public
@require_POST
def language(request: Any) -> HttpResponse:
    """Remember the language, on this device and with the account."""
    chosen = request.POST.get("language", "")
    response = redirect(onward(request) or "home")
    if chosen in dict(settings.LANGUAGES):
        remember_language(response, chosen)
        if request.person is not None:
            actions.choose_language(person=request.person, language=chosen)
    return response
