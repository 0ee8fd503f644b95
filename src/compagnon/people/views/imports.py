"""Imports at the desk: a list is uploaded, its columns and doubts are settled, then it is written whole, or undone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.core.files import FileLost, FileRefused
from compagnon.core.imports import actions, queries
from compagnon.core.imports.kinds import IMPORTERS, Importer
from compagnon.core.imports.upload import MOST_PARTS
from compagnon.core.models import ImportRun
from compagnon.core.sheets import xlsx_response
from compagnon.core.states import MoveRefused
from compagnon.people.forms import ColumnsForm, UploadForm, settled


@desk("people.import_people")
def imports(request: Any) -> HttpResponse:
    """What can be imported, and what was."""
    context = {"importers": list(IMPORTERS), "runs": _with_labels(queries.recent_runs()[:50])}
    return render(request, "people/desk/imports/imports.html", context)


def _with_labels(runs: Any) -> list[ImportRun]:
    for run in runs:
        run.label = queries.importer_of(run).label
    return list(runs)


def _importer(kind: str) -> Importer:
    found = IMPORTERS.get(kind)
    if found is None:
        raise Http404
    return found


@desk("people.import_people")
def new(request: Any, kind: str) -> HttpResponse:
    """Upload a list of one kind."""
    importer = _importer(kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            run = actions.begin(
                network=request.network, kind=importer.name, file=form.cleaned_data["file"], by=request.person
            )
            return redirect("imports:columns", run.code)
        except FileRefused as refused:
            form.add_error("file", str(refused))
    context = {"form": form, "importer": importer}
    return render(request, "people/desk/imports/new.html", context, status=422 if form.is_bound else 200)


@desk("people.import_people")
def template(request: Any, kind: str) -> HttpResponseBase:
    """The spreadsheet to fill in."""
    importer = _importer(kind)
    return xlsx_response(_("import-%(kind)s") % {"kind": importer.name}, queries.template_columns(importer), [])


def _find(code: str) -> ImportRun:
    return get_object_or_404(ImportRun.objects.select_related("network", "by"), code=code)


@desk("people.import_people")
def columns(request: Any, code: str) -> HttpResponse:
    """Which column of the file tells what, as guessed; then check every row."""
    run = _find(code)
    importer, table = queries.importer_of(run), queries.table_of(run)
    form = ColumnsForm(request.POST or None, fields_of=importer.fields, table=table, guessed=run.columns)
    if form.is_valid():
        try:
            actions.choose_columns(run=run, columns=form.chosen(), by=request.person)
            return redirect("imports:run", run.code)
        except MoveRefused as refused:
            messages.error(request, str(refused))
    context = {"form": form, "run": run, "importer": importer, "rows": len(table.rows), "table": table}
    return render(request, "people/desk/imports/columns.html", context, status=422 if form.is_bound else 200)


@desk("people.import_people")
def sheet(request: Any, code: str) -> HttpResponse:
    """Read another sheet of the workbook."""
    found = _find(code)
    asked = request.POST.get("sheet", "")
    try:
        if asked.isdecimal() and int(asked) < MOST_PARTS:
            actions.choose_sheet(run=found, sheet=int(asked), by=request.person)
    except (MoveRefused, FileRefused, FileLost) as refused:
        messages.error(request, str(refused))
    return redirect("imports:columns", found.code)


@desk("people.import_people")
def run(request: Any, code: str) -> HttpResponse:
    """The preview with its doubts; once written, the report."""
    found = _find(code)
    if found.state == ImportRun.State.OPEN and not found.checked:
        return redirect("imports:columns", found.code)
    context = {
        "run": found,
        "importer": queries.importer_of(found),
        "counts": found.checked.get("counts", {}),
        "to_write": queries.to_write(found),
        "problems": queries.problems_shown(found),
        "twins": queries.twins_shown(found),
        "unknown": queries.unknown_shown(found),
        "more": queries.problems_left(found),
        "new": queries.rows_shown(found, "new"),
        "changed": queries.rows_shown(found, "changed"),
    }
    return render(request, "people/desk/imports/run.html", context)


@desk("people.import_people")
def problems(request: Any, code: str) -> HttpResponseBase:
    """The rows with problems as a spreadsheet, with the reasons, to mend and import again."""
    columns, rows = queries.problem_columns(_find(code))
    return xlsx_response(_("rows-to-mend"), columns, rows)


def _done(request: Any, code: str, done: Any) -> HttpResponse:
    """Do one thing with an import and go back to it, with what stood in the way if something did."""
    try:
        said = done(_find(code))
        if said:
            messages.success(request, said)
    except (MoveRefused, FileRefused, FileLost) as refused:
        messages.error(request, str(refused))
    return redirect("imports:run", code)


@desk("people.import_people")
def settle(request: Any, code: str) -> HttpResponse:
    """Take what was corrected, named and decided, and check again."""

    def settling(found: ImportRun) -> str:
        actions.settle(run=found, by=request.person, **settled(request.POST, found.checked))
        return _("Checked again.")

    return _done(request, code, settling)


@desk("people.import_people")
def write(request: Any, code: str) -> HttpResponse:
    def writing(found: ImportRun) -> str:
        written = actions.begin_writing(run=found, by=request.person)
        return _("Imported.") if written.state == ImportRun.State.WRITTEN else ""

    return _done(request, code, writing)


@desk("people.import_people")
def undo(request: Any, code: str) -> HttpResponse:
    def undoing(found: ImportRun) -> str:
        undone = actions.begin_undoing(run=found, by=request.person)
        return _("Undone.") if undone.state == ImportRun.State.UNDONE else ""

    return _done(request, code, undoing)


@desk("people.import_people")
def discard(request: Any, code: str) -> HttpResponse:
    def discarding(found: ImportRun) -> str:
        actions.discard(run=found, by=request.person)
        return _("Put aside; nothing was written.")

    return _done(request, code, discarding)
