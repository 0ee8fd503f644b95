"""Deny by default: every view passes one door, which opens the network's scope and asks for one right.

A URL whose view has no door fails the build (`tests/house/`).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from typing import Any

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django_scopes import scope, scopes_disabled

from compagnon.core.polite import politely
from compagnon.core.registries import doorkeepers, network_finder, personal_links
from compagnon.core.stores import StoreAway
from compagnon.core.uploads import FileHeld

View = Callable[..., HttpResponseBase]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Door:
    """Which door a view stands behind, and the right it asks for."""

    name: str
    right: str = ""


class PersonMiddleware:
    """Puts `request.person` (None when nobody is signed in) and `request.network` (None until a door knows it)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _refuse_null(request)
        with scopes_disabled():  # an account tells its network, not the other way round
            request.person = request.user if request.user.is_authenticated else None  # type: ignore[attr-defined]
        request.network = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A file that is held back, or a store that is away, says so; everything else is an error."""
        if isinstance(exception, FileHeld):
            return render(request, "409.html", {"sentence": str(exception)}, status=409)
        if isinstance(exception, StoreAway):
            logger.error("files", exc_info=exception)
            return render(request, "503.html", status=503)
        return None


def _refuse_null(request: HttpRequest) -> None:
    """Nobody types a null character, and PostgreSQL keeps none: refused wherever it is sent."""
    sent = (value for query in (request.GET, request.POST) for _name, values in query.lists() for value in values)
    if any("\x00" in str(value) for value in chain([request.path_info], sent)):
        raise SuspiciousOperation("A null character was sent.")


def _declared(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """For everybody, without a network: status pages, sign-in, the choice of a language."""

    @wraps(view)
    def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with scopes_disabled():
            return view(request, *args, **kwargs)

    return _declared(entered, Door("public"))


def support(view: View) -> View:
    """For a support account of the installation, outside of any network."""

    @wraps(view)
    def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.person is None:
            return redirect_to_login(request.get_full_path())
        if not request.person.is_support:
            raise Http404
        with scopes_disabled():
            return view(request, *args, **kwargs)

    return _declared(entered, Door("support"))


def portal(view: View) -> View:
    """For everybody, in the network that the address names; the view receives no network argument.

    Before its portal is opened, a network is shown to its own team alone.
    """

    @wraps(view)
    def entered(request: Any, network: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.network = network_finder()(network)
        with scope(network=request.network):
            if not request.network.is_open and not _prepares(request):
                raise Http404
            return view(request, *args, **kwargs)

    return _declared(entered, Door("portal"))


def _prepares(request: Any) -> bool:
    person = request.person
    is_of_network = person is not None and person.network_id == request.network.pk
    return is_of_network and rules.test_rule("people.work_at_desk", person)


def _signed_in(name: str, right: str, *, kept: bool = True) -> Callable[[View], View]:
    def door(view: View) -> View:
        @wraps(view)
        def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = request.person
            if person is None:
                return redirect_to_login(request.get_full_path())
            if person.network_id is None:
                raise Http404
            request.network = person.network
            with scope(network=request.network), politely(name != "desk" and person.is_told_vous):
                if not rules.test_rule(right, person):
                    raise Http404
                first = next((answer for ask in doorkeepers if (answer := ask(request))), None) if kept else None
                return first or view(request, *args, **kwargs)

        return _declared(entered, Door(name, right))

    return door


def desk(right: str) -> Callable[[View], View]:
    """For staff whose role gives the right; 404 for everybody else."""
    return _signed_in("desk", right)


def journey(right: str = "people.follow_own_mobility") -> Callable[[View], View]:
    """For a participant, on a phone; with another right for everybody about themselves."""
    return _signed_in("journey", right)


def account(view: View) -> View:
    """For anybody who is signed in, about the own account; open also to who must still do something first."""
    return _signed_in("account", "people.keep_own_account", kept=False)(view)


def guest(purpose: str) -> Callable[[View], View]:
    """For somebody outside who holds a personal link of this purpose.

    The view receives the link, is read in the language of its holder, and must change nothing on GET: mail
    scanners open links before people do. A link that is over answers 410 with a way to ask for a new one.
    """

    def door(view: View) -> View:
        @wraps(view)
        def entered(request: Any, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            links = personal_links()
            with scopes_disabled():  # the link tells its network
                link = links.find(token, purpose)
            if link is None:
                raise Http404
            request.network = link.network
            request.link = link
            with scope(network=link.network), translation.override(links.language_of(link, request)):
                request.LANGUAGE_CODE = translation.get_language()
                if not link.is_valid:
                    return links.over(request, link)
                response = view(request, link, *args, **kwargs)
                response["Cache-Control"] = "no-store"
                response["X-Robots-Tag"] = "noindex"
                return response

        return _declared(entered, Door("guest", purpose))

    return door
