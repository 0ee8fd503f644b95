"""What every page of privacy at the desk has: the parts side by side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _


def parts(request: Any) -> list[dict[str, Any]]:
    """The pages of privacy, the one that is open marked."""
    pages = (
        ("record", _("Record")),
        ("impact", _("Impact")),
    )
    found = [{"label": label, "url": reverse(f"privacy:{name}"), "count": ""} for name, label in pages]
    return [{**one, "current": request.path.startswith(one["url"])} for one in found]


def show(request: Any, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of privacy with the others beside it."""
    return render(request, f"privacy/desk/{name}.html", {"parts": parts(request), **context}, status=status)
