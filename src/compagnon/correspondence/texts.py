"""A network's own texts of letters: what may stand in them, how they are filled, kept, and given up again."""

import logging
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.correspondence.kinds import kinds
from compagnon.correspondence.models import Audience, LetterSettings, LetterText
from compagnon.correspondence.placeholders import GIVEN, PLACE, Shown, fill, shown, unknown
from compagnon.network.models import Network
from compagnon.people.models import Person

_log = logging.getLogger(__name__)


@cache
def program_text(key: str, language: str, *, is_learner: bool) -> Shown:
    """The program's own text of a kind with its placeholders, in a language."""
    app, name = key.split(".", 1)
    return shown(f"{app}/letters/{name}.txt", language, is_learner=is_learner)


def audiences(key: str, language: str) -> list[Audience]:
    """Everybody, or learners and others where the program speaks otherwise to each."""
    same = program_text(key, language, is_learner=True).text == program_text(key, language, is_learner=False).text
    return [Audience.ALL] if same else [Audience.LEARNER, Audience.OTHER]


def text_of_program(key: str, language: str, audience: str) -> Shown:
    return program_text(key, language, is_learner=audience == Audience.LEARNER)


def own_words(
    key: str, language: str, *, is_learner: bool, facts: dict[str, Any], manners: LetterSettings
) -> tuple[str, str] | None:
    """Subject and text as the network says them; None where the program's own text is to be taken.

    A text that cannot be filled is never in the way of a letter: the program's goes, and the text keeps why.
    """
    wanted = Audience.LEARNER if is_learner else Audience.OTHER
    own = manners.texts.get((key, language, wanted)) or manners.texts.get((key, language, Audience.ALL))
    if own is None or own.problem:
        return None
    try:
        with transaction.atomic():  # what goes wrong here must not undo the letter
            return _filled(own, program_text(key, language, is_learner=is_learner), facts)
    except Exception as error:  # noqa: BLE001  (whatever it is, the letter must go)
        _log.warning("The text %s could not be used: %r", own, error)
        own.problem = str(error)[:300] or type(error).__name__
        LetterText.objects.filter(pk=own.pk).update(problem=own.problem)
        return None


def _filled(own: LetterText, program: Shown, facts: dict[str, Any]) -> tuple[str, str]:
    problems = problems_of(own.subject, own.body, program)
    if problems:
        raise ValueError(" ".join(said for said in problems.values()))
    values = program.values(PLACE.findall(own.subject + own.body), facts)
    return fill(own.subject, values)[:200], fill(own.body, values)


def problems_of(subject: str, body: str, program: Shown) -> dict[str, str]:
    """What is wrong with a text, by field: placeholders that nobody can fill, and those without which it does not work."""
    known = set(program.keys)
    found: dict[str, str] = {}
    for field, text in (("subject", subject), ("body", body)):
        strange = unknown(text, known)
        if strange:
            names = ", ".join(f"[[{name}]]" for name in strange)
            found[field] = _("This letter cannot fill %(names)s. Take one of those beside.") % {"names": names}
    for name in sorted(GIVEN.intersection(program.keys)):
        if f"[[{name}]]" not in body and "body" not in found:
            found["body"] = _("Leave [[%(name)s]] in the text: without it the reader cannot answer.") % {"name": name}
        if f"[[{name}]]" in subject and "subject" not in found:
            found["subject"] = _("[[%(name)s]] goes into the text, not into the subject.") % {"name": name}
    return found


@transaction.atomic
def keep_text(
    *, network: Network, key: str, language: str, audience: str, said: dict[str, str], by: Person
) -> LetterText:
    """Give a kind of letter an own text from now on; the one before stays as a version. The caller has checked it."""
    versions = LetterText.objects.filter(key=key, language=language, audience=audience)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    versions.filter(is_current=True).update(is_current=False)
    text: LetterText = LetterText.objects.create(
        network=network, key=key, language=language, audience=audience, number=number, by=by, **said
    )
    activity.record("correspondence.text_changed", about=text, by=by, trail=network, facts=_told(text))
    return text


@transaction.atomic
def give_up_text(*, network: Network, key: str, language: str, audience: str, by: Person) -> LetterText | None:
    """Go back to the program's text; the own versions stay. None when there was none."""
    text: LetterText | None = LetterText.objects.filter(
        key=key, language=language, audience=audience, is_current=True
    ).first()
    if text is not None:
        text.is_current = False
        text.save()
        activity.record("correspondence.text_given_up", about=text, by=by, trail=network, facts=_told(text))
    return text


def _told(text: LetterText) -> dict[str, Any]:
    return {"kind": kind_words(text.key), "language": text.language.upper(), "number": text.number}


def kind_words(key: str) -> str:
    """A kind of letter as people call it."""
    return next((kind.subject for kind in kinds() if kind.key == key), key)
