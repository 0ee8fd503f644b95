"""How often something may be tried: counted in the database, so that all processes count together."""

import hashlib
from datetime import timedelta

from django.db import connection

from compagnon.core import clock
from compagnon.people.models import Tries

_COUNT = """
INSERT INTO people_tries (key, count, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN people_tries.ends_at <= %(now)s THEN 1 ELSE people_tries.count + 1 END,
  ends_at = CASE WHEN people_tries.ends_at <= %(now)s THEN %(ends_at)s ELSE people_tries.ends_at END
RETURNING count
"""


def _key(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()


def may_try(what: str, *, times: int, seconds: int) -> bool:
    """Count one try of `what` (such as an address and what is asked for it); False when there were too many."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": _key(what), "now": now, "ends_at": now + timedelta(seconds=seconds)})
        return int(cursor.fetchone()[0]) <= times


def take_back(what: str) -> None:
    """Forget the tries of `what`: it went well."""
    Tries.objects.filter(key=_key(what)).delete()


def forget_old_tries() -> int:
    """Remove what is counted no more; gives how many rows went."""
    return int(Tries.objects.filter(ends_at__lt=clock.now()).delete()[0])
