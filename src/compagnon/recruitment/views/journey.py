"""The application on a phone: one question a screen, kept at every step; then where it stands."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import pgettext

from compagnon.core.access import journey
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import ApplicationState, ConsentKind
from compagnon.recruitment.forms.answers import PiecesForm, QuestionsForm, SchemeForm
from compagnon.recruitment.forms.application import FORMS, WithdrawForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.recruitment.queries import eligibility, steps

ALL_FORMS: dict[str, Any] = {**FORMS, "scheme": SchemeForm, "questions": QuestionsForm, "pieces": PiecesForm}


def _own(request: Any, **chosen: Any) -> Application:
    own = (
        queries.of_participant(request.person)
        .select_related(
            "call__scheme",
            "chosen_scheme",
            "call__network",
            "participant__person",
            "participant__site",
            "participant__trade",
            "participant__guardian",
            "participant__mentor",
            "participant__employer",
            "participant__network",
        )
        .prefetch_related("call__offers__scheme", "call__questions", "call__required_pieces", "answers", "pieces")
    )
    return get_object_or_404(own, **chosen)


@journey()
def go_on(request: Any, call: str) -> HttpResponse:
    """Where somebody who comes back goes on."""
    application = _own(request, call__code=call)
    if application.state != ApplicationState.DRAFT:
        return redirect("recruitment:status", code=application.code)
    return redirect("recruitment:apply-step", call=call, step=steps.first_open(application).key)


@journey()
def step(request: Any, call: str, step: str) -> HttpResponse:
    """One question; what is typed is kept and the next one shown."""
    application = _own(request, call__code=call)
    shown = steps.BY_KEY.get(step)
    if shown is None:
        raise Http404
    if application.state != ApplicationState.DRAFT:
        return redirect("recruitment:status", code=application.code)
    if shown.key not in {one.key for one in steps.of(application)}:
        return redirect("recruitment:apply", call=call)
    if shown is steps.CHECK:
        return _check(request, application)
    form = ALL_FORMS[shown.key](request.POST or None, request.FILES or None, application=application)
    if form.is_valid():
        actions.save_draft(application=application, step=shown.key, answers=form.cleaned_data, by=request.person)
        return redirect("recruitment:apply-step", call=call, step=_next(request, application, shown).key)
    return _page(request, application, shown, {"form": form}, status=422 if form.is_bound else 200)


def _next(request: Any, application: Application, shown: steps.Step) -> steps.Step:
    """The next screen, or back to the check when somebody came from there to change one thing."""
    fresh = _own(request, pk=application.pk)
    if request.POST.get("then") == "check" and not steps.missing(fresh):
        return steps.CHECK
    return steps.after(fresh, shown)


def _page(
    request: Any, application: Application, shown: steps.Step, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    all_steps = steps.of(application)
    verdict = eligibility.verdict_on(application)
    common = {
        "application": application,
        "call": application.call,
        "step": shown,
        "number": [one.key for one in all_steps].index(shown.key) + 1,
        "total": len(all_steps),
        "previous": steps.before(application, shown),
        "verdict": verdict,
        "reasons": eligibility.in_words(verdict, reader=phrases.LEARNER),
        "then": request.GET.get("then") or request.POST.get("then", ""),
    }
    name = "recruitment/journey/check.html" if shown is steps.CHECK else "recruitment/journey/step.html"
    return render(request, name, {**common, **context}, status=status)


def _check(request: Any, application: Application) -> HttpResponse:
    """Everything on one page with "change" beside it, and the one button that sends."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            actions.submit(application=application, by=request.person)
        except MoveRefused as refused:
            refusal, status = str(refused), 422
        else:
            messages.success(request, pgettext("learner", "Your application is sent."))
            return redirect("recruitment:status", code=application.code)
    context = {
        "refusal": refusal,
        "missing": steps.missing(application),
        "answers": [one for one in steps.of(application) if one is not steps.CHECK],
    }
    return _page(request, application, steps.CHECK, context, status=status)


@journey()
def applications(request: Any) -> HttpResponse:
    """Everything that somebody has applied for."""
    own = list(queries.of_participant(request.person))
    others = queries.open_calls().exclude(pk__in=[one.call_id for one in own])
    return render(request, "recruitment/journey/applications.html", {"applications": own, "calls": list(others)})


@journey()
def status(request: Any, code: str) -> HttpResponse:
    """Where an application stands: what happens next, who must still answer; and the way out."""
    application = _own(request, code=code)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            actions.withdraw(application=application, by=request.person, reason=form.cleaned_data["reason"])
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("recruitment:status", code=code)
    context = {
        "application": application,
        "call": application.call,
        "consents": queries.applications.consents_of(application),
        "answered": [one for one in steps.of(application) if one is not steps.CHECK],
        "form": form,
        "can_withdraw": ApplicationState.WITHDRAWN in Application.MOVES.get(ApplicationState(application.state), ()),
    }
    return render(request, "recruitment/journey/status.html", context)


@journey()
def ask_again(request: Any, code: str, kind: str) -> HttpResponse:
    """Send the guardian or the mentor their letter again."""
    application = _own(request, code=code)
    if request.method == "POST" and kind in {str(one) for one in queries.applications.needed_consents(application)}:
        if actions.may_ask_again(application, kind):
            actions.ask_consent(application=application, kind=ConsentKind(kind), by=request.person)
            messages.success(request, pgettext("learner", "The letter goes again."))
        else:
            messages.info(request, pgettext("learner", "The letter went a short while ago: give them a day."))
    return redirect("recruitment:status", code=code)
