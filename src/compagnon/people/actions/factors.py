"""Second factors: an application that shows codes, passkeys, recovery codes. allauth and fido2 do the reckoning."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from fido2.utils import websafe_decode

from compagnon.core import security
from compagnon.core.registries import letter_writer
from compagnon.people.actions.codes import take_code
from compagnon.people.actions.entering import DAY, TooManyTries, check_password
from compagnon.people.actions.tries import may_try, take_back
from compagnon.people.choices import NEEDS_SECOND_FACTOR
from compagnon.people.models import OneTimeCode, Person
from compagnon.people.queries import factors_of

Kind = Authenticator.Type
FACTOR_DUE = "second_factor_due"


class LastFactor(Exception):
    """The role asks for a second factor, and this is the only one left."""


def check_second_factor(*, request: Any, person: Person, typed: str, again: bool = False) -> bool:
    """Whether the code of the application, or a recovery code, is right; each works once.

    Raises TooManyTries at ten in ten minutes, or 96 in a day: only who knows the first factor comes as far as this.
    """
    short, long = f"factor:{person.pk}", f"factor-day:{person.pk}"
    if not (may_try(short, times=10, seconds=600) and may_try(long, times=96, seconds=DAY)):
        security.note("sign_in.too_many_tries", result=security.REFUSED, request=request, person=person)
        raise TooManyTries
    found = _matching(person, typed)
    _noted(request, person, found)
    if found is None:
        return False
    take_back(short)
    post_authentication(request, found, reauthenticated=again)
    return True


def _noted(request: Any, person: Person, found: Authenticator | None) -> None:
    security.note(
        "sign_in.second_factor",
        result=security.DONE if found else security.REFUSED,
        request=request,
        person=person,
        facts={"way": str(found.type)} if found else None,
    )


@transaction.atomic
def _matching(person: Person, typed: str) -> Authenticator | None:
    """The factor that this code belongs to, which is used up by it."""
    rows = Authenticator.objects.select_for_update().filter(user=person).exclude(type=Kind.WEBAUTHN)
    for row in sorted(rows, key=lambda row: row.type != Kind.TOTP):
        used = _use_totp(row, typed) if row.type == Kind.TOTP else row.wrap().validate_code(typed)
        if used:
            row.user = person
            return row
    return None


def _use_totp(row: Authenticator, typed: str) -> bool:
    """A code is refused when it, or a later one, was used: kept with the factor, so that all processes know."""
    secret = totp.decrypt(row.data["secret"])
    for counter in totp.yield_hotp_counters_from_time():
        shown = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > row.data.get("used", -1) and compare_user_code(actual=typed, expected=shown):
            row.data["used"] = counter
            row.save(update_fields=["data"])
            return True
    return False


def passkey_question(*, person: Person | None) -> dict[str, Any]:
    """What the browser's passkey dialogue is asked with; without a person, any passkey of this site will do."""
    return dict(webauthn.begin_authentication(person))


def check_passkey(*, request: Any, person: Person | None, answer: dict[str, Any], again: bool = False) -> Person | None:
    """Who has shown a passkey; None when it is not one of ours, of another person, or answers another question."""
    try:
        webauthn.parse_authentication_response(answer)
        claimed = person or _holder(answer)
        found = webauthn.complete_authentication(claimed, answer) if claimed else None
    except (ValidationError, ValueError, KeyError):
        found = None
    if found is None:
        security.note("sign_in.second_factor", result=security.REFUSED, request=request, person=person)
        return None
    found.user = claimed
    _noted(request, claimed, found)  # type: ignore[arg-type]
    post_authentication(request, found, reauthenticated=again, passwordless=person is None)
    return claimed


def _holder(answer: dict[str, Any]) -> Person | None:
    handle = answer.get("response", {}).get("userHandle") or ""
    return Person.objects.select_related("network").filter(code=websafe_decode(handle).decode()).first()


def begin_application(*, afresh: bool) -> str:
    """The secret that the application will share with us, kept in the session until its first code is typed."""
    return str(totp.get_totp_secret(regenerate=afresh))


