"""The pages of a form as they are printed: upright, from one corner, with nothing on them that acts. Runs in the child, without Django.

What is made here has pages, their content and the pictures of fields that are left as they are; no fields, actions or files.
"""

import contextlib
import io
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from compagnon.documents.official import MOST_PAGES
from compagnon.documents.official.walking import Refused

LONGEST_SIDE = 2_400  # points: about the longest side of an A1 sheet
LONGEST_TEXT = 6_000
_HIDDEN = 1 << 1 | 1 << 5
_PRINTED = 1 << 2
Matrix = tuple[float, float, float, float, float, float]
_TURNS: dict[int, tuple[int, int, int, int]] = {
    0: (1, 0, 0, 1),
    90: (0, -1, 1, 0),
    180: (-1, 0, 0, -1),
    270: (0, 1, -1, 0),
}


def appearance_names(widget: Any) -> list[str]:
    """The states in which a field can be drawn."""
    normal = _normal(widget)
    return [] if normal is None or isinstance(normal, StreamObject) else [str(one) for one in normal]


def _normal(widget: Any) -> Any:
    looks = widget.get("/AP")
    normal = looks.get_object().get("/N") if looks is not None else None
    found = normal.get_object() if normal is not None else None
    return found if isinstance(found, DictionaryObject) else None


class Sheet:
    """One page: its size as one reads it, and the way from its own corner to the upper left one."""

    def __init__(self, page: Any, number: int) -> None:
        self.page, self.number = page, number
        left, low, right, high = (float(one) for one in page.cropbox)
        if not (0 < right - left <= LONGEST_SIDE and 0 < high - low <= LONGEST_SIDE):
            raise Refused("broken")
        self.rotation = int(page.get("/Rotate", 0) or 0) % 360
        if self.rotation not in _TURNS:
            raise Refused("broken")
        wide, tall = right - left, high - low
        self.width, self.height = (wide, tall) if self.rotation % 180 == 0 else (tall, wide)
        a, b, c, d = _TURNS[self.rotation]
        corners = [(a * x + c * y, b * x + d * y) for x, y in ((left, low), (right, high))]
        self.matrix: Matrix = (a, b, c, d, -min(x for x, _y in corners), -min(y for _x, y in corners))

    @property
    def annotations(self) -> list[Any]:
        listed = self.page.get("/Annots")
        found = [one.get_object() for one in listed.get_object()] if listed is not None else []
        seen = [one for one in found if isinstance(one, DictionaryObject)]
        return [one for one in seen if not int(one.get("/F", 0) or 0) & _HIDDEN]

    @property
    def widgets(self) -> list[Any]:
        """Fields in the order in which one reads: from above, then from the left."""
        found = [one for one in self.annotations if one.get("/Subtype") == "/Widget"]
        placed = [(self.place_of(one), one) for one in found]
        kept = [(place, one) for place, one in placed if place is not None]
        return [one for _place, one in sorted(kept, key=lambda two: (round(two[0]["y"] / 6), two[0]["x"]))]

    def place_of(self, widget: Any) -> dict[str, Any] | None:
        """Where it stands, in points from the upper left corner; None for what has no extent."""
        box = _box(widget.get("/Rect"))
        if box is None:
            return None
        points = [_moved(self.matrix, x, y) for x in box[::2] for y in box[1::2]]
        left, right = min(x for x, _y in points), max(x for x, _y in points)
        low, high = min(y for _x, y in points), max(y for _x, y in points)
        if right - left < 2 or high - low < 2 or right < 0 or high < 0 or left > self.width or low > self.height:
            return None
        own = widget.get("/MK")
        turn = int(own.get_object().get("/R", 0) or 0) if own is not None else 0
        place = {"x": left, "y": self.height - high, "w": right - left, "h": high - low}
        return {
            "page": self.number,
            **{key: round(one, 2) for key, one in place.items()},
            "turn": (turn - self.rotation) % 360 // 90 * 90,
        }

    def words(self) -> str:
        """What is printed on it, for who does not see it."""
        with contextlib.suppress(
            Exception
        ):  # (a font that cannot be read leaves the page without words, not without use)
            return " ".join(str(self.page.extract_text()).split())[:LONGEST_TEXT]
        return ""


