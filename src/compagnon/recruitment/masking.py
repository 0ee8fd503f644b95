"""What a reviewer must not see: who the person is, in whatever field it was written."""

import re
from typing import Any

from django.utils.translation import gettext as _

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?:\+|\b0)\d(?:[ .-]?\d){7,}")


def masked(text: str, participant: Any) -> str:
    """The text without names, addresses, phones and e-mails of the participant and of who belongs to them."""
    hidden = _("[hidden]")
    for pattern in (_MAIL, _PHONE):
        text = pattern.sub(hidden, text)
    for word in _identity_words(participant):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", hidden, text, flags=re.IGNORECASE)
    return text


def _identity_words(participant: Any) -> list[str]:
    person = participant.person
    contacts = [contact for contact in (participant.guardian, participant.mentor) if contact is not None]
    names = [person.first_name, person.last_name, *(contact.last_name for contact in contacts)]
    if participant.employer is not None:
        names.append(participant.employer.name)
    words = {part for name in names for part in (name, *re.split(r"[\s-]+", name)) if len(part) > 2}
    return sorted(words, key=len, reverse=True)
