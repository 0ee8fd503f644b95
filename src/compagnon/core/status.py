"""Is the program alive, is it ready, and what is wrong with it? Each answer is a sentence in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from compagnon.core import clock, gateway, scanner
from compagnon.core.stores import StoreAway, store
from compagnon.core.wall import raising


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `fatal` things make the program not ready; the others are to be mended soon."""

    subject: str
    is_well: bool
    sentence: str
    fatal: bool = False


def findings(*, thorough: bool = False) -> Iterator[Finding]:
    """Everything that is looked at, most important first; stops at a database that does not answer. Thoroughly, what costs a second too."""
    try:
        version = connection.cursor().connection.info.server_version
    except Exception as error:  # noqa: BLE001  (whatever it is, the sentence must come)
        sentence = _("The database does not answer: %(error)s. Look at DATABASE_URL.") % {"error": error}
        yield Finding("database", False, sentence, fatal=True)
        return
    yield _postgresql(version)
    yield _migrations()
    yield _wall()
    yield _worker()
    yield _failed_jobs()
    yield _files()
    yield _scanner()
    yield _mail()
    yield _text_messages(thorough=thorough)


def is_ready(*, thorough: bool = False) -> tuple[bool, list[Finding]]:
    """Whether pages can be served, with what was found."""
    found = list(findings(thorough=thorough))
    return all(finding.is_well or not finding.fatal for finding in found), found


def _postgresql(version: int) -> Finding:
    major = version // 10000
    if major < 15:
        sentence = _("PostgreSQL %(version)s answers; version 15 or newer is needed.")
        return Finding("database", False, sentence % {"version": major}, fatal=True)
    return Finding("database", True, _("PostgreSQL %(version)s answers.") % {"version": major}, fatal=True)


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        sentence = ngettext(
            "%(count)s migration is missing: run `compagnon migrate`.",
            "%(count)s migrations are missing: run `compagnon migrate`.",
            missing,
        )
        return Finding("tables", False, sentence % {"count": missing}, fatal=True)
    return Finding("tables", True, _("All migrations are applied."), fatal=True)


def _wall() -> Finding:
    """The second wall between networks; without a role of its own it stands, but the owner could take it down."""
    role, owner = settings.DATABASE_ROLE, connection.settings_dict["USER"]
    if raising.role_may_be_used():
        if open_tables := raising.standing_without_wall():
            sentence = _("These tables have no wall between networks: %(tables)s. Run `compagnon migrate`.")
            return Finding("wall", False, sentence % {"tables": ", ".join(open_tables)})
        sentence = _("PostgreSQL keeps networks apart: the program works as %(role)s.")
        return Finding("wall", True, sentence % {"role": role})
    sentence = _(
        "%(owner)s may not make the role %(role)s, so the program works as the owner of its tables. As an administrator"
        " of PostgreSQL say %(statements)s and then run `compagnon migrate`."
    )
    said = f'CREATE ROLE "{role}" NOLOGIN; GRANT "{role}" TO "{owner}";'
    return Finding("wall", False, sentence % {"owner": owner, "role": role, "statements": said})


def _worker() -> Finding:
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=clock.now() - timedelta(minutes=2)).exists()
    if alive:
        return Finding("worker", True, _("A worker is running."))
    waiting = ProcrastinateJob.objects.filter(status="todo").count()
    sentence = ngettext(
        "No worker is running, %(count)s job waits: start `compagnon worker`.",
        "No worker is running, %(count)s jobs wait: start `compagnon worker`.",
        waiting,
    )
    return Finding("worker", False, sentence % {"count": waiting})


def _failed_jobs() -> Finding:
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    if failed:
        sentence = ngettext(
            "%(count)s job has failed for good: see the administrator's page.",
            "%(count)s jobs have failed for good: see the administrator's page.",
            failed,
        )
        return Finding("jobs", False, sentence % {"count": failed})
    return Finding("jobs", True, _("No job has failed."))


def _files() -> Finding:
    try:
        kept_in = store()
        kept_in.write(".probe", b"x")
        kept_in.remove(".probe")
    except (OSError, StoreAway) as error:
        return Finding("files", False, _("Files cannot be kept: %(error)s") % {"error": error}, fatal=True)
    return Finding("files", True, _("Files can be written."), fatal=True)


def _scanner() -> Finding:
    if not scanner.is_set():
        return Finding(
            "scanner", True, _("No virus scanner is named (SCANNER_URL): files are typed and cleaned, not scanned.")
        )
    if scanner.answers():
        return Finding("scanner", True, _("The virus scanner answers."))
    return Finding("scanner", False, _("The virus scanner does not answer: what people bring is held until it does."))


def _mail() -> Finding:
    if settings.EMAIL_IS_SENT:
        return Finding("mail", True, _("Letters leave through %(host)s.") % {"host": settings.EMAIL_HOST})
    return Finding("mail", settings.DEMO, _("Letters stay in the program: EMAIL_URL is not set."))


def _text_messages(*, thorough: bool) -> Finding:
    if not gateway.is_set():
        return Finding(
            "texts", True, _("No gateway for text messages is named (TEXT_MESSAGES_URL): codes go by letter.")
        )
    if problem := gateway.problem(thorough=thorough):
        return Finding("texts", False, problem)
    return Finding("texts", True, _("A gateway for text messages is named."))
