"""The whole database as text: every row of every table, whoever may see it."""

from django.db import connection

from compagnon.core import wall


def dumped() -> str:
    """What COPY of every table gives, past the wall."""
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        parts = []
        for table in tables:
            cursor.execute(f'SELECT "{table}"::text FROM "{table}"')
            parts += [row for (row,) in cursor.fetchall()]
    return "\n".join(parts)
