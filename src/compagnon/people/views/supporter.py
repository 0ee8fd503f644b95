"""The support's own door: where one is let in, and in and out."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django_scopes import scope

from compagnon.core.access import support
from compagnon.people.actions.support import came_in
from compagnon.people.support import INSIDE, open_to


@support
def home(request: Any) -> HttpResponse:
    """The networks into which one is let in now."""
    return render(request, "people/support/home.html", {"accesses": open_to(request.person)})


@support
def enter(request: Any, code: str) -> HttpResponse:
    """Go in: the network is told who came."""
    access = next((one for one in open_to(request.person) if one.code == code), None)
    if access is None:
        raise Http404
    with scope(network=access.network):
        came_in(access=access, by=request.person)
    request.session[INSIDE] = access.code
    return redirect("desk:home")


@support
def leave(request: Any) -> HttpResponse:
    request.session.pop(INSIDE, None)
    return redirect("support:home")
