"""What of a network's settings everybody may fetch."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from compagnon.core import files
from compagnon.core.access import public
from compagnon.network.models import Emblem


@public
def emblem(request: Any, network: str, code: str) -> HttpResponse:
    """A logo or an emblem, also before the portal is open: pages behind personal links show it.

    Whatever an SVG holds, a browser that opens it by itself runs and fetches nothing.
    """
    found = get_object_or_404(Emblem, network__key=network, code=code)
    response = HttpResponse(files.read(found.file), content_type=found.media_type)
    response["Cache-Control"] = "public, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
    return response
