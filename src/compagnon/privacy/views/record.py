"""The record of processing and the impact assessment: page, print, spreadsheet, JSON."""

from operator import itemgetter
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.core.sheets import Column, xlsx_response
from compagnon.privacy import record as written
from compagnon.privacy.phrases import CRITERIA, LEVELS, MEASURES, RISKS
from compagnon.privacy.views.shown import show


@desk("privacy.view_privacy")
def record(request: Any) -> HttpResponse:
    """What the network does with data about people, written from what each app declares."""
    context = {
        "processings": written.processings(request.network),
        "controller": written.controller_of(request.network),
        "beyond": written.countries_beyond(request.network),
        "measures": MEASURES,
        "levels": LEVELS,
        "today": clock.today(),
    }
    return show(request, "record", context)


@desk("privacy.view_privacy")
def record_sheet(request: Any) -> HttpResponseBase:
    """The record as a spreadsheet: one row for each category of data."""
    titles = (
        ("purpose", _("Activity"), 40), ("basis", _("Lawful basis"), 36), ("people", _("People"), 36),
        ("of", _("What"), 24), ("fields", _("Fields"), 60), ("level", _("Sensitivity"), 20),
        ("kept", _("Kept"), 20), ("from", _("From"), 36), ("source", _("Source of the period"), 50),
        ("recipients", _("Who receives it"), 36),
    )  # fmt: skip
    columns = [Column(title, itemgetter(key), width) for key, title, width in titles]
    name = _("record-of-processing-%(day)s") % {"day": clock.today().isoformat()}
    return xlsx_response(name, columns, written.rows(request.network))


@desk("privacy.view_privacy")
def record_json(request: Any) -> HttpResponse:
    """The record for other programs."""
    response = JsonResponse(written.as_json(request.network), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="record-{clock.today().isoformat()}.json"'
    return response


@desk("privacy.view_privacy")
def impact(request: Any) -> HttpResponse:
    """The impact assessment, filled in as far as the program knows; to print and to finish by hand."""
    found = written.processings(request.network)
    context = {
        "processings": found,
        "sensitive": [one for one in found if one.is_sensitive],
        "controller": written.controller_of(request.network),
        "beyond": written.countries_beyond(request.network),
        "criteria": CRITERIA,
        "measures": MEASURES,
        "risks": RISKS,
        "levels": LEVELS,
        "today": clock.today(),
    }
    return show(request, "impact", context)
