"""Coming in and going out: every way in passes here, so that the second factor is asked and the event noted."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse

from compagnon.core import security
from compagnon.people.actions.tries import may_try, take_back
from compagnon.people.models import Person

HOUR, DAY = 3600, 86_400


class TooManyTries(Exception):
    """Wrong passwords or codes came too often; other ways in still work."""


def let_in(*, request: Any, person: Person, way: str, onward: str = "") -> HttpResponse:
    """Sign in who has shown the first proof; answers with the page of the second factor when there is one."""
    if request.person is not None and request.person != person:
        leave(request=request)
    record_authentication(request, person, method=way)
    return perform_login(request, Login(user=person, email=person.email, redirect_url=onward or None))


def let_in_first(*, request: Any, person: Person) -> None:
    """Sign in who has just made a network; a second step is due from the next sign-in on.

    The password was chosen a moment ago: it counts as a proof.
    """
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, person, method="password")


def count_try_from_here(*, request: Any, network: Any = None) -> str:
    """Count one wrong try from this network address; gives its name to take back. Raises TooManyTries at 20 an hour."""
    here = f"sign-in-from:{security.address_of(request)}"
    if not may_try(here, times=20, seconds=HOUR):
        security.note("sign_in.too_many_tries", result=security.REFUSED, request=request, network=network)
        raise TooManyTries
    return here


def check_password(*, request: Any, email: str, password: str) -> Person | None:
    """The person to whom e-mail and password belong; None when they do not belong together.

    Raises TooManyTries after 20 wrong ones from one address in an hour, or 20 for one account in a day. A right one
    forgets those of its address.
    """
    email = email.strip().lower()
    here, account = count_try_from_here(request=request), f"password-of:{email}"
    known = Person.objects.filter(email=email).first()
    if not may_try(account, times=20, seconds=DAY):
        security.note("sign_in.too_many_tries", result=security.REFUSED, request=request, person=known)
        raise TooManyTries
    person = authenticate(request, username=email, password=password)
    if person is None:
        security.note("sign_in", result=security.REFUSED, request=request, person=known, facts={"way": "password"})
        return None
    take_back(here)
    take_back(account)
    return person  # type: ignore[return-value]


def leave(*, request: Any) -> None:
    """Sign out, on this device."""
    if request.person is not None:
        security.note("sign_out", result=security.DONE, request=request)
        UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
