"""Who did what, when and why: one append-only row per move, read as a sentence on the page."""

import re
from collections.abc import Iterable
from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from compagnon.core.i18n import localised
from compagnon.core.models import Activity

_WORDS: dict[str, str | Promise] = {}
_NAME_AND_ROLE = re.compile(r"(.+) \((.+)\)")
SYSTEM = gettext_noop("Compagnon")
ERASED = gettext_noop("Erased person")
"""What stands where somebody's name stood, once they were erased."""


class Actor(Protocol):
    """A person with an account, or somebody outside who came by a personal link."""

    @property
    def activity_name(self) -> str: ...


def words(verbs: dict[str, str | Promise]) -> None:
    """Give the sentences of an app's verbs; `%(by)s` is the actor, other names come from the row's facts."""
    _WORDS.update(verbs)


def known_verbs() -> Iterable[str]:
    return _WORDS.keys()


def trail_of(thing: Model) -> str:
    return f"{thing._meta.model_name}:{thing.pk}"


def record(
    verb: str,
    *,
    about: Any,
    by: Actor | None,
    trail: Model | None = None,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> Activity:
    """Write one row in the caller's transaction; `by=None` means that the program did it by itself."""
    if verb not in _WORDS:
        raise LookupError(f"No words were given for {verb!r}: add them with core.activity.words().")
    return Activity.unscoped.create(
        network_id=about.network_id,
        by=by if isinstance(by, Model) and getattr(by, "is_authenticated", False) else None,
        by_name=kept_name(by),
        for_name=_in_whose_place(by, trail or about),
        verb=verb,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        trail=trail_of(trail or about),
        facts=facts or {},
        reason=reason,
    )


def kept_name(by: Actor | None) -> str:
    """The actor's name with the role in the source language, whatever page the actor was reading."""
    with override("en"):
        return by.activity_name if by else SYSTEM


def _actor(name: str) -> str:
    """A kept name with its role in the reader's language: "Greta Sauerteig (Tutor at the host)"."""
    with_role = _NAME_AND_ROLE.fullmatch(name)
    return f"{_(with_role[1])} ({_(with_role[2])})" if with_role else _(name)


def _in_whose_place(by: Any, thing: Model) -> str:
    """Whom the actor replaces in this; empty when it is the actor's own work."""
    asked = getattr(by, "stands_in_for", None)
    return asked(thing) if asked else ""


def on(*things: Model | None, trails: Iterable[str] = ()) -> QuerySet[Activity]:
    """The activity shown under these files, newest first; `trails` are those of files that were merged into them."""
    trails = [*(trail_of(thing) for thing in things if thing is not None), *trails]
    return Activity.objects.filter(trail__in=trails).order_by("-at", "-pk")


def _in_language(facts: dict[str, Any], language: str) -> dict[str, Any]:
    """Facts that were kept in several languages, such as the title of a task, in the reader's."""
    return {name: localised(fact, language) if isinstance(fact, dict) else fact for name, fact in facts.items()}


def who(activity: Activity) -> str:
    """Who did it, and in whose place."""
    name = _actor(activity.by_name)
    return _("%(name)s for %(absent)s") % {"name": name, "absent": activity.for_name} if activity.for_name else name


def sentence(activity: Activity) -> str:
    """The row as people say it, in the reader's language."""
    facts = {"by": who(activity), **_in_language(activity.facts, get_language() or "en")}
    try:
        return str(_WORDS[activity.verb]) % facts
    except KeyError:  # a verb or a fact of an older version
        return f"{facts['by']}: {activity.verb.replace('.', ' ').replace('_', ' ')}"