@transaction.atomic
def add_application(*, request: Any, by: Person, typed: str) -> bool:
    """Add the application whose first code was typed; False when the code is wrong."""
    secret = totp.get_totp_secret()
    if factors_of(by).filter(type=Kind.TOTP).exists() or not totp.validate_totp_code(secret, typed):
        return False
    totp.TOTP.activate(by, secret)
    totp.clear_totp_secret(request)
    _after(request=request, by=by, event="factor.added", kind=Kind.TOTP)
    return True


def passkey_offer(*, person: Person) -> dict[str, Any]:
    """What the browser is asked with to make a passkey for this person."""
    return dict(webauthn.begin_registration(person, passwordless=True))


@transaction.atomic
def add_passkey(*, request: Any, by: Person, name: str, answer: dict[str, Any]) -> bool:
    """Keep a passkey that the browser has made; False when it answers another question."""
    try:
        webauthn.parse_registration_response(answer)
        made = webauthn.complete_registration(answer)
    except (ValidationError, ValueError, KeyError):
        return False
    if not made.is_user_verified():
        return False
    webauthn.WebAuthn.add(by, name, answer)
    _after(request=request, by=by, event="factor.added", kind=Kind.WEBAUTHN)
    return True


@transaction.atomic
def remove_factor(*, request: Any, by: Person, key: str) -> bool:
    """Remove one's own application or passkey; False when there is no such one. Raises LastFactor."""
    rows = list(factors_of(by).select_for_update())
    found = next((row for row in rows if str(row.pk) == key), None)
    if found is None:
        return False
    if len(rows) == 1 and by.roles & NEEDS_SECOND_FACTOR:
        raise LastFactor
    found.delete()
    if len(rows) == 1:
        Authenticator.objects.filter(user=by).delete()  # recovery codes alone open nothing
    _after(request=request, by=by, event="factor.removed", kind=found.type)
    return True


@transaction.atomic
def make_recovery_codes(*, request: Any, by: Person) -> None:
    """Make ten new codes; the old ones open nothing any more."""
    Authenticator.objects.filter(user=by, type=Kind.RECOVERY_CODES).delete()
    RecoveryCodes.activate(by)
    security.note("factor.recovery_codes_made", result=security.DONE, request=request, person=by)


def _after(*, request: Any, by: Person, event: str, kind: str) -> None:
    """Recovery codes are there from the first factor on; other sessions end; a letter says what happened."""
    if event == "factor.added":
        RecoveryCodes.activate(by)
        request.session.pop(FACTOR_DUE, None)
    security.note(event, result=security.DONE, request=request, person=by, facts={"way": str(kind)})
    end_other_sessions(request, by)
    letter_writer()(key="people.account_changed", reader=by, about=by, by=None, facts={"what": event})


def prove_again(*, request: Any, typed: dict[str, str], has_factor: bool, name: str) -> bool:
    """Whether who is signed in has shown again who it is: by the second factor where there is one.

    Else by the password, or by the code mailed under `name`. Raises TooManyTries.
    """
    person = request.person
    if has_factor:
        right = check_second_factor(request=request, person=person, typed=typed["code"], again=True)
    elif "password" in typed:
        right = check_password(request=request, email=person.email, password=typed["password"]) == person
    else:
        right = take_code(name=name, typed=typed["code"], purpose=OneTimeCode.Purpose.PROOF) is not None
    result = security.DONE if right else security.REFUSED
    security.note("identity.proved_again", result=result, request=request)
    if right and not has_factor:
        record_authentication(request, person, method="password" if "password" in typed else "code")
    return right


@transaction.atomic
def forget_factors(*, person: Person) -> int:
    """Take all second factors from somebody who has lost them, by who runs the installation; gives how many went."""
    gone = int(Authenticator.objects.filter(user=person).delete()[0])
    UserSession.objects.filter(user=person).delete()
    person.session_round += 1
    person.save(update_fields=["session_round"])
    security.note("factor.removed", result=security.DONE, person=person, facts={"way": "by the operator"})
    letter_writer()(
        key="people.account_changed", reader=person, about=person, by=None, facts={"what": "factor.removed"}
    )
    return gone
