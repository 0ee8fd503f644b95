"""Who opened which file of a selection, and whether the trail of what happened is whole."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from compagnon.core import clock, jobs, lists, security
from compagnon.core.access import desk
from compagnon.core.models import Opening, TrailCheck
from compagnon.core.openings import with_names
from compagnon.core.sheets import xlsx_response
from compagnon.core.trail.checking import sentence, unsealed_since
from compagnon.people.entrance.proof import asked_first
from compagnon.privacy.tables import OPENINGS
from compagnon.privacy.views.shown import parts

_VIEW = "privacy.view_trail"
_TWO_NIGHTS = timedelta(hours=36)


@desk(_VIEW)
def openings(request: Any) -> HttpResponse:
    """What the last check of the trail found, and below it who opened what, the latest first."""
    listed = lists.read(OPENINGS, request, Opening.objects.all())
    assert listed.page is not None  # noqa: S101  (a list that is read for a page has one)
    checked = TrailCheck.objects.first()
    context = {
        "parts": parts(request),
        "rows": with_names(listed.page, reader=request.person),
        "checked": checked,
        "is_old": checked is not None and checked.at < clock.now() - _TWO_NIGHTS,
        "unsealed_since": unsealed_since(request.network.pk),
        "troubles": [sentence(one) for one in checked.troubles] if checked else [],
        "is_asked": bool(jobs.under_way("privacy.check_trail", network=request.network.pk)),
    }
    return lists.answer(request, "privacy/desk/trail.html", listed, context)


@desk(_VIEW)
def export(request: Any) -> HttpResponseBase:
    """Everything that the filters in the address leave, as a spreadsheet; taking it is a security event."""
    rows = lists.read(OPENINGS, request, Opening.objects.all(), paged=False).rows[: lists.COUNTED]
    if ask := asked_first(request, rows.count()):
        return ask
    security.note("privacy.openings_exported", result=security.DONE, request=request)
    name = _("openings-%(day)s") % {"day": clock.today().isoformat()}
    return xlsx_response(name, OPENINGS.columns, with_names(rows, reader=request.person))


@desk(_VIEW)
def check(request: Any) -> HttpResponse:
    """Have the trail checked now; a worker does it."""
    if not jobs.under_way("privacy.check_trail", network=request.network.pk):
        jobs.later("privacy.check_trail", network=request.network.pk)
    messages.info(request, _("The trail is being checked. Open this page again in a moment."))
    return redirect("privacy:trail")
