"""Questions that Django puts into words once a day for each person.

What waits for somebody is asked of a dozen apps in one statement: to put it together took longer than its answer. What is
asked may depend on nothing but who asks, the roles they have or are lent, the day, and what else the key says.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from compagnon.core import clock

Statement = tuple[str, tuple[Any, ...]]
MOST = 500
"""Statements of some 15 kB: 7 MB at most."""

_kept: OrderedDict[Hashable, Statement | None] = OrderedDict()
_lock = Lock()


def asked(name: str, person: Any, question: Callable[[], QuerySet[Any] | Statement], *more: Hashable) -> list[Any]:
    """The rows of a question, as tuples; `question` is called where this person has not asked it today.

    `more` is what it depends on besides. A question that nothing can answer has no rows.
    """
    key = (name, person.seen_as, clock.today(), *more)
    with _lock:
        known = key in _kept
        statement = _kept.get(key)
    if not known:
        statement = _in_words(question)
        with _lock:
            _kept[key] = statement
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    if statement is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return list(cursor.fetchall())


def _in_words(question: Callable[[], QuerySet[Any] | Statement]) -> Statement | None:
    try:
        asked = question()
        return asked if isinstance(asked, tuple) else asked.query.sql_with_params()
    except EmptyResultSet:
        return None
