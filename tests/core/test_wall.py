"""With the first wall taken away, the second one stands: A sees, changes, removes and adds nothing of B."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django_scopes import scope, scopes_disabled

from compagnon.core import activity, security, status, wall
from compagnon.core.search import matching
from compagnon.core.wall.raising import _make_role, raise_wall, role_may_be_used
from compagnon.core.wall.tables import searched, walled
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network, Organisation, Trade
from compagnon.people.models import Participant, Person
from tests.factories.documents import LearningOutcomeFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory, OrganisationFactory, TradeFactory
from tests.house.tree import ROOT


def ask(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.fixture
def two(db):
    """Two networks with one placed mobility each, and what hangs on it."""
    networks = NetworkFactory.create_batch(2)
    with scopes_disabled():
        for network in networks:
            mobility = MobilityFactory(network=network, placed=True)
            LearningOutcomeFactory(mobility=mobility)
            mobility.host.trades.add(TradeFactory(network=network))
            activity.record("mobilities.mobility_preparing", about=mobility, by=None)
            security.note("sign_in", result=security.DONE, person=mobility.referent)
    return networks


def test_the_program_works_as_a_role_that_owns_nothing_and_passes_no_wall(two):
    (own,) = ask(
        "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin,"
        " (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid) FROM pg_roles WHERE rolname = current_user"
    )

    assert own == (settings.DATABASE_ROLE, False, False, False, False, 0)
    assert [one.is_well for one in status.findings() if one.subject == "wall"] == [True]


def test_raw_sql_in_the_scope_of_a_network_sees_its_rows_alone(two):
    here, there = two
    tables = [table.name for table in walled() if table.sees == table.writes]
    with scopes_disabled():
        in_all = {name: ask(f"SELECT count(*) FROM {name}")[0][0] for name in tables}

    with scope(network=here):
        seen = {name: ask(f"SELECT count(*) FROM {name}")[0][0] for name in tables}
        foreign = {
            name: ask(f"SELECT count(*) FROM {name} WHERE network_id = %s", there.pk)[0][0]
            for name in tables
            if "network_id"
            in {column.name for column in connection.introspection.get_table_description(connection.cursor(), name)}
        }

    assert {name: number * 2 for name, number in seen.items()} == in_all
    assert {name for name, number in in_all.items() if number} >= {
        "core_activity", "core_securityevent", "people_person", "people_participant", "people_contact",
        "network_organisation", "network_organisation_trades", "mobilities_mobility", "documents_learningoutcome",
    }  # fmt: skip
    assert set(foreign.values()) == {0}


def test_without_the_first_wall_nothing_of_another_network_is_seen_changed_or_removed(two):
    here, there = two
    with scope(network=there):
        foreign = Mobility.objects.get()
        host = foreign.host

    with scope(network=here):
        found = [
            Mobility.unscoped.filter(pk=foreign.pk).count(),
            Mobility.unscoped.filter(pk=foreign.pk).update(town="Taken"),
            Person.objects.filter(pk=foreign.referent_id).update(last_name="Taken"),
            Organisation.unscoped.filter(pk=host.pk)._raw_delete("default"),
            ask("UPDATE mobilities_mobility SET town = 'Taken' WHERE network_id = %s", there.pk),
            ask("DELETE FROM documents_learningoutcome WHERE network_id = %s", there.pk),
            ask("DELETE FROM network_organisation_trades WHERE organisation_id = %s", host.pk),
            Network.objects.filter(pk=there.pk).update(short_name="Taken"),
        ]

    assert found == [0] * 8
    with scope(network=there):
        assert Mobility.objects.get().town == "Flensburg"
        assert host.trades.count() == 1


def test_nothing_is_added_to_another_network_nor_moved_into_it(two):
    here, there = two
    with scopes_disabled():
        own = Organisation.unscoped.filter(network=here).first()
        host = Mobility.unscoped.get(network=there).host
        trade = Trade.unscoped.filter(network=here).first()

    def made():
        Organisation.unscoped.create(network=there, name="Smuggled", kind="company", country="FR")

    def moved():
        Organisation.unscoped.filter(pk=own.pk).update(network=there)

    def joined():
        ask("INSERT INTO network_organisation_trades (organisation_id, trade_id) VALUES (%s, %s)", host.pk, trade.pk)

    with scope(network=here):
        for smuggle in (made, moved, joined):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                smuggle()


def test_without_any_scope_nothing_is_seen_and_with_scopes_disabled_everything(two):
    with scopes_disabled():
        everything = ask("SELECT count(*) FROM mobilities_mobility")

    assert ask("SELECT count(*) FROM mobilities_mobility") == [(0,)]
    assert Person.objects.count() == 0
    assert everything == [(2,)]


def test_what_is_seen_follows_the_scope_through_savepoints_and_rollbacks(two):
    here, there = two

    def seen():
        return {network for (network,) in ask("SELECT network_id FROM mobilities_mobility")}

    with scope(network=here):
        with transaction.atomic():
            assert seen() == {here.pk}
            with scope(network=there):
                assert seen() == {there.pk}
            with pytest.raises(DatabaseError), scope(network=there), transaction.atomic():
                ask("SELECT 1 / 0")
            assert seen() == {here.pk}
            transaction.set_rollback(True)
        assert seen() == {here.pk}


@pytest.mark.django_db(transaction=True)
def test_rows_read_in_portions_and_sent_in_rows_keep_to_the_network_outside_of_a_transaction():
    here, there = NetworkFactory.create_batch(2)
    OrganisationFactory.create_batch(3, network=here)
    OrganisationFactory(network=there)

    with scope(network=here):
        portions = Organisation.unscoped.order_by("pk").iterator(chunk_size=2)
        first = next(portions)
        with scope(network=there):
            assert Organisation.unscoped.count() == 1
        assert {first.network_id, *(one.network_id for one in portions)} == {here.pk}
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE network_organisation SET town = %s", [("Laval",), ("Mayenne",)])
            assert cursor.rowcount == 3
    assert not Organisation.unscoped.exists()
    assert connection.cursor().connection.execute("SELECT current_setting('compagnon.network', true)").fetchone() in (
        ("",),
        (None,),
    )


def test_raising_the_wall_again_touches_no_table(two):
    policies = "SELECT oid, xmin::text FROM pg_policy ORDER BY oid"
    before = ask(policies)

    raise_wall()

    assert ask(policies) == before


def test_an_owner_changes_tables_past_the_wall_and_is_held_by_it_again_after(two):
    with wall.as_owner():
        assert ask("SELECT count(*) FROM mobilities_mobility") == [(2,)]
        ask("CREATE TABLE made_by_the_owner (id int)")

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        ask("SELECT * FROM made_by_the_owner")
    with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic():
        ask("ALTER TABLE mobilities_mobility DISABLE ROW LEVEL SECURITY")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        ask("DELETE FROM django_migrations")


def test_words_are_found_through_their_index_in_the_own_network_alone(two):
    here, _there = two
    with scope(network=here):
        found = list(matching(Participant.objects.all(), "testa"))
        past_the_first_wall = list(matching(Participant.unscoped.all(), "testa"))
    with wall.as_owner():
        ask("SET LOCAL enable_seqscan = off")
        plan = "\n".join(
            line
            for (line,) in ask(
                "EXPLAIN SELECT id FROM people_participant WHERE to_tsvector('simple'::regconfig,"
                " COALESCE(search_text, '')) @@ to_tsquery('simple'::regconfig, 'testa:*')"
            )
        )

    assert [one.network_id for one in found] == [here.pk]
    assert past_the_first_wall == found
    assert "participant_search" in plan
    assert "people_participant" in searched()


@pytest.mark.django_db(transaction=True)
def test_a_role_that_another_migration_makes_in_this_moment_is_taken_as_made(settings):
    """Two fresh databases of one server: the second waits for the first, and then finds the role instead of failing."""
    settings.DATABASE_ROLE = "made_at_once"
    waits = (
        "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'transactionid' AND query LIKE '%CREATE ROLE%made_at_once%'"
    )
    with psycopg.connect(os.environ.get("DATABASE_URL") or _server()) as other, ThreadPoolExecutor() as beside:
        other.execute("DROP ROLE IF EXISTS made_at_once")
        other.commit()
        other.execute("CREATE ROLE made_at_once NOLOGIN")

        def commit_once_we_wait():
            with psycopg.connect(other.info.dsn, password=other.info.password, autocommit=True) as watching:
                until = time.monotonic() + 10
                while not watching.execute(waits).fetchall() and time.monotonic() < until:
                    time.sleep(0.01)
            other.commit()

        committed = beside.submit(commit_once_we_wait)
        try:
            with wall.as_owner():
                usable = _make_role() and role_may_be_used()
        finally:
            committed.result(timeout=10)
            with wall.as_owner():
                ask("DROP ROLE made_at_once")

    assert usable


@pytest.mark.parametrize("attributes", ["NOCREATEROLE", "CREATEROLE"])
def test_an_owner_of_a_managed_server_is_told_what_to_do_and_held_meanwhile(db, attributes):
    """A database of its own, migrated by an owner who is no superuser, with and without the power to make a role."""
    server = os.environ.get("DATABASE_URL") or _server()
    name, role = f"managed_{attributes.lower()}", f"walled_{attributes.lower()}"
    with psycopg.connect(server, autocommit=True) as admin:
        for statement in (
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"DROP ROLE IF EXISTS {role}", f"DROP ROLE IF EXISTS {name}",
            f"CREATE ROLE {name} LOGIN {attributes} PASSWORD '{name}'", f"CREATE DATABASE {name} OWNER {name}",
        ):  # fmt: skip
            admin.execute(statement)
        try:
            parts = urlsplit(server)
            address = f"{name}:{name}@{parts.netloc.rpartition('@')[2]}"
            surroundings = os.environ | {
                "DATABASE_URL": urlunsplit(parts._replace(netloc=address, path=f"/{name}")),
                "DATABASE_ROLE": role,
                "COMPAGNON_DATA": str(ROOT / ".local" / "test"),
            }
            compagnon(surroundings, "migrate", "--verbosity", "0")
            said = compagnon(surroundings, "doctor")
            counted = compagnon(surroundings, "shell", "--verbosity", "0", "-c", COUNTED)
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            admin.execute(f"DROP ROLE IF EXISTS {role}")
            admin.execute(f"DROP ROLE IF EXISTS {name}")

    wanted = f"MEND  {name} may not make the role {role}" if attributes == "NOCREATEROLE" else f"works as {role}"
    assert wanted in said
    assert counted.split() == ["1", "0", "1", "1"]


COUNTED = """
from django.db import connection
from django_scopes import scope, scopes_disabled
from compagnon.network.models import Network, Sector
from compagnon.core.search import matching
from compagnon.network.models import Organisation
with scopes_disabled():
    a, b = (Network.objects.create(key=key, name=key, country="FR") for key in "ab")
for one in (a, b):
    with scope(network=one):
        Sector.objects.create(network=one, key="x", name="x")
        Organisation.objects.create(network=one, name="Rye", kind="company", country="FR")
with scope(network=a):
    print(Sector.unscoped.count(), Sector.unscoped.filter(network=b).count(), matching(Organisation.unscoped.all(), "ry").count())
    print(Organisation.unscoped.count())
"""


def compagnon(surroundings, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "compagnon", *arguments],
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _server():
    from compagnon.config import bundled_database

    return bundled_database.start(settings.DATA_FOLDER, quick=True)
