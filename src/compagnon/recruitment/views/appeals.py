"""Appeals: lodged on a phone, answered at the desk by somebody who neither scored nor decided."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from compagnon.core import openings
from compagnon.core.access import desk, guest, journey
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.core.states import MoveRefused
from compagnon.people import links
from compagnon.people.models import PersonalLink
from compagnon.recruitment import actions, queries
from compagnon.recruitment.forms.deciding import AppealAnswerForm, AppealForm
from compagnon.recruitment.models import Appeal, Application, Offer
from compagnon.recruitment.queries.applications import of_participant, reachable_referents, visible_to

_DECIDE = "recruitment.decide_applications"


def _visible(request: Any) -> Any:
    seen = visible_to(request.person, Application.objects.all())
    return Appeal.objects.filter(application__in=seen).select_related(
        "application__participant__person", "application__call__network", "decided_by"
    )


@desk(_DECIDE)
def appeals(request: Any) -> HttpResponse:
    """Appeals, those to answer first."""
    over = request.GET.get("show") == "over"
    rows = _visible(request).exclude(state="open") if over else _visible(request).filter(state="open")
    page = CountedPaginator(rows.order_by("lodged_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "recruitment/desk/appeals.html", {"page": page, "over": over})


@desk(_DECIDE)
def appeal(request: Any, code: str) -> HttpResponse:
    """One appeal with the decision and the person's scores; answered by who took no part."""
    found = get_object_or_404(_visible(request), code=code)
    openings.note("recruitment.appeal", about=found.application, by=request.person)
    form = AppealAnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.decide_appeal(appeal=found, by=request.person, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Answered. The letter waits among the letters to be read."))
            return redirect("recruitment:appeal", code=code)
    context = {
        "appeal": found,
        "application": found.application,
        "scores": queries.ranking.own_scores(found.application),
        "took_part": queries.appeals.took_part(request.person, found.application),
        "form": form,
    }
    return render(request, "recruitment/desk/appeal.html", context, status=422 if form.is_bound else 200)


@journey()
def lodge(request: Any, code: str) -> HttpResponse:
    """Ask on a phone that a decision is looked at again: what, and why."""
    application = get_object_or_404(of_participant(request.person).select_related("call__network"), code=code)
    form = AppealForm(request.POST or None)
    if form.is_valid():
        try:
            actions.lodge_appeal(application=application, by=request.person, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, pgettext("learner", "Sent. Somebody who did not decide looks at it."))
            return redirect("recruitment:status", code=code)
    context = {
        "application": application,
        "call": application.call,
        "form": form,
        "until": queries.appeals.last_day(application),
        "may": queries.appeals.may_appeal(application),
        "scores": queries.ranking.own_scores(application),
    }
    return render(request, "recruitment/journey/appeal.html", context, status=422 if form.is_bound else 200)


def _answered(request: Any, offer: Offer, by: Any) -> str:
    """Accept or decline as asked; the sentence of a refusal, or nothing."""
    try:
        if request.POST.get("answer") == "accept":
            actions.accept_offer(offer=offer, by=by)
        elif request.POST.get("answer") == "decline":
            actions.decline_offer(offer=offer, by=by)
    except MoveRefused as refusal:
        return str(refusal)
    return ""


@journey()
def answer_offer(request: Any, code: str) -> HttpResponse:
    """Take the offered place or let it go, on the phone."""
    application = get_object_or_404(of_participant(request.person), code=code)
    offer = get_object_or_404(Offer.objects.select_related("application__call"), application=application, state="open")
    if request.method == "POST" and (refusal := _answered(request, offer, request.person)):
        messages.error(request, refusal)
    return redirect("recruitment:status", code=code)


@guest("recruitment.offer")
def offered_place(request: Any, link: PersonalLink) -> HttpResponse:
    """Take the offered place or let it go, by the link of the letter; reading changes nothing."""
    rows = Offer.objects.select_related("application__call__network", "application__participant__person")
    offer = get_object_or_404(rows, pk=link.about_id)
    refusal = ""
    if request.method == "POST":
        refusal = _answered(request, offer, link.holder)
        if not refusal:
            links.used(link)
            return redirect(request.path)
    context = {
        "link": link,
        "offer": offer,
        "application": offer.application,
        "call": offer.application.call,
        "refusal": refusal,
        "referents": reachable_referents(offer.application),
    }
    return render(request, "recruitment/guest/place.html", context, status=422 if refusal else 200)
