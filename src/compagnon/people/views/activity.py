"""What happened in the network, newest first."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.core.activity import sentence, who
from compagnon.core.models import Activity
from compagnon.core.sheets import Column, xlsx_response
from compagnon.people import happened
from compagnon.people.entrance.proof import asked_first
from compagnon.people.forms.activity import ActivityFilters
from compagnon.people.queries import team_of


def _rows(request: Any) -> tuple[Any, ActivityFilters, str]:
    """What the address leaves of what the person may see, the form, and the file that it is kept to."""
    rows, file = happened.visible_to(request.person, Activity.objects.all()), ""
    if named := request.GET.get("file", ""):
        rows, file = happened.of_file(request.person, named, Activity.objects.all())
    form = ActivityFilters(request.GET, team=team_of(request.network.pk))
    return form.narrowed(rows), form, file


@desk("people.view_activity")
def activity(request: Any) -> HttpResponse:
    """Sentences with their files; fifty at a time, never counted."""
    rows, form, file = _rows(request)
    found, before = happened.page(rows, request.GET.get("before", ""))
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "form": form,
        "file": file,
        "happenings": happened.told(request.person, found),
        "state": query.urlencode(),
        "older": f"?{query.urlencode()}&before={before}".replace("?&", "?").replace("+", "%2B") if before else "",
        "is_later": bool(request.GET.get("before")),
        "is_narrowed": any(query.values()),
    }
    return render(request, "people/desk/activity.html", context)


COLUMNS = (
    Column(gettext_lazy("When"), lambda row: timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M"), 17),
    Column(gettext_lazy("Who"), who, 28),
    Column(gettext_lazy("What"), sentence, 80),
    Column(gettext_lazy("Reason"), lambda row: row.reason, 40),
)


@desk("people.view_activity")
def export(request: Any) -> HttpResponseBase:
    """Everything that the filters leave, as a spreadsheet."""
    rows, _form, _file = _rows(request)
    name = _("activity-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, rows.count()) or xlsx_response(
        name, COLUMNS, rows.order_by("-at", "-pk").iterator(chunk_size=2000)
    )
