"""Frees one PDF of what tells of its making: `python -m compagnon.seals.freeing < file > pdf`.

Runs as a child with little memory and time, so that a file made to burst the reader bursts only the child. Needs no Django.
It ends as children do; only `DONE` has an answer.
"""

import io
import sys
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from compagnon.core import children, jpegs
from compagnon.core.children import BROKEN, DONE, LOCKED, SIGNED

TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/UR", "/UR3")
"""What programs write into a page, a picture or the whole file about themselves and their user; the last two are the maker's leave
to a reader of its own, which looks like a signature and is nobody's.
"""
LONGEST_OF_PICTURE = 20_000  # pixels: a scanner that reads rolls
MEMORY = 1_500_000_000  # address space, not pages in use
SECONDS = 40


def freed(pdf: bytes) -> tuple[int, bytes]:
    """How it ended, and the same pages without author, program, dates, places and earlier states."""
    reader = PdfReader(io.BytesIO(pdf), strict=False)
    if reader.is_encrypted:
        return LOCKED, b""
    if not len(reader.pages):
        return BROKEN, b""
    found = _everything_in(reader.trailer["/Root"])
    if any("/ByteRange" in one and "/Contents" in one for one in found):
        return SIGNED, b""
    for one in found:
        _strip(one)
    once = _written(reader)
    return DONE, _written(
        PdfReader(io.BytesIO(once))
    )  # the order of the first time: what was freed before stays as it is


def _written(reader: PdfReader) -> bytes:
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _everything_in(root: Any) -> list[DictionaryObject]:
    """Every dictionary and stream that is named by something that the file shows."""
    found: list[DictionaryObject] = []
    seen: set[tuple[int, int]] = set()
    todo: list[Any] = [root]
    while todo:
        thing = todo.pop()
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) in seen:
                continue
            seen.add((thing.idnum, thing.generation))
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            found.append(thing)
            todo += [thing.raw_get(name) for name in thing if name not in TELLING]
        elif isinstance(thing, ArrayObject):
            todo += list(thing)
    return found


def _strip(thing: DictionaryObject) -> None:
    """Take its metadata out; of a photograph also what the camera wrote into it."""
    for name in TELLING:
        thing.pop(name, None)
    if isinstance(thing, StreamObject) and thing.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        try:
            thing._data = jpegs.bare(thing._data, LONGEST_OF_PICTURE)  # noqa: SLF001  (packed, as it stands in the file)
        except (jpegs.Broken, jpegs.TooLarge):
            return  # a picture that no camera made; it is shown as before


def main() -> int:
    """Write the freed file; the number tells how it ended."""
    children.limit(memory=MEMORY, seconds=SECONDS)
    try:
        ended, pdf = freed(sys.stdin.buffer.read())
    except BaseException:  # noqa: BLE001  (anybody may bring a file, and a broken one breaks a reader in any way)
        return BROKEN
    sys.stdout.buffer.write(pdf)
    return ended


if __name__ == "__main__":
    sys.exit(main())
