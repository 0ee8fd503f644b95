"""A database made from the models at once has the same tables as one that went through every migration."""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection, migrations

from compagnon.config import bundled_database, fresh_database
from tests.house.tree import ROOT

# Whether a column may be empty is read with the columns: the names of those constraints follow a column's first name. The table
# that joins Django's groups (which nothing here uses) counts its rows as its app's migrations did, or as its settings say.
SHAPES = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
              AND (c.relname, a.attname) <> ('auth_group_permissions', 'id')""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
        SELECT proname, pg_get_function_identity_arguments(oid), prosrc FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace""",
    "policies": "SELECT tablename, policyname, qual, with_check FROM pg_policies WHERE schemaname = 'public'",
    "migrations": "SELECT app, name FROM django_migrations",
}


@pytest.fixture
def migrated():
    """The address of a database that an owner who is no superuser took through each migration, one after the other."""
    server = os.environ.get("DATABASE_URL") or bundled_database.start(settings.DATA_FOLDER, quick=True)
    name = "each_migration"
    with psycopg.connect(server, autocommit=True) as admin:

        def drop():
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            admin.execute(f"DROP ROLE IF EXISTS {name}")

        drop()
        admin.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD '{name}'")
        admin.execute(f"GRANT {settings.DATABASE_ROLE} TO {name}")
        admin.execute(f"CREATE DATABASE {name} OWNER {name}")
        parts = urlsplit(server)
        address = urlunsplit(parts._replace(netloc=f"{name}:{name}@{parts.netloc.rpartition('@')[2]}", path=f"/{name}"))
        try:
            done = subprocess.run(
                [sys.executable, "-m", "compagnon", "migrate", "--each", "--verbosity", "0"],
                env=os.environ | {"DATABASE_URL": address, "COMPAGNON_DATA": str(ROOT / ".local" / "test")},
                cwd=ROOT, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            yield address
        finally:
            drop()


def test_a_fresh_database_is_what_all_migrations_lead_to(db, migrated):
    with connection.cursor() as fresh, psycopg.connect(migrated) as each:
        found = {}
        for what, statement in SHAPES.items():
            fresh.execute(statement)
            at_once, one_by_one = set(fresh.fetchall()), set(each.execute(statement).fetchall())
            found[what] = (at_once - one_by_one, one_by_one - at_once)

    assert found == {what: (set(), set()) for what in SHAPES}


def test_what_a_migration_does_in_python_cannot_be_left_out_unseen():
    with pytest.raises(TypeError, match="write it in SQL"):
        fresh_database._run(migrations.RunPython(migrations.RunPython.noop))
