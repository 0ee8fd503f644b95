"""The tutor's answer by personal link: what is asked, accept or decline, and what was answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from compagnon.core.access import guest
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page
from compagnon.placement import actions, queries
from compagnon.placement.choices import RequestState
from compagnon.placement.forms import AnswerForm


@guest(actions.PURPOSE)
def answer(request: Any, link: Any) -> HttpResponse:
    """Reading changes nothing; only a press on a button answers."""
    asked = link.about
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            _answer(asked, form, by=link.holder)
            return redirect(request.path)
        except MoveRefused as error:
            refused = error
            asked.refresh_from_db()
    mobility = for_page(Mobility.objects.all()).get(pk=asked.mobility_id)
    shown = {"asked": asked, "mobility": mobility, "form": form, "refused": refused}
    if asked.state == RequestState.ASKED:
        shown["profile"] = queries.profile_of(mobility)
    return render(request, "placement/guest/answer.html", shown, status=422 if form.is_bound else 200)


def _answer(asked: Any, form: AnswerForm, *, by: Any) -> None:
    if form.cleaned_data["answer"] == "accept":
        actions.accept(request=asked, by=by)
    else:
        actions.decline(request=asked, reason=form.cleaned_data["reason"], by=by)
