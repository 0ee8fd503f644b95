"""Signing in by a network's own directory: set up, tried, and who comes in by it."""

from dataclasses import dataclass
from typing import Any

import requests
from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, security
from compagnon.core.outgoing import OutgoingRefused, session
from compagnon.people.models import IdentityProvider, Invitation, InvitationState, Person

WELL_KNOWN = "/.well-known/openid-configuration"
_NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Finding:
    """One sentence about a provider that was tried."""

    sentence: str
    is_well: bool = False


@transaction.atomic
def set_provider(*, provider: IdentityProvider, secret: str, by: Person) -> None:
    """Keep how the network's directory is reached; an empty secret leaves the one there is."""
    if secret:
        provider.secret = secret
    provider.save()
    facts = {"issuer": provider.issuer, "is_active": provider.is_active}
    security.note("single_sign_on.changed", result=security.DONE, person=by, about=provider, facts=facts)
    activity.record(
        "people.sign_on_changed", about=provider, by=by, trail=provider.network, facts={"label": provider.label}
    )


def examine(issuer: str) -> list[Finding]:
    """Read what the provider says of itself; gives what is wrong, one sentence each, or that all is well."""
    try:
        with session() as asking:
            answer = asking.get(issuer.rstrip("/") + WELL_KNOWN)
            answer.raise_for_status()
            told = answer.json()
            wrong = _wrong_in(told, issuer)
            if not wrong:
                asking.get(told["jwks_uri"]).raise_for_status()
    except OutgoingRefused as refused:
        return [Finding(str(refused))]
    except requests.HTTPError as error:
        said = {"address": getattr(error.response, "url", issuer), "status": getattr(error.response, "status_code", "")}
        return [Finding(_("%(address)s answers with an error (%(status)s): is the issuer right?") % said)]
    except requests.Timeout:
        return [Finding(_("The directory does not answer in time."))]
    except requests.exceptions.JSONDecodeError:
        return [Finding(_("What stands there is no description of an OpenID Connect provider. Is the issuer right?"))]
    except requests.RequestException:
        return [Finding(_("Nobody answers at this address. Is it written rightly, and reachable from this server?"))]
    return wrong or [Finding(_("All is well: the directory answers and offers what is needed."), is_well=True)]


def _wrong_in(told: Any, issuer: str) -> list[Finding]:
    if not isinstance(told, dict):
        return [Finding(_("What stands there is no description of an OpenID Connect provider. Is the issuer right?"))]
    found = []
    if str(told.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        found.append(
            Finding(_("The directory calls itself %(name)s: write the issuer just so.") % {"name": told.get("issuer")})
        )
    missing = [name for name in _NEEDED if not told.get(name)]
    if missing:
        found.append(Finding(_("The directory does not say: %(names)s.") % {"names": ", ".join(missing)}))
    if "code" not in told.get("response_types_supported", ["code"]):
        found.append(Finding(_("The directory does not offer the way that is used here (response type “code”).")))
    if "email" not in told.get("scopes_supported", ["email"]):
        found.append(Finding(_("The directory does not tell e-mail addresses (scope “email”).")))
    return found


class NotLetIn(Exception):
    """Who comes from the directory is not let in; the message can be shown."""


def person_of(*, provider: IdentityProvider, told: dict[str, Any]) -> Person:
    """The person of the network whom the directory has sent: known, active, at a verified address.

    Nobody is made, and no role is given. Raises NotLetIn.
    """
    token, more = told.get("id_token") or {}, told.get("userinfo") or {}
    if not token.get("sub") or (more and more.get("sub") != token["sub"]):
        raise NotLetIn(_("The directory’s answer does not fit together."))
    said = more if "email" in more else token
    email = str(said.get("email", "")).strip().lower()
    if not email:
        raise NotLetIn(_("The directory does not tell your e-mail address."))
    if said.get("email_verified") is not True and not (provider.vouches and "email_verified" not in said):
        raise NotLetIn(_("The directory does not vouch for your e-mail address."))
    if provider.domains and email.rpartition("@")[2] not in provider.domains:
        raise NotLetIn(_("Addresses of this domain do not sign in by the directory."))
    person = Person.objects.filter(network_id=provider.network_id, email=email, is_active=True).first()
    if person is None:
        raise NotLetIn(_why_not(provider, email) % {"email": email})
    return person


def _why_not(provider: IdentityProvider, email: str) -> str:
    """What to do for who is not known: open the letter that waits, or ask for one. The address is verified: it is theirs."""
    waiting = Invitation.unscoped.filter(network_id=provider.network_id, state=InvitationState.PENDING)
    if waiting.filter(person__email=email).exists():
        return _(
            "An invitation was sent to %(email)s: open the letter and accept it first, then the directory lets you in."
        )
    return _("Nobody of this network has the address %(email)s here. Ask a coordinator for an invitation.")
