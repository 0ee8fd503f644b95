"""The public pages of a network."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django_countries import countries

from compagnon.core.access import portal, public
from compagnon.core.headers import remember_language
from compagnon.doors.portal import actions, content
from compagnon.doors.portal.fitting import fits_for
from compagnon.doors.portal.forms import FitForm, MessageForm, WantedForm
from compagnon.network.queries import primary_network
from compagnon.people.actions import may_try
from compagnon.privacy import notice
from compagnon.privacy.cookies import COOKIES
from compagnon.recruitment import queries
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.recruitment.queries import eligibility
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries import to_open


@public
def front(request: Any) -> HttpResponse:
    """The address / leads to the network of this installation; before one is open, it says so kindly."""
    network = primary_network()
    if network is None or not (network.is_open or (request.person and request.person.network_id == network.pk)):
        return render(request, "portal/nothing.html", {"is_being_set_up": network is not None})
    return redirect("portal:home", network=network.key)


KEPT_SECONDS = 300


def _page(request: Any, name: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A public page in the language asked for: `?lang=` first (a link that can be shared), else the usual one."""
    asked = request.GET.get("lang", "")
    if asked in dict(settings.LANGUAGES):
        with translation.override(asked):
            response = render(request, f"portal/{name}.html", context, status=status)
        remember_language(response, asked)
    else:
        response = render(request, f"portal/{name}.html", context, status=status)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


@portal
def home(request: Any) -> HttpResponse:
    """Where could I go, with my trade? Then what is open now, and who we are.

    Only the calls are read each time; all else is kept as HTML for some minutes, for each network and language.
    """
    found = list(queries.open_calls())
    context = {
        "calls": found[:6],
        "form": SimpleLazyObject(FitForm),
        "facts": SimpleLazyObject(lambda: content.front_page(found)),
        "kept_seconds": KEPT_SECONDS,
    }
    return _page(request, "home", context)


@portal
def fit(request: Any) -> HttpResponse:
    """The schemes that fit, with reasons; nothing of what was typed is kept."""
    asked = "age" in request.GET or "status" in request.GET
    form = FitForm(request.GET) if asked else FitForm(initial={"trade": request.GET.get("trade", "")})
    found = fits_for(form.facts()) if form.is_valid() else []
    context = {"form": form, "fitting": [one for one in found if one.fits], "others": [o for o in found if not o.fits]}
    return _page(request, "fit", context, status=422 if form.is_bound and form.errors else 200)


@portal
def calls(request: Any) -> HttpResponse:
    """All open calls, or those that fit what the visitor chose; the choice stands in the address and is kept nowhere."""
    found = list(queries.open_calls().prefetch_related("trades"))
    chosen = {**request.GET.dict(), "to": request.GET.get("to", "").upper()}
    form = WantedForm(chosen, calls=found)
    form.is_valid()
    shown = queries.calls.fitting(found, form.wanted())
    country = str(countries.name(form.wanted().country))
    is_chosen = any(chosen.get(name) for name in form.fields)
    return _page(request, "calls", {"calls": shown, "form": form, "country": country, "is_chosen": is_chosen})


@portal
def schemes(request: Any) -> HttpResponse:
    """All schemes side by side."""
    open_now: dict[int, int] = {}
    for call in queries.open_calls():
        open_now[call.scheme_id] = open_now.get(call.scheme_id, 0) + 1
    rows: list[dict[str, Any]] = [
        {"scheme": one, "calls": open_now.get(one.pk, 0), "for": _audience(one)} for one in to_open()
    ]
    groups = [
        ("learners", [row for row in rows if _goes(row["scheme"], "learner")]),
        ("staff", [row for row in rows if _goes(row["scheme"], "staff")]),
        ("incoming", [row for row in rows if row["scheme"].is_incoming]),
    ]
    return _page(request, "schemes", {"groups": groups})


def _goes(scheme: Scheme, kind: str) -> bool:
    return not scheme.is_incoming and scheme.participant_kind == kind


def _audience(scheme: Scheme) -> str:
    conditions = phrases.conditions({"audience": scheme.rules.get("audience")}, {})
    return conditions[0]["words"] if conditions else ""


@portal
def scheme(request: Any, key: str) -> HttpResponse:
    """One scheme: what it is, for whom, its conditions with their source, its open calls."""
    found = get_object_or_404(Scheme, key=key)
    rules = eligibility.rules_of(found)
    context = {
        "scheme": found,
        "conditions": phrases.conditions(rules.model_dump(exclude_defaults=True), rules.sources),
        "calls": list(queries.open_calls().filter(scheme=found)),
        "hosts": content.host_words(found.host_kinds),
    }
    return _page(request, "scheme", context)


@portal
def trades(request: Any) -> HttpResponse:
    return _page(request, "trades", {"sectors": content.sectors()})


@portal
def centres(request: Any) -> HttpResponse:
    return _page(
        request,
        "centres",
        {"centres": content.centres(), "figures": content.figures(), "left": content.everybody_who_left()},
    )


@portal
def projects(request: Any) -> HttpResponse:
    return _page(request, "projects", {"projects": content.projects()})


@portal
def contact(request: Any) -> HttpResponse:
    """How to reach a person: by département, without an address that robots could collect."""
    form = MessageForm(request.POST or None)
    sent = False
    if form.is_valid():
        if may_try(f"message:{form.cleaned_data['email'].lower()}", times=5, seconds=3600):
            actions.send_message(network=request.network, **form.cleaned_data)
            sent = True
        else:
            form.add_error(None, _("You have written several times already: an answer is on its way."))
    status = 422 if form.is_bound and not sent else 200
    return _page(request, "contact", {"reach": content.reach(), "form": form, "sent": sent}, status=status)


@portal
def about(request: Any) -> HttpResponse:
    return _page(request, "about", {"projects": content.projects()})


@portal
def privacy(request: Any) -> HttpResponse:
    """What happens with people's data: the short notice, then the whole one, as published."""
    context = {
        "short": SimpleLazyObject(lambda: notice.shown(request.network, "short")),
        "full": SimpleLazyObject(lambda: notice.shown(request.network, "full")),
        "version": notice.current(request.network),
    }
    return _page(request, "privacy", context)


@portal
def cookies(request: Any) -> HttpResponse:
    """The cookies that this site really sets."""
    return _page(request, "cookies", {"cookies": COOKIES})