def sheets_of(reader: PdfReader) -> list[Sheet]:
    """The pages. Raises Refused for too many, or one of no size."""
    count = len(reader.pages)
    if not 0 < count <= MOST_PAGES:
        raise Refused("pages" if count else "broken")
    return [Sheet(page, number) for number, page in enumerate(reader.pages, start=1)]


def bare(sheets: list[Sheet], is_filled: Callable[[Any], bool]) -> bytes:
    """The pages alone, each turned upright; a field that `is_filled` in the blank form is emptied, so that ours has the room."""
    writer = PdfWriter()
    for sheet in sheets:
        _add(writer, sheet, is_filled)
    writer.metadata = None
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _add(writer: PdfWriter, sheet: Sheet, is_filled: Callable[[Any], bool]) -> None:
    page = writer.add_blank_page(sheet.width, sheet.height)
    given = sheet.page.get("/Resources")
    resources = DictionaryObject()
    if given is not None:
        for name, value in given.get_object().items():
            resources[NameObject(name)] = value.get_object().clone(writer, ignore_fields=("/StructParent",))
    drawn = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    content = sheet.page.get_contents()
    parts = [b"q", _written(sheet.matrix) + b" cm", content.get_data() if content is not None else b"", b"Q"]
    for number, one in enumerate(_left_as_they_are(sheet, is_filled)):
        look, way = one
        drawn[NameObject(f"/Left{number}")] = _as_form(look, writer)
        parts += [b"q", _written(sheet.matrix) + b" cm", _written(way) + b" cm", f"/Left{number} Do".encode(), b"Q"]
    resources[NameObject("/XObject")] = drawn
    page[NameObject("/Resources")] = resources
    stream = DecodedStreamObject()
    stream.set_data(b"\n".join(parts))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())  # noqa: SLF001  (the library names it so)


def _as_form(look: StreamObject, writer: PdfWriter) -> Any:
    form = look.clone(writer, force_duplicate=True, ignore_fields=("/StructParent", "/StructParents"))
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    return form.indirect_reference or writer._add_object(form)  # noqa: SLF001


def _left_as_they_are(sheet: Sheet, is_filled: Callable[[Any], bool]) -> list[tuple[StreamObject, Matrix]]:
    """What is drawn over the page and stays: frames of empty fields, fixed words, stamps; with the way to its place."""
    found = []
    for one in sheet.annotations:
        subtype = one.get("/Subtype")
        if subtype in ("/Link", "/Popup") or (subtype != "/Widget" and not int(one.get("/F", 0) or 0) & _PRINTED):
            continue
        if subtype == "/Widget" and is_filled(one):
            continue
        look, box = _look(one), _box(one.get("/Rect"))
        way = _fitted(look, box) if look is not None and box is not None else None
        if look is not None and way is not None:
            found.append((look, way))
    return found


def _look(annotation: Any) -> StreamObject | None:
    normal = _normal(annotation)
    if normal is not None and not isinstance(normal, StreamObject):
        off = normal.get("/Off")  # a box to tick is printed empty: the tick is ours
        normal = off.get_object() if off is not None else None
    return normal if isinstance(normal, StreamObject) else None


def _fitted(look: StreamObject, box: tuple[float, float, float, float]) -> Matrix | None:
    """How an appearance comes to stand in its rectangle (ISO 32000-1, 12.5.5)."""
    inner = _box(look.get("/BBox"))
    if inner is None:
        return None
    own = [float(one) for one in look.get("/Matrix", ArrayObject([NumberObject(one) for one in (1, 0, 0, 1, 0, 0)]))]
    points = [_moved((own[0], own[1], own[2], own[3], own[4], own[5]), x, y) for x in inner[::2] for y in inner[1::2]]
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    low, high = min(y for _x, y in points), max(y for _x, y in points)
    if right <= left or high <= low:
        return None
    across, up = (box[2] - box[0]) / (right - left), (box[3] - box[1]) / (high - low)
    return (across, 0, 0, up, box[0] - left * across, box[1] - low * up)


def _box(value: Any) -> tuple[float, float, float, float] | None:
    corners = value.get_object() if value is not None else None
    if not isinstance(corners, list) or len(corners) != 4:
        return None
    x1, y1, x2, y2 = (float(one.get_object()) for one in corners)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _written(matrix: Matrix) -> bytes:
    return " ".join(str(FloatObject(round(one, 5))) for one in matrix).encode()
