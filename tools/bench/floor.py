"""The floor that pages are measured against: the least that a page of this program can cost."""

from typing import Any

from django.http import HttpResponse
from django.utils.html import format_html, format_html_join

from compagnon.core.access import public
from compagnon.mobilities.models import Mobility


@public
def floor(_request: Any) -> HttpResponse:
    """Fifty rows with the participant's name and the host's, and one count, behind the same middleware."""
    rows = Mobility.unscoped.select_related("participant__person", "host").order_by("network_id", "departs_on", "pk")[
        :50
    ]
    lines = ((one.participant.person.full_name, one.host.name if one.host else "", one.departs_on) for one in rows)
    table = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", lines)
    abroad = Mobility.unscoped.filter(network_id=1, state="abroad").count()
    return HttpResponse(format_html("<p>{}</p><table>{}</table>", abroad, table))
