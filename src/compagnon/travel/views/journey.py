"""Getting ready on the participant's phone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from compagnon.core.access import journey
from compagnon.engines.legal import Regime
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import one_for_page
from compagnon.travel import telling
from compagnon.travel.phrases.legal import REGIMES
from compagnon.travel.queries import legal as queries


def find_own(request: Any, code: str) -> Mobility:
    """One of the person's own stays; 404 for any other."""
    try:
        return one_for_page(Mobility.objects.filter(participant__person=request.person), code=code)
    except Mobility.DoesNotExist as error:
        raise Http404 from error


@journey()
def legal(request: Any, code: str) -> HttpResponse:
    """The rules of the own stay in plain words: what holds under the regime that was chosen, else what always holds."""
    mobility = find_own(request, code)
    if not queries.has_pack(mobility):
        raise Http404
    terms = queries.terms_of(mobility)
    found = queries.pack_for(mobility, terms)
    regime = Regime(terms.regime) if terms.regime else None
    context = {
        "mobility": mobility,
        "sections": telling.plain_sections(found, regime=regime),
        "regime": REGIMES[terms.regime] if terms.regime else "",
        "asks_regime": bool(found.regimes),
    }
    return render(request, "travel/journey/legal.html", context)
