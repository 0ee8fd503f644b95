"""A network's own texts of letters: what may stand in them, and how they are filled."""

import logging
from functools import cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.correspondence.kinds import kinds
from compagnon.correspondence.models import Audience, LetterSettings, LetterText
from compagnon.correspondence.placeholders import GIVEN, PLACE, Shown, fill, fill_subject, shown, unknown

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
    return fill_subject(own.subject, values), fill(own.body, values)


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


def kind_words(key: str) -> str:
    """A kind of letter as people call it."""
    return next((kind.subject for kind in kinds() if kind.key == key), key)
