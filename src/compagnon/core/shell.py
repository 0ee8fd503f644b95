"""What every page's shell needs: the network, the person, the navigation."""

from typing import Any

import rules
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from compagnon.core.registries import desk_navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor; cheap, because it runs for every page."""
    person = getattr(request, "person", None)
    network = getattr(request, "network", None)
    return {
        "person": person,
        "network": network,
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "navigation": _desk_navigation(request, person) if request.path.startswith("/desk/") and network else [],
    }


def _desk_navigation(request: HttpRequest, person: Any) -> list[dict[str, Any]]:
    entries = []
    for entry in desk_navigation:
        if person is None or not rules.test_rule(entry.right, person):
            continue
        url = reverse(entry.url_name)
        current = request.path == url or (url != reverse("desk:home") and request.path.startswith(url))
        count = entry.count(request) if entry.count else None
        entries.append({"label": entry.label, "url": url, "icon": entry.icon, "count": count, "current": current})
    return entries
