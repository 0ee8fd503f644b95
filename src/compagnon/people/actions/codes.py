"""One-time codes by mail: sent, and taken once."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from compagnon.core import clock, security
from compagnon.core.models import random_code
from compagnon.core.registries import letter_writer
from compagnon.people.actions.tries import may_try
from compagnon.people.models import OneTimeCode, Person

Purpose = OneTimeCode.Purpose
LIVES = timedelta(minutes=15)
TRIES = 5
HOUR = 3600
FROM_ONE_ADDRESS, FROM_ANYWHERE, FROM_WHERE_KNOWN = 5, 7, 3
"""Letters to one mailbox in an hour, ten at most (SEC-20): a stranger's asking leaves some to whom it belongs (SEC-21)."""


def reader_of(email: str) -> Person | None:
    """Who may get a code at this address: an active person of a network."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True, network__isnull=False).first()


@transaction.atomic
def send_code(*, request: Any, person: Person | None, email: str, purpose: str) -> str:
    """Mail six digits that work once within 15 minutes; gives the name under which they are asked for again.

    Nobody known, or too many letters to this mailbox in an hour: nothing is sent, and the caller cannot tell.
    """
    email = email.strip().lower()
    if not _may_write(email, person, request) or person is None:
        return random_code()
    made = OneTimeCode.unscoped.create(
        network_id=person.network_id, person=person, purpose=purpose, email=email, expires_at=clock.now() + LIVES
    )
    letter_writer()(key="people.code", reader=person, about=made, by=None, confidential=True)
    return made.code


def _may_write(email: str, person: Person | None, request: Any) -> bool:
    """Whether one more letter may go to this mailbox: the last few only for who has signed in from there before."""
    here = security.address_of(request)
    if not may_try(f"code-to:{email} from {here}", times=FROM_ONE_ADDRESS, seconds=HOUR):
        return False
    if may_try(f"code-to:{email}", times=FROM_ANYWHERE, seconds=HOUR):
        return True
    is_known = person is not None and security.has_come_in(person, request)
    return is_known and may_try(f"code-to:{email} where known", times=FROM_WHERE_KNOWN, seconds=HOUR)


@transaction.atomic
def take_code(*, name: str, typed: str, purpose: str) -> OneTimeCode | None:
    """Use up a code that was typed rightly; None when it is wrong, over, used, or was guessed at five times."""
    if not may_try(f"code:{name}", times=TRIES, seconds=int(LIVES.total_seconds())):
        return None
    rows = OneTimeCode.unscoped.select_for_update(of=("self",)).select_related("person__network")
    code: OneTimeCode | None = rows.filter(code=name, purpose=purpose, person__is_active=True).first()
    if code is None or not code.is_valid or not code.is_said_by(typed):
        return None
    code.used_at = clock.now()
    code.save(update_fields=["used_at"])
    return code


def forget_old_codes() -> int:
    """Remove codes that nobody can use any more; gives how many went."""
    return int(OneTimeCode.unscoped.filter(expires_at__lt=clock.now() - timedelta(days=1)).delete()[0])
