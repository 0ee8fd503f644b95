"""Every text of the source that is marked for translation, found without GNU gettext."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.house.tree import SOURCE, modules, name, templates, text

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}
LEADING = re.compile(r"^[ \t]+", re.MULTILINE)  # a template's indentation is none of Python's
NAMED = re.compile(r"[\"']([\w./-]+\.(?:html|txt|svg))(?:#[\w-]+)?[\"']")
COMPONENT = re.compile(r"<c-([\w.-]+)")
OUTSIDE_TEMPLATE = re.compile(r"(?:^|/)(?:guest|public|letters)/|^portal/|^shells/(?:guest|portal|error)|^\d{3}")
OUTSIDE_MODULE = re.compile(
    r"/(?:views|forms)/(?:guest|public)\.py$|doors/(?:guest|portal)/|(?:people|network|schemes)/choices\.py$"
)
OUTSIDE_CONTEXTS = {"guest", "letter", "consent", "signature"}


@cache
def _found() -> list[tuple[str, str, Path, int]]:
    """(context, source text, file, line) of every marked text, each time that it stands somewhere."""
    sources = [(path, text(path)) for path in modules()]
    sources += [(path, LEADING.sub("", templatize(text(path), origin=str(path)))) for path in templates()]
    return [
        (context or "", message[0] if isinstance(message, tuple) else message, path, line)
        for path, source in sources
        for line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS)
    ]


@cache
def marked() -> dict[tuple[str, str], str]:
    """(context, source text) with the first place where it stands."""
    found: dict[tuple[str, str], str] = {}
    for context, message, path, line in _found():
        found.setdefault((context, message), f"{name(path)}:{line}")
    return found


def _template_name(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def _used_by(source: str) -> set[str]:
    """Names of the templates that one includes, extends or uses as a component."""
    components = {one.replace(".", "/").replace("-", "_") for one in COMPONENT.findall(source)}
    return set(NAMED.findall(source)) | {f"cotton/{one}.html" for one in components}


@cache
def read_outside() -> dict[tuple[str, str], str]:
    """What guests and visitors are shown, and what letters say: (context, source text) with its place."""
    there = {_template_name(path): path for path in templates()}
    waiting = [one for one in there if OUTSIDE_TEMPLATE.search(one)]
    shown: set[Path] = set()
    while waiting:
        path = there[waiting.pop()]
        if path not in shown:
            shown.add(path)
            waiting += _used_by(text(path)) & set(there)
    return {
        (context, message): f"{name(path)}:{line}"
        for context, message, path, line in _found()
        if path in shown or context in OUTSIDE_CONTEXTS or OUTSIDE_MODULE.search(name(path))
    }


@cache
def catalogue(language: str):
    """The messages of a language as they are kept."""
    with (SOURCE / "locale" / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)
