"""The kinds of letters that the program writes, each told by its subject as it stands in its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

ALWAYS_AT_ONCE = {"people", "portal", "correspondence"}
"""Apps whose letters somebody waits for at this moment: links to sign in, invitations, answers."""

FOR_SAFETY = {"stays.help", "stays.are_you_safe", "stays.no_sign", "stays.no_sign_tutor", "stays.no_sign_call"}
"""Letters on which somebody's safety may hang: no setting keeps them back."""

BY_TEXT_MESSAGE = {"documents.code_text"}
"""What goes to a number: each word counts, so that a network has no own words for it."""

NAMED: dict[str, str | Promise] = {
    "recruitment.apply": _("The link with which somebody goes on applying"),
    "recruitment.declined": _("Not chosen this time"),
    "recruitment.other_network": _("The account belongs to another network"),
}
"""Letters whose subject does not tell them apart."""

_SAID = re.compile(
    r"\{% translate \"(?P<plain>[^\"]+)\"(?P<of_plain>[^%]*)%\}|\{% blocktranslate(?P<of_block>[^%]*)%\}(?P<block>[^{]*(?:\{\{[^}]*\}\}[^{]*)*)\{% endblock"
)
_CONTEXT = re.compile(r"context \"([^\"]+)\"")
_PLACE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


@dataclass(frozen=True)
class Kind:
    """A kind of letter; `key` is that under which `actions.write` is asked for it."""

    key: str
    context: str
    said: str

    @property
    def app(self) -> str:
        return self.key.split(".")[0]

    @property
    def subject(self) -> str:
        """Its subject in the reader's language, with a mark where a name goes."""
        if self.key in NAMED:
            return str(NAMED[self.key])
        words = pgettext(self.context, self.said) if self.context else gettext(self.said)
        return re.sub(r"%\(\w+\)s", "…", words)


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds that a network may say in its own words, chapter by chapter."""
    found = (kind for kind in _written() if kind.app not in ALWAYS_AT_ONCE)
    return tuple(kind for kind in found if kind.key not in BY_TEXT_MESSAGE)


def that_may_wait() -> tuple[Kind, ...]:
    """Those that may wait until somebody has read them."""
    return tuple(kind for kind in kinds() if kind.key not in FOR_SAFETY)


def _written() -> Iterator[Kind]:
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path).glob("templates/*/letters/*.txt")):
            found = _SAID.search(path.read_text(encoding="utf-8").partition("\n")[0])
            if found:
                context = _CONTEXT.search(found["of_plain"] or found["of_block"] or "")
                said = _PLACE.sub(r"%(\1)s", found["plain"] or found["block"])
                yield Kind(f"{path.parents[1].name}.{path.stem}", context[1] if context else "", said)
