"""Is the program alive, is it ready, and what is wrong with it? Each answer is a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from compagnon.core import clock


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `fatal` things make the program not ready; the others are to be mended soon."""

    subject: str
    is_well: bool
    sentence: str
    fatal: bool = False


def findings() -> Iterator[Finding]:
    """Everything that is looked at, most important first; stops at a database that does not answer."""
    try:
        version = connection.cursor().connection.info.server_version
    except Exception as error:  # noqa: BLE001  (whatever it is, the sentence must come)
        yield Finding("database", False, f"The database does not answer: {error}. Look at DATABASE_URL.", fatal=True)
        return
    yield _postgresql(version)
    yield _migrations()
    yield _worker()
    yield _failed_jobs()
    yield _folder()
    yield _mail()


def is_ready() -> tuple[bool, list[Finding]]:
    """Whether pages can be served, with what was found."""
    found = list(findings())
    return all(finding.is_well or not finding.fatal for finding in found), found


def _postgresql(version: int) -> Finding:
    major = version // 10000
    well = major >= 15
    more = "." if well else "; version 15 or newer is needed."
    return Finding("database", well, f"PostgreSQL {major} answers{more}", fatal=True)


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        return Finding("tables", False, f"{missing} migrations are missing: run `compagnon migrate`.", fatal=True)
    return Finding("tables", True, "All migrations are applied.", fatal=True)


def _worker() -> Finding:
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=clock.now() - timedelta(minutes=2)).exists()
    if alive:
        return Finding("worker", True, "A worker is running.")
    waiting = ProcrastinateJob.objects.filter(status="todo").count()
    return Finding("worker", False, f"No worker is running, {waiting} jobs wait: start `compagnon worker`.")


def _failed_jobs() -> Finding:
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    if failed:
        return Finding("jobs", False, f"{failed} jobs have failed for good: see the administrator's page.")
    return Finding("jobs", True, "No job has failed.")


def _folder() -> Finding:
    folder = settings.MEDIA_ROOT
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        return Finding("files", False, f"Files cannot be written to {folder}: {error}.", fatal=True)
    return Finding("files", True, "Files can be written.", fatal=True)


def _mail() -> Finding:
    if settings.EMAIL_IS_SENT:
        return Finding("mail", True, f"Letters leave through {settings.EMAIL_HOST}.")
    return Finding("mail", settings.DEMO, "Letters stay in the program: EMAIL_URL is not set.")
