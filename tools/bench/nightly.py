"""The nightly work over all tasks of a large network, beside a bare UPDATE of as many rows in the same run.

`python -m tools.bench nightly` fills a database of its own: 100,000 mobilities with 50 tasks each.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  (needs the settings)
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402

from compagnon.core import clock, wall  # noqa: E402
from compagnon.network.models import Network  # noqa: E402
from compagnon.timeline.models import Reminder, Task  # noqa: E402
from compagnon.timeline.queries import reminder_settings  # noqa: E402
from compagnon.timeline.reminding import due  # noqa: E402
from tools.bench.fill import ask, fill  # noqa: E402

SIZE, TASKS_EACH = 100_000, 50


def add_tasks(each: int) -> int:
    """Bring every mobility to so many tasks by rows of its own, in one statement; due before and after the departure."""
    source = f"""(
        SELECT m.*, k.position AS at, row_number() OVER () AS n
        FROM (SELECT mobility_id, count(*) AS there FROM timeline_task GROUP BY mobility_id) AS has
        JOIN mobilities_mobility m ON m.id = has.mobility_id
        CROSS JOIN LATERAL generate_series(has.there + 1, {each}) AS k (position)
    ) AS more"""
    running = "more.state IN ('preparing', 'abroad', 'returned')"
    return fill(
        Task,
        source,
        {
            "network_id": "more.network_id",
            "mobility_id": "more.id",
            "own_title": "'Own task ' || more.at",
            "step": "'prepare'",
            "phase": "'before'",
            "role": "(ARRAY['learner', 'employer', 'host_tutor', 'referent', 'coordinator'])[1 + mod(more.at, 5)::int]",
            "position": "more.at",
            "due_on": "more.departs_on - 120 + (more.at * 7 + mod(more.id, 5))::int",
            "state": f"CASE WHEN {running} AND mod(more.at, 4) = 0 THEN 'open' ELSE 'done' END",
            "departement_code": "more.departement_code",
            "is_running": running,
        },
        key="'own' || more.n",
    )


def measure(network: Network) -> dict[str, Any]:
    """What one night does, each part with its rows, seconds, statements, and a bare UPDATE of as many rows; undone after."""
    settled, now = reminder_settings(network), clock.now()
    today = now.date()
    found: dict[str, Any] = {}

    def plan() -> int:
        return due.plan(network=network, settled=settled, today=today, now=now)

    with _undone():
        found["reminders of a first night"] = _told(plan)
        rows = found["reminders of a first night"]["rows"]
        found["the same again: nothing new"] = {**_told(plan), "rows": rows}
        found["reminders of the next night"] = _told(
            lambda: due.plan(network=network, settled=settled, today=today + timedelta(days=1), now=now)
        )
        _settle_some()
        found["reminders taken back: done meanwhile"] = _told(due.take_back_stale)
        for one in found.values():
            one["floor"] = _bare_update(one["rows"])
    return found


@contextmanager
def _undone() -> Iterator[None]:
    """What happens inside leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _settle_some() -> None:
    """Every third task of which somebody is to be reminded is done."""
    Task.objects.filter(pk__in=Reminder.objects.values("task"), pk__iregex="[369]$").update(state="done")


def _told(step: Callable[[], int]) -> dict[str, Any]:
    with CaptureQueriesContext(connection) as asked:
        started = time.perf_counter()
        rows = step()
        seconds = time.perf_counter() - started
    return {"rows": rows, "seconds": seconds, "statements": len(asked)}


def _bare_update(rows: int) -> float:
    """Seconds of the plainest statement that writes as many rows of tasks."""
    started = time.perf_counter()
    ask(
        "UPDATE timeline_task SET late_on_creation = NOT late_on_creation"
        " WHERE id IN (SELECT id FROM timeline_task ORDER BY id LIMIT %s)",
        [rows],
    )
    return time.perf_counter() - started


def main(result: Path) -> None:
    """Fill up, measure, write."""
    with scopes_disabled(), wall.as_owner():
        if Task.unscoped.count() < SIZE * TASKS_EACH * 0.99:
            with transaction.atomic():
                ask("SET LOCAL session_replication_role = replica")
                ask("SET LOCAL synchronous_commit = off")
                print(f"  {add_tasks(TASKS_EACH):,} tasks more", flush=True)
            ask("VACUUM ANALYZE timeline_task")
        network = Network.objects.get()
        told = {"mobilities": ask("SELECT count(*) FROM mobilities_mobility")[0][0], "tasks": Task.unscoped.count()}
    with scope(network=network):
        told["parts"] = measure(network)
    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result.write_text(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
