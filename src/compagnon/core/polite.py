"""French says "tu" to learners and "vous" to everybody else: the same texts in a second catalogue, `vous.po`.

A page or a letter is made within `politely(True)`; a text that has no "vous" of its own is as it stands in `django.po`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import translation
from django.utils.translation import trans_real

from compagnon.core.words import LOCALE

_django: Any = trans_real
_says_vous: ContextVar[bool] = ContextVar("says_vous", default=False)


class French(trans_real.DjangoTranslation):
    """The French texts, with those for readers to whom one says "vous" before them while somebody asks for it."""

    def __init__(self) -> None:
        super().__init__("fr")
        self._vous: Any = _django.DjangoTranslation("fr", domain="vous", localedirs=[str(LOCALE)])._catalog or {}  # noqa: SLF001

    def gettext(self, message: str) -> str:
        said = self._vous.get(message) if _says_vous.get() else None
        return said or str(super().gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if _says_vous.get() and (msgid1, 0) in self._vous:
            return str(self._vous.plural(msgid1, n))
        return str(super().ngettext(msgid1, msgid2, n))


def _read_french_here() -> None:
    """Let Django read French from here; it forgets where from when its settings or files change."""
    if not isinstance(_django._translations.get("fr"), French):  # noqa: SLF001  (Django has no other place for it)
        _django._translations["fr"] = French()  # noqa: SLF001
    if translation.get_language() == "fr":
        translation.activate("fr")


@contextmanager
def politely(says_vous: bool) -> Iterator[None]:
    """Within, French says "vous" (or "tu" again)."""
    if says_vous:
        _read_french_here()
    before = _says_vous.set(says_vous)
    try:
        yield
    finally:
        _says_vous.reset(before)
