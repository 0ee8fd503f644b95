"""The fields of a form as boxes: what each is called, what goes into it, and where it stands. Runs in the child, without Django."""

import re
from collections.abc import Iterator
from typing import Any

from compagnon.documents.official import MOST_BOXES
from compagnon.documents.official.pages import Sheet, appearance_names
from compagnon.documents.official.walking import Refused

MOST_CHOICES = 200
LONGEST_LABEL = 200
_DEEPEST = 20
_RADIO, _PUSH, _COMBO = 1 << 15, 1 << 16, 1 << 17
_READ_ONLY, _LINES, _COMB = 1, 1 << 12, 1 << 24
_SIZE = re.compile(r"([\d.]+)\s+Tf\b")
_DRAWN = re.compile(r"[^\S ]+|[\x00-\x1f\x7f]+")


def boxes_of(sheets: list[Sheet]) -> list[dict[str, Any]]:
    """Every box once, in the order in which they stand; one that stands in several places has them all. Raises Refused."""
    found: dict[str, dict[str, Any]] = {}
    for sheet in sheets:
        for widget in sheet.widgets:
            for box in _boxes(widget, sheet):
                known = found.setdefault(box["name"], box)
                if known is not box:
                    known["places"] += box["places"]
        if len(found) > MOST_BOXES:
            raise Refused("boxes")
    return list(found.values())


def said_before(widget: Any) -> str:
    """What stands in a field of the blank form."""
    value = _inherited(widget, "/V")
    return plain(value) if isinstance(value, str) else ""


def is_fixed(widget: Any) -> bool:
    """Whether it only shows what the form says there: nothing is to be put in."""
    return bool(_flags(widget) & _READ_ONLY) and bool(said_before(widget)) and kind_of(widget) in ("text", "choice")


def kind_of(widget: Any) -> str:
    """What sort of field it is; empty for a button that only does something, and for what is unknown."""
    flags = _flags(widget)
    match str(_inherited(widget, "/FT") or ""):
        case "/Tx":
            return "text"
        case "/Ch":
            return "choice"
        case "/Sig":
            return "signature"
        case "/Btn":
            return "" if flags & _PUSH else "tick"
    return ""


def plain(text: Any) -> str:
    """A text of the form on one line, of bearable length."""
    return " ".join(_DRAWN.sub(" ", str(text)).split())[:LONGEST_LABEL]


def _boxes(widget: Any, sheet: Sheet) -> Iterator[dict[str, Any]]:
    kind = kind_of(widget)
    place = sheet.place_of(widget)
    if not kind or place is None or is_fixed(widget):
        return
    name, label, flags = _name(widget), plain(_inherited(widget, "/TU") or ""), _flags(widget)
    box: dict[str, Any] = {"name": name, "label": label, "kind": kind, "places": [place]}
    if kind == "tick":
        on = next((one for one in appearance_names(widget) if one != "/Off"), "/Yes")[1:]
        parent = widget.get("/Parent")
        is_one_of = bool(flags & _RADIO) or (parent is not None and len(parent.get_object().get("/Kids", ())) > 1)
        if is_one_of:
            box |= {"name": f"{name}={plain(on)}", "label": f"{label or name}: {_option(widget, on)}"}
        box["said"] = "on" if str(_inherited(widget, "/V") or "")[1:] == on else ""
    elif kind != "signature":
        box |= {"said": said_before(widget), "align": _number(_inherited(widget, "/Q"), 0, 2)}
        box["size"] = float((_SIZE.search(str(_inherited(widget, "/DA") or "")) or (0, 0))[1])
        box["longest"] = _number(_inherited(widget, "/MaxLen"), 0, 10_000)
        box["lines"] = kind == "text" and bool(flags & _LINES)
        box["comb"] = kind == "text" and bool(flags & _COMB) and 0 < box["longest"] <= 100
    if kind == "choice":
        box["choices"] = _choices(widget)
    yield box


def _choices(widget: Any) -> list[str]:
    listed = _inherited(widget, "/Opt") or ()
    shown = [one.get_object() for one in list(listed)[:MOST_CHOICES]]
    return [plain(one[-1] if isinstance(one, list) and one else one) for one in shown]


def _option(widget: Any, on: str) -> str:
    """What one of several is called: the form may number them and say elsewhere what each number means."""
    listed = _inherited(widget, "/Opt") or ()
    if on.isdigit() and int(on) < len(listed):
        one = listed[int(on)].get_object()
        return plain(one[-1] if isinstance(one, list) and one else one)
    return plain(on)


def _name(widget: Any) -> str:
    names = [plain(one["/T"]) for one in _upwards(widget) if "/T" in one]
    return ".".join(reversed(names))[:LONGEST_LABEL]


def _flags(widget: Any) -> int:
    return _number(_inherited(widget, "/Ff"), 0, 1 << 32)


def _number(value: Any, least: int, most: int) -> int:
    return min(max(int(value), least), most) if isinstance(value, int | float) else least


def _inherited(widget: Any, key: str) -> Any:
    found = next((one[key] for one in _upwards(widget) if key in one), None)
    return found.get_object() if found is not None else None


def _upwards(widget: Any) -> Iterator[Any]:
    """A widget, and the fields above it."""
    node: Any = widget
    for _level in range(_DEEPEST):
        yield node
        if "/Parent" not in node:
            return
        node = node["/Parent"].get_object()
    raise Refused("broken")
