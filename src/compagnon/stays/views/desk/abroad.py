"""Who is abroad now, where, and how to reach them."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.entrance.proof import asked_first
from compagnon.stays.queries import abroad as queries
from compagnon.stays.tables import ABROAD


@desk("stays.follow_stays")
def abroad(request: Any) -> HttpResponse:
    """By country and town with telephone numbers; the day, the place and the rest are filters in the address."""
    rows = queries.for_reaching(visible_to(request.person, Mobility.objects.all()))
    listed = lists.read(ABROAD, request, rows)
    names = listed.filterset.names
    places = [
        {"name": names.country(code), "count": count, "url": listed.without("country", "town", country=code),
         "on": listed.query.get("country") == code}
        for code, count in queries.by_country(_everywhere(request, listed, rows))
    ]  # fmt: skip
    shown = {
        "places": places,
        "day": listed.filterset.asked_day,
        "is_today": listed.filterset.asked_day == clock.today(),
    }
    return lists.answer(request, "stays/desk/abroad.html", listed, shown)


def _everywhere(request: Any, listed: lists.Listed, rows: Any) -> Any:
    """The same people without the choice of a place, so that the other places stay in sight."""
    return lists.read(ABROAD, request, rows, paged=False, query=listed.without("country", "town").lstrip("?")).rows


@desk("stays.follow_stays")
def export(request: Any) -> HttpResponseBase:
    """What the filters leave, as a spreadsheet to take along."""
    rows = queries.for_reaching(visible_to(request.person, Mobility.objects.all()))
    found = lists.read(ABROAD, request, rows, paged=False).rows
    name = _("abroad-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, found.count()) or xlsx_response(name, ABROAD.columns, found.iterator(chunk_size=2000))
