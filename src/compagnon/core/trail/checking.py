"""Is the trail as it was sealed? Read link by link against the rows; what is not, is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_scopes import scopes_disabled

from compagnon.core import clock
from compagnon.core.models import Seal, TrailCheck
from compagnon.core.trail.chain import is_digest_of, networks, noted_beside
from compagnon.core.trail.leaves import Leaf, Source, read, rows_of, sources, unpacked

SHORTEST_MARK = 16
MOST = 20  # troubles that are named
_LATE = timedelta(days=1)  # so much older than the link before it may a new row be
_SEALED_WITHIN = timedelta(hours=1)  # the worker seals every quarter of an hour

WORDS = {
    "link": gettext_noop(
        "Link %(number)s of the chain was changed, a link before it is missing, or it was made with another secret key."
    ),
    "end": gettext_noop(
        "Link %(number)s was noted outside of the database and is missing or other in it. After a restore: bring trail.txt back from the same backup."
    ),
    "changed": gettext_noop("Row %(key)s (%(source)s) was changed after it was sealed in link %(number)s."),
    "missing": gettext_noop("Row %(key)s (%(source)s), sealed in link %(number)s, was removed."),
    "added": gettext_noop("Row %(key)s (%(source)s) was put among rows that link %(number)s had sealed."),
    "dated": gettext_noop(
        "Row %(key)s (%(source)s), sealed in link %(number)s, bears a date before the link before it."
    ),
}


@dataclass
class Found:
    """What a check found; `head` is the digest of the last link.

    `rewritten` and `gone` count the rows that a later link lets differ: erased or merged, or past their period.
    """

    network: int | None
    rows: int = 0
    rewritten: int = 0
    gone: int = 0
    seals: int = 0
    head: str = ""
    troubles: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.troubles


def sentence(trouble: dict[str, Any]) -> str:
    """A trouble in the reader's language."""
    source = sources.get(trouble.get("source", ""))
    named = str(source.model._meta.verbose_name) if source else ""
    return _(WORDS[trouble["kind"]]) % {"number": trouble.get("number"), "key": trouble.get("key"), "source": named}


def check(network: int | None) -> Found:
    """Read one chain and all rows that it holds; at most `MOST` troubles are named, the first of them first.

    What was noted beside is read first: a link that is sealed meanwhile is then not looked for in vain.
    """
    found = Found(network)
    noted = noted_beside().get(network, {})
    with scopes_disabled(), one_moment():
        later: dict[tuple[str, int], Leaf | None] = {}
        found.troubles += islice(_links(found, later, noted), MOST)
        found.gone = sum(leaf is None for leaf in later.values())
        found.rewritten = len(later) - found.gone
        for source in sources:
            found.troubles += islice(_rows(found, source, later), MOST - len(found.troubles))
    return found


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment, whatever is written meanwhile; in the caller's transaction, of that one's."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        connection.connection.execute(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
        )  # before the wall says anything
        yield


def unsealed_since(network: int | None) -> datetime | None:
    """Since when rows wait for a link although the worker seals every quarter of an hour; None when none waits so long."""
    with scopes_disabled():
        return min(filter(None, (_oldest_unsealed(network, source) for source in sources)), default=None)


def _oldest_unsealed(network: int | None, source: Source) -> datetime | None:
    sealed = _of(network).filter(source=source.name, deed=Seal.Deed.SEALED).aggregate(last=Max("last_key"))["last"] or 0
    waiting = rows_of(source).filter(network=network, pk__gt=sealed, at__lte=clock.now() - _SEALED_WITHIN)
    first: datetime | None = waiting.aggregate(first=Min("at"))["first"]
    return first


def marked(mark: str) -> Seal | None:
    """The link whose digest begins so; a mark is written down outside of the program."""
    mark = mark.strip().lower()
    if len(mark) < SHORTEST_MARK:
        return None
    with scopes_disabled():
        found: Seal | None = Seal.unscoped.filter(digest__startswith=mark).order_by("number").first()
        return found


def check_all() -> list[Found]:
    """Check every chain, and keep what was found for the page of each network."""
    return [keep(check(network)) for network in networks()]


def keep(found: Found) -> Found:
    """Remember a check for the page; what belongs to no network is told by the command alone."""
    if found.network is not None:
        with scopes_disabled():
            TrailCheck.unscoped.update_or_create(
                network_id=found.network,
                defaults={
                    "at": clock.now(),
                    "rows": found.rows,
                    "rewritten": found.rewritten,
                    "gone": found.gone,
                    "seals": found.seals,
                    "head": found.head,
                    "troubles": found.troubles,
                },
            )
    return found


def _of(network: int | None) -> Any:
    return Seal.unscoped.filter(network=network)


def _links(
    found: Found, later: dict[tuple[str, int], Leaf | None], noted: dict[int, set[str]]
) -> Iterator[dict[str, Any]]:
    """Walk the chain; gather what links say about rows that erasure or retention has changed since."""
    for seal in _of(found.network).order_by("number").iterator(chunk_size=50):
        if seal.number != found.seals + 1 or seal.previous != found.head or not is_digest_of(seal):
            yield {"kind": "link", "number": found.seals + 1}
            return
        if noted.get(seal.number, {seal.digest}) != {seal.digest}:
            yield {"kind": "end", "number": seal.number}
            return
        found.seals, found.head = seal.number, seal.digest
        if seal.deed != Seal.Deed.SEALED:
            gone = seal.deed == Seal.Deed.GONE
            later.update({(seal.source, leaf.key): None if gone else leaf for leaf in unpacked(seal.leaves)})
    if noted and max(noted) > found.seals:
        yield {"kind": "end", "number": found.seals + 1}


def _rows(found: Found, source: Source, later: dict[tuple[str, int], Leaf | None]) -> Iterator[dict[str, Any]]:
    """Hold the rows of one table against the links that sealed them, portion by portion."""
    after, before, earlier = 0, None, None
    links = _of(found.network).filter(source=source.name, deed=Seal.Deed.SEALED, number__lte=found.seals)
    for seal in links.order_by("number").iterator(chunk_size=50):
        if before is not None and seal.at != before.at:
            earlier = before
        before = seal
        rows = rows_of(source).filter(network=found.network, pk__gt=after, pk__lte=seal.last_key)
        now = {leaf.key: (leaf, at) for leaf, at in read(source, rows)}
        after = seal.last_key
        for leaf in unpacked(seal.leaves):
            stands, at = now.pop(leaf.key, (None, None))
            found.rows += stands is not None
            kind = _trouble(leaf, later.get((source.name, leaf.key), leaf), stands)
            if not kind and earlier and leaf.key > earlier.settled and at and at < earlier.at - _LATE:
                kind = "dated"
            if kind:
                yield {"kind": kind, "source": source.name, "key": leaf.key, "number": seal.number}
        for key in now:
            yield {"kind": "added", "source": source.name, "key": key, "number": seal.number}


def _trouble(sealed: Leaf, last: Leaf | None, stands: Leaf | None) -> str:
    """What is wrong with a row: as it was sealed first, as a later link left it (None: gone), as it stands now."""
    if stands is None:
        return "" if last is None else "missing"
    if last is None:
        return "added"
    return "" if stands == last and last.fixed == sealed.fixed else "changed"
