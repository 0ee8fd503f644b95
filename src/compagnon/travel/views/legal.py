"""The legal pack at the desk: what the rules say of one stay, what is still to be told, what other dates would change."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.engines.legal import Regime, differences
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import mobility_by_code
from compagnon.travel import telling
from compagnon.travel.actions import terms as actions
from compagnon.travel.forms.terms import ContractForm, TermsForm, WhatIfForm
from compagnon.travel.phrases.legal import SHORT_REGIMES
from compagnon.travel.queries import legal as queries


def find(request: Any, code: str) -> Mobility:
    """The mobility that somebody may see; 404 alike for an absent and a hidden one."""
    try:
        return mobility_by_code(request.person, code)
    except Mobility.DoesNotExist as error:
        raise Http404 from error


@desk("travel.prepare_stays")
def pack(request: Any, code: str) -> HttpResponse:
    """Every rule with its answer; tried with other dates, what would change stands above it."""
    mobility = find(request, code)
    if not queries.has_pack(mobility):
        raise Http404
    terms = queries.terms_of(mobility)
    facts = queries.facts_of(mobility, terms)
    found = queries.pack_for(mobility, terms)
    looked_at = _regime_looked_at(request, terms.regime)
    what_if = _what_if(request, facts)
    context = {
        "mobility": mobility,
        "regimes": telling.regimes(found, chosen=facts.regime),
        "sections": telling.sections(found, regime=looked_at),
        "unknown": telling.unknown_facts(found, regime=looked_at),
        "broken": telling.broken(found, regime=facts.regime),
        "tabs": _tabs(looked_at) if found.regimes else [],
        "what_if": what_if,
        "changes": _changes(mobility, terms, found, what_if),
    }
    return render(request, "travel/desk/legal.html", context, status=422 if what_if.errors else 200)


def _regime_looked_at(request: Any, chosen: str) -> Regime | None:
    asked = request.GET.get("look", chosen or "both")
    return Regime(asked) if asked in list(Regime) else None


def _tabs(looked_at: Regime | None) -> list[dict[str, Any]]:
    tabs = [
        {"label": SHORT_REGIMES[one.value], "url": f"?look={one.value}", "current": looked_at is one} for one in Regime
    ]
    return [*tabs, {"label": _("Both side by side"), "url": "?look=both", "current": looked_at is None}]


def _what_if(request: Any, facts: Any) -> WhatIfForm:
    stands = {
        "departure_on": facts.departure_on,
        "return_on": facts.return_on,
        "country": facts.country,
        "regime": facts.regime.value if facts.regime else "",
        "contract_end": facts.contract_end,
    }
    return WhatIfForm(request.GET if "departure_on" in request.GET else None, initial=stands)


def _changes(mobility: Mobility, terms: Any, found: Any, what_if: WhatIfForm) -> Any:
    """None while nothing is tried."""
    if not what_if.is_valid():
        return None
    tried = what_if.facts(is_incoming=mobility.scheme.is_incoming)
    other = queries.pack_for(mobility, terms, changes=tried)
    return telling.changes(differences(found.findings, other.findings))


@desk("travel.prepare_stays")
def terms(request: Any, code: str) -> HttpResponse:
    """What only people can tell: the contract, the host, the work, a minor's papers."""
    mobility = find(request, code)
    if not queries.has_pack(mobility):
        raise Http404
    said = request.POST or None
    form = TermsForm(said, instance=queries.terms_of(mobility), mobility=mobility)
    contract = ContractForm(said, instance=mobility.participant, prefix="contract")
    if said and form.is_valid() and contract.is_valid():
        actions.tell_what_is_known(
            mobility=mobility, terms=form.changes(), contract=contract.changes(), by=request.person
        )
        messages.success(request, _("Kept. The legal pack is reckoned anew."))
        return redirect("travel:legal", code=mobility.code)
    context = {"mobility": mobility, "form": form, "contract": contract}
    return render(request, "travel/desk/terms.html", context, status=422 if said else 200)
