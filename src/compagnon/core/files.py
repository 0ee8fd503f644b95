"""Files: kept under the name of their content, looked at before they are trusted, given out only by views that asked for the right.

A file is written once and never changed, so its name is the fingerprint of its bytes: the same bytes are kept once, and
a file that was altered where it lies is noticed when it is read.
"""

import hashlib
import re
import zlib
from pathlib import Path
from typing import IO, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from compagnon.core.stores import store

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
SVG = "image/svg+xml"
SHEET = "application/x-spreadsheet"  # any kind of spreadsheet: looked at by `core.imports.upload`
ZIP = "application/zip"
_SUFFIX = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg", SVG: ".svg", SHEET: ".sheet", ZIP: ".zip"}
_BEGINS = {PDF: b"%PDF-", PNG: b"\x89PNG\r\n\x1a\n"}
LARGEST = {PDF: 20_000_000, PNG: 500_000}  # bytes: a scanned agreement; a signature drawn on a phone is about 20 kB
_OF_PICTURE = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_ACTS = re.compile(rb"/(?:JavaScript|Launch)\b")  # what a PDF does by itself, where it is not compressed
LONGEST_SIDE = 4000  # pixels of a drawing: a picture that says it is larger is a trap for the memory


Answer = TypeVar("Answer", bound=HttpResponseBase)


class FileRefused(Exception):
    """The bytes are not what was asked for; the message can be shown beside the field."""


class FileLost(Exception):
    """A kept file is gone or was altered on the disk: only a backup can bring it back."""


def fingerprint(content: bytes) -> str:
    """SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def name_of(content: bytes, *, kind: str) -> str:
    """The name under which these bytes are kept, or would be."""
    return _named(fingerprint(content), kind)


def _named(digest: str, kind: str) -> str:
    return f"{digest[:2]}/{digest}{_SUFFIX[kind]}"


def keep(content: bytes, *, kind: str) -> str:
    """Write the bytes where files are kept and give the name by which they are read again.

    The file appears at once or not at all: a program killed in the middle leaves nothing half written. In a transaction
    that is rolled back the file stays without being named anywhere, which does no harm.
    """
    name, kept_in = name_of(content, kind=kind), store()
    if not kept_in.has(name):
        kept_in.write(name, content)
    return name


def keep_from(file: IO[bytes], *, kind: str) -> str:
    """The same for a file on the disk, however large: it is never held in memory whole."""
    file.seek(0)
    name, kept_in = _named(_digest(file), kind), store()
    if not kept_in.has(name):
        file.seek(0)
        kept_in.take(name, file)
    return name


def read(name: str) -> bytes:
    """The bytes kept under a name. Raises FileLost when they are gone or are not those that were kept, StoreAway when nobody can say."""
    try:
        content = store().read(name)
    except FileNotFoundError as error:
        raise _gone(name, error) from error
    if fingerprint(content) != Path(name).stem:
        raise _altered(name)
    return content


def opened(name: str) -> IO[bytes]:
    """The same to read a piece at a time; looked at as a whole before anything of it is given. The caller closes it."""
    try:
        file = store().open(name)
    except FileNotFoundError as error:
        raise _gone(name, error) from error
    if _digest(file) != Path(name).stem:
        file.close()
        raise _altered(name)
    file.seek(0)
    return file


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while portion := file.read(1 << 20):
        digest.update(portion)
    return digest.hexdigest()


def _gone(name: str, error: OSError) -> FileLost:
    return FileLost(f"The file {name} cannot be read: {error.strerror}. Bring it back from a backup.")


def _altered(name: str) -> FileLost:
    return FileLost(f"The file {name} was altered where it is kept. Bring it back from a backup.")


def remove(name: str) -> None:
    """Remove a kept file; the caller knows that nothing names it any more. One that is gone already is gone."""
    store().remove(name)


def stream(content: bytes, *, kind: str, filename: str, attached: bool = False) -> HttpResponse:
    """An answer with the bytes, for views that have asked for the right; nobody in between may keep it."""
    return _private(HttpResponse(content, content_type=kind), filename, attached=attached)


def stream_from(file: IO[bytes], *, kind: str, filename: str, attached: bool = False) -> FileResponse:
    """The same for a file on the disk, which goes out piece by piece and is then closed."""
    return _private(FileResponse(file, content_type=kind), filename, attached=attached)


def _private(response: Answer, filename: str, *, attached: bool) -> Answer:
    disposition = "attachment" if attached else "inline"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in filename)
    response["Content-Disposition"] = f'{disposition}; filename="{safe}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def checked(content: bytes, *, kind: str) -> bytes:
    """The bytes, if they are a file of this kind and of a reasonable size; else FileRefused.

    A PDF stays as it is, because it may be signed; a drawing loses all that is not the drawing.
    """
    if not content:
        raise FileRefused(_("The file is empty. Choose another one."))
    if len(content) > LARGEST[kind]:
        raise FileRefused(
            _("The file is too large: at most %(size)d MB.") % {"size": max(1, LARGEST[kind] // 1_000_000)}
        )
    if not content.startswith(_BEGINS[kind]):
        if kind == PDF:
            raise FileRefused(_("This is not a PDF. Choose the file as you received it."))
        raise FileRefused(_("This is not a drawing. Draw your signature again, or type your name."))
    if kind == PNG:
        return _bare_picture(content)
    if b"%%EOF" not in content[-2_048:]:  # something else was put behind it, or it is cut off
        raise FileRefused(_("This PDF is damaged. Choose the file as you received it, or scan the paper again."))
    if _ACTS.search(content):
        raise FileRefused(
            _("This PDF carries a program, and programs are not let in. Print it as a new PDF, and retry.")
        )
    return content


def uploaded(file: UploadedFile, *, kind: str) -> bytes:
    """The bytes of an upload, checked; its name and what the browser calls it are not believed."""
    if file.size and file.size > LARGEST[kind]:
        raise FileRefused(
            _("The file is too large: at most %(size)d MB.") % {"size": max(1, LARGEST[kind] // 1_000_000)}
        )
    return checked(file.read(), kind=kind)


def _bare_picture(png: bytes) -> bytes:
    """The picture without what may lie in and behind it (texts, places, other files). Raises FileRefused."""
    refused = FileRefused(_("This is not a drawing. Draw your signature again, or type your name."))
    kept, place, name = [png[:8]], 8, b""
    while name != b"IEND":
        size, name = int.from_bytes(png[place : place + 4]), png[place + 4 : place + 8]
        piece = png[place : place + 12 + size]
        if len(piece) != 12 + size or zlib.crc32(piece[4:-4]) != int.from_bytes(piece[-4:]):
            raise refused
        if (name == b"IHDR") != (place == 8) or (name == b"IHDR" and not _has_sensible_sides(piece[8:16])):
            raise refused
        if name in _OF_PICTURE:
            kept.append(piece)
        place += len(piece)
    return b"".join(kept)


def _has_sensible_sides(sides: bytes) -> bool:
    width, height = int.from_bytes(sides[:4]), int.from_bytes(sides[4:])
    return 0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE
