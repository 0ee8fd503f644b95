"""New personal links and the language of an account; the modules beside it let people in and keep their accounts."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from compagnon.core import clock
from compagnon.core.registries import letter_writer
from compagnon.people.actions.entering import let_in
from compagnon.people.actions.tries import may_try
from compagnon.people.models import Person, PersonalLink

__all__ = ["choose_language", "let_in_by", "may_try", "send_new_link"]


@transaction.atomic
def let_in_by(*, link: PersonalLink, request: Any, onward: str) -> HttpResponse:
    """Sign in the person who holds this link and go on; it ends at once, and never stands in for a second factor."""
    person = link.person
    assert person is not None  # noqa: S101  (only people with an account get such a link)
    now = clock.now()
    link.last_used_at = now
    link.expires_at = min(link.expires_at, now)
    link.save(update_fields=["last_used_at", "expires_at"])
    return let_in(request=request, person=person, way="link", onward=onward)


@transaction.atomic
def send_new_link(*, link: PersonalLink) -> bool:
    """Send the holder a fresh link for what an expired one was for; False when it was withdrawn or asked too often.

    It goes to the address that we know, never to whoever asks.
    """
    if link.revoked_at is not None or link.went_elsewhere or not may_try(f"new-link:{link.pk}", times=3, seconds=3600):
        return False
    letter_writer()(key="people.new_link", reader=link.holder, about=link.about, by=None, purpose=link.purpose)
    return True


@transaction.atomic
def choose_language(*, person: Person, language: str) -> None:
    """Keep the language in which somebody reads pages and letters. An unknown one is ignored."""
    if language in dict(settings.LANGUAGES) and person.language != language:
        person.language = language
        person.save(update_fields=["language"])
