"""What the participant needs before leaving, and what they tell of their papers, on the phone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from compagnon.core.access import journey
from compagnon.travel.actions import cover as actions
from compagnon.travel.choices import CoverKind
from compagnon.travel.forms.cover import CoverForm
from compagnon.travel.models import Cover
from compagnon.travel.queries import readiness as queries
from compagnon.travel.views.journey import find_own


@journey()
def papers(request: Any, code: str) -> HttpResponse:
    """What is needed, what is there, what is still to be told; tasks and rules have pages of their own."""
    mobility = find_own(request, code)
    items = [one for one in queries.readiness_of(mobility).items if one.group in ("papers", "cover")]
    context = {
        "mobility": mobility,
        "asking": [(one, _kind(one.key)) for one in items if one.light != "green"],
        "there": [one for one in items if one.light == "green"],
        "covers": Cover.objects.filter(mobility=mobility),
    }
    return render(request, "travel/journey/papers.html", context)


def _kind(key: str) -> str:
    return key if key in CoverKind.values else str(CoverKind.INSURANCE)


@journey()
def tell(request: Any, code: str, kind: str) -> HttpResponse:
    """Tell one paper or cover; told once, it is changed by telling it again."""
    mobility = find_own(request, code)
    if kind not in CoverKind.values:
        raise Http404
    own = Cover.objects.filter(mobility=mobility, kind=kind, told_by_name=request.person.activity_name).first()
    form = CoverForm({**request.POST.dict(), "kind": kind, "areas": request.POST.getlist("areas")} if request.method == "POST" else None, instance=own)  # fmt: skip
    if form.is_valid():
        if own is not None:
            actions.change_cover(cover=own, said=form.said(), by=request.person, seen=False)
        else:
            actions.add_cover(mobility=mobility, said=form.said(), by=request.person, seen=False)
        messages.success(request, pgettext("journey", "Noted. Show it to the mobility referent."))
        return redirect("travel:my-papers", code=mobility.code)
    context = {"mobility": mobility, "form": form, "kind": kind, "title": CoverKind(kind).label}
    return render(request, "travel/journey/tell.html", context, status=422 if form.is_bound else 200)
