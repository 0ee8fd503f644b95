"""The register of breaches: since when it is known, how long is left, whom it touches, what was told to whom."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.privacy import actions
from compagnon.privacy.forms import BreachForm
from compagnon.privacy.models import Breach
from compagnon.privacy.views.shown import show


@desk("privacy.view_privacy")
def breaches(request: Any) -> HttpResponse:
    """Every breach, the last first."""
    return show(request, "breaches", {"breaches": list(Breach.objects.all()[:200])})


@desk("privacy.keep_privacy")
def report(request: Any) -> HttpResponse:
    """Note a breach; the clock of 72 hours runs from awareness."""
    form = BreachForm(request.POST or None, initial={"aware_at": clock.now()})
    return _kept(request, form, Breach(network=request.network))


@desk("privacy.keep_privacy")
def breach(request: Any, code: str) -> HttpResponse:
    """Complete a breach."""
    found = get_object_or_404(Breach, code=code)
    return _kept(request, BreachForm(request.POST or None, instance=found), found)


def _kept(request: Any, form: BreachForm, found: Breach) -> HttpResponse:
    if form.is_valid():
        kept = actions.keep_breach(breach=found, values=form.cleaned_data, by=request.person)
        messages.success(request, _("Kept."))
        return redirect("privacy:breach", kept.code)
    return show(request, "breach", {"breach": found}, form)
