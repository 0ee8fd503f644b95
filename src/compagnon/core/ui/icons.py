"""Icons, drawn from the one sprite that `tools/vendor.py icons` makes."""

import re
from functools import lru_cache
from html import escape
from pathlib import Path

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).parent / "static/ui/icons.svg"
_DIRECTED = (
    "arrow-left",
    "arrow-right",
    "chevron-left",
    "chevron-right",
    "move-right",
    "undo-2",
    "send",
    "log-out",
    "log-in",
)


class UnknownIcon(LookupError):
    """The sprite lacks this name: add it to tools/icons.txt and run `python tools/vendor.py icons`."""


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))


@lru_cache(maxsize=1024)
def drawn_icon(name: str, label: str = "") -> SafeString:
    """The SVG of an icon. Kept, because finding a hashed address costs more than the rest of a table row."""
    if name not in names():
        raise UnknownIcon(f"{name!r}: add it to tools/icons.txt and run `python tools/vendor.py icons`")
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    looks = "icon icon-directed" if name in _DIRECTED else "icon"
    return mark_safe(f'<svg class="{looks}" {spoken}><use href="{static("ui/icons.svg")}#{name}"/></svg>')
