"""The cookies that are really set, in words (COOK-01, COOK-02); a test compares."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Cookie:
    name: str
    purpose: str | Promise
    lasts: str | Promise


COOKIES = (
    Cookie(settings.SESSION_COOKIE_NAME, _("Keeps you signed in."), _("12 hours; 30 days for participants")),
    Cookie(
        settings.CSRF_COOKIE_NAME, _("Protects forms, so that no other site can send one in your name."), _("1 year")
    ),
    Cookie(settings.LANGUAGE_COOKIE_NAME, _("Remembers the language that you chose."), _("1 year")),
    Cookie(
        f"{settings.COOKIE_PREFIX}papers",
        _("Keeps the papers that you sign open on this device, once the code is typed."),
        _("1 hour"),
    ),
    Cookie("messages", _("Carries a sentence to the next page, such as “Kept.”"), _("until it is read")),
)
