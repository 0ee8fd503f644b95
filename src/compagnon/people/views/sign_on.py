"""Single sign-on: its settings at the desk, and the way to a network's directory and back."""

from typing import Any

import requests
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core import security
from compagnon.core.access import desk, public
from compagnon.people.actions import sign_on
from compagnon.people.entrance.proof import proved
from compagnon.people.forms.sign_on import SignOnForm
from compagnon.people.models import IdentityProvider


@desk("network.administer")
@proved
def settings(request: Any) -> HttpResponse:
    """How the network's directory is reached; "try it" reads what the directory says of itself."""
    kept = IdentityProvider.objects.filter(network=request.network).first()
    provider = kept or IdentityProvider(network=request.network)
    form = SignOnForm(request.POST or None, instance=provider)
    tried: list[sign_on.Finding] = []
    if form.is_valid():
        if "try" in request.POST:
            tried = sign_on.examine(form.cleaned_data["issuer"])
        else:
            sign_on.set_provider(provider=form.instance, secret=form.cleaned_data["secret"], by=request.person)
            messages.success(request, _("Single sign-on is saved."))
            return redirect("security:sign-on")
    back = request.build_absolute_uri(reverse("openid_connect_callback", args=[provider.code])) if kept else ""
    context = {"form": form, "provider": kept, "back": back, "tried": tried}
    return render(request, "people/desk/sign_on.html", context, status=422 if form.errors else 200)


def _by_directory(view: Any) -> Any:
    """A view of allauth's, with our sentence when the directory cannot be asked."""

    def asked(request: Any, provider_id: str) -> HttpResponseBase:
        try:
            return view(request, provider_id)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        except (requests.RequestException, PermissionDenied, KeyError, ValueError):
            security.note("sign_in.single_sign_on", result=security.FAILED, request=request)
            messages.error(request, _("The directory cannot be reached now. Choose another way to sign in."))
            return redirect("sign-in")

    return public(asked)


to_directory = _by_directory(openid.login)
from_directory = _by_directory(openid.callback)
