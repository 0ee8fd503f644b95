"""What coordinators alone see: adjustments asked for, the numbers of fewer opportunities, settings."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.inclusion.actions import support as actions
from compagnon.inclusion.actions import vault
from compagnon.inclusion.forms.desk import SettingsForm
from compagnon.inclusion.queries import opportunities as queries
from compagnon.inclusion.queries import vault as vault_queries


@desk("inclusion.arrange_adjustments")
def adjustments(request: Any) -> HttpResponse:
    """Who asked for something during a selection: a name and a day; the words open one by one, and it is noted."""
    asked = list(vault_queries.adjustments_asked()[:200])
    return render(request, "inclusion/desk/adjustments.html", {"asked": asked})


@desk("inclusion.arrange_adjustments")
@require_POST
def settle(request: Any, code: str) -> HttpResponse:
    """It is arranged."""
    entry = get_object_or_404(vault_queries.adjustments_asked(), code=code)
    if vault_queries.reads_as(request.person, entry) is None:
        raise Http404
    vault.settle_adjustments(entry=entry, by=request.person)
    messages.success(request, _("Noted as arranged."))
    return redirect("inclusion:adjustments-asked")


@desk("inclusion.reconcile_opportunities")
def reconciliation(request: Any) -> HttpResponse:
    """Flags beside reasons, for one year of departure: numbers alone."""
    years = queries.years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else (years[0] if years else clock.today().year)
    counts, gave = vault.reasons_counted(queries.travellers_of(year))
    context = {
        "found": queries.reconciliation(year, counts, len(gave)),
        "tabs": [{"label": str(one), "url": f"?year={one}", "count": None, "current": one == year} for one in years],
    }
    return render(request, "inclusion/desk/reconciliation.html", context)


@desk("inclusion.change_settings")
def settings(request: Any) -> HttpResponse:
    """Days, national criteria, other routes of complaint."""
    kept = vault_queries.settings_of(request.network)
    form = SettingsForm(request.POST or None, kept=kept, languages=list(request.network.languages) or ["en"])
    if form.is_valid():
        actions.keep_settings(network=request.network, fields=form.filled(), by=request.person)
        messages.success(request, _("The settings are kept."))
        return redirect("inclusion:settings")
    return render(request, "inclusion/desk/settings.html", {"form": form}, status=422 if form.is_bound else 200)
