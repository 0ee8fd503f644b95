"""Rows that people put in order: one place up or down, written in one question."""

from collections.abc import Iterable
from typing import Any


def shift(row: Any, *, among: Iterable[Any], up: bool) -> bool:
    """Put a row one place higher or lower among its neighbours; False when it is at that end already.

    `among` is in order, holds the row, and is locked by a caller whom two presses at once could confuse. Positions are
    counted anew from 0.
    """
    rows = list(among)
    at = rows.index(row)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return False
    rows[at], rows[to] = rows[to], rows[at]
    for position, one in enumerate(rows):
        one.position = position
    type(row).objects.bulk_update(rows, ["position"])
    return True
