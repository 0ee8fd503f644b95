"""A PDF that somebody brings: one that can be read, and freed of what tells of its making where nobody signed it electronically.

One that carries a signature stays byte for byte as it is: whatever is taken out would break the signature.
"""

import io
from typing import Any

from django.utils.translation import gettext as _
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

from compagnon.core import pictures
from compagnon.core.files import FileRefused

TELLING = ("/Metadata", "/PieceInfo", "/LastModified")
"""What programs write into a page, a picture or the whole file about themselves and their user."""


def taken(pdf: bytes) -> bytes:
    """The same pages without author, program, dates, places and earlier states. Raises FileRefused for what no reader opens."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        is_locked, pages = reader.encrypted, 0 if reader.encrypted else int(reader.root["/Pages"]["/Count"])
        signed = not is_locked and bool(reader.embedded_signatures)
    except Exception as error:  # (anybody may bring a file, and a broken one breaks a reader in any way)
        raise _unreadable() from error
    if is_locked:
        raise FileRefused(_("This PDF is protected by a password. Print it as a new PDF without one, and choose that."))
    if not pages:
        raise _unreadable()
    return pdf if signed else _freed(reader)


def _unreadable() -> FileRefused:
    return FileRefused(_("This PDF cannot be read. Choose the file as you received it, or scan the paper again."))


class _Bare(PdfFileWriter):
    """Writes nothing about itself, and what it holds without what tells of its making."""

    def _update_meta(self) -> None:
        return

    def free(self) -> bytes:
        self._info = None
        self._document_id = generic.ArrayObject([generic.ByteStringObject(bytes(16))] * 2)  # the same file is kept once
        for key, thing in list(self.objects.items()):
            self.objects[key] = _without(thing)
        self._drop_loose()
        made = io.BytesIO()
        self.write(made)
        return made.getvalue()

    def _drop_loose(self) -> None:
        """Leave out every object that nothing names any more, such as what was taken out."""
        seen: set[tuple[int, int]] = set()
        todo: list[Any] = [self.root_ref]
        while todo:
            thing = todo.pop()
            if isinstance(thing, generic.IndirectObject | generic.Reference):
                key = (thing.generation, thing.idnum)
                if key not in seen:
                    seen.add(key)
                    todo.append(self.objects.get(key))
            elif isinstance(thing, generic.DictionaryObject):
                todo += [thing.raw_get(name) for name in thing]
            elif isinstance(thing, generic.ArrayObject):
                todo += [thing.raw_get(place) for place in range(len(thing))]
        for key in self.objects.keys() - seen:
            del self.objects[key]
        self._lastobj_id = max(number for _generation, number in self.objects)


def _freed(reader: PdfFileReader) -> bytes:
    try:
        writer = copy_into_new_writer(reader)
        writer.__class__ = _Bare
        return writer.free()  # type: ignore[no-any-return, attr-defined]
    except Exception as error:  # (as above)
        raise _unreadable() from error


def _without(thing: Any) -> Any:
    """The same object without its metadata; a photograph without what the camera wrote into it."""
    if isinstance(thing, generic.DictionaryObject):
        for name in TELLING:
            thing.pop(name, None)
    if isinstance(thing, generic.StreamObject) and thing.get("/Filter") == "/DCTDecode":
        said = {name: thing.raw_get(name) for name in thing if name != "/Length"}
        try:
            return generic.StreamObject(said, encoded_data=pictures.bare_jpeg(thing.encoded_data))
        except FileRefused:
            return thing  # a picture that no camera made; it is shown as before
    return thing
