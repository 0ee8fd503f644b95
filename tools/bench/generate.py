"""Fills one database: `python -m tools.bench.generate SIZE`, with DATABASE_URL naming it.

The network, its sites, trades, schemes and their tasks are those shipped with the program. The rest is made by the server
from chances that are the same in every run: stays spread over the last five years and the next nine months, so about one
in seven is still to come and one in a hundred is abroad today. A network ten times as large has ten times as many of each.
"""

import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (needs the settings)
from django.db import transaction  # noqa: E402

from compagnon.core import wall  # noqa: E402
from tools.bench import crowd, files, seed, stays  # noqa: E402
from tools.bench.fill import CHANCE, ask  # noqa: E402

STEPS: tuple[tuple[str, Callable[[int], int]], ...] = (
    ("network, schemes, roles", seed.plant),
    ("hosts, employers, tutors, mentors", crowd.organisations),
    ("who goes where and when", stays.draw),
    ("participants and guardians", crowd.participants),
    ("calls and applications", crowd.applications),
    ("departures", stays.departures),
    ("tasks", stays.tasks),
    ("mobilities", stays.mobilities),
    ("hosts asked, arrivals, check-ins", files.during_the_stay),
    ("agreements, signatures, outcomes", files.papers),
    ("letters and activity", files.letters_and_activity),
)


def main(size: int) -> None:
    """Make everything in one go; a database that was not filled to the end is made again next time."""
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    with wall.as_owner(), transaction.atomic():
        ask("SET LOCAL session_replication_role = replica")  # rows fit by construction: no check of each foreign key
        ask("SET LOCAL synchronous_commit = off")
        ask("SET LOCAL work_mem = '128MB'")
        ask(CHANCE)
        for what, step in STEPS:
            rows = step(size)
            print(f"  {size:>7,} mobilities: {what}: {rows:,} rows ({time.monotonic() - started:.0f} s)", flush=True)
        seed.close()
    with wall.as_owner():
        ask("VACUUM ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]))
