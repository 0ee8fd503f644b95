"""The mailbox of the story: letters leave by the job that the worker runs, and links are taken from what was sent."""

import re

from django.test import override_settings
from django_scopes import scopes_disabled

from compagnon.correspondence.jobs import send_letter
from compagnon.correspondence.models import Letter, LetterState
from compagnon.correspondence.queries import text_of


def worker_sends_letters() -> None:
    """Run the job `correspondence.send_letter` for every letter that is queued, as the worker does."""
    with scopes_disabled():
        queued = list(Letter.unscoped.filter(state=LetterState.QUEUED).values_list("pk", "network_id"))
    with override_settings(EMAIL_IS_SENT=True):
        for letter, network in queued:
            send_letter(letter=letter, network=network)


def has_left(email: str, key: str) -> bool:
    """Whether a letter of a kind is on its way, once the worker has sent all that may go."""
    worker_sends_letters()
    with scopes_disabled():
        return Letter.unscoped.filter(to_email=email, key=key, state=LetterState.SENT).exists()


def newest_letter(email: str, key: str) -> Letter:
    """The newest letter of a kind that has left for an address."""
    worker_sends_letters()
    with scopes_disabled():
        letters = Letter.unscoped.filter(to_email=email, key=key, state=LetterState.SENT)
        letter = letters.select_related("link", "to_person", "to_contact").order_by("-pk").first()
        assert letter is not None, f"{key} never reached {email}; there are {_kinds_to(email)}"
    return letter


def _kinds_to(email: str) -> list[tuple[str, str]]:
    return list(Letter.unscoped.filter(to_email=email).values_list("key", "state"))


def link_for(email: str, key: str) -> str:
    """The personal link in the newest letter, without the name of the site."""
    with scopes_disabled():
        found = re.search(r"https?://[^/\s]+(/g/\S+)", text_of(newest_letter(email, key)))
    assert found, f"no link in {key}"
    return found.group(1)


def code_for(email: str) -> str:
    """The digits in the newest letter with a code to sign in."""
    with scopes_disabled():
        found = re.search(r"\d{3} \d{3}", text_of(newest_letter(email, "people.code")))
    assert found, f"no code went to {email}"
    return found.group(0)
