"""Takes one form apart and prints it as JSON: `python -m compagnon.documents.official.opening < file`.

Runs as a child with little memory and time, so that a file made to burst the reader bursts only the child. Needs no Django.
"""

import base64
import io
import json
import sys
from typing import Any

import typst
from pypdf import PdfReader

from compagnon.core import children
from compagnon.documents.official.boxes import boxes_of, is_fixed, said_before
from compagnon.documents.official.pages import Sheet, bare, sheets_of
from compagnon.documents.official.walking import Refused, carried

MEMORY = 2_000_000_000  # address space, not pages in use: the threads of the typesetter ask for much and use little
SECONDS = 30


def taken_apart(content: bytes) -> dict[str, Any]:
    """Its pages, boxes and printable pages, and what does not come along. Raises Refused."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Refused("encrypted")
    root: Any = reader.trailer["/Root"].get_object()
    left = carried(reader.trailer["/Root"])
    is_dynamic = bool(root.get("/NeedsRendering", False))
    sheets = [] if is_dynamic else sheets_of(reader)
    boxes = boxes_of(sheets)
    form = root.get("/AcroForm")
    has_script_pages = form is not None and "/XFA" in form.get_object()
    if not boxes:
        raise Refused("xfa" if is_dynamic or has_script_pages else "formless")
    made = bare(sheets, lambda widget: bool(said_before(widget)) and not is_fixed(widget))
    _print_once(made, sheets)
    return {
        "pages": [{"width": one.width, "height": one.height, "words": one.words()} for one in sheets],
        "boxes": boxes,
        "left_out": sorted(left | ({"scripts"} if has_script_pages else set())),
        "bare": base64.b64encode(made).decode(),
    }


def _print_once(pdf: bytes, sheets: list[Sheet]) -> None:
    """Print it here first: what the typesetter cannot take is told when the form is brought, not when a paper goes out."""
    numbers = ",".join(map(str, pdf))
    pages = [
        f"#page(width: {one.width}pt, height: {one.height}pt, margin: 0pt, image(form, page: {one.number}, width: 100%, height: 100%))"
        for one in sheets
    ]
    source = f"#let form = bytes(({numbers},))\n" + "\n".join(pages)
    try:
        typst.Compiler().compile(input=source.encode(), format="pdf", timestamp=0)
    except typst.TypstError as error:
        raise Refused("broken") from error


def main() -> int:
    """Print what was found, or `{"refused": …}`."""
    children.limit(memory=MEMORY, seconds=SECONDS)
    content = sys.stdin.buffer.read()
    try:
        answer = taken_apart(content)
    except Refused as refused:
        answer = {"refused": str(refused)}
    except BaseException:  # noqa: BLE001  (a panic of the typesetter is no Exception; whatever went wrong, the file is at fault)
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
