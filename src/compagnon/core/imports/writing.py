"""Writes many rows with few statements, and takes an import back without touching what was worked on since."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, prefetch_related_objects

from compagnon.core.imports.checking import as_json

AT_ONCE = 1_000
REMOVED_AT_ONCE = 200


def change(model: type[Model], changes: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """Set fields of many rows and say what stood there before: `{pk: {field: [before, after]}}`."""
    kept: dict[str, Any] = {}
    rows = _rows(model).select_for_update().in_bulk(list(changes))
    fields: set[str] = set()
    for pk, row in rows.items():
        kept[str(pk)] = {}
        for name, value in changes[pk].items():
            kept[str(pk)][name] = [as_json(getattr(row, name)), as_json(value)]
            setattr(row, name, value)
            fields.add(name)
    save(model, rows.values(), fields)
    return kept


def save(model: type[Model], rows: Iterable[Any], fields: set[str]) -> None:
    """Save fields of many rows, and what they are found by."""
    rows = list(rows)
    if hasattr(model, "found_by"):
        fields = fields | {"search_text"}
        prefetch_related_objects(rows, *getattr(model, "found_with", ()))
        for row in rows:
            row.search_text = row.found_by()
    if rows and fields:
        names = sorted(_by_column(model)[name].name for name in fields)
        _rows(model).bulk_update(rows, names, batch_size=AT_ONCE)


def _rows(model: type[Model]) -> Any:
    """All rows, those that a scope hides too: the keys come from our own record of one network."""
    return model._base_manager  # noqa: SLF001  (Django has no other name for it)


def _by_column(model: type[Model]) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields}


def in_use(model: type[Model], pks: set[int], apart_from: set[type[Model]]) -> set[int]:
    """Those of the rows to which some other row points."""
    used: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        other = relation.related_model
        if not (isinstance(other, type) and issubclass(other, Model)) or other in apart_from:
            continue
        used |= _pointed_at(other._meta.db_table, relation.field.column, pks)  # type: ignore[union-attr]
    return used


def _pointed_at(table: str, column: str, pks: set[int]) -> set[int]:
    """The keys that stand in a column: as one array, because 10,000 parameters take longer to write than to look up."""
    names = {"table": connection.ops.quote_name(table), "column": connection.ops.quote_name(column)}
    asked = "SELECT DISTINCT {column} FROM {table} WHERE {column} = ANY(%s)".format(**names)  # noqa: S608  (names of our own models)
    with connection.cursor() as cursor:
        cursor.execute(asked, [sorted(pks)])
        return {key for (key,) in cursor.fetchall()}


def undo(record: Mapping[str, Any], tell: Callable[[int], None] = lambda _done: None) -> dict[str, int]:
    """Take back what an import wrote. Gives how many were removed, restored and kept because they are in use.

    Each row that goes is looked for in every table that may name it, at the latest when the transaction ends: here
    that is done piece by piece, so that `tell` hears how far it is.

    `record["made"]` is a list of `{"root", "pks", "parts": {model: its key to the root}, "beside": not counted}`; `record["changed"]` is
    what `change` gave, by model. A field that was changed since stays as it is.
    """
    found = {"removed": 0, "restored": 0, "kept": 0}
    for label, changes in record.get("changed", {}).items():
        found["restored"] += restore(apps.get_model(label), changes)
    for group in record.get("made", ()):
        model, pks = apps.get_model(group["root"]), set(group["pks"])
        parts = {apps.get_model(label): name for label, name in group.get("parts", {}).items()}
        used = in_use(model, pks, set(parts))
        for part, name in parts.items():
            owners = dict(_rows(part).filter(**{f"{name}__in": pks}).values_list("pk", name))
            used |= {owners[pk] for pk in in_use(part, set(owners), {model, *parts})} if owners else set()
        free = sorted(pks - used)
        for start in range(0, len(free), REMOVED_AT_ONCE):
            some = free[start : start + REMOVED_AT_ONCE]
            _rows(model).filter(pk__in=some).delete()
            connection.check_constraints()
            tell(found["restored"] + found["removed"] + start + len(some))
        if not group.get("beside"):
            found["removed"] += len(free)
            found["kept"] += len(used)
    return found


def restore(model: type[Model], changes: Mapping[str, Mapping[str, Any]]) -> int:
    """Give many rows back what `change` said stood there before; a field that was changed since stays as it is."""
    rows = _rows(model).select_for_update().in_bulk([int(pk) for pk in changes])
    restored, fields = [], set()
    for pk, row in rows.items():
        touched = False
        for name, (before, after) in changes[str(pk)].items():
            if as_json(getattr(row, name)) == after:
                setattr(row, name, _by_column(model)[name].to_python(before))
                fields.add(name)
                touched = True
        if touched:
            restored.append(row)
    save(model, restored, fields)
    return len(restored)
