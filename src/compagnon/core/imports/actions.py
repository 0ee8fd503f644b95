"""What can be done with an import: begun, its columns and doubts settled, written whole, undone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from compagnon.core import clock, files
from compagnon.core.imports import writing
from compagnon.core.imports.columns import guess
from compagnon.core.imports.queries import brought_since, importer_of, plan_of, to_write
from compagnon.core.imports.reading import read_table
from compagnon.core.imports.upload import LARGEST, shown_name
from compagnon.core.jobs import later
from compagnon.core.models import ImportRun
from compagnon.core.states import MoveRefused, locked, move

MOST_OF_PERSON, MOST_OF_NETWORK = 200_000_000, 1_000_000_000  # bytes in a day
MANY = 2_000  # rows: about two seconds of writing; more is left to the worker
MANY_UNDONE = 200  # rows: the same, because a row that goes is looked for in every table that may name it


def begin(*, network: Any, kind: str, file: Any, by: Any) -> ImportRun:
    """Keep an uploaded list and guess its columns. Raises files.FileRefused with what to do instead."""
    name = shown_name(file.name or "")
    content = file.read(LARGEST + 1)
    _within_quota(network, by, len(content))
    table = read_table(name, content)
    run = ImportRun(network=network, kind=kind, by=by, file_name=name, size=len(content))
    run.file = files.keep(content, kind=files.SHEET)
    run.columns = guess(importer_of(run).fields, table.titles)
    with transaction.atomic():
        run.save()
    return run


def _within_quota(network: Any, by: Any, size: int) -> None:
    """So many bytes a day (SEC-35): a mistake in a loop, or somebody's stolen session, must not fill the disk."""
    since = clock.now() - timedelta(days=1)
    for most, whose in ((MOST_OF_PERSON, {"by": by}), (MOST_OF_NETWORK, {"network": network})):
        if brought_since(since, **whose) + size > most:
            raise files.FileRefused(
                _("At most %(size)d MB of lists can be brought in a day. Go on tomorrow, or bring only the list.")
                % {"size": most // 1_000_000}
            )


@transaction.atomic
def choose_sheet(*, run: ImportRun, sheet: int, by: Any) -> ImportRun:
    """Read another sheet of the same file; what was said of the first one is forgotten. Raises FileRefused."""
    run = locked(run)
    if run.state != ImportRun.State.OPEN:
        raise MoveRefused(_("This import is no longer in preparation: begin a new one."))
    table = read_table(run.file_name, files.read(run.file), sheet)
    run.sheet, run.columns = sheet, guess(importer_of(run).fields, table.titles)
    run.corrections, run.values, run.decisions, run.checked = {}, {}, {}, {}
    run.save()
    return run


@transaction.atomic
def choose_columns(*, run: ImportRun, columns: dict[str, int], by: Any) -> ImportRun:
    """Say which column tells what; corrections of cells stay, because they name the field."""
    return _settle(run, columns=columns)


@transaction.atomic
def settle(
    *,
    run: ImportRun,
    corrections: dict[str, dict[str, str]],
    values: dict[str, dict[str, int | None]],
    decisions: dict[str, str],
    by: Any,
) -> ImportRun:
    """Put other words into cells, say what unknown names mean for every row, and whether likely twins are one.

    `corrections` is `{row: {field: words}}`, the file itself is not changed; `values` is `{field: {name: key}}`, None
    leaves the cell empty; `decisions` is `{row or "all": "merge", "apart" or the key of the one that is there}`.
    """
    for row, cells in run.corrections.items():
        corrections = {**corrections, row: {**cells, **corrections.get(row, {})}}
    for field, named in run.values.items():
        values = {**values, field: {**named, **values.get(field, {})}}
    decisions = {**run.decisions, **decisions}
    return _settle(run, corrections=corrections, values=values, decisions=decisions)


def _settle(run: ImportRun, **said: Any) -> ImportRun:
    run = locked(run)
    if run.state != ImportRun.State.OPEN:
        raise MoveRefused(_("This import is no longer in preparation: begin a new one."))
    for name, value in said.items():
        setattr(run, name, value)
    run.checked = plan_of(run)[0].kept()
    run.trouble = ""
    run.save()
    return run


def begin_writing(*, run: ImportRun, by: Any) -> ImportRun:
    """Write now, or leave it to the worker when there is much to write."""
    if to_write(run) <= MANY:
        return write(run=run, by=by)
    return _leave_to_worker(run, ImportRun.State.WRITING, "people.write_import", by)


def begin_undoing(*, run: ImportRun, by: Any) -> ImportRun:
    """Take it back now, or leave it to the worker when there is much to take back. Raises MoveRefused."""
    if to_write(run) <= MANY_UNDONE:
        return undo(run=run, by=by)
    return _leave_to_worker(run, ImportRun.State.UNDOING, "people.undo_import", by)


@transaction.atomic
def _leave_to_worker(run: ImportRun, state: ImportRun.State, job: str, by: Any) -> ImportRun:
    run = locked(run)
    run.progress = 0
    move(run, state, by=by, facts={"file": run.file_name})
    later(job, run=run.pk, network=run.network_id, by=by.pk)
    return run


def _in_turn(run: ImportRun) -> None:
    """Let imports of one network wait for each other. The run itself is not locked: its progress is told meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [7_310_501, run.network_id % 2_147_483_647])
    run.refresh_from_db()


@transaction.atomic
def write(*, run: ImportRun, by: Any, tell: Callable[[int], None] | None = None) -> ImportRun:
    """Save every row that has no problem, or none at all. Raises MoveRefused with what to do.

    The rows are checked against what is there at this moment; imports of one network wait for each other.
    """
    _in_turn(run)
    if run.state not in (ImportRun.State.OPEN, ImportRun.State.WRITING):
        raise MoveRefused(_("This list was imported already."))
    plan, register = plan_of(run)
    if not plan.new and not plan.changed:
        raise MoveRefused(_("There is nothing to write: every row is as it is here, has a problem, or waits for you."))
    try:
        with transaction.atomic():
            undo = register.write(plan.new, plan.changed, tell or (lambda _done: None))
    except IntegrityError as error:
        raise MoveRefused(
            _("Somebody changed the same rows in this moment. Nothing was written; look at the preview again.")
        ) from error
    run = locked(run)
    run.undo, run.checked, run.trouble = undo, plan.kept(), ""
    facts = {"file": run.file_name, "new": len(plan.new), "changed": len(plan.changed)}
    move(run, ImportRun.State.WRITTEN, by=by, facts=facts)
    return run


@transaction.atomic
def give_back(*, run: ImportRun, trouble: str, by: Any) -> None:
    """A write that did not come about: the import is in preparation again and says why."""
    run = locked(run)
    run.trouble = trouble
    move(run, ImportRun.State.OPEN, by=by, facts={"file": run.file_name})


@transaction.atomic
def undo(*, run: ImportRun, by: Any, tell: Callable[[int], None] | None = None) -> ImportRun:
    """Take an import back. What is in use since or was changed since stays; `checked["undone"]` says how much.

    Raises MoveRefused when nothing was written.
    """
    _in_turn(run)
    if run.state not in (ImportRun.State.WRITTEN, ImportRun.State.UNDOING):
        raise MoveRefused(_("There is nothing to undo: this list is not imported."))
    found = writing.undo(run.undo, tell or (lambda _done: None))
    importer_of(run).after_undo(run.undo)
    run = locked(run)
    run.checked = {**run.checked, "undone": found}
    move(run, ImportRun.State.UNDONE, by=by, facts={"file": run.file_name, **found})
    return run


@transaction.atomic
def discard(*, run: ImportRun, by: Any) -> None:
    """Put an import aside without writing anything."""
    run = locked(run)
    move(run, ImportRun.State.DISCARDED, by=by, facts={"file": run.file_name})
