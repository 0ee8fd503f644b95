"""What a PDF carries beside its pages: programs, files, ways to start other programs. Runs in the child, without Django."""

from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MOST_OBJECTS = 60_000
_FILES = ("/EF", "/EmbeddedFiles", "/AF")


class Refused(Exception):
    """The file is not taken; the word says why, and `reading` has the sentence."""


def carried(root: Any) -> set[str]:
    """What was found of `scripts`, `files` and `media`, which do not come along. Raises Refused for what starts another program."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    todo: list[Any] = [root]
    count = 0
    while todo:
        thing = todo.pop()
        if isinstance(thing, IndirectObject):
            key = (thing.idnum, thing.generation)
            if key in seen:
                continue
            seen.add(key)
            thing = thing.get_object()
        count += 1
        if count > MOST_OBJECTS * 10 or len(seen) > MOST_OBJECTS:
            raise Refused("large")
        if isinstance(thing, DictionaryObject):
            found |= _of(thing)
            todo += [thing.raw_get(name) for name in thing]
        elif isinstance(thing, ArrayObject):
            todo += list(thing)
    return found


def _of(thing: DictionaryObject) -> set[str]:
    acts = str(thing.get("/S", ""))
    if acts in ("/Launch", "/ImportData", "/SubmitForm", "/GoToE"):
        if acts == "/Launch":
            raise Refused("launch")
        return {"scripts"}
    found = {"scripts"} if acts == "/JavaScript" or "/JS" in thing else set()
    if any(name in thing for name in _FILES) or str(thing.get("/Subtype", "")) == "/FileAttachment":
        found.add("files")
    if str(thing.get("/Subtype", "")) in ("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"):
        found.add("media")
    return found
