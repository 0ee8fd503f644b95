"""Puts one row into another: everything that points to it moves, and what was done is kept so that it can be undone.

Rows are moved and kept by SQL, because it does not matter here what they mean: each column of a removed row comes
back as it was. Who points where is read from the models, so that an app that comes later is not forgotten.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import Field, Model, ProtectedError, RestrictedError, UniqueConstraint
from django.db.models.deletion import Collector
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from compagnon.core.imports import writing
from compagnon.core.registries import Registry
from compagnon.core.states import MoveRefused
from compagnon.core.trail.chain import rewriting

Fold = Callable[[Any, Any], dict[str, Any] | Model]
"""Gets the row of the kept one and that of the lost one. Gives what the first takes over when the second is put into it
in turn; or that one of the two which stays as it is, while the other goes with all that hangs on it. Raises MoveRefused."""
FOLDS: Registry[Fold] = Registry("What becomes of two rows when a merge leaves room for one?")
"""By the label of the model: `partners.partner`."""
STAYS = {"core.Activity", "core.Opening", "core.SecurityEvent"}  # append-only: pages read them under the names of both


def label_of(model: type[Model]) -> str:
    """The name under which a model stands in the records: network.organisation."""
    return str(model._meta.label_lower)


def pointing_fields(model: type[Model]) -> Iterator[tuple[type[Model], "Field[Any, Any]"]]:
    """Every foreign key, one-to-one field and table of pairs that points to a model."""
    for relation in model._meta.get_fields(include_hidden=True):
        points: Any = relation if relation.auto_created and not relation.concrete else None
        if points is None or not (points.one_to_many or points.one_to_one):
            continue
        if points.related_model._meta.managed and points.related_model._meta.label not in STAYS:
            yield points.related_model, points.field


def generic_fields() -> Iterator[tuple[type[Model], str, str]]:
    """Every model whose rows can be about anything, with its columns of the kind and of the key."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey) and model._meta.label not in STAYS:
                kind: Any = model._meta.get_field(field.ct_field)
                key: Any = model._meta.get_field(field.fk_field)
                yield model, kind.column, key.column


def pointed(model: type[Model], pk: int) -> dict[str, list[int]]:
    """The keys of all rows that point to one, by `app.model.field`; those of pairs and of generic keys left out."""
    found = {}
    for other, field in pointing_fields(model):
        if not other._meta.auto_created and (keys := _keys(other, field.column, pk)):
            found[f"{label_of(other)}.{field.name}"] = keys
    return found


def merge(*, lost: Model, kept: Model, values: Mapping[Model, Mapping[str, Any]]) -> dict[str, Any]:
    """Put `lost` into `kept` and set `values` of it and other rows; gives what `undo` takes. In the caller's transaction.

    Where both have the row that only one can have, `FOLDS` says what becomes of the two; else MoveRefused is raised.
    """
    work = _Merging()
    work.merge(type(lost), lost.pk, kept.pk)
    work.record["changed"] = [
        [one._meta.label, writing.change(type(one), {one.pk: said})] for one, said in values.items()
    ]
    for label in {step["move"] for step in work.record["steps"] if "move" in step}:
        _find_anew(apps.get_model(label), [s["pk"] for s in work.record["steps"] if s.get("move") == label])
    work.record["pointed"] = [[one._meta.label, pk, pointed(one, pk)] for one, pk in work.keepers]
    return work.record


class _Merging:
    def __init__(self) -> None:
        self.record: dict[str, Any] = {"steps": []}
        self.keepers: list[tuple[type[Model], int]] = []

    def merge(self, model: type[Model], lost: int, kept: int) -> None:
        self.keepers.append((model, kept))
        for other, field in pointing_fields(model):
            for pk in _keys(other, field.column, lost):
                self.move(other, pk, field.column, lost, kept)
        kind = ContentType.objects.get_for_model(model).pk
        for other, kind_column, column in generic_fields():
            for pk in _keys(other, column, lost, **{kind_column: kind}):
                self.move(other, pk, column, lost, kept)
        self.remove(model, lost)

    def move(self, other: type[Model], pk: int, column: str, lost: int, kept: int | None) -> None:
        """Let one row point to the kept one; where such a row is there already, the two are one."""
        try:
            with transaction.atomic(), rewriting(other, [pk]):
                _run("UPDATE {table} SET {column} = %s WHERE {key} = %s", other, [kept, pk], column=column)
        except IntegrityError as error:
            twin = None if kept is None else _twin(other, pk, column, kept)
            if twin is None or (FOLDS.get(label_of(other)) is None and not other._meta.auto_created):
                name = capfirst(str(other._meta.verbose_name))
                raise MoveRefused(
                    _("Both have what only one can have (%(name)s). Settle that first, then merge.") % {"name": name}
                ) from error
            if self.make_one(other, pk, twin) == pk:
                self.move(other, pk, column, lost, kept)
        else:
            step = {"move": other._meta.label, "pk": pk, "column": column, "before": lost, "after": kept}
            self.record["steps"].append(step)

    def make_one(self, model: type[Model], lost: int, kept: int) -> int:
        """Leave one of two rows, as their fold says; gives which."""
        rows = _all(model).in_bulk([lost, kept])
        fold = FOLDS.get(label_of(model))
        said = fold(rows[kept], rows[lost]) if fold else {}
        if isinstance(said, Model):
            self.drop(rows[lost if said.pk == kept else kept])
            return int(said.pk)
        if said:
            self.record["steps"].append({"change": model._meta.label, "changes": writing.change(model, {kept: said})})
        self.merge(model, lost, kept)
        return kept

    def drop(self, row: Model) -> None:
        """Take a row out with all that hangs on it, as Django would delete it; each is kept in the record."""
        going = Collector(using=connection.alias, origin=row)
        try:
            going.collect([row])
        except (ProtectedError, RestrictedError) as error:
            raise MoveRefused(_("%(name)s cannot go: something depends on it.") % {"name": row}) from error
        updates: dict[Any, list[Any]] = going.field_updates  # the stubs take its lists of lists for lists
        for (field, value), emptied in updates.items():
            for one in chain.from_iterable(emptied):
                self.move(type(one), one.pk, field.column, getattr(one, field.attname), value)
        hanging = [(rows.model, pk) for rows in going.fast_deletes for pk in rows.values_list("pk", flat=True)]
        for model, pk in (*hanging, *((model, one.pk) for model, ones in going.data.items() for one in ones)):
            self.remove(model, pk)

    def remove(self, model: type[Model], pk: int) -> None:
        """Take a row out, kept whole in the record."""
        (kept,) = _rows(_said("SELECT to_jsonb(t)::text FROM {table} t WHERE {key} = %s", model), [pk])
        self.record["steps"].append({"removed": model._meta.label, "pk": pk, "row": json.loads(kept[0])})
        with rewriting(model, [pk]):
            _run("DELETE FROM {table} WHERE {key} = %s", model, [pk])


