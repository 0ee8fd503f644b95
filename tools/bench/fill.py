"""Rows by the million: INSERT … SELECT with the columns that matter, and the model's own defaults for the rest."""

from typing import Any

from django.db import connection
from django.db.models import Field, Model

CHANCE = """
CREATE OR REPLACE FUNCTION pg_temp.chance(about anyelement, salt text) RETURNS double precision IMMUTABLE LANGUAGE sql AS
$$ SELECT ('x' || substr(md5(salt || about::text), 1, 8))::bit(32)::bigint / 4294967296.0::double precision $$
"""
"""A number from 0 to 1 that is the same in every run."""


def ask(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    """Run one statement and give its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def fill(model: type[Model], source: str, columns: dict[str, str], *, key: str = "n") -> int:
    """Store one row for each row of `source` (what follows FROM) and give their number.

    `columns` has an SQL expression by column; `key` is one that differs from row to row: codes are made of it.
    """
    parameters: list[Any] = []
    names, expressions = [], []
    for field in model._meta.concrete_fields:
        expression = columns.get(field.attname) or _default(field, key, parameters)
        if expression:
            names.append(f'"{field.column}"')
            expressions.append(expression)
    statement = (
        f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) SELECT {", ".join(expressions)} FROM {source}'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def _default(field: "Field[Any, Any]", key: str, parameters: list[Any]) -> str:
    if field.primary_key:
        return ""
    if field.name == "code":
        return f"substr(translate(md5('{field.model._meta.db_table}' || ({key})), '01', 'gh'), 1, 12)"
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return "now()"
    default = field.get_db_prep_save(field.get_default(), connection)
    parameters.append("" if default is None and not field.null else default)  # an empty text in several languages
    return "%s"


def set_sequences(*models: type[Model]) -> None:
    """Let the program go on numbering after the rows that were stored with a number."""
    for model in models:
        table = model._meta.db_table
        ask(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
