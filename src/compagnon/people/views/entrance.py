"""The entrance: by a mailed code, a password or a passkey; then the second factor; and the way out."""

import json
from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import security
from compagnon.core.access import public
from compagnon.people.actions import codes, entering, factors
from compagnon.people.forms.entrance import AskCodeForm, CodeForm, PasskeyForm, PasswordSignInForm
from compagnon.people.models import IdentityProvider
from compagnon.people.queries import factors_of

ASKED = "code_asked"


def onward(request: Any) -> str:
    """Where to go afterwards: only within this site; nothing when it was not said."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else ""


def too_many() -> str:
    """What is said when too much was tried; the other ways in still work."""
    return _("Too many tries. Wait a while, or choose another way to sign in.")


@public
def sign_in(request: Any) -> HttpResponse:
    """A code by mail first, because nothing must be remembered; password and passkey beside it."""
    if request.person is not None and request.method == "GET":
        return redirect(onward(request) or "home")
    form = PasswordSignInForm(request.POST or None)
    if form.is_valid() and (answer := _by_password(request, form)):
        return answer
    return _entrance(request, password_form=form, status=422 if form.is_bound else 200)


def _by_password(request: Any, form: PasswordSignInForm) -> HttpResponse | None:
    try:
        person = entering.check_password(request=request, **form.cleaned_data)
    except entering.TooManyTries:
        form.add_error(None, too_many())
        return None
    if person is None:
        form.add_error(None, _("This e-mail and password do not belong together. You can also ask for a code."))
        return None
    return entering.let_in(request=request, person=person, way="password", onward=onward(request))


def _entrance(request: Any, *, status: int = 200, **forms: Any) -> HttpResponse:
    shown = {"code_form": AskCodeForm(prefix="code"), "password_form": PasswordSignInForm(), **forms}
    context = {**shown, "next": onward(request), "directories": IdentityProvider.unscoped.filter(is_active=True)}
    return render(request, "people/public/sign_in.html", context, status=status)


@public
@require_POST
def ask_code(request: Any) -> HttpResponse:
    """Mail a code; the answer is the same whether the address is known or not."""
    form = AskCodeForm(request.POST, prefix="code")
    if not form.is_valid():
        return _entrance(request, code_form=form, status=422)
    email, purpose = form.cleaned_data["email"].lower(), codes.Purpose.SIGN_IN
    person = codes.reader_of(email)
    name = codes.send_code(request=request, person=person, email=email, purpose=purpose)
    security.note("sign_in.code_asked", result=security.DONE, request=request, person=person)
    request.session[ASKED] = {"name": name, "email": email, "next": onward(request)}
    return redirect("sign-in-code")


@public
def type_code(request: Any) -> HttpResponse:
    """The six digits of the letter."""
    asked = request.session.get(ASKED)
    if asked is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if form.is_valid() and (answer := _by_code(request, form, asked)):
        return answer
    context = {"form": form, "email": asked["email"], "next": asked["next"]}
    return render(request, "people/public/code.html", context, status=422 if form.errors else 200)


def _by_code(request: Any, form: CodeForm, asked: dict[str, str]) -> HttpResponse | None:
    try:
        here = entering.count_try_from_here(request=request)
    except entering.TooManyTries:
        form.add_error(None, too_many())
        return None
    code = codes.take_code(name=asked["name"], typed=form.cleaned_data["code"], purpose=codes.Purpose.SIGN_IN)
    if code is None:
        known = codes.reader_of(asked["email"])
        security.note("sign_in", result=security.REFUSED, request=request, person=known, facts={"way": "code"})
        form.add_error("code", _("This code is wrong or over. Look at the newest letter, or ask for another code."))
        return None
    entering.take_back(here)
    del request.session[ASKED]
    return entering.let_in(request=request, person=code.person, way="code", onward=asked["next"])


@public
def second_factor(request: Any) -> HttpResponse:
    """After the first proof: a code of the application, a recovery code, or a passkey."""
    stage = None if request.person else LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return redirect("home" if request.person else "sign-in")
    person = stage.login.user
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and _is_proved(request, form, person):
        return stage.exit()
    context = {"form": form, "asked": person, "question": passkey_asked_of(person)}
    return render(request, "people/public/second_factor.html", context, status=422 if form.errors else 200)


def passkey_asked_of(person: Any) -> str:
    """The question for the browser's passkey dialogue; nothing when the person has none."""
    has_one = factors_of(person).filter(type=factors.Kind.WEBAUTHN).exists()
    return json.dumps(factors.passkey_question(person=person)) if has_one else ""


def _is_proved(request: Any, form: CodeForm, person: Any) -> bool:
    passkey = PasskeyForm(request.POST)
    if passkey.is_valid():
        answer = passkey.cleaned_data["credential"]
        return bool(factors.check_passkey(request=request, person=person, answer=answer))
    try:
        if form.is_valid() and factors.check_second_factor(
            request=request, person=person, typed=form.cleaned_data["code"]
        ):
            return True
        if form.is_bound and form.is_valid():
            form.add_error("code", _("This code is wrong, or was used already. Wait for the next one."))
    except entering.TooManyTries:
        form.add_error(None, too_many())
    return False


@public
def passkey(request: Any) -> HttpResponse:
    """With a passkey alone: it is two proofs in one."""
    if request.method == "GET":
        return JsonResponse(factors.passkey_question(person=None))
    form = PasskeyForm(request.POST)
    if not form.is_valid():
        raise Http404
    person = factors.check_passkey(request=request, person=None, answer=form.cleaned_data["credential"])
    if person is None:
        messages.error(request, _("This passkey is not known here. Choose another way to sign in."))
        return _entrance(request, status=422)
    return entering.let_in(request=request, person=person, way="passkey", onward=onward(request))


@public
@require_POST
def sign_out(request: Any) -> HttpResponse:
    entering.leave(request=request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
