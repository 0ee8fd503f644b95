"""Spreadsheets out: any number of rows in constant memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from django.http import FileResponse
from django.utils import timezone
from django.utils.functional import Promise

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its title, how a row fills it, its width in characters."""

    title: str | Promise
    value: Callable[[Any], Any]
    width: int = 16


class Formats(NamedTuple):
    """How a workbook draws days, and text that looks like a formula."""

    day: Any
    quoted: Any


def write_xlsx(columns: Sequence[Column], rows: Iterable[Any]) -> IO[bytes]:
    """A workbook with one sheet as a temporary file that goes when closed.

    Dates stay dates and numbers numbers; text is never read as a formula or a link, whoever typed it: what looks like one
    is marked as quoted, so that it stays text when somebody edits the cell.
    """
    import xlsxwriter  # 14 MB that a process which writes no list does without

    kept = TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
    book = xlsxwriter.Workbook(
        kept, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    )
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bottom": 1, "quote_prefix": True})
    formats = Formats(book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"quote_prefix": True}))
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(0, position, str(column.title), head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for position, column in enumerate(columns):
            _write(sheet, last, position, column.value(row), formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    kept.seek(0)
    return kept


def xlsx_response(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> FileResponse:
    """The workbook as a download."""
    return FileResponse(write_xlsx(columns, rows), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _write(sheet: Any, line: int, position: int, value: Any, formats: Formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if isinstance(value, date):
        sheet.write_datetime(line, position, datetime(value.year, value.month, value.day), formats.day)  # noqa: DTZ001  (a day)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, position, value)
    else:
        text = str(value)
        sheet.write_string(line, position, text, formats.quoted if text.startswith(READ_AS_FORMULA) else None)
