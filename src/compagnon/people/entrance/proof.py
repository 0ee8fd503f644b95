"""Before something sensitive: did who is signed in show within ten minutes that it is still them (SEC-25)?

Put `@proved` below the door of a view; a list of people goes out by `asked_first(request, count) or xlsx_response(…)`.
"""

import time
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core.access import View

MINUTES = 10
MANY = 50
"""A list of more people than this leaves only after a proof."""


def recently_proved(request: Any) -> bool:
    """Whether the person gave a proof within ten minutes; of two proofs at sign-in, the second is the one that counts.

    In the demonstration, where one becomes anybody by a press, it is taken for granted.
    """
    if settings.DEMO:
        return request.person is not None
    given = get_authentication_records(request, request.person)
    seconds = [one for one in given if one["method"] == "mfa"]
    latest = max((one["at"] for one in seconds or given), default=0)
    return bool(time.time() - latest < MINUTES * 60)


def proved(view: View) -> View:
    """Ask for a proof first; then the page opens, or the form can be sent again."""

    @wraps(view)
    def asked(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if recently_proved(request) else ask(request)

    return asked


def asked_first(request: Any, count: int) -> HttpResponse | None:
    """Before a list of `count` people leaves: the way to the proof where one is due, else nothing."""
    return None if count <= MANY or recently_proved(request) else ask(request)


def ask(request: Any) -> HttpResponse:
    """Send to the page of the proof, and back to where somebody was: for a form, to the page on which it stands."""
    onward = request.get_full_path()
    if request.method != "GET":
        came = urlsplit(request.headers.get("Referer", ""))
        onward = came.path if came.netloc == request.get_host() else reverse("home")
        messages.info(request, _("Nothing was changed yet. Show that it is you, then do it again."))
    return redirect(f"{reverse('account:proof')}?{urlencode({'next': onward})}")
