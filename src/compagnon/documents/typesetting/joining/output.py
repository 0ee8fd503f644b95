"""A PDF written object by object: of what is written, only its place is kept (ISO 32000-1, 7.5.7 and 7.5.8)."""

import hashlib
import zlib
from array import array
from collections.abc import Iterable
from io import BytesIO
from typing import IO

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

TOGETHER = 200
"""Objects that are compressed together."""
_FREE, _PLAIN, _PACKED = 0, 1, 2


def named(**values: PdfObject | str) -> DictionaryObject:
    """A dictionary; what is a word becomes a name."""
    return DictionaryObject(
        {f"/{key}": value if isinstance(value, PdfObject) else NameObject(f"/{value}") for key, value in values.items()}
    )


def reference(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)


class Output:
    """The file under work; `finish` makes it a PDF."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.at = file, 0
        self.kinds, self.places, self.inside = array("B", [_FREE]), array("Q", [0]), array("H", [0])
        self._waiting: list[tuple[int, bytes]] = []
        self._same: dict[bytes, int] = {}
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """The number of an object to come."""
        self.kinds.append(_FREE)
        self.places.append(0)
        self.inside.append(0)
        return len(self.kinds) - 1

    def add(self, value: PdfObject) -> IndirectObject:
        return self.put(self.reserve(), value)

    def put(self, number: int, value: PdfObject) -> IndirectObject:
        """Write the object of this number."""
        body = _bytes_of(value)
        if isinstance(value, StreamObject):
            self._put_plain(number, body)
        else:
            self._waiting.append((number, body))
            if len(self._waiting) == TOGETHER:
                self._pack()
        return reference(number)

    def known(self, value: PdfObject) -> tuple[bytes, int | None]:
        """The fingerprint of an object that names no other, and the number of the same one written before."""
        digest = hashlib.sha256(_bytes_of(value)).digest()
        return digest, self._same.get(digest)

    def remember(self, digest: bytes, number: int) -> None:
        """What is written under this number need not be written twice."""
        self._same[digest] = number

    def finish(self, *, root: IndirectObject, info: IndirectObject, identity: bytes) -> None:
        """Write where everything lies; `identity` is the same for no other file."""
        self._pack()
        number = self.reserve()
        self.kinds[number], self.places[number] = _PLAIN, self.at
        rows = b"".join(
            bytes((kind,)) + place.to_bytes(5) + inside.to_bytes(2)
            for kind, place, inside in zip(self.kinds, self.places, self.inside, strict=True)
        )
        entries = named(Type="XRef", Root=root, Info=info, Size=NumberObject(len(self.kinds)))
        entries["/W"] = _numbers((1, 5, 2))
        entries["/ID"] = ArrayObject([ByteStringObject(identity)] * 2)
        start = self.at
        self._put_plain(number, _bytes_of(_compressed(entries, rows)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        if not self._waiting:
            return
        holder, place, heads, bodies = self.reserve(), 0, [], []
        for index, (number, body) in enumerate(self._waiting):
            self.kinds[number], self.places[number], self.inside[number] = _PACKED, holder, index
            heads.append(b"%d %d" % (number, place))
            bodies.append(body)
            place += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = named(Type="ObjStm", N=NumberObject(len(heads)), First=NumberObject(len(head)))
        self._put_plain(holder, _bytes_of(_compressed(entries, head + b"\n".join(bodies))))
        self._waiting = []

    def _put_plain(self, number: int, body: bytes) -> None:
        self.kinds[number], self.places[number] = _PLAIN, self.at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _write(self, content: bytes) -> None:
        self.file.write(content)
        self.at += len(content)


def _bytes_of(value: PdfObject) -> bytes:
    written = BytesIO()
    value.write_to_stream(written, None)
    return written.getvalue()


def _compressed(entries: DictionaryObject, content: bytes) -> StreamObject:
    entries["/Filter"] = NameObject("/FlateDecode")
    return StreamObject(dict_data=entries, encoded_data=zlib.compress(content))


def _numbers(values: Iterable[int]) -> ArrayObject:
    return ArrayObject([NumberObject(value) for value in values])
