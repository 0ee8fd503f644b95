"""Databases of the bench: one for each size, on a bundled server of its own, kept between runs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from compagnon.config import bundled_database

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".local" / "bench"
MODULE = "tools.bench"


@contextmanager
def server() -> Iterator[str]:
    """The address of the bench's PostgreSQL, which stops with this process."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    yield bundled_database.start(FOLDER)


def address_of(server_address: str, size: int | str) -> str:
    """The address of the database with so many mobilities, or of another named so."""
    return urlunsplit(urlsplit(server_address)._replace(path=f"/{_name(size)}"))


def there(server_address: str) -> set[str]:
    """The databases that were filled to the end, by their size or name: their comment says so."""
    asked = """SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_%'
               AND shobj_description(oid, 'pg_database') = 'filled'"""
    with psycopg.connect(server_address, autocommit=True) as connection:
        return {name.removeprefix("bench_") for (name,) in connection.execute(asked)}


def make_empty(server_address: str, size: int | str) -> None:
    """A new database for this size, in the place of an old one."""
    name = sql.Identifier(_name(size))
    with psycopg.connect(server_address, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))


def call_filled(server_address: str, size: int | str) -> None:
    """Note that the generator came to its end."""
    with psycopg.connect(server_address, autocommit=True) as connection:
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS 'filled'").format(sql.Identifier(_name(size))))


def environment(database_address: str) -> dict[str, str]:
    """What a process of the bench runs with: production settings, and this database."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DEBUG", "HTTPS", "COMPAGNON_DEMO"}}
    return kept | {
        "DATABASE_URL": database_address,
        "COMPAGNON_DATA": str(FOLDER),
        "DJANGO_SETTINGS_MODULE": "compagnon.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }


def version(server_address: str) -> str:
    """Version of PostgreSQL, for the table."""
    with psycopg.connect(server_address) as connection:
        return str(connection.execute("SHOW server_version").fetchone()[0])  # type: ignore[index]


def run(step: str, database_address: str, *arguments: str) -> None:
    """Run one step in a process of its own, so that sizes do not warm one another's caches."""
    _run([f"{MODULE}.{step}", *arguments], database_address)


def run_program(database_address: str, *arguments: str) -> None:
    """Run one command of the program."""
    _run(["compagnon", *arguments], database_address)


def _run(arguments: list[str], database_address: str) -> None:
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, env=environment(database_address), check=True)


def _name(size: int | str) -> str:
    return f"bench_{size}"
