"""Support inside a network: it reads, every page is noted, and nothing leaves.

A support account belongs to no network. While it is let in, this middleware lends it the network for the request.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django_scopes import scope, scopes_disabled

from compagnon.core import clock
from compagnon.people.models import Person, SupportAccess, SupportVisit

INSIDE = "support_access"
READS = {"GET", "HEAD", "OPTIONS"}
MAY_POST = {"sign-out", "language", "support:enter", "support:leave"}


def support_account(email: str) -> Person | None:
    """The open support account of this address."""
    with scopes_disabled():
        return Person.objects.filter(email=email.strip().lower(), is_support=True, is_active=True).first()


def open_to(person: Person) -> list[SupportAccess]:
    """The networks into which somebody of support is let in now."""
    with scopes_disabled():
        rows = SupportAccess.unscoped.filter(supporter=person, ends_at__gt=clock.now()).select_related("network")
        return list(rows.order_by("ends_at"))


class SupportMiddleware:
    """Asks at each request whether the access is still open; stands after `PersonMiddleware`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        person = request.person
        code = request.session.get(INSIDE) if person is not None and person.is_support else None
        access = next((one for one in open_to(person) if one.code == code), None) if code else None
        if access is None:
            return self.get_response(request)
        person.network, person.support_access = access.network, access
        if request.method not in READS and _name_of(request) not in MAY_POST:
            return render(request, "people/support/reads_only.html", status=403)
        response = self.get_response(request)
        if response.get("Content-Disposition", "").startswith("attachment"):
            return render(request, "people/support/reads_only.html", status=403)
        if request.method == "GET" and response.status_code == 200 and request.network == access.network:
            with scope(network=access.network):
                SupportVisit.objects.create(network_id=access.network_id, access=access, path=request.path[:300])
        return response


def _name_of(request: Any) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
