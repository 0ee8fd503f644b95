"""The application on a phone: one question a screen, kept at every step; then where it stands."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from compagnon.core import undo
from compagnon.core.access import journey
from compagnon.core.files import FileRefused
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import ApplicationState, ConsentKind
from compagnon.recruitment.forms.application import WithdrawForm
from compagnon.recruitment.forms.screens import FORMS, form_for
from compagnon.recruitment.models import Application
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.recruitment.queries import corrections, eligibility, steps
from compagnon.recruitment.views.files import paper_of


def own(request: Any, **chosen: Any) -> Application:
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
            "participant__sending_organisation",
            "participant__network",
            "staff_plan",
        )
        .prefetch_related(
            "call__offers__scheme",
            "call__questions",
            "call__required_pieces",
            "answers",
            "pieces",
            "corrections",
            "consents",
        )
    )
    return get_object_or_404(own, **chosen)


@journey()
def go_on(request: Any, call: str) -> HttpResponse:
    """Where somebody who comes back goes on."""
    application = own(request, call__code=call)
    if application.state != ApplicationState.DRAFT:
        return redirect("recruitment:status", code=application.code)
    return redirect("recruitment:apply-step", call=call, step=steps.first_open(application).key)


@journey()
def step(request: Any, call: str, step: str) -> HttpResponse:
    """One question; what is typed is kept and the next one shown, or the one before when somebody goes back."""
    application = own(request, call__code=call)
    shown = steps.find(application, step)
    is_sent = application.state != ApplicationState.DRAFT
    if is_sent and (shown is None or shown.key not in corrections.changeable(application)):
        return redirect("recruitment:status", code=application.code)
    if shown is None:
        return redirect("recruitment:apply", call=call)
    if shown.key == steps.CHECK.key:
        return _check(request, application)
    form = form_for(shown, application, *_posted(request))
    if form.is_valid():
        try:
            actions.save_draft(application=application, step=shown.key, answers=form.cleaned_data, by=request.person)
        except FileRefused as refused:
            form.add_error(None, str(refused))
            return _page(request, application, shown, {"form": form}, status=422)
    elif form.is_bound and (_goes(request) == "back" or _moves(request)):
        actions.keep_typed(application=application, step=shown.key, typed=form.typed())
    else:
        return _page(request, application, shown, {"form": form}, status=422 if form.is_bound else 200)
    return _onward(request, _address(request, application, shown))


def _posted(request: Any) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _goes(request: Any) -> str:
    """Whether somebody goes back, or stays on a screen where there is more to do: a page to add, a wish to move."""
    return "stay" if _moves(request) else str(request.POST.get("go", ""))


def _moves(request: Any) -> bool:
    return any(name.endswith("-move") for name in request.POST)


def _address(request: Any, application: Application, shown: steps.Step) -> str:
    """Where it goes on; after one answer was put right in what is sent already, to where it stands."""
    goes = _goes(request)
    if application.state != ApplicationState.DRAFT and goes != "stay":
        return reverse("recruitment:status", args=[application.code])
    return reverse("recruitment:apply-step", args=[application.call.code, _next(request, application, shown, goes).key])


def _next(request: Any, application: Application, shown: steps.Step, goes: str) -> steps.Step:
    """The screen that follows; the check, when somebody came from there to change one thing."""
    fresh = own(request, pk=application.pk)
    if goes == "stay":
        return shown
    if goes == "back":
        return steps.before(fresh, shown.key) or shown
    if request.POST.get("then") == "check" and not steps.missing(fresh):
        return steps.CHECK
    return steps.after(fresh, shown.key)


def _onward(request: Any, address: str) -> HttpResponse:
    """A redirect; for the script of the page its address, so that a sentence meant for the next page is not used up."""
    if "X-Go-On" not in request.headers:
        return redirect(address)
    return HttpResponse(status=204, headers={"X-Next": address})


@journey()
@require_POST
def keep(request: Any, call: str, step: str) -> HttpResponse:
    """What is being typed, kept while it is typed."""
    application = own(request, call__code=call)
    shown = steps.find(application, step)
    if shown is None or shown.kind not in FORMS:
        raise Http404
    try:
        actions.keep_typed(
            application=application, step=step, typed=form_for(shown, application, *_posted(request)).typed()
        )
    except MoveRefused:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@journey()
@require_POST
def take_page_away(request: Any, call: str, piece: str) -> HttpResponse:
    """One page of a paper goes away again."""
    application = own(request, call__code=call)
    page = get_object_or_404(application.pieces.select_related("required"), code=piece)
    try:
        actions.take_page_away(piece=page, by=request.person)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("recruitment:apply-step", call=call, step=f"{steps.PIECE}-{page.required.code}")


@journey()
def paper(request: Any, code: str, paper: str) -> HttpResponse:
    """One's own paper, as it was handed in."""
    return paper_of(own(request, code=code), paper)


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
        "previous": steps.before(application, shown.key),
        "verdict": verdict,
        "reasons": eligibility.in_words(verdict, reader=phrases.LEARNER),
        "is_sent": application.state != ApplicationState.DRAFT,
        "correction": corrections.open_correction(application),
        "then": request.GET.get("then") or request.POST.get("then", ""),
    }
    name = "recruitment/journey/check.html" if shown.key == steps.CHECK.key else "recruitment/journey/step.html"
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
        "answers": steps.of(application)[:-1],
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
    application = own(request, code=code)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        _withdraw(request, application, form.cleaned_data["reason"])
        return redirect("recruitment:status", code=code)
    context = {"application": application, "call": application.call, "form": form, **_standing(application)}
    return render(request, "recruitment/journey/status.html", context)


def _standing(application: Application) -> dict[str, Any]:
    """What others have still to do, and what its author can do."""
    return {
        "consents": queries.applications.consents_of(application),
        "opinions": list(application.opinions.all()),
        "answered": steps.of(application)[:-1],
        "correction": corrections.open_correction(application),
        "corrects": corrections.addresses_to_correct(application),
        "may_reopen": corrections.may_reopen(application),
        "may_undo": corrections.may_undo_withdrawal(application),
        "is_undecided": application.state in queries.applications.UNDECIDED,
        "can_withdraw": ApplicationState.WITHDRAWN in Application.MOVES.get(ApplicationState(application.state), ()),
    }


def _withdraw(request: Any, application: Application, reason: str) -> None:
    """Take it out of the running; where nothing was decided, the sentence that says so offers to undo it."""
    try:
        withdrawn = actions.withdraw(application=application, by=request.person, reason=reason)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return
    if corrections.may_undo_withdrawal(withdrawn):
        undo_at = reverse("recruitment:undo-withdrawal", args=[application.code])
        undo.offer(request, pgettext("learner", "Your application is withdrawn."), undo_at)


@journey()
def ask_again(request: Any, code: str, kind: str) -> HttpResponse:
    """Send the guardian or the mentor their letter again."""
    application = own(request, code=code)
    if request.method == "POST" and kind in {str(one) for one in queries.applications.needed_consents(application)}:
        if actions.may_ask_again(application, kind):
            actions.ask_consent(application=application, kind=ConsentKind(kind), by=request.person)
            messages.success(request, pgettext("learner", "The letter goes again."))
        else:
            messages.info(request, pgettext("learner", "The letter went a short while ago: give them a day."))
    return redirect("recruitment:status", code=code)
