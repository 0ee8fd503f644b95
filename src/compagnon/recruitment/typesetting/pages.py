"""Several photographed pages of one paper, joined into one PDF to read and to print."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core import files, uploads
from compagnon.core.files import JPEG, PNG, FileRefused
from compagnon.recruitment.models import Piece

_ENDINGS = {PNG: "png", JPEG: "jpg"}
PHOTOGRAPHS = frozenset(_ENDINGS)
_SHEET = Path(__file__).parent / "pages.typ"


def joined(pages: list[Piece]) -> bytes:
    """The pages in their order, as PDF/A-2a and PDF/UA-1. Raises FileRefused when one of them cannot be read."""
    language = (translation.get_language() or "en").partition("-")[0]
    told = [
        {
            "name": f"{number}.{_ENDINGS[page.media_type]}",
            "words": _("Page %(number)s of %(count)s") % {"number": number, "count": len(pages)},
        }
        for number, page in enumerate(pages, start=1)
    ]
    content = {"title": str(pages[0].required), "lang": language, "pages": told}
    uploads.ask_for([page.file for page in pages])
    with TemporaryDirectory() as folder:
        here = Path(folder)
        (here / _SHEET.name).write_bytes(_SHEET.read_bytes())
        for page, one in zip(pages, told, strict=True):
            (here / one["name"]).write_bytes(files.read(page.file))
        try:
            compiled: bytes = typst.compile(
                str(here / _SHEET.name),
                root=folder,
                sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
            )
        except typst.TypstError as error:
            raise FileRefused(_("One of these pages cannot be read as a picture: open them one by one.")) from error
    return compiled
