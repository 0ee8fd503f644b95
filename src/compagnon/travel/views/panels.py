"""What getting ready shows beside the timeline of a mobility."""

from typing import Any

import rules
from django.template.loader import render_to_string

from compagnon.engines.legal import Regime
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.travel import telling
from compagnon.travel.queries import legal as queries


def legal(request: Any, mobility: Mobility) -> str:
    """The legal pack in short: which regime is possible, what is broken, what is still to be told; later only where it is read."""
    if not rules.test_rule("travel.prepare_stays", request.person) or not queries.has_pack(mobility):
        return ""
    if mobility.state != MobilityState.PREPARING:
        return render_to_string("travel/desk/panels.html#legal", {"mobility": mobility}, request=request)
    terms = queries.terms_of(mobility)
    found = queries.pack_for(mobility, terms)
    chosen = Regime(terms.regime) if terms.regime else None
    context = {
        "mobility": mobility,
        "regimes": telling.regimes(found, chosen=chosen),
        "broken": telling.broken(found, regime=chosen),
        "unknown": telling.unknown_facts(found, regime=chosen),
    }
    return render_to_string("travel/desk/panels.html#legal", context, request=request)
