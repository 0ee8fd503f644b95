"""The second wall between networks: PostgreSQL itself shows a statement just the rows of the network whose scope is open.

The first wall is django-scopes, in code; this one holds when the first was forgotten, in raw SQL too. Every statement
carries, in the same round trip, the role as which it works and the network that it may see; both end with its
transaction. So a connection remembers nothing, and neither a rollback nor a pool can make it remember wrongly.
Docs: `docs/decisions/2026-11-26-second-wall.md`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django_scopes import get_scope

ALL = "all"
NOBODY = ""
SEES_ALL = f"current_setting('compagnon.network', true) = '{ALL}'"

_as_owner: ContextVar[bool] = ContextVar("as_owner", default=False)


@contextmanager
def as_owner() -> Iterator[None]:
    """Work as the owner of the tables, past the wall: to change tables, never to serve people."""
    before = _as_owner.set(True)
    try:
        yield
    finally:
        _as_owner.reset(before)


def is_seen(column: str) -> str:
    """The rule of the wall in SQL: the network in a column is the one that the statement may see.

    Written so that PostgreSQL expects nearly every row to pass (it reckons 0.995 for "differs from a number"): the
    first wall has chosen the rows already, and as a plain "=" the rule made it expect few and join in the wrong order.
    """
    told = "current_setting('compagnon.network', true)"
    return f"CASE {told} WHEN '{ALL}' THEN 1 WHEN '{NOBODY}' THEN 0 ELSE ({column} = {told}::bigint)::int END <> 0"


def works_as_owner() -> bool:
    return _as_owner.get()


def seen() -> str:
    """What the open scope lets a statement see: the number of a network, `ALL` when scopes are disabled, else `NOBODY`."""
    scope: dict[str, Any] = get_scope()
    if not scope.get("_enabled", True):
        return ALL
    network = scope.get("network")
    key = getattr(network, "pk", network)
    return NOBODY if key is None else str(int(key))
