"""The place of a seal in the structure of an accessible PDF: a field that nobody sees stands in a Form element all the same.

PDF/UA-1 (ISO 14289-1, 7.18.4) asks that each widget is inside one; pyHanko puts the field on the page alone.
"""

from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def tag_field(writer: IncrementalPdfFileWriter, field: IndirectObject) -> None:
    """Put the newest field of a PDF at the end of its structure. A PDF without such a structure stays as it is."""
    root = _at(writer.root, "/StructTreeRoot", DictionaryObject())
    parents, whole = _at(root, "/ParentTree", DictionaryObject()), _first(root)
    if "/Nums" not in parents or not isinstance(whole, DictionaryObject):
        return
    widget = field.get_object()
    key = int(_at(root, "/ParentTreeNextKey", _next_key(parents["/Nums"])))
    place = DictionaryObject(
        {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): field, pdf_name("/Pg"): widget.raw_get("/P")}
    )
    element = writer.add_object(
        DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): _reference(root),
                pdf_name("/Pg"): widget.raw_get("/P"),
                pdf_name("/K"): place,
            }
        )
    )
    _list_in(whole).append(element)
    parents["/Nums"].extend([NumberObject(key), element])
    root[pdf_name("/ParentTreeNextKey")] = NumberObject(key + 1)
    widget[pdf_name("/StructParent")] = NumberObject(key)
    for changed in (root, whole, _list_in(whole), parents, parents["/Nums"], widget):
        writer.update_container(changed)


def _at(holder: DictionaryObject, key: str, otherwise: Any) -> Any:
    return holder[key] if key in holder else otherwise  # noqa: SIM401  (`get` follows no reference)


def _first(root: DictionaryObject) -> Any:
    """The element that holds the whole document."""
    inner = _at(root, "/K", None)
    return inner[0] if isinstance(inner, ArrayObject) and len(inner) == 1 else inner


def _reference(root: DictionaryObject) -> Any:
    inner = root["/K"]
    return inner.raw_get(0) if isinstance(inner, ArrayObject) else root.raw_get("/K")


def _list_in(element: DictionaryObject) -> ArrayObject:
    """What stands in an element, as a list: one thing alone may stand in it without one."""
    inner = _at(element, "/K", ArrayObject())
    if not isinstance(inner, ArrayObject):
        inner = ArrayObject([element.raw_get("/K")])
        element[pdf_name("/K")] = inner
    return inner


def _next_key(numbers: ArrayObject) -> int:
    return max((int(key) for key in list(numbers)[::2]), default=-1) + 1
