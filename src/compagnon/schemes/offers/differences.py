"""What an edition changes, three ways: what both had, what is ours now, what the partner says now."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from compagnon.schemes.content import TASK_FIELDS, TASK_TEXTS

Row = dict[str, Any]
DAY = frozenset(("anchor", "amount", "unit", "working_days"))
"""The fields that move a task."""
_TOLD_APART = tuple(name for name in TASK_FIELDS if name not in ("key", "source", "source_mark"))
"""Where somebody read an offset does not make another task of it."""


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One row that the partner changed: as it was when last taken, as it is ours, as the partner has it now.

    `is_ours_too` says that we changed the same: taking it gives up ours.
    """

    key: str
    kind: Kind
    base: Row | None
    ours: Row | None
    theirs: Row | None
    fields: tuple[str, ...] = ()
    is_ours_too: bool = False

    @property
    def title(self) -> Any:
        return (self.theirs or self.ours or self.base or {}).get("title", {})


@dataclass(frozen=True)
class Compared:
    """What the partner changed, and the rows that are our own doing (added, changed, left out), which stay."""

    differences: list[Difference]
    own: list[tuple[Kind, Row]]


def compare(base: Iterable[Row] | None, ours: Iterable[Row], theirs: Iterable[Row]) -> Compared:
    """Line by line, in the partner's order. Without a common ground every row that differs is the partner's change."""
    has_ground = base is not None
    before, mine, now = ({row["key"]: row for row in rows or ()} for rows in (base, ours, theirs))
    found = [
        one
        for key, row in now.items()
        if (one := _of_theirs(key, before.get(key), mine.get(key), row, has_ground=has_ground))
    ]
    for key, row in before.items():
        if key not in now and key in mine:
            is_ours_too = bool(changed(row, mine[key]))
            found.append(Difference(key, Kind.REMOVED, row, mine[key], None, is_ours_too=is_ours_too))
    return Compared(found, _own(before, mine, now, has_ground=has_ground))


def _of_theirs(key: str, base: Row | None, ours: Row | None, theirs: Row, *, has_ground: bool) -> Difference | None:
    if base is None:
        if ours is None:
            return Difference(key, Kind.ADDED, None, None, theirs)
        fields = changed(ours, theirs)
        return _differs(key, None, ours, theirs, fields, is_ours_too=has_ground) if fields else None
    fields = changed(base, theirs)
    if not fields:
        return None
    if ours is None:
        return _differs(key, base, None, theirs, fields, is_ours_too=True)
    left = tuple(name for name in fields if not _says(ours, theirs, name, base))
    if not left:
        return None
    clash = any(_clashes(base, ours, theirs, name) for name in left)
    return _differs(key, base, ours, theirs, left, is_ours_too=clash)


def _differs(
    key: str, base: Row | None, ours: Row | None, theirs: Row, fields: tuple[str, ...], *, is_ours_too: bool
) -> Difference:
    kind = Kind.MOVED if set(fields) <= DAY else Kind.CHANGED
    return Difference(key, kind, base, ours, theirs, fields, is_ours_too)


def _own(
    before: dict[str, Row], mine: dict[str, Row], now: dict[str, Row], *, has_ground: bool
) -> list[tuple[Kind, Row]]:
    if not has_ground:
        return [(Kind.ADDED, row) for key, row in mine.items() if key not in now]
    found = []
    for key, row in mine.items():
        if key not in before and key not in now:
            found.append((Kind.ADDED, row))
        elif key in before and (fields := changed(before[key], row)):
            found.append((Kind.MOVED if set(fields) <= DAY else Kind.CHANGED, row))
    return [*found, *((Kind.REMOVED, row) for key, row in before.items() if key in now and key not in mine)]


def changed(before: Row, after: Row) -> tuple[str, ...]:
    """The fields that say something else; a text does so in any language that `before` had or `after` has."""
    return tuple(name for name in _TOLD_APART if not _same(name, before.get(name), after.get(name)))


def _same(name: str, one: Any, other: Any) -> bool:
    if name in TASK_TEXTS:
        return _texts(one) == _texts(other)
    return bool((sorted(one or ()) == sorted(other or ())) if name == "conditions" else one == other)


def _texts(text: Any) -> dict[str, str]:
    return {code: words for code, words in text.items() if words} if isinstance(text, dict) else {"": str(text or "")}


def _says(ours: Row, theirs: Row, name: str, base: Row) -> bool:
    """Whether ours says already what the partner changed; words of ours in further languages do not count."""
    if name not in TASK_TEXTS:
        return _same(name, ours.get(name), theirs.get(name))
    mine, now, before = (_texts(one.get(name)) for one in (ours, theirs, base))
    return all(mine.get(code) == words for code, words in now.items() if before.get(code) != words)


def _clashes(base: Row, ours: Row, theirs: Row, name: str) -> bool:
    """Whether both sides changed the same field; of a text, in the same language."""
    if name not in TASK_TEXTS:
        return not _same(name, base.get(name), ours.get(name))
    before, mine, now = (_texts(one.get(name)) for one in (base, ours, theirs))
    return any(before.get(code) not in (words, mine.get(code)) for code, words in now.items())


def taken(rows: Iterable[Row], chosen: Iterable[Difference], words: dict[str, Row]) -> list[Row]:
    """Our rows with what was chosen: only what the partner changed is written over, and our words in other languages stay.

    `words` are titles in further languages for rows that come, by their key.
    """
    wanted = {one.key: one for one in chosen}
    kept = []
    for row in rows:
        one = wanted.pop(row["key"], None)
        if one is None:
            kept.append(row)
        elif one.theirs is not None:
            kept.append(_with_words(_merged(row, one), words))
    for one in wanted.values():
        if one.theirs is not None:
            places = [place for place, row in enumerate(kept) if row["step"] == one.theirs["step"]]
            kept.insert(places[-1] + 1 if places else len(kept), _with_words(one.theirs, words))
    return kept


def _merged(ours: Row, one: Difference) -> Row:
    theirs, base = one.theirs or {}, one.base or {}
    row = dict(ours)
    for name in one.fields:
        if name not in TASK_TEXTS:
            row[name] = theirs[name]
            continue
        before, now = _texts(base.get(name, {})), _texts(theirs[name])
        mine = ours[name] if isinstance(ours[name], dict) else {}
        row[name] = {**mine, **{code: said for code, said in now.items() if before.get(code) != said}}
    if set(one.fields) & DAY:
        row |= {"source": theirs["source"], "source_mark": theirs["source_mark"]}
    return row


def _with_words(row: Row, words: dict[str, Row]) -> Row:
    said = words.get(row["key"])
    return {**row, "title": {**row["title"], **said}} if said else row
