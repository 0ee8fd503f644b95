"""What somebody can still do after an application is sent: open it again, undo, correct what was asked, ask a trainer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from compagnon.core.access import journey
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions
from compagnon.recruitment.forms.followup import TrainerForm
from compagnon.recruitment.views.journey import own


@journey()
@require_POST
def reopen(request: Any, code: str) -> HttpResponse:
    """Everything can be changed again, and must be sent again."""
    application = own(request, code=code)
    try:
        actions.reopen(application=application, by=request.person)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("recruitment:status", code=code)
    messages.info(request, pgettext("learner", "It is open again. Do not forget to send it."))
    return redirect("recruitment:apply-step", call=application.call.code, step="check")


@journey()
@require_POST
def undo_withdrawal(request: Any, code: str) -> HttpResponse:
    """As if it had not been withdrawn."""
    try:
        actions.undo_withdrawal(application=own(request, code=code), by=request.person)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, pgettext("learner", "Your application is back, as you sent it."))
    return redirect("recruitment:status", code=code)


@journey()
@require_POST
def send_back(request: Any, code: str) -> HttpResponse:
    """The answers that were asked for are put right."""
    if actions.send_back(application=own(request, code=code), by=request.person) is not None:
        messages.success(request, pgettext("learner", "Sent back. Your referent reads it."))
    return redirect("recruitment:status", code=code)


@journey()
def ask_trainer(request: Any, code: str) -> HttpResponse:
    """Name a trainer, who gets a link by mail."""
    application = own(request, code=code)
    form = TrainerForm(request.POST or None, own=request.person.email)
    if form.is_valid():
        if actions.may_ask_trainer(application):
            return _asked(request, application, form)
        form.add_error(None, pgettext("learner", "You have written to trainers already today: give them a day."))
    context = {"application": application, "call": application.call, "form": form}
    return render(request, "recruitment/journey/trainer.html", context, status=422 if form.is_bound else 200)


def _asked(request: Any, application: Any, form: TrainerForm) -> HttpResponse:
    try:
        opinion = actions.ask_opinion(application=application, by=request.person, **form.cleaned_data)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = pgettext("learner", "The letter goes to %(trainer)s.") % {"trainer": opinion.by_name}
        messages.success(request, said)
    return redirect("recruitment:status", code=application.code)
