"""The own account, for everybody who is signed in: name, address, password, sessions; and the proof before it changes."""

from typing import Any
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import security
from compagnon.core.access import account
from compagnon.people.actions import accounts, codes, entering, factors
from compagnon.people.entrance.devices import device_of
from compagnon.people.entrance.proof import proved
from compagnon.people.forms.entrance import (
    CodeForm,
    NewEmailForm,
    NewPasswordForm,
    OwnDetailsForm,
    PasskeyForm,
    PasswordAgainForm,
)
from compagnon.people.queries import factors_of, works_at_desk
from compagnon.people.views.entrance import onward, passkey_asked_of, too_many

Purpose = codes.Purpose
NEW_EMAIL, PROOF = "new_email", "proof_code"


def show(request: Any, page: str, context: dict[str, Any], *, wrong: bool = False) -> HttpResponse:
    """A page of the account, in the shell that its reader knows."""
    at_desk = works_at_desk(request.person)
    shell = "shells/desk.html" if at_desk else "shells/journey.html"
    whole = {"shell": shell, "at_desk": at_desk, **context}
    return render(request, f"people/account/{page}.html", whole, status=422 if wrong else 200)


@account
def home(request: Any) -> HttpResponse:
    """Everything about the own account, and its name, phone and language to change."""
    person = request.person
    form = OwnDetailsForm(request.POST or None, instance=person)
    if form.is_valid():
        person.refresh_from_db()
        accounts.change_details(by=person, **form.cleaned_data)
        messages.success(request, _("Your account is saved."))
        return redirect("account:home")
    sessions = UserSession.objects.filter(user=person).order_by("-created_at")
    context = {
        "form": form,
        "factors": [_factor(row) for row in factors_of(person)],
        "sessions": [{"row": row, "device": device_of(row.user_agent), "now": row.is_current()} for row in sessions],
    }
    return show(request, "home", context, wrong=bool(form.errors))


def _factor(row: Any) -> dict[str, Any]:
    is_passkey = row.type == factors.Kind.WEBAUTHN
    return {"row": row, "name": row.wrap().name if is_passkey else "", "is_passkey": is_passkey}


@account
@proved
def password(request: Any) -> HttpResponse:
    """A first password, or another one."""
    form = NewPasswordForm(request.POST or None, person=request.person)
    if form.is_valid():
        accounts.change_password(request=request, by=request.person, password=form.cleaned_data["password"])
        messages.success(request, _("Your password is changed. All other devices are signed out."))
        return redirect("account:home")
    return show(request, "password", {"form": form}, wrong=form.is_bound)


@account
@proved
def email(request: Any) -> HttpResponse:
    """Another address: a code goes there first."""
    form = NewEmailForm(request.POST or None)
    if form.is_valid():
        address = form.cleaned_data["email"].lower()
        name = codes.send_code(request=request, person=request.person, email=address, purpose=Purpose.EMAIL)
        security.note("email.change_asked", result=security.DONE, request=request)
        request.session[NEW_EMAIL] = {"name": name, "email": address}
        return redirect("account:email-code")
    return show(request, "email", {"form": form}, wrong=form.is_bound)


@account
@proved
def email_code(request: Any) -> HttpResponse:
    """The digits that show that the new address is the own one."""
    asked = request.session.get(NEW_EMAIL)
    if asked is None:
        return redirect("account:email")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = codes.take_code(name=asked["name"], typed=form.cleaned_data["code"], purpose=Purpose.EMAIL)
        if code and accounts.change_email(request=request, by=request.person, code=code):
            del request.session[NEW_EMAIL]
            messages.success(request, _("Your e-mail address is changed."))
            return redirect("account:home")
        form.add_error("code", _("This code is wrong or over. Look at the newest letter, or ask for another code."))
    return show(request, "email_code", {"form": form, "email": asked["email"]}, wrong=form.is_bound)


@account
@require_POST
def end_session(request: Any) -> HttpResponse:
    """End one other session, or all of them."""
    ended = accounts.end_session(request=request, by=request.person, key=request.POST.get("session", ""))
    said = ngettext("%(count)d device is signed out.", "%(count)d devices are signed out.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("account:home")


@account
def proof(request: Any) -> HttpResponse:
    """Show that it is still you: by the second factor where there is one, else by the password or a mailed code."""
    person = request.person
    ways = list(factors_of(person))
    form_class = PasswordAgainForm if not ways and "password" in request.POST else CodeForm
    form = form_class(request.POST if request.method == "POST" and "credential" not in request.POST else None)
    if request.method == "POST" and _shown(request, form, bool(ways)):
        return redirect(onward(request) or "account:home")
    context = {
        "form": form if isinstance(form, CodeForm) else CodeForm(),
        "password_form": form if isinstance(form, PasswordAgainForm) else PasswordAgainForm(),
        "ways": {row.type for row in ways},
        "question": passkey_asked_of(person),
        "is_sent": PROOF in request.session,
        "next": onward(request),
    }
    return show(request, "proof", context, wrong=bool(form.errors))


def _shown(request: Any, form: Any, has_factor: bool) -> bool:
    """Whether the proof is right; else the form says why not."""
    person, passkey = request.person, PasskeyForm(request.POST)
    if has_factor and passkey.is_valid():
        answer = passkey.cleaned_data["credential"]
        return bool(factors.check_passkey(request=request, person=person, answer=answer, again=True))
    try:
        if form.is_valid() and factors.prove_again(
            request=request, typed=form.cleaned_data, has_factor=has_factor, name=request.session.get(PROOF, "")
        ):
            request.session.pop(PROOF, None)
            return True
        if not form.errors:
            form.add_error(None, _("This is not right. Try again, or choose another way."))
    except entering.TooManyTries:
        form.add_error(None, too_many())
    return False


@account
@require_POST
def send_proof(request: Any) -> HttpResponse:
    """Mail a code to the address that we know."""
    person = request.person
    request.session[PROOF] = codes.send_code(request=request, person=person, email=person.email, purpose=Purpose.PROOF)
    return redirect(f"{reverse('account:proof')}?{urlencode({'next': onward(request)})}")
