"""What follows from a sign-in, however it came about; and who is kept before the doors."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from compagnon.core import security
from compagnon.people.actions import accounts
from compagnon.people.entrance import sessions
from compagnon.people.entrance.adapters import FACTOR_DUE

ONE_CLICK = "one click"


def signed_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Let the limits of the session run, keep it for the list of sessions, note the event."""
    sessions.begin(request.session, user)
    given = [str(one["method"]) for one in get_authentication_records(request, user)]
    facts = {"way": " + ".join(dict.fromkeys(given)) or ONE_CLICK}
    security.note("sign_in", result=security.DONE, request=request, person=user, facts=facts)
    request.user = user
    accounts.remember_session(request=request, person=user)


def due_factor(request: Any) -> HttpResponse | None:
    """Leads who must have a second factor and has none to the page that walks through it."""
    if FACTOR_DUE not in request.session:
        return None
    onward = request.get_full_path() if request.method == "GET" else ""
    return redirect(f"{reverse('account:second-step')}?{urlencode({'next': onward})}")
