"""Calls for help at the desk, and who is on call."""

from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.stays.actions import care as actions
from compagnon.stays.forms.care import CareSettingsForm, OutcomeForm, TurnForm
from compagnon.stays.models import HelpCall, OnCallTurn
from compagnon.stays.queries import care as queries

ACTS: dict[str, Any] = {"take": actions.take, "back": actions.hand_back, "next": actions.pass_on}


@desk("stays.answer_help")
def calls(request: Any) -> HttpResponse:
    """Open calls first, those that nobody has taken on top; below what is closed."""
    seen = queries.calls_seen_by(request.person)
    closed = Paginator(seen.filter(state="closed"), 50).get_page(request.GET.get("page"))
    shown = {"open": queries.open_calls(seen), "page": closed, "on_call": queries.on_call_now()}
    return render(request, "stays/desk/calls.html", shown)


@desk("stays.answer_help")
def call(request: Any, code: str) -> HttpResponse:
    """One call: what happened, whom to reach, what was done so far; closing it with a sentence."""
    found = get_object_or_404(queries.for_page(queries.calls_seen_by(request.person)), code=code)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _done(request, found, lambda: actions.close_call(call=found, by=request.person, **form.cleaned_data))
    shown = {"call": found, "mobility": found.mobility, "form": form, "steps": queries.steps_of(found)}
    return render(request, "stays/desk/call.html", shown, status=422 if form.is_bound else 200)


@desk("stays.answer_help")
@require_POST
def act(request: Any, code: str, what: str) -> HttpResponse:
    """Take a call, give it back, or have the next person asked."""
    found = get_object_or_404(queries.calls_seen_by(request.person), code=code)
    return _done(request, found, lambda: ACTS[what](call=found, by=request.person))


def _done(request: Any, call: HelpCall, do: Any) -> HttpResponse:
    try:
        if do() is None:
            messages.warning(request, _("Nobody is left to be asked. Call the participant, or a colleague, yourself."))
        else:
            messages.success(request, _("Noted."))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect("stays:call", code=call.code)


@desk("stays.answer_help")
def rota(request: Any) -> HttpResponse:
    """Who is on call now and in the coming weeks."""
    shown = {
        "turns": queries.coming_turns(),
        "on_call": queries.on_call_now(),
        "settings": queries.settings_of(request.network.pk),
        "can_keep": rules.test_rule("stays.keep_rota", request.person),
    }
    return render(request, "stays/desk/rota.html", shown)


@desk("stays.keep_rota")
def add_turn(request: Any) -> HttpResponse:
    people = queries.who_may("stays.answer_help").order_by("last_name", "first_name")
    form = TurnForm(request.POST or None, people=people)
    if form.is_valid():
        given = dict(form.cleaned_data)
        days = given.pop("first_day"), given.pop("last_day")
        actions.add_turn(days=days, by=request.person, **given)
        messages.success(request, _("The turn is in the rota."))
        return redirect("stays:rota")
    return render(request, "stays/desk/turn.html", {"form": form}, status=422 if form.is_bound else 200)


@desk("stays.keep_rota")
@require_POST
def remove_turn(request: Any, code: str) -> HttpResponse:
    turn = get_object_or_404(OnCallTurn.objects.all(), code=code)
    actions.remove_turn(turn=turn, by=request.person)
    undo.offer(request, _("The turn is taken out of the rota."), reverse("stays:restore-turn", args=[turn.code]))
    return redirect("stays:rota")


@desk("stays.keep_rota")
@require_POST
def restore_turn(request: Any, code: str) -> HttpResponse:
    actions.restore_turn(turn=get_object_or_404(OnCallTurn.objects.all(), code=code), by=request.person)
    return redirect(undo.back(request, otherwise=reverse("stays:rota")))


@desk("stays.keep_rota")
def care_settings(request: Any) -> HttpResponse:
    kept = queries.settings_of(request.network.pk)
    form = CareSettingsForm(request.POST or None, instance=kept)
    if form.is_valid():
        actions.change_settings(network=request.network, said=form.cleaned_data, by=request.person)
        messages.success(request, _("Saved."))
        return redirect("stays:rota")
    return render(request, "stays/desk/care_settings.html", {"form": form}, status=422 if form.is_bound else 200)
