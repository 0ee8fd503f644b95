"""Who opened what that is confidential: noted once for a person, a thing and a day, read by who watches over data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import rules
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.functional import Promise

from compagnon.core.activity import kept_name
from compagnon.core.models import Opening
from compagnon.core.registries import Registry


@dataclass(frozen=True)
class Things:
    """Rows that are opened. `named(keys)` gives for each key a name and an address, `matching(words)` keys by words.

    The address is shown to who has the `right`.
    """

    model: type[Model]
    right: str
    named: Callable[[Iterable[int]], dict[int, tuple[str, str]]]
    matching: Callable[[str], Any]


opened_things: Registry[Things] = Registry("Whose openings are noted, how are they named, how found?")
_LABELS: dict[str, str | Promise] = {}


def words(labels: dict[str, str | Promise]) -> None:
    """Give the words of what an app notes as opened: `recruitment.application`: "Application"."""
    _LABELS.update(labels)


def labels() -> dict[str, str | Promise]:
    return dict(_LABELS)


def label(what: str) -> str:
    return str(_LABELS.get(what, what))


def note(what: str, *, about: Any, by: Any) -> None:
    """Note that somebody opened something: one statement, and nothing more when it was noted today already."""
    if what not in _LABELS:
        raise LookupError(f"No words were given for {what!r}: add them with core.openings.words().")
    row = Opening(
        network_id=getattr(about, "network_id", about.pk),
        by=by,
        by_name=kept_name(by),
        what=what,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
    )
    Opening.unscoped.bulk_create([row], ignore_conflicts=True)


def of(thing: Model) -> Q:
    """The condition under which an opening is of this thing."""
    return Q(about_type=ContentType.objects.get_for_model(thing), about_id=thing.pk)


def matching(typed: str) -> Q:
    """The condition under which an opening is by or of somebody with these words in the name."""
    wanted = Q(by_name__icontains=typed)
    for things in opened_things:
        kind = ContentType.objects.get_for_model(things.model)
        wanted |= Q(about_type=kind, about_id__in=things.matching(typed))
    return wanted


def with_names(rows: Iterable[Opening], *, reader: Any) -> list[Opening]:
    """The rows with what they are of (`thing`, `url`) and what was opened (`opened`), one question for each kind of thing."""
    rows = list(rows)
    for row in rows:
        row.opened, row.thing, row.url = label(row.what), "", ""  # type: ignore[attr-defined]
    for things in opened_things:
        kind = ContentType.objects.get_for_model(things.model)
        mine = [row for row in rows if row.about_type_id == kind.pk]
        names = things.named({row.about_id for row in mine}) if mine else {}
        may_open = rules.test_rule(things.right, reader)
        for row in mine:
            row.thing, url = names.get(row.about_id, ("", ""))  # type: ignore[attr-defined]
            row.url = url if may_open else ""  # type: ignore[attr-defined]
    return rows
