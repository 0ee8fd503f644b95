"""What leaves with an offer, and what may arrive: plain rows, every one of them looked at before anything is kept."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.core.i18n import localised, says
from compagnon.network.choices import Step
from compagnon.people.choices import ParticipantKind
from compagnon.schemes.choices import Anchor, Direction, Form, Phase, SourceMark, Strand, TaskLevel, TaskRole, Unit
from compagnon.schemes.content import TASK_FIELDS, TASK_TEXTS, content_of
from compagnon.schemes.kinds import Condition, Proof
from compagnon.schemes.models import Scheme, SchemeTask

MOST_ROWS, MOST_WORDS = 300, 2_000
_KEY = re.compile(r"^[-a-zA-Z0-9_]{1,60}$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")
_CHOICES: dict[str, Any] = {
    "step": Step, "phase": Phase, "role": TaskRole, "anchor": Anchor, "unit": Unit, "level": TaskLevel, "strand": Strand,
    "source_mark": SourceMark,
}  # fmt: skip
_YES_OR_NO = ("working_days", "blocks_departure", "blocks_closing", "is_shared")
_WORDS = {"produces": 120, "source": 250}


def offered(scheme: Scheme) -> dict[str, Any]:
    """The copy that leaves: what the scheme is called and its timeline in force. No rules, no grid, nobody's name."""
    language = scheme.network.default_language
    rows = content_of(scheme, scheme.tasks_of(scheme.version))["tasks"]
    texts = {name: in_languages(getattr(getattr(scheme, name), "data", ""), language) for name in ("name", "summary")}
    return {
        **texts,
        "participant_kind": scheme.participant_kind,
        "direction": scheme.direction,
        "form": scheme.form,
        "tasks": [{**row, **{name: in_languages(row[name], language) for name in TASK_TEXTS}} for row in rows],
    }


def in_languages(text: Any, language: str) -> dict[str, str]:
    """A text by language; one without is in the network's own."""
    if isinstance(text, dict):
        return {code: words for code, words in text.items() if words}
    return {language: str(text)} if text else {}


def problems(content: Any) -> list[str]:
    """Everything that stands against reading a content from elsewhere, in sentences that name the row."""
    if not isinstance(content, dict):
        return [_("There is no timeline in it.")]
    found = [
        _("“%(field)s” is not one that is known here: %(value)s.") % {"field": name, "value": _shown(content.get(name))}
        for name, choices in (("participant_kind", ParticipantKind), ("direction", Direction), ("form", Form))
        if content.get(name) not in choices.values
    ]
    if not _is_text(content.get("name"), 200, required=True):
        found.append(_("It has no name."))
    if not _is_text(content.get("summary"), MOST_WORDS):
        found.append(_("Its summary cannot be read."))
    rows = content.get("tasks")
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_ROWS:
        return [*found, _("It has no tasks, or more than %(most)s.") % {"most": MOST_ROWS}]
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        found += [says(_called(number, row), said) for said in _of_row(row, seen)]
    return found


def _called(number: int, row: Any) -> str:
    title = row.get("title") if isinstance(row, dict) else None
    if _is_text(title, 200, required=True):
        return _("Task %(number)s, “%(title)s”") % {"number": number, "title": localised(title, get_language() or "en")}
    return _("Task %(number)s") % {"number": number}


def _of_row(row: Any, seen: set[str]) -> Iterator[str]:
    if not isinstance(row, dict):
        yield _("this is no task.")
        return
    if unknown := sorted(set(row) - set(TASK_FIELDS)):
        yield _("not known here: %(what)s.") % {"what": _shown(_(", ").join(map(str, unknown)))}
    if missing := [name for name in TASK_FIELDS if name not in row]:
        yield _("missing: %(what)s.") % {"what": _(", ").join(map(_name_of, missing))}
        return
    for name, is_right in _CHECKS.items():
        if not is_right(row[name]):
            yield _("“%(field)s” cannot be this: %(value)s.") % {"field": _name_of(name), "value": _shown(row[name])}
    if isinstance(row["key"], str):
        if row["key"] in seen:
            yield _("its key is there twice: %(key)s.") % {"key": _shown(row["key"])}
        seen.add(row["key"])
    if row["level"] == TaskLevel.MOBILITY and row["anchor"] == Anchor.ASKED:
        yield _("it has no day: nobody adds a task of each mobility.")


def _name_of(field: str) -> str:
    """A field of a row as the pages call it."""
    found: Any = SchemeTask._meta.get_field(field)
    return str(found.verbose_name)


def _one_of(choices: Any) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in choices.values


def _some_of(choices: Any) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, list) and all(isinstance(one, str) and one in choices.values for one in value)
    )


def _number(least: int, most: int, *, optional: bool = False) -> Callable[[Any], bool]:
    def is_right(value: Any) -> bool:
        if value is None:
            return optional
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return is_right


def _text(most: int, *, required: bool = False) -> Callable[[Any], bool]:
    return lambda value: _is_text(value, most, required=required)


def _words(most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= most


def _is_text(value: Any, most: int, *, required: bool = False) -> bool:
    """Words by language, each no longer than that."""
    if not isinstance(value, dict) or (required and not any(value.values())):
        return False
    return all(
        isinstance(code, str) and _LANGUAGE.match(code) and isinstance(words, str) and len(words) <= most
        for code, words in value.items()
    )


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "key": lambda value: isinstance(value, str) and _KEY.match(value),
    "title": _text(200, required=True),
    "help": _text(MOST_WORDS),
    "amount": _number(-120, 120),
    "effort_minutes": _number(1, 600, optional=True),
    "conditions": _some_of(Condition),
    "evidence": lambda value: value == "" or _one_of(Proof)(value),
    **{name: _one_of(choices) for name, choices in _CHOICES.items()},
    **{name: (lambda value: isinstance(value, bool)) for name in _YES_OR_NO},
    **{name: _words(most) for name, most in _WORDS.items()},
}


def _shown(value: Any) -> str:
    """What somebody else wrote, short enough for a sentence."""
    said = str(value)
    return said if len(said) <= 40 else f"{said[:40]}…"
