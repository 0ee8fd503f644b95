"""Adding links to the chain: of new rows by the worker, and of what erasure and retention changed, as they do it."""

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Max
from django_scopes import scopes_disabled

from compagnon.core import clock
from compagnon.core.models import RandomSalt, Seal
from compagnon.core.trail.leaves import Leaf, Source, packed, read, rows_of, sources, unpacked

AT_ONCE = 1000
_LOCK = 7_310_503
_PATIENCE = "1s"  # writers wait no longer for the moment in which the last key of a table is read


def networks() -> list[int | None]:
    """The keys of all networks, and None for what belongs to no network."""
    found = apps.get_model(settings.NETWORK_MODEL)._base_manager.order_by("pk").values_list("pk", flat=True)  # noqa: SLF001  (of any scope)
    return [*found, None]


def seal_new() -> int:
    """Seal every row that no link holds yet; gives how many. None are left out: a row is sealed when none can come before it."""
    with scopes_disabled():
        last = {source.name: _settled(source) for source in sources}
        at = clock.now()
        return sum(_seal(network, source, last[source.name], at) for network in networks() for source in sources)


def _settled(source: Source) -> int:
    """The last key of a table, read while nobody writes into it: what is written later has a greater one.

    Without this a row whose transaction is long would appear behind rows that are sealed. Each table is held by itself, so
    that waiting for one stops nobody at another. Where a writer takes its time, nothing new of it is sealed now, and all
    of it the next time.
    """
    table = connection.ops.quote_name(source.model._meta.db_table)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            return rows_of(source).aggregate(last=Max("pk"))["last"] or 0
    except OperationalError:
        return 0


def _seal(network: int | None, source: Source, until: int, at: datetime) -> int:
    count = 0
    while True:
        with transaction.atomic():
            _one_at_a_time(network)
            sealed = Seal.unscoped.filter(network=network, source=source.name, deed=Seal.Deed.SEALED)
            after = sealed.aggregate(last=Max("last_key"))["last"] or 0
            rows = rows_of(source).filter(network=network, pk__gt=after, pk__lte=until).order_by("pk")
            leaves = [leaf for leaf, _at in read(source, rows[:AT_ONCE])]
            if leaves:
                _add(network, source, Seal.Deed.SEALED, leaves, at=at, settled=until)
        count += len(leaves)
        if len(leaves) < AT_ONCE:
            return count


def _one_at_a_time(network: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, network or 0])


def _add(
    network: int | None, source: Source, deed: str, leaves: list[Leaf], *, at: datetime | None = None, settled: int = 0
) -> None:
    """Add a link; who calls it holds the lock of the chain."""
    last = Seal.unscoped.filter(network=network).order_by("-number").values_list("number", "digest").first()
    seal = Seal(
        network_id=network,
        number=last[0] + 1 if last else 1,
        at=at or clock.now(),
        source=source.name,
        deed=deed,
        first_key=leaves[0].key,
        last_key=leaves[-1].key,
        settled=settled,
        leaves=packed(leaves),
        previous=last[1] if last else "",
    )
    seal.digest = digest_of(seal)
    seal.save(force_insert=True)
    transaction.on_commit(partial(_note_beside, seal))


def digest_of(seal: Seal) -> str:
    """The digest of a link over all that it says and the digest of the link before it, made with the secret key.

    So who holds the database alone cannot make a chain anew.
    """
    return _keyed(str(settings.SECRET_KEY), seal)


def is_digest_of(seal: Seal) -> bool:
    """Whether a link bears its digest, made with the secret key or with a former one."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(seal.digest, _keyed(str(key), seal)) for key in keys)


def _keyed(secret: str, seal: Seal) -> str:
    said = (
        seal.previous, seal.network_id, seal.number, seal.at.timestamp(), seal.source, seal.deed,
        seal.first_key, seal.last_key, seal.settled,
    )  # fmt: skip
    key = sha256(b"compagnon.trail:" + secret.encode()).digest()
    return hmac.new(key, "\n".join(map(str, said)).encode() + b"\n" + bytes(seal.leaves), sha256).hexdigest()


def place_beside() -> Path:
    """Where the digests of all links are noted outside of the database; a backup takes it along."""
    return Path(settings.DATA_FOLDER) / "trail.txt"


def _note_beside(seal: Seal) -> None:
    place_beside().parent.mkdir(parents=True, exist_ok=True)
    with place_beside().open("a", encoding="ascii") as kept:
        kept.write(f"{seal.network_id or 0} {seal.number} {seal.digest}\n")


def noted_beside() -> dict[int | None, dict[int, set[str]]]:
    """The digests noted outside of the database, by network and number: two of one number tell of a chain made anew."""
    found: dict[int | None, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    if place_beside().exists():
        for line in place_beside().read_text(encoding="ascii", errors="replace").splitlines():
            network, number, digest = (*line.split(), "", "", "")[:3]
            if network.isdecimal() and number.isdecimal():
                found[int(network) or None][int(number)].add(digest)
    return found


def is_sealed(model: Any) -> bool:
    return any(source.model is model for source in sources)


@contextmanager
def rewriting(model: Any, keys: Collection[int]) -> Iterator[None]:
    """Let erasure, retention or a merge change or remove rows of the trail; in a transaction of the caller's.

    The chain gets a link that says so. What never changes of a row must still be what was sealed, and a row that was
    not as sealed before stays found: nobody hides a change behind an erasure.
    """
    source = next((one for one in sources if one.model is model), None)
    if source is None or not keys:
        yield
        return
    with scopes_disabled():
        whole = _as_sealed(source, keys)
    yield
    with scopes_disabled():
        for network, before in whole.items():
            _tell(network, source, before)


def _as_sealed(source: Source, keys: Collection[int]) -> dict[int | None, list[Leaf]]:
    """The rows among these that are as the chain says, by network; new ones are in no link yet and need none."""
    wanted, rows = set(keys), rows_of(source).filter(pk__in=keys)
    found: dict[int | None, list[Leaf]] = {}
    for network in rows.order_by().values_list("network", flat=True).distinct():
        _one_at_a_time(network)
        links = Seal.unscoped.filter(
            network=network, source=source.name, first_key__lte=max(wanted), last_key__gte=min(wanted)
        )
        told: dict[int, Leaf] = {}
        for link in links.order_by("number").values_list("leaves", flat=True):
            told.update({leaf.key: leaf for leaf in unpacked(link) if leaf.key in wanted})
        now = [leaf for leaf, _at in read(source, rows.filter(network=network).order_by("pk"))]
        found[network] = [leaf for leaf in now if told.get(leaf.key) == leaf]
    return found


def _tell(network: int | None, source: Source, before: list[Leaf]) -> None:
    """Add the links of what became of these rows; new words get a new salt, so that no digest tells of the old ones."""
    rows = rows_of(source).filter(pk__in=[leaf.key for leaf in before])
    rows.update(salt=RandomSalt())
    now = {leaf.key: leaf for leaf, _at in read(source, rows)}
    for deed, leaves in (
        (Seal.Deed.REWRITTEN, [now[leaf.key] for leaf in before if leaf.key in now]),
        (Seal.Deed.GONE, [leaf for leaf in before if leaf.key not in now]),
    ):
        for some in _portions(leaves):
            _add(network, source, deed, some)


def _portions(leaves: list[Leaf]) -> Iterable[list[Leaf]]:
    return (leaves[start : start + AT_ONCE] for start in range(0, len(leaves), AT_ONCE))
