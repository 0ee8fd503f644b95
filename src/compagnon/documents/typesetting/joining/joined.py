"""Papers one behind the other, with bookmarks by file and paper, labels of pages, and empty pages for printing on both sides."""

import hashlib
from collections.abc import Iterable
from typing import IO

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from compagnon.documents.typesetting.joining.output import Output, named, reference
from compagnon.documents.typesetting.joining.source import Source, Unjoinable

__all__ = ["Joined", "Unjoinable"]


class Joined:
    """One PDF under work. It is neither sealed nor PDF/A: a copy to read and print."""

    def __init__(self, file: IO[bytes], *, title: str, language: str, identity: str, both_sides: bool = False) -> None:
        """`identity` tells it from every other; with `both_sides` each paper begins on a page of odd number."""
        self.output, self.both_sides = Output(file), both_sides
        self.title, self.language, self.identity = title, language, identity
        self._parent, self._root = reference(self.output.reserve()), reference(self.output.reserve())
        self._pages: list[IndirectObject] = []
        self._labels: list[PdfObject] = []
        self._outline: list[tuple[str, list[tuple[str, IndirectObject]]]] = []
        self._tops: list[IndirectObject] = []
        self._marks: list[PdfObject] = []
        self._identities: list[PdfObject] = []
        self._roles: dict[str, PdfObject] = {}
        self._next_key = 0

    @property
    def pages(self) -> int:
        return len(self._pages)

    def begin(self, file: str) -> None:
        """The papers that follow are of this file."""
        self._outline.append((file, []))

    def add(self, pdf: bytes, *, paper: str) -> None:
        """Put a paper behind the others. Raises Unjoinable, and then nothing of it came in."""
        source = Source(pdf, self.output, parent=self._parent, root=self._root, first_key=self._next_key)
        if not source.pages:
            raise Unjoinable
        source.write()
        if self.both_sides and self.pages % 2:
            self._add_empty()
        papers = self._outline[-1][1]
        if not papers:
            self._label(len(self._outline))
        papers.append((paper, source.pages[0][0]))
        self._pages += [page for page, _box in source.pages]
        self._box = source.pages[-1][1]
        self._tops += source.tops
        self._marks += [part for key, mark in source.marks for part in (NumberObject(key), mark)]
        ordered = sorted(source.identities, key=lambda one: one[0].encode("latin-1", "replace"))
        self._identities += [part for key, one in ordered for part in (ByteStringObject(key.encode()), one)]
        self._roles = {**source.roles, **self._roles}
        self._next_key = source.next_key

    def finish(self) -> None:
        """Write what holds it together."""
        for number, value in self._holding():
            self.output.put(number.idnum, value)
        lists = {"/Pages": self._parent, "/Outlines": self._outlined(), "/Lang": TextStringObject(self.language)}
        catalog = named(Type="Catalog", PageMode="UseOutlines")
        for key, value in lists.items():
            catalog[key] = value
        catalog["/PageLabels"] = named(Nums=ArrayObject(self._labels))
        catalog["/ViewerPreferences"] = named(DisplayDocTitle=BooleanObject(True))
        if self._tops:
            catalog["/StructTreeRoot"] = self._root
            catalog["/MarkInfo"] = named(Marked=BooleanObject(True))
        info = self.output.add(named(Title=TextStringObject(self.title), Producer=TextStringObject("Compagnon")))
        digest = hashlib.sha256(self.identity.encode()).digest()[:16]
        self.output.finish(root=self.output.add(catalog), info=info, identity=digest)

    def _holding(self) -> Iterable[tuple[IndirectObject, PdfObject]]:
        pages = named(Type="Pages", Count=NumberObject(self.pages), Kids=ArrayObject(self._pages))
        yield self._parent, pages
        root = named(Type="StructTreeRoot", K=ArrayObject(self._tops), ParentTree=named(Nums=ArrayObject(self._marks)))
        root["/ParentTreeNextKey"] = NumberObject(self._next_key)
        if self._roles:
            root["/RoleMap"] = DictionaryObject(self._roles)
        if self._identities:
            limits = ArrayObject([self._identities[0], self._identities[-2]])
            kid = self.output.add(named(Names=ArrayObject(self._identities), Limits=limits))
            root["/IDTree"] = named(Kids=ArrayObject([kid]))
        yield self._root, root

    def _label(self, number: int) -> None:
        """Pages are called 12/1, 12/2: those of the twelfth file."""
        label = named(S="D", P=TextStringObject(f"{number}/"), St=NumberObject(1))
        self._labels += [NumberObject(self.pages), label]

    def _add_empty(self) -> None:
        empty = named(Type="Page", Parent=self._parent, MediaBox=self._box, Resources=DictionaryObject())
        self._pages.append(self.output.add(empty))

    def _outlined(self) -> IndirectObject:
        """Bookmarks: files, and under each its papers."""
        top = reference(self.output.reserve())
        files = [(words, papers) for words, papers in self._outline if papers]
        places = [reference(self.output.reserve()) for _one in files]
        for at, (words, papers) in enumerate(files):
            under = [reference(self.output.reserve()) for _one in papers]
            for place, (paper, page) in enumerate(papers):
                self.output.put(under[place].idnum, _bookmark(paper, page, places[at], under, place))
            item = _bookmark(words, papers[0][1], top, places, at)
            item["/First"], item["/Last"], item["/Count"] = under[0], under[-1], NumberObject(-len(under))
            self.output.put(places[at].idnum, item)
        outlines = named(Type="Outlines", Count=NumberObject(len(files)))
        if places:
            outlines["/First"], outlines["/Last"] = places[0], places[-1]
        return self.output.put(top.idnum, outlines)


def _bookmark(
    words: str, page: IndirectObject, parent: IndirectObject, row: list[IndirectObject], at: int
) -> DictionaryObject:
    item = named(Title=TextStringObject(words), Parent=parent)
    item["/Dest"] = ArrayObject([page, NameObject("/Fit")])
    if at:
        item["/Prev"] = row[at - 1]
    if at < len(row) - 1:
        item["/Next"] = row[at + 1]
    return item
