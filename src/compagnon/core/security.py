"""Security events, apart from activity: who got in, who was refused, what changed about keys and rights.

Every event has its name in a list in code (`words`), so that a list of them can be read, filtered and proved.
"""

import re
import secrets
from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled

from compagnon.core.models import SecurityEvent

Result = SecurityEvent.Result
DONE, REFUSED, FAILED = Result.DONE, Result.REFUSED, Result.FAILED

_WORDS: dict[str, str | Promise] = {
    "sign_in": _("Sign-in"),
    "sign_in.code_asked": _("Code to sign in asked for"),
    "sign_in.second_factor": _("Second factor"),
    "sign_in.single_sign_on": _("Single sign-on"),
    "sign_in.too_many_tries": _("Too many tries"),
    "sign_out": _("Sign-out"),
    "session.ended": _("Session ended"),
    "identity.proved_again": _("Identity proved again"),
    "password.changed": _("Password changed"),
    "email.change_asked": _("Change of e-mail asked for"),
    "email.changed": _("E-mail changed"),
    "factor.added": _("Second factor added"),
    "factor.removed": _("Second factor removed"),
    "factor.recovery_codes_made": _("Recovery codes made"),
    "account.invited": _("Invitation to an account"),
    "single_sign_on.changed": _("Single sign-on settings changed"),
    "file.refused": _("File refused by the virus scanner"),
    "security_events.exported": _("Security events exported"),
}
_REQUEST_ID = re.compile(r"[\w.-]{8,64}")
_MOST_FACTS = 20


def words(events: dict[str, str | Promise]) -> None:
    """Add an app's events with the words that people read; call it in the app's hooks."""
    twice = _WORDS.keys() & events.keys()
    if twice:
        raise ValueError(f"These security events are there already: {sorted(twice)}")
    _WORDS.update(events)


def known_events() -> Iterable[str]:
    return _WORDS.keys()


def label(event: str) -> str:
    """What people call an event; its own name when it is of an older version."""
    return str(_WORDS.get(event, event))


def note(
    event: str,
    *,
    result: str,
    request: Any = None,
    person: Any = None,
    network: Model | None = None,
    about: Any = None,
    facts: dict[str, Any] | None = None,
) -> SecurityEvent:
    """Write one event: `result` is DONE, REFUSED or FAILED; `about` anything that has a `code`.

    `person` and `network` are taken from the request when they are not given, and the network from the person.
    `facts` are few short words or numbers: never a secret, an address, or anything about health. Raises LookupError
    for an event that is not in the list, ValueError for facts that are no plain words and numbers.
    """
    if event not in _WORDS:
        raise LookupError(f"{event!r} is no known security event: add it with core.security.words().")
    person = person or getattr(request, "person", None)
    network = network or getattr(request, "network", None)
    network_id = network.pk if network is not None else getattr(person, "network_id", None)
    made = SecurityEvent(
        event=event,
        result=Result(result),
        person=person if getattr(person, "is_authenticated", False) else None,
        person_name=person.activity_name[:200] if person else "",
        network_id=network_id,
        about=_named(about),
        request_id=request_id(request) if request is not None else "",
        came_from=shortened(address_of(request)) if request is not None else "",
        facts=_plain(facts or {}),
    )
    with scopes_disabled():  # noted wherever it happens, before anybody knows the network too
        made.save(force_insert=True)
    return made


def has_come_in(person: Any, request: Any) -> bool:
    """Whether somebody has signed in before from where this request comes from, as far as events are kept."""
    here = shortened(address_of(request))
    rows = SecurityEvent.unscoped.filter(person=person, event="sign_in", result=DONE, came_from=here)
    return bool(here) and bool(rows.exists())


def _named(about: Any) -> str:
    if about is None:
        return ""
    key = getattr(about, "code", None) or getattr(about, "key", "")
    return f"{about._meta.label_lower}:{key}"[:100]


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    if len(facts) > _MOST_FACTS or not all(isinstance(fact, str | int | bool | None) for fact in facts.values()):
        raise ValueError("Facts of a security event are few words and numbers.")
    return {name: fact[:200] if isinstance(fact, str) else fact for name, fact in facts.items()}


def request_id(request: Any) -> str:
    """One name for everything that this request did: the proxy's, if it gives one that is safe to keep, else ours."""
    kept: str | None = getattr(request, "request_id", None)
    if kept is None:
        given = request.headers.get("X-Request-ID", "")
        kept = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        request.request_id = kept
    return kept


def address_of(request: Any) -> str:
    """The network address that the request came from; a proxy's word is taken only as often as there are proxies.

    What a proxy says that is no address is left aside for the proxy's own.
    """
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(passed) >= proxies and shortened(passed[-proxies]):
        return str(passed[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def shortened(address: str) -> str:
    """The part of an address that tells a provider from another and nobody from the neighbours: /24, or /48."""
    try:
        whole = ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return ""
    return str(ip_network(f"{whole}/{24 if whole.version == 4 else 48}", strict=False))
