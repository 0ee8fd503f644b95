"""What the participant needs before leaving, and what they tell of their papers, on the phone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import pgettext

from compagnon.core.access import journey
from compagnon.mobilities.models import Mobility
from compagnon.people.actions.participants import correct_facts
from compagnon.travel.actions import cover as actions
from compagnon.travel.choices import CoverKind
from compagnon.travel.forms.cover import CoverForm, HomeContactForm
from compagnon.travel.models import Cover
from compagnon.travel.phrases.readiness import title
from compagnon.travel.queries import readiness as queries
from compagnon.travel.views.journey import find_own

HOME = "emergency_contact"


@journey()
def papers(request: Any, code: str) -> HttpResponse:
    """What is needed, what is there, what is still to be told; tasks and rules have pages of their own."""
    mobility = find_own(request, code)
    items = [one for one in queries.readiness_of(mobility).items if one.group in ("papers", "cover") or one.key == HOME]
    context = {
        "mobility": mobility,
        "asking": [(one, _kind(one.key)) for one in items if one.light != "green"],
        "there": [one for one in items if one.light == "green"],
        "covers": Cover.objects.filter(mobility=mobility),
    }
    return render(request, "travel/journey/papers.html", context)


@journey()
def home_contact(request: Any, code: str) -> HttpResponse:
    """Who is called at home in an emergency; who helps abroad sees it."""
    mobility = find_own(request, code)
    form = HomeContactForm(request.POST or None, instance=mobility.participant)
    if form.is_valid():
        correct_facts(participant=mobility.participant, changes=form.cleaned_data, by=request.person)
        messages.success(request, pgettext("journey", "Noted."))
        return redirect("travel:my-papers", code=mobility.code)
    context = {"mobility": mobility, "form": form, "title": title(HOME)}
    return render(request, "travel/journey/tell.html", context, status=422 if form.is_bound else 200)


def _kind(key: str) -> str:
    return key if key in CoverKind.values else str(CoverKind.INSURANCE)


@journey()
def tell(request: Any, code: str, kind: str) -> HttpResponse:
    """Tell one more paper or cover: two insurances are two."""
    mobility = find_own(request, code)
    if kind not in CoverKind.values:
        raise Http404
    form = _form(request, kind)
    if form.is_valid():
        actions.add_cover(mobility=mobility, said=form.said(), by=request.person, seen=False)
        return _noted(request, mobility)
    return _asked(request, mobility, form, kind)


@journey()
def cover(request: Any, code: str) -> HttpResponse:
    """Change what was told and nobody has seen yet. What somebody has seen stays; another one is told beside it."""
    rows = Cover.objects.filter(mobility__participant__person=request.person, seen_at__isnull=True)
    found = get_object_or_404(rows.select_related("mobility"), code=code)
    form = _form(request, found.kind, found)
    if form.is_valid():
        actions.change_cover(cover=found, said=form.said(), by=request.person, seen=False)
        return _noted(request, found.mobility)
    return _asked(request, found.mobility, form, found.kind)


def _form(request: Any, kind: str, told: Cover | None = None) -> CoverForm:
    said = {**request.POST.dict(), "kind": kind, "areas": request.POST.getlist("areas")}
    return CoverForm(said if request.method == "POST" else None, instance=told)


def _noted(request: Any, mobility: Mobility) -> HttpResponse:
    messages.success(request, pgettext("journey", "Noted. Show it to the mobility referent."))
    return redirect("travel:my-papers", code=mobility.code)


def _asked(request: Any, mobility: Mobility, form: CoverForm, kind: str) -> HttpResponse:
    context = {"mobility": mobility, "form": form, "kind": kind, "title": CoverKind(kind).label}
    return render(request, "travel/journey/tell.html", context, status=422 if form.is_bound else 200)
