"""Looks at an uploaded file before anything opens it: by its bytes, never by its name or what the browser calls it."""

import copy
import io
import re
import zipfile
import zlib
from typing import Any

from django.utils.translation import gettext as _

from compagnon.core.files import FileRefused

LARGEST = 20_000_000
MOST_UNPACKED = 250_000_000  # bytes: 200,000 rows of 25 columns are about 180 MB of XML
MOST_PARTS = 500
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TEXT = (
    b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"MZ", b"\x7fELF", b"{\\rtf", b"Rar!", b"7z\xbc", b"\x1f\x8b", b"#!",
)  # fmt: skip
_MARKUP = re.compile(rb"^\s*<(?:!doctype|html|\?xml|svg|script|\?php|table)", re.IGNORECASE)


def spreadsheet_in(name: str, content: bytes) -> str:
    """`xlsx`, `ods`, `xls` or `text`. Raises FileRefused with what to do instead."""
    if not content:
        raise FileRefused(_("The file is empty. Choose another one."))
    if len(content) > LARGEST:
        raise FileRefused(_("The file is too large: at most %(size)d MB.") % {"size": LARGEST // 1_000_000})
    if name.lower().endswith((".xlsm", ".xltm", ".xlam", ".xlsb")):
        raise _with_macros()
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _with_password()
        if b"V\x00B\x00A\x00" in content:
            raise _with_macros()
        if b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00" not in content and b"B\x00o\x00o\x00k\x00" not in content:
            raise _no_spreadsheet()
        return "xls"
    _refuse_what_is_no_text(content)
    return "text"


def shown_name(name: str) -> str:
    """The last part of a file's name, without what a path or a page could stumble over."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")[-120:] or "file"


def _with_macros() -> FileRefused:
    return FileRefused(_("This workbook carries macros, and programs are not let in. Save it as .xlsx or .csv."))


def _with_password() -> FileRefused:
    return FileRefused(_("This file has a password. Open it, save it without one, and retry."))


def _with_links() -> FileRefused:
    return FileRefused(
        _("This workbook fetches values from elsewhere. Copy the list, paste it as values into a new file, and retry.")
    )


def _no_spreadsheet() -> FileRefused:
    return FileRefused(_("This is not a spreadsheet. Choose a file saved as .xlsx, .ods, .xls or .csv."))


def _damaged() -> FileRefused:
    return FileRefused(
        _("The file is damaged or was put together wrongly. Open it, save it again as .xlsx, and retry.")
    )


def _refuse_what_is_no_text(content: bytes) -> None:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = content[:400]
    is_utf16 = is_utf16 or head[1:40:2].count(0) >= len(head[1:40:2]) * 0.8 or head[0:40:2].count(0) >= 16
    if content.startswith(_NOT_TEXT) or _MARKUP.match(content) or (not is_utf16 and b"\x00" in content):
        raise _no_spreadsheet()
    odd = sum(byte < 32 and byte not in (9, 10, 13) for byte in content[:20_000])
    if not is_utf16 and odd > 2:
        raise _no_spreadsheet()


def _kind_of_archive(content: bytes) -> str:
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 != len(content):  # something was put behind the archive: it may be two files in one
        raise _damaged()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or len(names) != len(parts) or any(map(_leads_out, names)):
                raise _damaged()
            _refuse_companions(parts)
            _refuse_bomb(archive, parts)
            return _kind_by_parts(archive, names)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _damaged() from error


def _refuse_companions(parts: list[zipfile.ZipInfo]) -> None:
    """What may lie beside a list in its archive and has no place there: a lock, programs, links to elsewhere."""
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise _with_password()
    if any("vbaproject" in name or name.startswith(("basic/", "scripts/", "xl/macrosheets/")) for name in names):
        raise _with_macros()
    if any(name.startswith("xl/externallinks/") or name == "xl/connections.xml" for name in names):
        raise _with_links()


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name or ":" in name or "\\" in name


def _refuse_bomb(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack everything once without keeping it: what an archive says of its sizes is not believed."""
    unpacked = 0
    for part in parts:
        believed = part.file_size
        unbelieving: Any = copy.copy(part)
        unbelieving.file_size, unbelieving.CRC = MOST_UNPACKED + 1, None
        size = 0
        with archive.open(unbelieving) as stream:
            while piece := stream.read(262_144):
                if size == 0 and _defines_entities(piece):
                    raise _damaged()
                size += len(piece)
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise FileRefused(
                        _("The file unpacks to far more than a list needs. Save only the list, and retry.")
                    )
        if size != believed:
            raise _damaged()


def _defines_entities(head: bytes) -> bool:
    """An XML part that brings a document type: spreadsheets write none, and entities in one can burst a reader."""
    begin = head[:4_096].replace(b"\x00", b"").lower()
    return b"<!doctype" in begin or b"<!entity" in begin


def _kind_by_parts(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        if b"macroenabled" in archive.read("[Content_Types].xml").lower():
            raise _with_macros()
        return "xlsx"
    if b"encryption-data" in _part(archive, names, "META-INF/manifest.xml"):
        raise _with_password()
    if "mimetype" in names and archive.read("mimetype").strip() == b"application/vnd.oasis.opendocument.spreadsheet":
        return "ods"
    raise _no_spreadsheet()


def _part(archive: zipfile.ZipFile, names: set[str], name: str) -> bytes:
    return archive.read(name) if name in names else b""
