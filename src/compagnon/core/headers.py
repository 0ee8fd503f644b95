"""What every answer tells the browser beyond its page: who may keep it, who may show it in a frame, what is remembered."""

from collections.abc import Callable

from csp.constants import SELF
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse

OPEN_TO_ALL = {"public", "portal"}
"""Doors whose answers a browser may keep, as long as nobody is signed in."""


class PrivateAnswers:
    """Answers for one person are kept by nobody: not by a proxy, nor by the browser of a shared computer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_for_one_person(request):
            response.setdefault("Cache-Control", "no-store")
        return response


def _is_for_one_person(request: HttpRequest) -> bool:
    match = request.resolver_match
    door = getattr(match.func, "door", None) if match else None
    return getattr(request, "person", None) is not None or (door is not None and door.name not in OPEN_TO_ALL)


def shown_in_our_frames(response: HttpResponse) -> HttpResponse:
    """The answer, allowed into a frame of our own pages; all others may be shown in none."""
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]  # noqa: SLF001  (where django-csp looks)
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep a chosen language on this device for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip


class Messages(CookieStorage):
    """The sentences shown on the next page: in a cookie, so that who only holds a link needs no session."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"
