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
NETWORK_IN_SCOPE = f"nullif(nullif(current_setting('compagnon.network', true), '{NOBODY}'), '{ALL}')::bigint"

_as_owner: ContextVar[bool] = ContextVar("as_owner", default=False)


@contextmanager
def as_owner() -> Iterator[None]:
    """Work as the owner of the tables, past the wall: to change tables, never to serve people."""
    before = _as_owner.set(True)
    try:
        yield
    finally:
        _as_owner.reset(before)


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
