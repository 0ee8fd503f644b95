"""What getting ready shows beside the timeline of a mobility."""

from typing import Any

import rules
from django.template.loader import render_to_string

from compagnon.engines.legal import Regime
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.travel import telling
from compagnon.travel.queries import legal, readiness


def ready(request: Any, mobility: Mobility) -> str:
    """Before departure the light and the regimes in short; from then on only where it is read."""
    if not rules.test_rule("travel.prepare_stays", request.person) or mobility.state == MobilityState.CANCELLED:
        return ""
    context: dict[str, Any] = {"mobility": mobility, "has_pack": legal.has_pack(mobility)}
    if mobility.state == MobilityState.PREPARING:
        context |= _in_short(mobility)
    return render_to_string("travel/desk/panels.html#ready", context, request=request)


def _in_short(mobility: Mobility) -> dict[str, Any]:
    found = readiness.readiness_of(mobility)
    terms = getattr(found.mobility, "stay_terms", None)
    chosen = Regime(terms.regime) if terms and terms.regime else None
    return {
        "found": found,
        "regimes": telling.regimes(found.pack, chosen=chosen),
        "unknown": telling.unknown_facts(found.pack, regime=chosen),
    }
