"""A test database is copied from one that was migrated before: making one costs ten seconds, a copy two.

The copy is named by what it is made from: another migration, another wall or another library makes a new one.
"""

import hashlib
from pathlib import Path

import pytest
from django.db import IntegrityError, ProgrammingError, connection

ROOT = Path(__file__).resolve().parents[1]
MADE_FROM = ("src/compagnon/*/migrations/*.py", "src/compagnon/core/wall/*.py", "requirements/runtime.txt")


def _name() -> str:
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return f"prepared_{digest.hexdigest()[:16]}"


def _there(cursor) -> set[str]:
    cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'prepared\_%%'")
    return {name for (name,) in cursor.fetchall()}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """pytest-django's place to say how the test database is made: as a copy, if there is one to copy."""
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        if _name() in _there(cursor):
            connection.settings_dict["TEST"]["TEMPLATE"] = _name()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After the first making, keep a copy for the runs to come; at the end, leave nobody in the test database."""
    with django_db_blocker.unblock():
        made = connection.settings_dict["NAME"]
        _keep(made)
    yield
    with django_db_blocker.unblock():
        _end_sessions(made)


def _keep(made: str) -> None:
    """Copy what was just made, under its name, and drop the copies of other days."""
    connection.close()  # PostgreSQL copies only a database that nobody uses
    with connection._nodb_cursor() as cursor:
        there = _there(cursor)
        if _name() in there:
            return
        try:
            cursor.execute(f'CREATE DATABASE "{_name()}" TEMPLATE "{made}"')
        except (ProgrammingError, IntegrityError):
            return  # the other worker was first
        for old in there:
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')


def _end_sessions(made: str) -> None:
    """A live server's thread may end after its connection was looked for: PostgreSQL then refuses to drop the database."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [made])
