"""Who do you want to be? And the letters that would have been sent. Both exist in demonstration mode only."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from compagnon.core.access import public
from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.doors.demo import personas
from compagnon.network.queries import primary_network
from compagnon.people import links


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404


@public
def choose(request: Any) -> HttpResponse:
    _only_in_demo()
    chosen = request.person
    cards = [{"persona": one, "is_current": bool(chosen and one.email == chosen.email)} for one in personas.PERSONAS]
    return render(request, "demo/choose.html", {"cards": cards, "chosen": chosen, "front": primary_network()})


@public
def be(request: Any, key: str) -> HttpResponse:
    """Sign in as a persona, or open the letter of somebody outside."""
    _only_in_demo()
    persona = personas.by_key(key)
    if persona is None:
        raise Http404
    link = personas.link_of(persona)
    if link is not None:
        logout(request)
        return redirect(links.address_of(link).removeprefix(settings.SITE_URL))
    account = personas.account_of(persona)
    if account is None:
        return render(request, "demo/nobody.html", {"persona": persona}, status=404)
    login(request, account, backend="compagnon.people.entrance.backends.PersonBackend")
    return redirect("home")


@public
def letters(request: Any) -> HttpResponse:
    """Every letter that has left or would have, newest first, with its personal link working."""
    _only_in_demo()
    found = Letter.unscoped.filter(state__in=("sent", "unsent")).select_related(
        "to_person", "to_contact", "link", "network"
    )
    typed = request.GET.get("q", "").strip()
    if typed:
        found = found.filter(to_email__icontains=typed) | found.filter(subject__icontains=typed)
    page = Paginator(found.order_by("-written_at", "-pk"), 20).get_page(request.GET.get("page"))
    shown = [{"letter": letter, "text": text_of(letter)} for letter in page]
    return render(request, "demo/letters.html", {"page": page, "shown": shown, "typed": typed})
