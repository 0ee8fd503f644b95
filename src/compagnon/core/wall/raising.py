"""Raising the wall after each migration: the role, its grants, the policies, the search behind them. Safe to repeat.

What stands already is left alone: a policy that is made anew locks its table, and an upgrade must not.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from psycopg.errors import DuplicateObject, InsufficientPrivilege, InternalError_, UniqueViolation

from compagnon.core import wall
from compagnon.core.wall.tables import Walled, append_only, searched, walled

_LOCK = 7_310_502  # two migrations at once wait for each other
_MADE_BY_ANOTHER = (DuplicateObject, UniqueViolation, InternalError_)  # the last: "tuple concurrently updated"
_STANDING = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, array_agg(obj_description(p.oid, 'pg_policy') ORDER BY p.polname)
FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' GROUP BY c.oid
"""
_OF_ROLE = """
SELECT rolsuper OR rolbypassrls, pg_has_role(oid, 'MEMBER'),
EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid) FROM pg_roles WHERE rolname = %s
"""


@dataclass(frozen=True)
class Policy:
    """One policy as PostgreSQL is told it; its mark, kept as a comment, changes when it does."""

    name: str
    to: str
    sees: str
    writes: str

    @property
    def mark(self) -> str:
        return hashlib.sha256(f"{self}".encode()).hexdigest()[:16]


def role_may_be_used() -> bool:
    """There is a role to work as, and it owns nothing, passes no wall and may be taken by who connects."""
    found = _ask(_OF_ROLE, [settings.DATABASE_ROLE])
    return bool(found) and tuple(found[0]) == (False, True, False)


def raise_wall() -> None:
    """Make or mend the wall, as owner, after the tables are there."""
    with wall.as_owner():
        has_role = _make_role() and role_may_be_used()
        with transaction.atomic():
            _ask("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            if has_role:
                _grant()
            standing = {name: (forced, marks) for name, forced, marks in _ask(_STANDING)}
            for table in walled():
                policies = _policies(table, has_role=has_role)
                if standing[table.name] != (True, [one.mark for one in policies]):
                    _build(table.name, policies)
            for name in searched():
                _make_search(name, has_role=has_role)
    connection.forget_role()  # type: ignore[attr-defined]


def standing_without_wall() -> list[str]:
    """Tables that should be walled and are not, as they are now."""
    with_role = role_may_be_used()
    standing = {name: (forced, marks) for name, forced, marks in _ask(_STANDING)}
    return [
        table.name
        for table in walled()
        if standing.get(table.name) != (True, [one.mark for one in _policies(table, has_role=with_role)])
    ]


def _make_role() -> bool:
    """Whether there is a role that this owner may hand its work to; it is made where the owner may make one.

    Roles belong to the whole server and no lock reaches across its databases: when another migration makes the role in
    this very moment, PostgreSQL says so by one of several errors, and looking again finds what the other has made.
    """
    for last in (False, False, True):
        try:
            with transaction.atomic():
                _find_or_make_role()
        except DatabaseError as error:
            if isinstance(error.__cause__, InsufficientPrivilege):
                return False
            if last or not isinstance(error.__cause__, _MADE_BY_ANOTHER):
                raise
        else:
            break
    return True


def _find_or_make_role() -> None:
    name = connection.ops.quote_name(settings.DATABASE_ROLE)
    found = _ask(_OF_ROLE, [settings.DATABASE_ROLE])
    if not found:
        _ask(f"CREATE ROLE {name} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
    if not found or not found[0][1]:
        _ask(f"GRANT {name} TO CURRENT_USER")


def _grant() -> None:
    """Rows of every table, and nothing else; which migrations were applied is the owner's to write."""
    name, schema = connection.ops.quote_name(settings.DATABASE_ROLE), _ask("SELECT current_schema()")[0][0]
    missing = """
    SELECT quote_ident(relname), relkind FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    AND relkind IN ('r', 'S') AND NOT CASE relkind WHEN 'r' THEN has_table_privilege(%s, oid, 'DELETE')
    ELSE has_sequence_privilege(%s, oid, 'UPDATE') END AND relname <> 'django_migrations'
    """
    _ask(f"GRANT USAGE ON SCHEMA {connection.ops.quote_name(schema)} TO {name}")
    _ask(f"GRANT SELECT ON django_migrations TO {name}")
    for relation, kind in _ask(missing, [settings.DATABASE_ROLE] * 2):
        rights = "SELECT, INSERT, UPDATE, DELETE ON TABLE" if kind == "r" else "USAGE, SELECT, UPDATE ON SEQUENCE"
        _ask(f"GRANT {rights} {relation} TO {name}")
    for table in append_only():
        _ask(f"REVOKE UPDATE, DELETE ON TABLE {connection.ops.quote_name(table)} FROM {name}")


def _policies(table: Walled, *, has_role: bool) -> list[Policy]:
    """In order of their names. Without a role of its own the program works as owner, whom the wall then holds too."""
    people = connection.ops.quote_name(settings.DATABASE_ROLE) if has_role else "PUBLIC"
    made = []
    if table.sees != table.writes:
        made.append(Policy("compagnon_reading", people, table.sees, ""))
    made.append(Policy("compagnon_wall", people, table.writes, table.writes))
    if has_role:
        made.insert(0, Policy("compagnon_owner", "CURRENT_USER", "true", "true"))
    return sorted(made, key=lambda one: one.name)


def _build(table: str, policies: list[Policy]) -> None:
    name = connection.ops.quote_name(table)
    for (old,) in _ask("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [name]):
        _ask(f"DROP POLICY {connection.ops.quote_name(old)} ON {name}")
    for one in policies:
        what = f"USING ({one.sees}) WITH CHECK ({one.writes})" if one.writes else f"USING ({one.sees})"
        _ask(f"CREATE POLICY {one.name} ON {name} FOR {'ALL' if one.writes else 'SELECT'} TO {one.to} {what}")
        _ask(f"COMMENT ON POLICY {one.name} ON {name} IS '{one.mark}'")
    _ask(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def _make_search(table: str, *, has_role: bool) -> None:
    """The keys of the rows that have these words, looked up past the wall and held by the same rule inside.

    Behind a policy PostgreSQL may not ask a text index first: its operator is not marked leakproof, and only a
    superuser could mark it. As one array, because keys given one by one cost five times as much.
    """
    schema = connection.ops.quote_name(_ask("SELECT current_schema()")[0][0])
    function = f"compagnon_keys_{table}(words text)"
    _ask(f"""
        CREATE OR REPLACE FUNCTION {function} RETURNS bigint[]
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
        SELECT COALESCE(array_agg(id), '{{}}') FROM {table} WHERE to_tsvector('simple'::regconfig, COALESCE(search_text, ''))
        @@ to_tsquery('simple'::regconfig, words) AND {wall.is_seen("network_id")} $$
    """)  # noqa: S608  (names of our own models)
    _ask(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    if has_role:
        _ask(f"GRANT EXECUTE ON FUNCTION {function} TO {connection.ops.quote_name(settings.DATABASE_ROLE)}")


def _ask(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []
