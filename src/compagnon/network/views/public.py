"""What of a network's settings everybody may fetch."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from compagnon.core import files
from compagnon.core.access import portal
from compagnon.network.models import Emblem


@portal
def emblem(request: Any, code: str) -> HttpResponse:
    """A logo or an emblem; whatever an SVG holds, a browser that opens it by itself runs and fetches nothing."""
    found = get_object_or_404(Emblem, code=code)
    response = HttpResponse(files.read(found.file), content_type=found.media_type)
    response["Cache-Control"] = "public, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
    return response
