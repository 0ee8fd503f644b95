"""The poster of a call, for everybody to print."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from compagnon.core import clock, files
from compagnon.core.access import portal
from compagnon.documents.typesetting.compile import typeset_poster
from compagnon.documents.typesetting.poster import PosterFacts
from compagnon.recruitment import queries
from compagnon.recruitment.models import Call
from compagnon.recruitment.typesetting import codes


@portal
def poster(request: Any, code: str, language: str) -> HttpResponse:
    """One A4 page in the language asked for, with the code that leads to the call."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    call = get_object_or_404(queries.shown_in_public(), code=code)
    address = request.build_absolute_uri(reverse("recruitment:public-call", args=[request.network.key, call.code]))
    with translation.override(language):
        made = typeset_poster(_facts(call, address, language))
    return files.stream(made, kind=files.PDF, filename=f"{call.code}-{language}.pdf")


def _facts(call: Call, address: str, language: str) -> PosterFacts:
    trades = ", ".join(str(trade) for trade in call.trades.all())
    return PosterFacts(
        language=language,
        network=str(call.network),
        title=str(call.title),
        eyebrow=str(call.scheme),
        text=str(call.introduction),
        rows=(
            (
                _("When"),
                _("from %(start)s to %(end)s") % {"start": _day(call.departs_on), "end": _day(call.returns_on)},
            ),
            (_("Where to"), ", ".join(str(countries.name(country)) for country in call.countries)),
            (_("Trades"), trades or _("all trades")),
            (_("Places"), str(call.places)),
            (_("Apply until"), _day(call.closes_on)),
        ),
        call_to_action=_("Scan, read, apply"),
        code=codes.drawn(address, kind="svg"),
        code_words=_("QR code that leads to %(address)s") % {"address": address},
        address=address.removeprefix("https://").removeprefix("http://"),
        made_at=clock.now(),
    )


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
