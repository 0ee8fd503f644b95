"""Texts in several languages, and words made comparable."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString


def localised(text: Any, language: str) -> str:
    """A content text in one language, else in English, else in whatever there is."""
    if isinstance(text, LazyI18nString):
        return str(text.localize(language))
    if isinstance(text, dict):
        return str(text.get(language) or text.get("en") or next(iter(text.values()), ""))
    with translation.override(language):
        return str(text)


def says(what: Any, said: Any) -> str:
    """What something says of itself, "Task 3: it has no day", with the colon as the language sets it."""
    return _("%(what)s: %(said)s") % {"what": what, "said": said}


def in_every_language(label: Any) -> dict[str, str]:
    """A label of the program in every language, as activity keeps it: whoever reads it later reads the own one."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(label)
    return said


def plain(text: str) -> str:
    """Lower case without accents, for search and comparison: the bundled PostgreSQL has no `unaccent`."""
    if text.isascii():  # most of what 10,000 imported rows say
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("ß", "ss"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).lower().split())


def in_address(text: str) -> str:
    """A text as part of an address: small letters, digits and hyphens; a word cut by an apostrophe stays two."""
    return slugify(plain(re.sub("[’']", " ", text)))


def plain_words(parts: Iterable[Any]) -> str:
    """What a row can be found by: its parts, made plain."""
    return plain(" ".join(str(part) for part in parts if part))
