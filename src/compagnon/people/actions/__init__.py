"""Signing in by mail, new personal links, the language of an account."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.cache import cache
from django.db import transaction

from compagnon.core import clock
from compagnon.core.registries import letter_writer
from compagnon.people.models import Person, PersonalLink

SIGN_IN = "people.sign_in"
BACKEND = "compagnon.people.backends.PersonBackend"
GRACE = timedelta(minutes=2)
"""A link that signs in works once; a double press within this time is still that once."""


def may_try(what: str, *, times: int, seconds: int) -> bool:
    """Count one try of `what` (such as an address and what is asked for it); False when there were too many."""
    key = f"tries:{what}"
    cache.add(key, 0, seconds)
    return int(cache.incr(key)) <= times


@transaction.atomic
def send_sign_in_link(*, email: str) -> None:
    """Send a link that signs in, if this address is known; the caller cannot tell, on purpose.

    At most three in ten minutes for one address, so that nobody can fill a stranger's mailbox.
    """
    person = Person.objects.filter(email=email.strip().lower(), is_active=True, network__isnull=False).first()
    if person is None or not may_try(f"sign-in-link:{person.pk}", times=3, seconds=600):
        return
    letter_writer()(key="people.sign_in", reader=person, about=person, by=None, purpose=SIGN_IN)


@transaction.atomic
def sign_in_by(*, link: PersonalLink, request: Any) -> Person:
    """Sign in the person who holds this link, which ends shortly after."""
    person = link.person
    assert person is not None  # noqa: S101  (only people with an account get such a link)
    now = clock.now()
    link.last_used_at = now
    link.expires_at = min(link.expires_at, now + GRACE)
    link.save(update_fields=["last_used_at", "expires_at"])
    login(request, person, backend=BACKEND)
    return person


@transaction.atomic
def send_new_link(*, link: PersonalLink) -> bool:
    """Send the holder a fresh link for what an expired one was for; False when it was withdrawn or asked too often.

    It goes to the address that we know, never to whoever asks.
    """
    if link.revoked_at is not None or not may_try(f"new-link:{link.pk}", times=3, seconds=3600):
        return False
    letter_writer()(key="people.new_link", reader=link.holder, about=link.about, by=None, purpose=link.purpose)
    return True


@transaction.atomic
def choose_language(*, person: Person, language: str) -> None:
    """Keep the language in which somebody reads pages and letters. An unknown one is ignored."""
    if language in dict(settings.LANGUAGES) and person.language != language:
        person.language = language
        person.save(update_fields=["language"])
