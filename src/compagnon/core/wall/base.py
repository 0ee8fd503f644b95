"""Django's PostgreSQL backend, each statement prefaced by its role and its network."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.postgresql.base import Cursor, ServerSideCursor  # type: ignore[attr-defined]  # defined for psycopg 3
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.db.utils import DEFAULT_DB_ALIAS
from psycopg import sql

from compagnon.core import wall

_OF_THE_TRANSACTION = (
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
)  # answer in a transaction that has failed, where SET does not
_MAY_WORK_AS = """
SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')
AND to_regclass('django_migrations') IS NOT NULL AND has_table_privilege(oid, to_regclass('django_migrations'), 'SELECT')
"""


class WalledCursor(Cursor):
    """Sends the preface and the statement as one; what it then shows is the answer to the statement."""

    preface: Callable[[], list[str]] = staticmethod(list)

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        said = self.preface()
        if not said or (isinstance(query, str) and query.startswith(_OF_THE_TRANSACTION)):
            return super().execute(query, params, **options)
        before = "".join(f"{one}; " for one in said)
        super().execute(before + query if isinstance(query, str) else sql.SQL(before) + query, params, **options)
        for _one in said:
            self.nextset()
        return self

    def executemany(self, query: Any, params_seq: Iterable[Any], **options: Any) -> None:
        """One by one: a pipeline takes one statement at a time and would lose the preface."""
        for params in params_seq:
            self.execute(query, params)


class WalledServerSideCursor(ServerSideCursor):
    """Rows read in portions. Its statement cannot be prefaced, so the preface goes before it.

    Outside of a transaction the rows outlive it, and the preface is taken back once they are kept.
    """

    preface: Callable[[], list[str]] = staticmethod(list)

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        said = self.preface()
        if not said:
            return super().execute(query, params, **options)
        if not self.connection.autocommit:
            self.connection.execute("; ".join(said))
            return super().execute(query, params, **options)
        self.connection.execute("; ".join(one.replace("SET LOCAL", "SET", 1) for one in said))
        try:
            return super().execute(query, params, **options)
        finally:
            self.connection.execute("RESET ROLE; RESET compagnon.network")


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL behind the wall."""

    _role: str | None = None  # unknown until asked, empty when there is none to work as

    def get_connection_params(self) -> dict[str, Any]:
        return super().get_connection_params() | {"cursor_factory": WalledCursor}

    def connect(self) -> None:
        self._role = None
        super().connect()

    def create_cursor(self, name: str | None = None) -> Any:
        if name is None:
            cursor: Any = super().create_cursor()
        else:
            held = self.connection.autocommit
            cursor = WalledServerSideCursor(self.connection, name=name, scrollable=False, withhold=held)
            register_tzloader(self.timezone, cursor)
        cursor.preface = self.preface
        return cursor

    def preface(self) -> list[str]:
        """What is said before a statement; nothing when the owner changes tables, who leaves the role of a transaction."""
        if self.alias != DEFAULT_DB_ALIAS:
            return []
        if wall.works_as_owner():
            return [] if self.connection.autocommit else ["SET LOCAL ROLE NONE"]
        network = f"SET LOCAL compagnon.network = '{wall.seen()}'"
        role = self.role
        return [f"SET LOCAL ROLE {self.ops.quote_name(role)}", network] if role else [network]

    @property
    def role(self) -> str:
        """The role that owns nothing, if it is there and may be taken; asked once a connection."""
        if self._role is None:
            name = settings.DATABASE_ROLE
            with self.connection.cursor() as cursor:
                self._role = name if cursor.execute(_MAY_WORK_AS, [name]).fetchone() else ""
        return self._role

    def forget_role(self) -> None:
        """Ask again which role there is: the wall was just raised."""
        self._role = None
