"""The pocket file on the phone: the page that works without a network, and what the browser needs to keep it."""

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.access import journey, public
from compagnon.stays.actions.logbook import MOST_PHOTOS
from compagnon.stays.forms.logbook import EntryForm
from compagnon.stays.forms.weeks import CheckInForm
from compagnon.stays.queries import logbook
from compagnon.stays.queries import pocket as queries
from compagnon.stays.queries.weeks import opens_on

SCRIPTS = ("stays/outbox.js", "stays/worker.js")
ICONS = (("ui/icon-192.png", "192x192", "any"), ("ui/icon-512.png", "512x512", "any"), ("ui/icon-full.png", "512x512", "maskable"))  # fmt: skip


@journey()
def pocket(request: Any) -> HttpResponse:
    """All that is needed on the way on one page, with what can be written; the browser may be asked to keep it."""
    found = queries.pocket_of(request.person)
    shown: dict[str, Any] = {"pocket": found, "now": clock.now()}
    if found is not None:
        shown["most"] = _("At most %(count)d pictures for one entry.") % {"count": MOST_PHOTOS}
        shown["form"] = EntryForm(mobility=found.mobility) if logbook.can_write(found.mobility) else None
        shown["weeks"] = [
            {"check_in": one, "opens_on": opens_on(one), "is_open": opens_on(one) <= clock.today(), "form": form}
            for one in found.check_ins
            for form in [CheckInForm(auto_id=f"week-{one.week}-{one.day}-%s")]
        ]
    response = render(request, "stays/journey/pocket.html", shown)
    if found is not None:
        response["X-Kept-Until"] = found.kept_until.isoformat()
    return response


@journey()
def passage(request: Any) -> HttpResponse:
    """Who is signed in, and the token with which the phone sends what it kept."""
    return JsonResponse({"person": request.person.code, "token": get_token(request)})


@public
def offline(request: Any) -> HttpResponse:
    """What stands in place of every page that the phone has not kept. Nothing about anybody."""
    return render(request, "stays/journey/offline.html")


@public
def worker(_request: Any) -> HttpResponse:
    """The script that the browser keeps beside the pages of participants; the addresses in it change with their content."""
    pages = {"page": reverse("stays:pocket"), "offline": reverse("stays:offline"), "passage": reverse("stays:passage")}
    scripts = ", ".join(json.dumps(static(name)) for name in SCRIPTS)
    response = HttpResponse(
        f"self.pocket = {json.dumps(pages)};\nimportScripts({scripts});\n", content_type="text/javascript"
    )
    response["Service-Worker-Allowed"] = reverse("journey:home")
    response["Cache-Control"] = "no-cache"
    return response


@public
def manifest(request: Any) -> HttpResponse:
    """How the pocket file stands on the home screen of a phone."""
    icons = [{"src": static(name), "sizes": size, "type": "image/png", "purpose": use} for name, size, use in ICONS]
    told = {
        "id": reverse("journey:home"),
        "name": "Compagnon",
        "short_name": "Compagnon",
        "lang": request.LANGUAGE_CODE,
        "start_url": reverse("stays:pocket"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#FAF7F2",
        "theme_color": "#FAF7F2",
        "icons": icons,
    }
    return HttpResponse(json.dumps(told, indent=1), content_type="application/manifest+json")
