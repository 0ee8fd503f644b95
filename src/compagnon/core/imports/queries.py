"""Reads of imports."""

from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from compagnon.core import files
from compagnon.core.imports.checking import UNKNOWN, Choices, Plan, check, problem_rows
from compagnon.core.imports.kinds import IMPORTERS, Importer, Register
from compagnon.core.imports.reading import Table, read_table
from compagnon.core.models import ImportRun
from compagnon.core.sheets import Column

SHOWN = 100  # rows to mend on one page; the others come after a new check, or by the spreadsheet


def importer_of(run: ImportRun) -> Importer:
    """The kind of list that a run brings in."""
    found = IMPORTERS.get(run.kind)
    if found is None:
        raise LookupError(f"No app imports {run.kind!r}.")
    return found


def table_of(run: ImportRun) -> Table:
    """The rows of the kept file; none once erasure or retention has taken it."""
    if not run.file:
        return Table([], [], 1)
    return read_table(run.file_name, files.read(run.file), run.sheet)


def plan_of(run: ImportRun) -> tuple[Plan, Register]:
    """What the run would do now, and the register that it was compared with and can be written by."""
    importer = importer_of(run)
    choices = Choices(run.columns, run.corrections, run.values, run.decisions)
    register = importer.open(run.network)
    return check(importer, register, table_of(run), choices), register


def to_write(run: ImportRun) -> int:
    """How many rows of the list are new or changed."""
    counts = run.checked.get("counts", {})
    return int(counts.get("new", 0) + counts.get("changed", 0))


def brought_since(moment: datetime, **whose: Any) -> int:
    """How many bytes of lists somebody, or a network, brought since then."""
    runs = ImportRun.objects.filter(at__gte=moment, **whose)
    return int(runs.aggregate(bytes=Sum("size"))["bytes"] or 0)


def recent_runs() -> QuerySet[ImportRun]:
    """The imports of the network, the last one first."""
    rows = ImportRun.objects.select_related("by").defer("undo", "corrections", "values", "decisions")
    return rows.order_by("-at", "-pk")


def sentence_of(problem: dict[str, Any]) -> str:
    """What is wrong with a cell and what to do, in the reader's language."""
    return _(problem["text"]) % problem["facts"] if problem["facts"] else _(problem["text"])


def problems_shown(run: ImportRun) -> list[dict[str, Any]]:
    """The first problems of the preview, each with its sentence and the name of its column.

    A name that is not known is settled once for all its rows, not here.
    """
    importer = importer_of(run)
    problems = _to_mend(run)
    return [
        {**problem, "place": f"cell:{problem['row']}:{problem['field']}", "words": sentence_of(problem),
         "label": importer.field(problem["field"]).label}
        for problem in problems[:SHOWN]
    ]  # fmt: skip


def _to_mend(run: ImportRun) -> list[dict[str, Any]]:
    return [one for one in run.checked.get("problems", []) if one["text"] != UNKNOWN]


def rows_shown(run: ImportRun, which: str) -> list[dict[str, Any]]:
    """The first rows that are `new`, with all that they say, or `changed`, field by field."""
    importer = importer_of(run)
    return [
        {**row, "facts": [{**fact, "label": importer.field(fact["field"]).label} for fact in row["facts"]]}
        for row in run.checked.get(which, [])
    ]


def problems_left(run: ImportRun) -> int:
    """How many problems there are beyond those shown."""
    return max(0, len(_to_mend(run)) - SHOWN)


def twins_shown(run: ImportRun) -> list[dict[str, Any]]:
    """The first rows that are like somebody who is there, with both sides field by field."""
    importer = importer_of(run)
    shown = []
    for twin in sorted(run.checked.get("likely", []), key=lambda one: bool(one["decided"]))[:SHOWN]:
        facts = [
            {"label": importer.field(key).label, "mine": twin["texts"].get(key, ""),
             "theirs": [one["texts"].get(key, "") for one in twin["beside"]]}
            for key in importer.side_by_side
        ]  # fmt: skip
        shown.append({**twin, "facts": [fact for fact in facts if fact["mine"] or any(fact["theirs"])]})
    return shown


def unknown_shown(run: ImportRun) -> list[dict[str, Any]]:
    """The names that are not known, each with the nearest ones first and then all there are, if these are few."""
    importer, known = importer_of(run), run.checked.get("known", {})
    shown = []
    for place, unknown in enumerate(run.checked.get("unknown", [])[:SHOWN]):
        near = {key for key, _label in unknown["near"]}
        others = [pair for pair in known.get(unknown["field"], []) if pair[0] not in near]
        one = importer.field(unknown["field"])
        shown.append(
            {**unknown, "place": f"name:{place}", "others": others, "label": one.label, "needed": one.required}
        )
    return shown


def template_columns(importer: Importer) -> list[Column]:
    """The titles of the spreadsheet to fill in. No example row: it would be imported as somebody."""
    return [Column(str(one.label), lambda _row: None, 22) for one in importer.fields]


def problem_columns(run: ImportRun) -> tuple[list[Column], list[list[str]]]:
    """The rows with problems as they stand in the file, and a column of reasons."""
    table = table_of(run)
    columns = [Column(title, itemgetter(place), 20) for place, title in enumerate(table.titles)]
    last = len(table.titles)
    columns.append(Column(_("What to do"), itemgetter(last), 70))
    importer = importer_of(run)
    rows = []
    for cells, problems in problem_rows(table, run.checked.get("problems", [])):
        reasons = " ".join(
            _("%(column)s: %(why)s") % {"column": importer.field(one["field"]).label, "why": sentence_of(one)}
            for one in problems
        )
        rows.append([*(cells + [""] * last)[:last], reasons])
    return columns, rows
