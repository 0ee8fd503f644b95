"""How long a session lives (SEC-24), by role, and what it remembers of how somebody came in."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from compagnon.core import security
from compagnon.people.choices import Role

MINUTE, HOUR, DAY = 60, 3600, 86_400
STAFF = (60 * MINUTE, 12 * HOUR)
"""Idle and absolute limit, in seconds, of everybody with a role at the desk."""
PARTICIPANTS = (12 * HOUR, 30 * DAY)
_LIMITS = "limits"
_SEEN_EVERY = MINUTE  # how exactly the idle limit is kept: writing it at each request would cost a query a page


def limits_of(person: Any) -> tuple[int, int]:
    """The idle and the absolute limit: the shorter of those of the roles."""
    return PARTICIPANTS if person.roles <= {Role.PARTICIPANT} else STAFF


def begin(session: Any, person: Any) -> None:
    """Let the limits run from now."""
    idle, absolute = limits_of(person)
    now = int(time.time())
    session[_LIMITS] = {"began": now, "seen": now, "idle": idle, "absolute": absolute}
    session.set_expiry(timezone.now() + timedelta(seconds=absolute))


def is_over(session: Any) -> str:
    """Why the session is over: "idle", "absolute", or nothing; notes that somebody was seen."""
    limits, now = session[_LIMITS], int(time.time())
    if now - limits["began"] > limits["absolute"]:
        return "absolute"
    if now - limits["seen"] > limits["idle"]:
        return "idle"
    if now - limits["seen"] >= _SEEN_EVERY:
        session[_LIMITS] = {**limits, "seen": now}
    return ""


class SessionLimits:
    """Ends a session that is over before any page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.person is not None:
            with scopes_disabled():  # no door is open yet: an account tells its network
                self._keep(request)
        return self.get_response(request)

    def _keep(self, request: Any) -> None:
        if _LIMITS not in request.session:
            begin(request.session, request.person)
        elif why := is_over(request.session):
            self._end(request, why)

    def _end(self, request: Any, why: str) -> None:
        security.note("session.ended", result=security.DONE, request=request, facts={"why": why})
        logout(request)
        request.person = None
        messages.info(request, _("You were signed out, because nobody had used this page for a while."))
