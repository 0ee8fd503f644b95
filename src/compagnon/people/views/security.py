"""Security events at the desk: who got in, who was refused, what changed about keys and rights."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from compagnon.core import clock, lists, security
from compagnon.core.access import desk
from compagnon.core.models import SecurityEvent
from compagnon.core.sheets import xlsx_response
from compagnon.people.entrance.proof import asked_first
from compagnon.people.tables.security import SECURITY_EVENTS, show_words


@desk("people.view_security")
def events(request: Any) -> HttpResponse:
    listed = lists.read(SECURITY_EVENTS, request, SecurityEvent.objects.all())
    assert listed.page is not None  # noqa: S101  (a list that is read for a page has one)
    show_words(listed.page)
    return lists.answer(request, "people/desk/security.html", listed, {})


@desk("people.view_security")
def export(request: Any) -> HttpResponseBase:
    """Everything that the filters in the address leave, as a spreadsheet; taking it is an event itself."""
    rows = lists.read(SECURITY_EVENTS, request, SecurityEvent.objects.all(), paged=False).rows
    security.note("security_events.exported", result=security.DONE, request=request)
    name = _("security-events-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, rows.count()) or xlsx_response(
        name, SECURITY_EVENTS.columns, rows.iterator(chunk_size=2000)
    )
