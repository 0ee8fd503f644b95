"""A fillable PDF that somebody brings, taken apart by a child of limited memory and time."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core import children
from compagnon.core.files import FileRefused
from compagnon.documents.official import MOST_BOXES, MOST_PAGES
from compagnon.documents.official.shape import Box, Page

MOST_BYTES = 3_000_000
"""Each paper of the kind carries the form: a larger one is pictures of pages, which nobody can fill."""
_CHILD, _SECONDS = "compagnon.documents.official.opening", 45
_WHY: dict[str, Any] = {
    "encrypted": gettext_lazy(
        "This PDF is locked against changes or by a password. Ask who made it for one that is not."
    ),
    "xfa": gettext_lazy(
        "This form draws its pages by a program (XFA), which only one reader can run. Ask who made it for a plain fillable PDF (AcroForm)."
    ),
    "formless": gettext_lazy(
        "This PDF has no boxes to fill. Ask who made it for the fillable one, or add boxes in a PDF editor."
    ),
    "launch": gettext_lazy("This PDF starts another program when it is opened, so it is not taken."),
    "broken": gettext_lazy("This PDF cannot be read. Choose the file as you received it."),
    "large": gettext_lazy("This PDF takes too much room to open. Save it again in a smaller size, and retry."),
    "pages": gettext_lazy("This PDF has too many pages: at most %(pages)d."),
    "boxes": gettext_lazy("This PDF has too many boxes: at most %(boxes)d."),
}


@dataclass(frozen=True)
class Apart:
    """What was found in a form: its pages, its boxes, its printable pages, and what of it does not come along."""

    pages: list[Page]
    boxes: list[Box]
    bare: bytes
    left_out: list[str]


def take_apart(pdf: bytes) -> Apart:
    """The form in a PDF. Raises FileRefused with what to do instead."""
    answer = _asked(pdf)
    if "refused" in answer:
        raise _refused(answer["refused"])
    return Apart(
        [Page.model_validate(one) for one in answer["pages"]],
        [Box.model_validate(one) for one in answer["boxes"]],
        base64.b64decode(answer["bare"]),
        answer["left_out"],
    )


def checked(pdf: bytes) -> bytes:
    """The bytes, if they look like a PDF of a bearable size; else FileRefused. What acts in it is left out later, not refused."""
    if len(pdf) > MOST_BYTES:
        raise FileRefused(_("The file is too large: at most %(size)d MB.") % {"size": MOST_BYTES // 1_000_000})
    if not pdf.startswith(b"%PDF-"):
        raise FileRefused(_("This is not a PDF. Choose the file as you received it."))
    return pdf


def _asked(pdf: bytes) -> dict[str, Any]:
    try:
        ended, told = children.ask(_CHILD, pdf, seconds=_SECONDS)
    except children.TookTooLong as error:
        raise _refused("large") from error
    if ended:
        raise _refused("large")
    answer: dict[str, Any] = json.loads(told)
    return answer


def _refused(why: str) -> FileRefused:
    sentence = str(_WHY.get(why, _WHY["broken"]))
    return FileRefused(sentence % {"pages": MOST_PAGES, "boxes": MOST_BOXES} if "%(" in sentence else sentence)
