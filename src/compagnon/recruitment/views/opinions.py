"""A trainer's opinion: given by personal link, asked for or noted at the desk; and answers sent back to be put right."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk, guest
from compagnon.core.states import MoveRefused
from compagnon.people import links
from compagnon.people.models import PersonalLink
from compagnon.recruitment import actions, queries
from compagnon.recruitment.forms.followup import CorrectionForm, NotedForm, OpinionForm, TrainerForm
from compagnon.recruitment.models import Application, Opinion
from compagnon.recruitment.queries import corrections

_DECIDE = "recruitment.decide_applications"


@guest("recruitment.opinion")
def opinion(request: Any, link: PersonalLink) -> HttpResponse:
    """Three questions on one page; the answer can be changed until the decision."""
    rows = Opinion.objects.select_related("application__call__scheme", "application__participant__person", "contact")
    found = rows.filter(pk=link.about_id).first()
    if found is None:
        raise Http404
    form = OpinionForm(request.POST or None, initial=vars(found))
    if form.is_valid() and _given(found, link, form):
        return redirect(request.path)
    context = {
        "opinion": found,
        "call": found.application.call,
        "participant": found.application.participant,
        "form": form,
        "is_over": found.application.state not in queries.applications.UNDECIDED,
        "asks_change": request.GET.get("change") == "1",
        "referents": queries.applications.reachable_referents(found.application),
    }
    return render(request, "recruitment/guest/opinion.html", context, status=422 if form.is_bound else 200)


def _given(opinion: Opinion, link: PersonalLink, form: OpinionForm) -> bool:
    try:
        actions.give_opinion(opinion=opinion, by=link.holder, **form.cleaned_data)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    links.used(link)
    return True


def _found(request: Any, code: str) -> Application:
    rows = queries.visible_to(request.person, Application.objects.all())
    found: Application = get_object_or_404(
        rows.select_related("call__scheme", "participant__person", "network"), code=code
    )
    return found


@desk(_DECIDE)
def ask_opinion(request: Any, code: str) -> HttpResponse:
    """Ask a trainer by mail, or note what one has said."""
    application = _found(request, code)
    asks, notes = TrainerForm(), NotedForm()
    if request.method == "POST" and request.POST.get("way") == "note":
        notes = NotedForm(request.POST)
    elif request.method == "POST":
        asks = TrainerForm(request.POST)
    form = notes if notes.is_bound else asks
    if form.is_valid():
        act = actions.note_opinion if form is notes else actions.ask_opinion
        try:
            act(application=application, by=request.person, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The opinion is noted.") if form is notes else _("The letter goes."))
            return redirect("recruitment:application", code=code)
    context = {"application": application, "asks": asks, "notes": notes}
    return render(request, "recruitment/desk/ask_opinion.html", context, status=422 if form.is_bound else 200)


@desk(_DECIDE)
def correct(request: Any, code: str) -> HttpResponse:
    """Send one or several answers back with a sentence."""
    application = _found(request, code)
    form = CorrectionForm(request.POST or None, application=application)
    if form.is_valid():
        try:
            actions.ask_correction(application=application, by=request.person, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The answers are sent back; the learner gets a letter."))
            return redirect("recruitment:application", code=code)
    context = {"application": application, "form": form, "open": corrections.open_correction(application)}
    return render(request, "recruitment/desk/correct.html", context, status=422 if form.is_bound else 200)


@desk(_DECIDE)
@require_POST
def correction_seen(request: Any, code: str) -> HttpResponse:
    """Say that what came back has been looked at."""
    application = _found(request, code)
    for correction in application.corrections.all():
        actions.see_correction(correction=correction, by=request.person)
    onward = urlencode({"in": request.GET.get("in", "")})
    return redirect(reverse("recruitment:application", args=[code]) + f"?{onward}")
