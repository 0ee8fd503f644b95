"""What happened in the network, as far as somebody may see it: filtered, and walked from newest to oldest.

Never counted: with 600,000 rows a page costs what the first costs. `before` in the address is where a page begins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rules
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404

from compagnon.core import activity
from compagnon.core.models import Activity
from compagnon.core.registries import activity_files
from compagnon.people.choices import Role
from compagnon.people.models import Person

PER_PAGE = 50


@dataclass(frozen=True)
class Happening:
    """One row as it is read: the sentence, and the file that it stands under, as far as the reader may open it."""

    of: Activity
    words: str
    file: str = ""
    url: str = ""


def visible_to(person: Person, rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Everything for a coordinator; for others what is kept under files that they may see."""
    if Role.COORDINATOR in person.roles:
        return rows
    seen = Q(pk__in=())
    for name, kind in _kinds(person):
        trail = Concat(Value(f"{name}:"), Cast("pk", CharField()))
        seen |= Q(trail__in=kind.seen_by(person).order_by().select_related(None).values_list(trail))
    return rows.filter(seen)


def of_file(person: Person, named: str, rows: QuerySet[Activity]) -> tuple[QuerySet[Activity], str]:
    """What is kept under one file, named `mobility:code`, and what it is called; Http404 when it is not seen."""
    name, _colon, code = named.partition(":")
    kind = dict(_kinds(person)).get(name)
    file = kind.seen_by(person).filter(code=code).first() if kind and name != "partner" else None
    if kind is None or file is None:
        raise Http404
    return rows.filter(trail=activity.trail_of(file)), f"{kind.label}: {file}"


def kinds_of_things() -> list[tuple[str, str]]:
    """What activity is about, for a filter: number of the content type and the model's name."""
    named = {verb.split(".")[0] + "." + verb.split(".")[1].split("_")[0] for verb in activity.known_verbs()}
    models = [model for model in apps.get_models() if model._meta.label_lower in named]
    types = ContentType.objects.get_for_models(*models)
    pairs = [(str(kind.pk), str(model._meta.verbose_name).capitalize()) for model, kind in types.items()]
    return sorted(pairs, key=lambda pair: pair[1].lower())


def page(rows: QuerySet[Activity], before: str) -> tuple[list[Activity], str]:
    """The next rows and where the page after them begins; an empty word at the end."""
    rows = rows.order_by("-at", "-pk")
    if place := _read(before):
        at, pk = place
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    found = list(rows[: PER_PAGE + 1])
    following = f"{found[PER_PAGE - 1].at.isoformat()}~{found[PER_PAGE - 1].pk}" if len(found) > PER_PAGE else ""
    return found[:PER_PAGE], following


def _read(before: str) -> tuple[datetime, int] | None:
    at, _separator, pk = before.partition("~")
    try:
        place = datetime.fromisoformat(at), int(pk)
    except ValueError:
        return None
    return place if place[0].tzinfo is not None else None


def told(person: Person, rows: Iterable[Activity]) -> list[Happening]:
    """The rows as sentences with their files, in one question for each kind of file."""
    rows = list(rows)
    keys: dict[str, set[int]] = {}
    for row in rows:
        name, _colon, key = row.trail.partition(":")
        keys.setdefault(name, set()).add(int(key))
    files: dict[str, tuple[str, str]] = {}
    for name, kind in _kinds(person):
        for file in kind.seen_by(person).filter(pk__in=keys[name]) if name in keys else ():
            files[activity.trail_of(file)] = (str(file), kind.address(file))
    return [Happening(row, activity.sentence(row), *files.get(row.trail, ("", ""))) for row in rows]


def _kinds(person: Person) -> list[tuple[str, Any]]:
    named = ((name, activity_files.get(name)) for name in activity_files.in_order())
    return [(name, kind) for name, kind in named if kind and rules.test_rule(kind.right, person)]
