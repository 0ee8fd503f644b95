"""What of a row is sealed: one digest of what never changes, and one, with the row's salt, of what erasure empties."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from compagnon.core.models import Activity, Opening, SecurityEvent
from compagnon.core.registries import Registry

_KEY, _DIGEST = 8, 32
_PACKED = _KEY + 2 * _DIGEST


@dataclass(frozen=True)
class Source:
    """A table of the trail. `fixed` never changes; `said` names people, and erasure empties it."""

    model: type[Model]
    fixed: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.model._meta.label_lower


class Leaf(NamedTuple):
    """One row as it was sealed: its key and its two digests."""

    key: int
    fixed: bytes
    said: bytes


sources: Registry[Source] = Registry("Which tables are sealed, and what of their rows?")
sources.add(
    "core.activity",
    Source(
        Activity,
        ("network_id", "at", "by_id", "verb", "about_type_id", "about_id", "trail"),
        ("by_name", "for_name", "facts", "reason"),
    ),
)
sources.add(
    "core.securityevent",
    Source(
        SecurityEvent,
        ("network_id", "at", "event", "result", "person_id", "about", "request_id"),
        ("person_name", "came_from", "facts"),
    ),
)
sources.add(
    "core.opening",
    Source(Opening, ("network_id", "at", "day", "by_id", "what", "about_type_id", "about_id"), ("by_name",)),
)


def rows_of(source: Source) -> QuerySet[Any]:
    """All rows of a table, whatever scope is open."""
    return source.model._base_manager.all()  # noqa: SLF001  (Django has no other name for it)


def read(source: Source, rows: QuerySet[Any]) -> Iterator[tuple[Leaf, datetime]]:
    """The leaves of rows as they stand, each with its moment, in the order in which they are given."""
    names = ("pk", "at", *source.fixed, "salt", *source.said)
    cut = 2 + len(source.fixed)
    for row in rows.values_list(*names):
        yield Leaf(row[0], _digest(source.name, row[0], *row[2:cut]), _digest(row[0], *row[cut:])), row[1]


def _digest(*said: Any) -> bytes:
    return sha256(json.dumps(said, default=_told, sort_keys=True).encode()).digest()


def _told(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def packed(leaves: Iterable[Leaf]) -> bytes:
    return b"".join(leaf.key.to_bytes(_KEY, "big") + leaf.fixed + leaf.said for leaf in leaves)


def unpacked(kept: Any) -> Iterator[Leaf]:
    """The leaves of a link; a rest that is no whole leaf is left out, and the digest of the link tells of it."""
    kept = bytes(kept)
    for start in range(0, len(kept) - _PACKED + 1, _PACKED):
        leaf = kept[start : start + _PACKED]
        yield Leaf(int.from_bytes(leaf[:_KEY], "big"), leaf[_KEY : _KEY + _DIGEST], leaf[_KEY + _DIGEST :])
