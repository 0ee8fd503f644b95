"""One PDF on its way into another: its pages and their structure under new numbers, looked at whole before a byte is written."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from compagnon.documents.typesetting.joining.output import Output, reference

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_LEFT_OUT = {"/AA", "/OpenAction", "/PieceInfo", "/B"}
"""What acts by itself, what only another program reads, and threads of articles."""
_NUMBERS = ("/StructParents", "/StructParent")
_BROKEN = (PdfError, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError, OverflowError)


class Unjoinable(Exception):
    """A PDF that cannot be read, or is locked."""


class Source:
    """A PDF and the numbers its objects get: `pages` in order with their boxes, `tops` and `marks` of its structure."""

    def __init__(
        self, pdf: bytes, output: Output, *, parent: IndirectObject, root: IndirectObject, first_key: int
    ) -> None:
        """Read everything that comes along. `parent` holds the pages, `root` the structure; raises Unjoinable."""
        self.output, self.first_key, self.next_key = output, first_key, first_key
        self._numbers: dict[tuple[int, int], int | None] = {}
        self._queue: list[tuple[IndirectObject, int]] = []
        self._made: list[tuple[int, PdfObject]] = []
        self._gone: set[int] = set()
        self._found: dict[bytes, int] = {}
        try:
            reader = PdfFileReader(BytesIO(pdf))
            if reader.encrypted:
                raise Unjoinable
            self._read(reader.root, parent, root)
        except _BROKEN as error:
            raise Unjoinable from error

    def write(self) -> None:
        """Everything into the output."""
        for number, value in self._made:
            self.output.put(number, value)
        for digest, number in self._found.items():
            self.output.remember(digest, number)

    def _read(self, catalog: DictionaryObject, parent: IndirectObject, root: IndirectObject) -> None:
        self.language = _of(catalog, "/Lang")
        self.roles: dict[str, PdfObject] = {}
        self.tops: list[IndirectObject] = []
        self.marks: list[tuple[int, IndirectObject]] = []
        self.identities: list[tuple[str, IndirectObject]] = []
        self.pages: list[tuple[IndirectObject, PdfObject]] = []
        found = list(_pages_under(catalog["/Pages"], {}, set()))
        numbers = [self.output.reserve() for _page in found]
        for (page, _facts), number in zip(found, numbers, strict=True):
            if isinstance(page, IndirectObject):
                self._numbers[page.idnum, page.generation] = number
        structure = _of(catalog, "/StructTreeRoot")
        if structure is not None and isinstance(raw := catalog.raw_get("/StructTreeRoot"), IndirectObject):
            self._numbers[raw.idnum, raw.generation] = root.idnum
        for (_page, facts), number in zip(found, numbers, strict=True):
            self._read_page(facts, number, parent)
        if structure is not None:
            self._read_structure(structure)
        while self._queue:
            raw, number = self._queue.pop()
            self._make(number, raw.get_object())

    def _read_page(self, facts: DictionaryObject, number: int, parent: IndirectObject) -> None:
        for note in list(_of(facts, "/Annots") or ()):
            self._leave_seal_out(note)
        page = self._new({key: value for key, value in facts.items() if key != "/Parent"})
        page["/Parent"] = parent
        self._made.append((number, page))
        self.pages.append((reference(number), page.raw_get("/MediaBox")))

    def _leave_seal_out(self, raw: PdfObject) -> None:
        """The field of a seal says nothing in a copy that the seal does not cover."""
        note: Any = raw.get_object()
        kind = _of(note, "/FT") or _of(_of(note, "/Parent"), "/FT")
        if _of(note, "/Subtype") == "/Widget" and kind == "/Sig" and isinstance(raw, IndirectObject):
            self._numbers[raw.idnum, raw.generation] = None
            self._gone.add(int(_of(note, "/StructParent") or -1))

    def _read_structure(self, structure: DictionaryObject) -> None:
        for raw in _listed(structure.raw_get("/K")) if "/K" in structure else ():
            top = self._new(raw.get_object())
            if self.language is not None and "/Lang" not in top:
                top["/Lang"] = self.language
            self.tops.append(self._at(raw, top))
        for key, raw in _numbers_under(_of(structure, "/ParentTree"), 0):
            self.next_key = max(self.next_key, self.first_key + key + 1)
            if key not in self._gone:
                self.marks.append((self.first_key + key, self._at(raw, None)))
        for key, value in (_of(structure, "/RoleMap") or {}).items():
            self.roles[key] = value

    def _at(self, raw: PdfObject, made: PdfObject | None) -> IndirectObject:
        """An object of its own for what stands here: `made` of it, or it as it is."""
        if isinstance(raw, IndirectObject):
            if made is None or (raw.idnum, raw.generation) in self._numbers:
                return self._renumbered(raw)
            self._numbers[raw.idnum, raw.generation] = number = self.output.reserve()
        else:
            number = self.output.reserve()
        self._made.append((number, self._new(raw) if made is None else made))
        return reference(number)

    def _make(self, number: int, value: Any) -> None:
        made = self._new(value)
        if isinstance(made, DictionaryObject) and "/ID" in made and made.get("/S") is not None and "/P" in made:
            self.identities.append((str(made["/ID"]), reference(number)))
        self._made.append((number, made))

    def _renumbered(self, raw: IndirectObject) -> Any:
        place = raw.idnum, raw.generation
        if place not in self._numbers:
            self._numbers[place] = self._number_for(raw)
        number = self._numbers[place]
        return NullObject() if number is None else reference(number)

    def _number_for(self, raw: IndirectObject) -> int | None:
        """A new number, or that of the same stream in this paper or one before: profiles of colours, emblems."""
        value = raw.get_object()
        if isinstance(value, DictionaryObject) and _of(value, "/Type") in ("/Catalog", "/Pages"):
            return None
        if isinstance(value, StreamObject) and not _names_others(value):
            digest, number = self.output.known(self._new(value))
            number = number or self._found.get(digest)
            if number is not None:
                return number
            self._found[digest] = number = self.output.reserve()
            self._queue.append((raw, number))
            return number
        number = self.output.reserve()
        self._queue.append((raw, number))
        return number

    def _new(self, value: Any) -> Any:
        """The same with new numbers, and without what does not come along."""
        if isinstance(value, IndirectObject):
            return self._renumbered(value)
        if isinstance(value, StreamObject):
            return StreamObject(dict_data=self._entries(value), encoded_data=value.encoded_data)
        if isinstance(value, dict):
            return DictionaryObject(self._entries(value))
        if isinstance(value, list):
            made = [self._new(one) for one in value if not self._is_gone(one)]
            return ArrayObject(made)
        return value

    def _entries(self, value: dict[str, Any]) -> dict[str, Any]:
        kept = {key: one for key, one in value.items() if key not in _LEFT_OUT and not self._is_gone(one)}
        found = {key: self._new(one) for key, one in kept.items()}
        for key in _NUMBERS:
            if key in found:
                found[key] = NumberObject(int(found[key]) + self.first_key)
        if isinstance(found.get("/ID"), (TextStringObject, ByteStringObject)):
            found["/ID"] = self._own(found["/ID"])
        if "/Headers" in found and isinstance(found["/Headers"], ArrayObject):
            found["/Headers"] = ArrayObject([self._own(one) for one in found["/Headers"]])
        return found

    def _own(self, identity: Any) -> PdfObject:
        """What names an element is unique in one paper only."""
        raw = identity if isinstance(identity, bytes) else str(identity).encode()
        return ByteStringObject(b"%08d-" % self.first_key + raw)

    def _is_gone(self, value: Any) -> bool:
        """Whether it names the field of a seal, or is the place of one in the structure."""
        if isinstance(value, IndirectObject):
            return self._numbers.get((value.idnum, value.generation), 0) is None
        if isinstance(value, dict) and value.get("/Type") == "/OBJR":
            return self._is_gone(dict.get(value, "/Obj"))
        return False


def _pages_under(node: Any, above: dict[str, Any], seen: set[int]) -> Iterator[tuple[PdfObject, DictionaryObject]]:
    """Every page with what it inherits."""
    mine = {**above, **{key: dict.__getitem__(node, key) for key in _INHERITED if key in node}}
    for raw in list(node["/Kids"]):
        if isinstance(raw, IndirectObject):
            if raw.idnum in seen:
                raise ValueError
            seen.add(raw.idnum)
        kid: Any = raw.get_object()
        if "/Kids" in kid:
            yield from _pages_under(kid, mine, seen)
        else:
            yield raw, DictionaryObject({**mine, **dict(kid.items())})


def _of(node: Any, key: str) -> Any:
    """What stands under a key, wherever it is written; None when there is nothing."""
    found = dict.get(node, key) if isinstance(node, dict) else None
    return found.get_object() if isinstance(found, IndirectObject) else found


def _listed(raw: PdfObject) -> list[PdfObject]:
    """The kids of an element: one, or an array of them."""
    value: Any = raw.get_object()
    return list(value) if isinstance(value, list) else [raw]


def _numbers_under(node: Any, depth: int) -> Iterator[tuple[int, PdfObject]]:
    """The pairs of a number tree."""
    if node is None or depth > 20:
        return
    pairs = list(_of(node, "/Nums") or ())
    yield from ((int(key), value) for key, value in zip(pairs[::2], pairs[1::2], strict=True))
    for kid in list(_of(node, "/Kids") or ()):
        yield from _numbers_under(kid.get_object(), depth + 1)


def _names_others(value: Any) -> bool:
    """Whether it holds a reference."""
    if isinstance(value, IndirectObject):
        return True
    if isinstance(value, dict):
        return any(_names_others(one) for one in value.values())
    return isinstance(value, list) and any(_names_others(one) for one in value)
