"""The gateway for text messages: whichever the installation names by one address, with {number} where the number goes.

Only codes go this way. The address holds keys of the installation, so nothing of it is ever shown or written into a log. What is
behind it is the choice of who runs the installation, and only numbers that `people.phones` has checked are put into it.
"""

import logging
from importlib.util import find_spec
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

PLACE = "{number}"
_PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " ", "’": "'", "–": "-", "“": '"', "”": '"', "…": "..."})
"""Signs that would make a message cost two: one with a sign beyond the alphabet of telephones holds 70 signs and not 160."""


class NotTaken(Exception):
    """The gateway did not take a message, or cannot be asked; the sentence can be shown and names no number."""


def is_set() -> bool:
    return bool(settings.TEXT_MESSAGES_URL)


def problem(*, thorough: bool = False) -> str:
    """What keeps the gateway that is named from being used, as a sentence; nothing where it can be. Thoroughly, its address is read too.

    No message is sent.
    """
    if PLACE not in settings.TEXT_MESSAGES_URL:
        return _("TEXT_MESSAGES_URL needs %(place)s where the number goes.") % {"place": PLACE}
    if find_spec("apprise") is None:
        return _("The library for text messages is missing: run `sh tools/setup.sh texts`.")
    try:
        if thorough:
            _line("+33100000000")
    except NotTaken as refused:
        return str(refused)
    return ""


def send(*, number: str, text: str) -> None:
    """Hand one message to the gateway, once. Raises NotTaken."""
    if not is_set():
        raise NotTaken(_("No gateway for text messages is named."))
    if not _line(number).notify(body=text.translate(_PLAIN)):
        raise NotTaken(_("The gateway for text messages did not take it."))


def _line(number: str) -> Any:
    """The way to this number. A redirect is not followed, and nothing goes unsealed but to a machine of our own."""
    try:
        import apprise  # slow, 35 MB of memory, and wanted only where a gateway is named
    except ImportError as missing:
        raise NotTaken(_("The library for text messages is missing: run `sh tools/setup.sh texts`.")) from missing
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it notes what a gateway answers, the number among it
    address = settings.TEXT_MESSAGES_URL.replace(PLACE, quote(number, safe=""))
    line = apprise.Apprise.instantiate(address, asset=apprise.AppriseAsset(http_redirects=False))
    if line is None:
        raise NotTaken(_("The gateway for text messages (TEXT_MESSAGES_URL) is not understood."))
    if line.protocol and not line.secure and line.host not in settings.PRIVATE_HOSTS:
        raise NotTaken(_("The gateway for text messages (TEXT_MESSAGES_URL) is outside and asked without TLS."))
    return line
