"""What every page's shell needs: the network, the person, the navigation."""

from functools import cache, partial
from typing import Any

import rules
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from compagnon.core.lists import counted_each
from compagnon.core.registries import desk_navigation, portal_navigation, told


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor; cheap, because it runs for every page and every panel on it.

    The navigation, which counts, is made when a template shows it: once a page, not once a panel.
    """
    person = getattr(request, "person", None)
    network = getattr(request, "network", None)
    return {
        "person": person,
        "network": network,
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "navigation": SimpleLazyObject(lambda: _navigation(request, person, network)),
        "portal_home": reverse("portal:home", args=[network.key]) if network else "",
    }


def _navigation(request: HttpRequest, person: Any, network: Any) -> list[dict[str, Any]]:
    if network is None:
        return []
    if request.path.startswith("/desk/") or (
        request.path.startswith(("/me/account/", "/me/data/")) and person is not None
    ):
        return _desk_navigation(request, person)
    match = request.resolver_match
    return _portal_navigation(request, network) if match and "network" in match.kwargs else []


def _portal_navigation(request: HttpRequest, network: Any) -> list[dict[str, Any]]:
    urls = [(entry, reverse(entry.url_name, args=[network.key])) for entry in portal_navigation]
    return [
        {"label": entry.label, "url": url, "icon": entry.icon, "count": None, "current": request.path.startswith(url)}
        for entry, url in urls
    ]


def _desk_navigation(request: HttpRequest, person: Any) -> list[dict[str, Any]]:
    mine = [entry for entry in desk_navigation if person is not None and rules.test_rule(entry.right, person)]
    asked = {entry.url_name: partial(entry.rows, request) for entry in mine if entry.rows}
    counts = counted_each("navigation", person, asked)
    entries: list[dict[str, Any]] = [
        {
            "label": entry.label,
            "url": _address(entry.url_name),
            "icon": entry.icon,
            "count": told(found) if (found := counts.get(entry.url_name)) else "",
            "beside": entry.beside,
        }
        for entry in mine
    ]
    here = _current(request.path, [shown["url"] for shown in entries])
    return sorted(({**shown, "current": shown["url"] == here} for shown in entries), key=lambda shown: shown["beside"])


@cache
def _address(url_name: str) -> str:
    return reverse(url_name)


def _current(path: str, urls: list[str]) -> str:
    """The entry under which a page lies: of several the innermost; the first screen is only itself."""
    home = reverse("desk:home")
    within = [url for url in urls if path == url or (url != home and path.startswith(url))]
    return max(within, key=len, default="")
