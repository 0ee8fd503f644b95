"""Opens one spreadsheet and prints its rows as JSON: `python -m compagnon.core.imports.opening KIND [SHEET] < file`.

Runs as a child with little memory and time, so that a file made to burst the reader bursts only the child. Needs no Django.
"""

import csv
import io
import json
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import load_workbook

from compagnon.core import children

MOST_ROWS = 200_000
MOST_COLUMNS = 150
MOST_CELLS = 3_000_000
LONGEST_CELL = 4_000
MEMORY = (
    1_500_000_000  # address space, not pages in use: Python and its libraries ask for 200 MB of it before they begin
)
SECONDS = 40
_LETTERS = frozenset("éèêëàâäçîïôöûüùœæñßáíóúìòãõåøÉÀŒ’«»€°–")


class TooLarge(Exception):
    """More rows, columns or cells than are imported at once; the word says which."""


def words(cell: object) -> str:
    """A cell as text: days as 2027-03-12, whole numbers without a decimal point."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        return " ".join(cell.replace("\x00", "").split())[:LONGEST_CELL]
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, date | time):
        return cell.date().isoformat() if isinstance(cell, datetime) else cell.isoformat()
    return "" if isinstance(cell, timedelta) else str(cell)


def limited(rows: object) -> list[list[str]]:
    """All rows as text, without empty columns at the end. Raises TooLarge."""
    kept: list[list[str]] = []
    cells = 0
    for row in rows:  # type: ignore[attr-defined]
        texts = [words(cell) for cell in row[: MOST_COLUMNS + 1]]
        while texts and not texts[-1]:
            texts.pop()
        cells += len(texts) + 1
        if len(texts) > MOST_COLUMNS:
            raise TooLarge("columns")
        if len(kept) > MOST_ROWS:
            raise TooLarge("rows")
        if cells > MOST_CELLS:
            raise TooLarge("cells")
        kept.append(texts)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def workbook_rows(content: bytes, chosen: int | None) -> dict[str, object]:
    """The names of the visible sheets, and the rows of the chosen one, else of the first that has any."""
    book = load_workbook(io.BytesIO(content))
    seen = [
        one.name
        for one in book.sheets_metadata
        if str(one.visible).endswith(".Visible") and str(one.typ).endswith(".WorkSheet")
    ]
    for place, name in enumerate(seen):
        if chosen not in (None, place):
            continue
        found = book.get_sheet_by_name(name)
        if found.total_height > MOST_ROWS + 1:
            raise TooLarge("rows")
        rows = limited(found.to_python(skip_empty_area=False))
        if rows or chosen == place:
            return {"rows": rows, "sheets": seen, "sheet": place}
    return {"rows": [], "sheets": seen, "sheet": 0}


def decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 (with its mark or without), Windows-1252 or Mac Roman, as western Europe's spreadsheets write it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    head = content[:400]
    if len(head) > 3 and head.count(0) > len(head) // 3:
        return content.decode("utf-16-le" if head[1] == 0 else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return max(
            (content.decode(name, errors="replace") for name in ("cp1252", "mac_roman")), key=_how_often_as_written
        )


def _how_often_as_written(text: str) -> int:
    """How many signs beyond ASCII are those of words: in the wrong one of two encodings, é becomes È or Ž."""
    return sum(sign in _LETTERS for sign in text[:200_000]) if text else 0


def separator(text: str) -> str:
    """The sign that cuts the first lines into the same number of parts, most often and most of them."""
    lines = [line for line in text[:60_000].splitlines() if line.strip()][:30]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    best, most = ",", 0
    for sign in ";,\t|":
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=counts.count) if counts else 1
        worth = counts.count(usual) * (usual - 1)
        if worth > most:
            best, most = sign, worth
    return best


def text_rows(content: bytes) -> dict[str, object]:
    """The rows of a text with separators, whatever separator and encoding."""
    csv.field_size_limit(1_000_000)
    text = decoded(content).replace("\x00", "")
    sign = separator(text)
    rows = limited(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    begins = 1 if rows and rows[0] and rows[0][0].lower().startswith("sep=") else 0
    return {"rows": rows[begins:], "sheets": [], "sheet": 0}


def main(kind: str, chosen: int | None = None) -> int:
    """Print `{"rows": …, "sheets": …, "sheet": …}`, or `{"too_large": …}`, or `{"broken": true}`."""
    children.limit(memory=MEMORY, seconds=SECONDS)
    content = sys.stdin.buffer.read()
    try:
        answer = text_rows(content) if kind == "text" else workbook_rows(content, chosen)
    except TooLarge as too_large:
        answer = {"too_large": str(too_large)}
    except BaseException:  # noqa: BLE001  (a panic of the reader is no Exception; whatever went wrong, the file is at fault)
        answer = {"broken": True}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:3])))
