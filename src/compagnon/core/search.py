"""Instant search over a `search_text` column: every word typed must begin a word found."""

import re
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value

from compagnon.core.i18n import plain

_M = TypeVar("_M", bound=Model)
VECTOR = SearchVector("search_text", config="simple")


@dataclass(frozen=True)
class Found:
    """One answer of the instant search: what it is called, what it is, where it is, and the heading it comes under."""

    label: str
    note: str
    url: str
    group: str
    icon: str = "search"


def search_index(name: str) -> GinIndex:
    """The index that keeps search instant at 100,000 rows."""
    return GinIndex(VECTOR, name=name)


def matching(rows: QuerySet[_M], typed: str) -> QuerySet[_M]:
    """The rows in which every typed word begins a word; all rows when nothing usable was typed."""
    words = re.findall(r"\w+", plain(typed))
    if not words:
        return rows
    beginnings = Value(" & ".join(f"{word}:*" for word in words))
    return rows.filter(_IsFound(F("pk"), beginnings, keys=f"compagnon_keys_{rows.model._meta.db_table}"))


class _IsFound(Func):
    """One of the keys that `core.wall` reads from the index, which PostgreSQL would not ask behind a policy."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]  # takes no template
        (key, words), keys = self.source_expressions, self.extra["keys"]
        (key_sql, of_key), (words_sql, of_words) = compiler.compile(key), compiler.compile(words)
        return f"{key_sql} = ANY((SELECT {keys}({words_sql}))::bigint[])", [*of_key, *of_words]
