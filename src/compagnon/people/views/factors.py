"""Second factors on the own account: an application that shows codes, passkeys, recovery codes."""

import json
from typing import Any

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import account
from compagnon.people.actions import factors
from compagnon.people.entrance.adapters import FACTOR_DUE
from compagnon.people.entrance.proof import proved
from compagnon.people.forms.entrance import CodeForm, PasskeyForm
from compagnon.people.views.account import show
from compagnon.people.views.entrance import onward


@account
def walk_through(request: Any) -> HttpResponse:
    """For who must have a second factor and has none: why, and the two ways to one."""
    if FACTOR_DUE not in request.session:
        return redirect("account:home")
    return show(request, "second_step", {"next": onward(request)})


@account
@proved
def application(request: Any) -> HttpResponse:
    """Add an application: a picture to take, and the first code that it shows."""
    form = CodeForm(request.POST or None)
    secret = factors.begin_application(afresh=not form.is_bound)
    if form.is_valid():
        if factors.add_application(request=request, by=request.person, typed=form.cleaned_data["code"]):
            messages.success(request, _("The application is added. Keep your recovery codes now."))
            return redirect("account:recovery")
        form.add_error("code", _("This code is wrong. Type the one that the application shows now."))
    address = get_adapter().build_totp_url(request.person, secret)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2, light="#FFFFFF")
    spelt = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    context = {"form": form, "picture": picture, "secret": spelt, "address": address}
    return show(request, "application", context, wrong=form.is_bound)


@account
@proved
def passkey(request: Any) -> HttpResponse:
    """Make a passkey with this device."""
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        name = form.cleaned_data["name"] or _("Passkey")
        answer = form.cleaned_data["credential"]
        if factors.add_passkey(request=request, by=request.person, name=name, answer=answer):
            messages.success(request, _("The passkey is added. Keep your recovery codes now."))
            return redirect("account:recovery")
        messages.error(
            request, _("The device gave no passkey that can be used here. Try again, or take an application.")
        )
    question = json.dumps(factors.passkey_offer(person=request.person))
    return show(request, "passkey", {"form": form, "question": question}, wrong=form.is_bound)


@account
@proved
@require_POST
def remove(request: Any) -> HttpResponse:
    """Remove an application or a passkey."""
    try:
        if factors.remove_factor(request=request, by=request.person, key=request.POST.get("factor", "")):
            messages.success(request, _("It is removed. All other devices are signed out."))
    except factors.LastFactor:
        messages.error(request, _("Your role asks for a second step: add another one before you remove the last."))
    return redirect("account:home")


@account
@proved
def recovery(request: Any) -> HttpResponse:
    """The ten codes for the day on which the telephone is lost; making them anew ends the old ones."""
    if request.method == "POST":
        factors.make_recovery_codes(request=request, by=request.person)
        messages.success(request, _("New recovery codes are made; the old ones open nothing any more."))
        return redirect("account:recovery")
    found = Authenticator.objects.filter(user=request.person, type=factors.Kind.RECOVERY_CODES).first()
    if found is None:
        return redirect("account:home")
    return show(request, "recovery", {"codes": found.wrap().get_unused_codes()})
