"""What a reviewer must not see in a first reading: who the person is, in whatever field it was written."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from compagnon.recruitment.choices import QuestionKind, WishesFor
from compagnon.recruitment.models import Answer, Application, Redaction

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?:\+|\b0)\d(?:[ .-]?\d){7,}")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\w)@\w[\w.]+")
_LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Unnamed:
    """An application as a first reading gets it: what was written, without whose it is."""

    file: str
    trade: str
    motivation: str
    answers: list[tuple[str, str]]


def unnamed(application: Application) -> Unnamed:
    """What may be read of an application before it is known whose it is; its code is its only name."""
    redaction = Redaction.objects.filter(application=application).first()
    hidden = redaction.words if redaction else ()
    participant = application.participant
    return Unnamed(
        file=application.code.upper(),
        trade=str(participant.trade or ""),
        motivation=masked(application.motivation, participant, hidden),
        answers=[(str(one.question), masked(_said(one), participant, hidden)) for one in _answers_to_read(application)],
    )


def _answers_to_read(application: Application) -> list[Answer]:
    """Answers to the questions that the call lets readers see; files and names of others to leave with never."""
    rows = Answer.objects.filter(application=application, question__shown_to_reviewers=True, question__is_off=False)
    rows = rows.exclude(question__kind=QuestionKind.FILE).exclude(question__wishes_for=WishesFor.BUDDIES)
    return [one for one in rows.select_related("question") if one.value not in (None, "", [])]


def _said(answer: Answer) -> str:
    """The answer in words: choices by what they say, not by their keys."""
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    words = answer.question.words_of_choices
    return _(", ").join(words.get(str(value), str(value)) for value in values)


def masked(text: str, participant: Any, also: Iterable[str] = ()) -> str:
    """The text without names, addresses, phones, dates of birth and places of the participant and who belongs to them.

    `also` are words that somebody of the staff hid; accents and capitals do not count.
    """
    hidden = _("[hidden]")
    for pattern in (_MAIL, _PHONE, _ADDRESS):
        text = pattern.sub(hidden, text)
    words = {*_identity_words(participant), *(word for word in also if word.strip())}
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){_loosely(word)}(?!\w)", hidden, text, flags=re.IGNORECASE)
    return text


@cache
def _alike() -> dict[str, str]:
    """Letters told apart by an accent alone."""
    alike: dict[str, str] = {}
    for code in range(0xC0, 0x180):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0].lower()
        if base.isascii() and base.isalpha():
            alike[base] = alike.get(base, base) + letter
    return alike


def _loosely(word: str) -> str:
    """An expression for a word that finds it with and without accents, with a hyphen or a space."""
    bare = unicodedata.normalize("NFD", word)
    letters = [letter.lower() for letter in bare if not unicodedata.combining(letter)]
    return "".join(_letter(letter) for letter in letters)


def _letter(letter: str) -> str:
    if letter in "- ":
        return r"[\s-]+"
    if letter in "'’":
        return "['’]"
    return f"[{_alike()[letter]}]" if letter in _alike() else re.escape(letter)


def _identity_words(participant: Any) -> set[str]:
    person = participant.person
    contacts = [contact for contact in (participant.guardian, participant.mentor) if contact is not None]
    names = [
        person.first_name,
        person.last_name,
        *(name for one in contacts for name in (one.first_name, one.last_name)),
    ]
    if participant.employer is not None:
        names.append(participant.employer.name)
    words = {part for name in names for part in (name, *re.split(r"[\s-]+", name)) if len(part) > 2}
    return words | _places(participant) | _days(participant.birth_date) | _countries(participant)


def _places(participant: Any) -> set[str]:
    """The school and its town; whole names, since their parts are common words."""
    site = participant.site
    if site is None:
        return set()
    town = getattr(site, "town", "") or ""
    return {str(name) for name in (site, town, site.organisation) if len(str(name)) > 2}


def _days(born: date | None) -> set[str]:
    if born is None:
        return set()
    written = {f"{born:%d/%m/%Y}", f"{born:%d.%m.%Y}", f"{born:%d/%m/%y}", born.isoformat(), str(born.year)}
    for language in _LANGUAGES:
        with translation.override(language):
            written.add(date_format(born, "j F Y"))
            written.add(date_format(born, "j F"))
    return written


def _countries(participant: Any) -> set[str]:
    code = str(participant.nationality or "")
    names = set()
    for language in _LANGUAGES:
        with translation.override(language):
            names.add(str(countries.name(code)) if code else "")
    return {name for name in names if name}
