"""Past mobilities at the desk: what lists told of the time before, with totals that open to their rows."""

from typing import Any

import rules
from django.db.models import Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django_countries import countries

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.mobilities import queries
from compagnon.mobilities.models import Mobility, PastMobilities
from compagnon.mobilities.past_table import PAST
from compagnon.mobilities.totals import totals_by_country, totals_by_year


@desk("mobilities.view_mobilities")
def past(request: Any) -> HttpResponse:
    """All imported rows, and beside them the totals of what is imported and of what is recorded here."""
    listed = lists.read(PAST, request, PastMobilities.objects.select_related("trade", "scheme", "site"))
    seen = queries.visible_to(request.person, Mobility.objects.all())
    context = {
        "people": listed.rows.order_by().aggregate(n=Sum("people"))["n"] or 0,
        "by_year": totals_by_year(seen),
        "by_country": [(str(countries.name(one.key)), one) for one in totals_by_country(seen)],
        "sees_all": queries.sees_all(request.person),
        "may_import": rules.test_rule("people.import_people", request.person),
    }
    return lists.answer(request, "mobilities/desk/past.html", listed, context)


@desk("mobilities.view_mobilities")
def export(request: Any) -> HttpResponseBase:
    """Everything that the filters in the address leave, as a spreadsheet that can be imported again."""
    rows = PastMobilities.objects.select_related("trade", "scheme", "site")
    found = lists.read(PAST, request, rows, paged=False).rows
    name = _("past-mobilities-%(day)s") % {"day": clock.today().isoformat()}
    return xlsx_response(name, PAST.columns, found.iterator(chunk_size=2000))
