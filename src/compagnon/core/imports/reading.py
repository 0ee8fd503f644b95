"""The rows of a spreadsheet, read by a child of limited memory and time, and where their titles stand."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from compagnon.core import children
from compagnon.core.files import FileRefused
from compagnon.core.imports import opening
from compagnon.core.imports.upload import spreadsheet_in

_SECONDS = 60


@dataclass(frozen=True)
class Table:
    """Titles and rows as texts; `first` is the number that the spreadsheet gives to the first row under the titles.

    `sheets` are the names of the sheets that are not hidden, `sheet` the place of the one that was read.
    """

    titles: list[str]
    rows: list[list[str]]
    first: int
    sheets: tuple[str, ...] = ()
    sheet: int = 0


def read_table(name: str, content: bytes, sheet: int | None = None) -> Table:
    """The chosen sheet, else the first that has rows. Raises FileRefused with what to do instead."""
    answer = _opened(spreadsheet_in(name, content), content, sheet)
    rows = answer["rows"]
    head = _row_of_titles(rows)
    if head is None or not any(rows[head + 1 :]):
        raise FileRefused(_("There is no list in this file: a row of titles is needed, and rows under it."))
    titles = [title or "" for title in rows[head]]
    return Table(titles, rows[head + 1 :], head + 2, tuple(answer["sheets"]), answer["sheet"])


def _opened(kind: str, content: bytes, sheet: int | None) -> dict[str, Any]:
    arguments = [kind] if sheet is None else [kind, str(sheet)]
    try:
        ended, told = children.ask(opening.__name__, content, *arguments, seconds=_SECONDS)
    except children.TookTooLong as error:
        raise FileRefused(_too_much()) from error
    if ended:
        raise FileRefused(_too_much())
    answer: dict[str, Any] = json.loads(told)
    if "too_large" in answer:
        limits = {"rows": opening.MOST_ROWS, "columns": opening.MOST_COLUMNS}
        raise FileRefused(
            _("The list is too long: at most %(rows)d rows and %(columns)d columns. Cut it in several files.") % limits
        )
    if "broken" in answer:
        raise FileRefused(
            _("The file cannot be read: it is damaged or has a password. Open it, save it again as .xlsx, and retry.")
        )
    return dict(answer)


def _too_much() -> str:
    return _("The file takes too much room to open. Copy the list alone into a new file, and retry.")


def _row_of_titles(rows: Sequence[Sequence[str]]) -> int | None:
    """The first of the topmost ten rows with most words in it: above the titles there is often the name of the list."""
    top = [sum(1 for cell in row if cell and not cell.replace(".", "").isdigit()) for row in rows[:10]]
    if not any(top):
        return None
    most = max(top)
    return next(place for place, count in enumerate(top) if count >= max(1, most * 0.7))
