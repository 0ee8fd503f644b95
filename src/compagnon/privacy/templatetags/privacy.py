"""The short notice, where data is first typed."""

from typing import Any

from django import template

from compagnon.privacy import notice

register = template.Library()


@register.inclusion_tag("privacy/public/at_entry.html", takes_context=True)
def short_notice(context: Any) -> dict[str, Any]:
    """What happens with what is typed here, and where the whole notice is."""
    network = context["network"]
    return {"network": network, "short": notice.shown(network, "short")}