def undo(record: Mapping[str, Any]) -> None:
    """Take two rows apart again. Raises MoveRefused when something new points to the kept one: whose would it be?"""
    new = [
        name
        for label, pk, before in record["pointed"]
        for name, keys in pointed(apps.get_model(label), pk).items()
        if set(keys) - set(before.get(name, ()))
    ]
    if new:
        named = {str(apps.get_model(name.rsplit(".", 1)[0])._meta.verbose_name_plural) for name in new}
        raise MoveRefused(
            _("Since the merge something new was added (%(what)s), and nobody could tell whose it is. It stays merged.")
            % {"what": ", ".join(sorted(named))}
        )
    for label, changes in record["changed"]:
        writing.restore(apps.get_model(label), changes)
    moved: dict[type[Model], list[int]] = {}
    for step in reversed(record["steps"]):
        if "removed" in step:
            _put_back(apps.get_model(step["removed"]), step["row"])
        elif "change" in step:
            writing.restore(apps.get_model(step["change"]), step["changes"])
        else:
            other = apps.get_model(step["move"])
            told = "UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} IS NOT DISTINCT FROM %s"
            with rewriting(other, [step["pk"]]):
                _run(told, other, [step["before"], step["pk"], step["after"]], column=step["column"])
            moved.setdefault(other, []).append(step["pk"])
    for other, pks in moved.items():
        _find_anew(other, pks)


def _find_anew(model: type[Model], pks: list[int]) -> None:
    """What moved rows are found by: it may hold the name of the one that is gone."""
    if any(field.name == "search_text" for field in model._meta.concrete_fields):
        for row in _all(model).filter(pk__in=pks):
            row.save(update_fields=["search_text"])


def _put_back(model: type[Model], row: dict[str, Any]) -> None:
    told = "INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    _run(told, model, [json.dumps(row)])


def _all(model: type[Model]) -> Any:
    """All rows, whatever hides some of them: the keys come from the caller's own network."""
    return model._base_manager  # noqa: SLF001  (Django has no other name for it)


def _twin(other: type[Model], pk: int, column: str, kept: int) -> int | None:
    """The row that stands where this one would go."""
    row = _all(other).values().get(pk=pk)
    for names in _unique(other):
        fields: list[Any] = [other._meta.get_field(name) for name in names]
        asked = {field.attname: kept if field.column == column else row[field.attname] for field in fields}
        found = _all(other).filter(**asked).exclude(pk=pk).values_list("pk", flat=True).first()
        if found is not None and any(field.column == column for field in fields):
            return int(found)
    return None


def _unique(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """The fields that together stand only once."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.name,)
    yield from model._meta.unique_together
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            yield tuple(constraint.fields)


def _keys(model: type[Model], column: str, pk: int, **also: int) -> list[int]:
    more = "".join(f" AND {_name(name)} = {int(value)}" for name, value in also.items())
    asked = _said("SELECT {key} FROM {table} WHERE {column} = %s", model, column=column)
    return [key for (key,) in _rows(f"{asked}{more} ORDER BY 1", [pk])]


def _said(told: str, model: type[Model], column: str = "") -> str:
    return told.format(table=_name(model._meta.db_table), key=_name(model._meta.pk.column), column=_name(column))  # type: ignore[union-attr]


def _name(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _rows(asked: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        return list(cursor.fetchall())


def _run(told: str, model: type[Model], values: list[Any], column: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute(_said(told, model, column), values)
