"""How the letters of a network look, and which of them somebody reads before they leave."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.correspondence import actions
from compagnon.correspondence.forms import MannersForm
from compagnon.correspondence.queries import settings_of


@desk("network.administer")
def manners(request: Any) -> HttpResponse:
    """Sender, where answers go, signature; for each kind whether it waits to be read."""
    kept = settings_of(request.network.pk)
    form = MannersForm(request.POST if request.method == "POST" else None, network=request.network, kept=kept)
    if form.is_valid():
        actions.change_settings(network=request.network, said=form.said(), by=request.person)
        messages.success(request, _("Saved. Letters written from now on follow this."))
        return redirect("correspondence:settings")
    status = 422 if form.is_bound else 200
    return render(request, "correspondence/desk/settings.html", {"form": form}, status=status)


@desk("network.administer")
def test(request: Any) -> HttpResponse:
    """Send a letter to oneself, as others would get it."""
    letter = actions.send_test(person=request.person)
    messages.success(request, _("A letter is on its way to %(email)s.") % {"email": request.person.email})
    return redirect("correspondence:letter", code=letter.code)
