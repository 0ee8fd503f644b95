"""How pages say texts of shipped files."""

from typing import Any

from django import template
from django.utils.translation import get_language

from compagnon.core.i18n import localised

register = template.Library()


@register.filter
def in_my_language(text: Any) -> str:
    """A text kept by language, in that of the page."""
    return localised(text, get_language() or "en")
