"""Every text of the source that is marked for translation, found without GNU gettext."""

import re
from functools import cache
from io import BytesIO

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


@cache
def marked() -> dict[tuple[str, str], str]:
    """(context, source text) with the first place where it stands."""
    found: dict[tuple[str, str], str] = {}
    sources = [(path, text(path)) for path in modules()]
    sources += [(path, LEADING.sub("", templatize(text(path), origin=str(path)))) for path in templates()]
    for path, source in sources:
        for line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
            first = message[0] if isinstance(message, tuple) else message
            found.setdefault((context or "", first), f"{name(path)}:{line}")
    return found


@cache
def catalogue(language: str):
    """The messages of a language as they are kept."""
    with (SOURCE / "locale" / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)
