"""Coming in and going out: sign-in by password or by mailed link, the language, where each role lands."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_scopes import scope

from compagnon.core.access import guest, public
from compagnon.core.headers import remember_language
from compagnon.people import actions, links
from compagnon.people.choices import Role
from compagnon.people.forms import LinkForm, SignInForm
from compagnon.people.models import Person, PersonalLink
from compagnon.people.rules import RIGHTS

DESK_ROLES = RIGHTS["people.work_at_desk"]


def _onward(request: Any) -> str:
    """Where to go after signing in: only within this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return str(asked)
    return reverse("home")


@public
def sign_in(request: Any) -> HttpResponse:
    """E-mail and password; beside it, a link by mail."""
    if request.person is not None and request.method == "GET":
        return redirect(_onward(request))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        person = _authenticated(request, form)
        if person is not None:
            login(request, person)
            return redirect(_onward(request))
    context = {"form": form, "link_form": LinkForm(prefix="link"), "next": request.GET.get("next", "")}
    return render(request, "people/public/sign_in.html", context, status=422 if form.is_bound else 200)


def _authenticated(request: Any, form: SignInForm) -> Person | None:
    email = form.cleaned_data["email"].lower()
    if not actions.may_try(f"password:{_short(email)}", times=10, seconds=600):
        form.add_error(None, _("Too many tries: wait ten minutes, or ask for a link by e-mail."))
        return None
    person = authenticate(request, username=email, password=form.cleaned_data["password"])
    if person is None:
        form.add_error(None, _("This e-mail and password do not belong together. You can also ask for a link."))
    return person


def _short(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()[:24]


@public
@require_POST
def ask_link(request: Any) -> HttpResponse:
    """Send a link that signs in; the answer is the same whether the address is known or not."""
    form = LinkForm(request.POST, prefix="link")
    if not form.is_valid():
        context = {"form": SignInForm(), "link_form": form, "next": ""}
        return render(request, "people/public/sign_in.html", context, status=422)
    actions.send_sign_in_link(email=form.cleaned_data["email"])
    return render(request, "people/public/link_sent.html", {"email": form.cleaned_data["email"]})


@guest(actions.SIGN_IN)
def sign_in_link(request: Any, link: PersonalLink) -> HttpResponse:
    """One button: a mail scanner that opens the link signs nobody in."""
    if request.method == "POST":
        actions.sign_in_by(link=link, request=request)
        return redirect("home")
    return render(request, "people/guest/sign_in.html", {"link": link})


@public
@require_POST
def renew_link(request: Any, token: str) -> HttpResponse:
    """Send a fresh link to the holder of one that is over."""
    link = links.find_any(token)
    if link is None:
        raise Http404
    request.network = link.network
    with scope(network=link.network), translation.override(links.language_of(link, request)):
        sent = actions.send_new_link(link=link)
        return render(request, "people/guest/link_renewed.html", {"link": link, "sent": sent})


@public
@require_POST
def sign_out(request: Any) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@public
def home(request: Any) -> HttpResponse:
    """Where the role of who is signed in lands."""
    person = request.person
    if person is None:
        return redirect("front")
    if person.is_support:
        return redirect("support:home")
    if person.roles & DESK_ROLES:
        return redirect("desk:home")
    return redirect("journey:home" if Role.PARTICIPANT in person.roles else "front")


@public
@require_POST
def language(request: Any) -> HttpResponse:
    """Remember the language, on this device and with the account."""
    chosen = request.POST.get("language", "")
    response = redirect(_onward(request) if request.POST.get("next") else "home")
    if chosen in dict(settings.LANGUAGES):
        remember_language(response, chosen)
        if request.person is not None:
            actions.choose_language(person=request.person, language=chosen)
    return response
