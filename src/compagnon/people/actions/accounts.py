"""What people change of their own account."""

from typing import Any

from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import IntegrityError, transaction

from compagnon.core import security
from compagnon.core.registries import letter_writer
from compagnon.people.models import OneTimeCode, Person


@transaction.atomic
def change_details(*, by: Person, **fields: Any) -> None:
    """Change one's own name, phone and language; the words by which a participant is found follow."""
    for name, value in fields.items():
        setattr(by, name, value)
    by.save(update_fields=[*fields])
    participant = getattr(by, "participant", None)
    if participant is not None:
        participant.save(update_fields=["search_text"])


@transaction.atomic
def change_password(*, request: Any, by: Person, password: str) -> None:
    """Give oneself a password; every other session ends."""
    by.set_password(password)
    by.save(update_fields=["password"])
    update_session_auth_hash(request, by)
    end_other_sessions(request, by)
    _tell(request=request, by=by, what="password.changed")


def change_email(*, request: Any, by: Person, code: OneTimeCode) -> bool:
    """Take the address that the code has proved; False when somebody has it, in this network or in another."""
    old = by.email
    try:
        with transaction.atomic():
            _tell(request=request, by=by, what="email.changed")  # to the old address, which is still the reader's
            by.email = code.email
            by.save(update_fields=["email"])
    except IntegrityError:  # another network's accounts cannot be looked at, but an address has one account
        by.email = old
        security.note("email.changed", result=security.REFUSED, request=request, person=by)
        return False
    end_other_sessions(request, by)
    return True


def _tell(*, request: Any, by: Person, what: str) -> None:
    """Note it, and write of it."""
    security.note(what, result=security.DONE, request=request, person=by)
    letter_writer()(key="people.account_changed", reader=by, about=by, by=None, facts={"what": what})


def remember_session(*, request: Any, person: Person) -> None:
    """Keep where somebody is signed in, for the list of sessions; what is over goes."""
    UserSession.objects.purge_and_list(person)
    UserSession.objects.create_from_request(request)


@transaction.atomic
def end_session(*, request: Any, by: Person, key: str) -> int:
    """End one of one's own other sessions, or all of them for key "all"; gives how many ended."""
    rows = UserSession.objects.filter(user=by).exclude(session_key=request.session.session_key)
    chosen = list(rows if key == "all" else rows.filter(pk=int(key) if key.isdecimal() else 0))
    for session in chosen:
        session.end()
        security.note("session.ended", result=security.DONE, request=request, facts={"why": "ended by hand"})
    return len(chosen)
