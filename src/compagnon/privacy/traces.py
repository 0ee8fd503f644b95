"""What names somebody beside the rows that the apps declare: sessions, and lists that were brought in."""

from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session

from compagnon.core.files import FileLost, FileRefused
from compagnon.core.holdings import Treatment, holding_of
from compagnon.core.i18n import plain
from compagnon.core.imports.queries import table_of
from compagnon.core.models import ImportRun, Merge
from compagnon.people.models import Person
from compagnon.privacy.erasing import Trace, remove_files


def end_sessions(trace: Trace) -> dict[str, int]:
    """End every session of the account: what a session holds is told by opening it alone."""
    if not isinstance(trace.subject, Person):
        return {}
    key = str(trace.subject.pk)
    ended = [one.pk for one in Session.objects.iterator() if one.get_decoded().get("_auth_user_id") == key]
    Session.objects.filter(pk__in=ended).delete()
    return {"sessions.Session": len(ended)}


def forget_in_imports(trace: Trace) -> dict[str, int]:
    """Drop the file and the cells of every import whose list names the person; what it wrote before stays undoable for others."""
    touched = dropped = 0
    for run in ImportRun._base_manager.filter(network_id=trace.names.network_id):  # noqa: SLF001  (of any scope)
        forgotten = _forget_values(run, trace)
        if run.file and _is_named(run, trace):
            dropped += _drop_list(run)
            forgotten = True
        touched += forgotten
    return {"core.ImportRun": touched, "files": dropped} if touched else {}


def _forget_values(run: ImportRun, trace: Trace) -> bool:
    """Forget what stood in the person's rows before the import."""
    forgotten = False
    for label, changes in run.undo.get("changed", {}).items():
        keys = {str(key) for model, pks in trace.rows.items() if model._meta.label == label for key in pks}
        for key in keys & set(changes):
            del changes[key]
            forgotten = True
    if forgotten:
        run.save(update_fields=["undo"])
    return forgotten


def _is_named(run: ImportRun, trace: Trace) -> bool:
    try:
        rows = table_of(run).rows
    except (FileLost, FileRefused):
        return True  # nobody can say: the list goes
    first, last, email = trace.plain_names
    for row in rows:
        cells = {plain(cell) for cell in row}
        text = f" {' '.join(plain(cell) for cell in row)} "
        if (email and email in cells) or (f" {last} " in text and f" {first} " in text):
            return True
    return False


def forget_merges(trace: Trace) -> dict[str, int]:
    """Forget doubles that were put into rows of the person: what they were called, and what they said."""
    gone, freed = 0, set()
    for model, keys in trace.rows.items():
        label = model._meta.label_lower
        for merge in Merge._base_manager.filter(of__iexact=label, kept__in=keys):  # noqa: SLF001  (of any scope)
            freed |= _files_in(merge)
            merge.delete()
            gone += 1
    return {"core.Merge": gone, **({"files": remove_files(freed)} if freed else {})} if gone else {}


def _files_in(merge: Merge) -> set[str]:
    """Files that rows named which went with a merge: an application that gave way to another."""
    found: set[str] = set()
    for step in merge.record["steps"]:
        holding = holding_of(apps.get_model(step["removed"])) if "removed" in step else None
        if holding:
            fields: list[Any] = [holding.model._meta.get_field(name) for name in holding.treated(Treatment.FILES)]
            found |= {step["row"][field.column] for field in fields}
    return found - {"", None}


def _drop_list(run: ImportRun) -> int:
    freed = run.file
    run.file, run.file_name = "", ""
    run.columns, run.corrections, run.values, run.decisions = {}, {}, {}, {}
    run.checked = {"counts": run.checked.get("counts", {})}
    if run.state == ImportRun.State.OPEN:
        run.state = ImportRun.State.DISCARDED
    run.save()
    return remove_files({freed})
