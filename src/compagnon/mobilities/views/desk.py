"""The pipeline at the desk, as a list and as a board, and what is done with one file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core import activity, lists
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities import actions, queries
from compagnon.mobilities.forms import MobilityForm, NewMobilityForm, ReasonForm
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.tables import PIPELINE, names_for, shown
from compagnon.mobilities.views.many import batches_for
from compagnon.network.choices import Step
from compagnon.people.models import Participant
from compagnon.people.queries import visible_to as participants_visible_to
from compagnon.recruitment.actions import answer_support

CARDS = 20


@desk("mobilities.view_mobilities")
def pipeline(request: Any) -> HttpResponse:
    """All mobilities that one looks after, as a list."""
    rows = queries.for_list(queries.visible_to(request.person, Mobility.objects.all()))
    listed = lists.read(PIPELINE, request, rows)
    context = {"rows": shown(listed.page or (), names_for(request)), "batches": batches_for(request.person)}
    return lists.answer(request, "mobilities/desk/pipeline.html", listed, context)


@desk("mobilities.view_mobilities")
def board(request: Any) -> HttpResponse:
    """The same as a board: a column for each of the five steps, what is due first on top."""
    rows = queries.for_list(queries.visible_to(request.person, Mobility.objects.all()))
    listed = lists.read(PIPELINE, request, rows, paged=False)
    listed.kept_views = lists.kept_views(request.person, PIPELINE)
    columns = [_column(listed, step, names_for(request)) for step in Step]
    return lists.answer(request, "mobilities/desk/board.html", listed, {"columns": columns})


def _column(listed: lists.Listed, step: Step, names: queries.Names) -> dict[str, Any]:
    rows = listed.filterset.qs.filter(step=step)
    count = rows.order_by()[: lists.COUNTED + 1].count()
    return {
        "step": step,
        "rows": shown(rows.order_by("next_due_on", "id")[:CARDS], names) if count else [],
        "count": f"{lists.COUNTED}+" if count > lists.COUNTED else count,
        "more": max(0, count - CARDS),
        "url": listed.without("step", step=str(step), order="due"),
    }


@desk("mobilities.change_mobilities")
def new(request: Any, participant: str) -> HttpResponse:
    """Open a mobility by hand for somebody who did not go through a call."""
    found = get_object_or_404(
        participants_visible_to(request.person, Participant.objects.select_related("person", "site", "trade")),
        code=participant,
    )
    form = NewMobilityForm(request.POST or None, participant=found)
    if form.is_valid():
        made = actions.create_mobility(
            participant=found, scheme=form.cleaned_data["scheme"], stay=form.stay(), by=request.person
        )
        messages.success(request, _("The mobility is open, with its timeline."))
        return redirect(made)
    return render(
        request, "mobilities/desk/new.html", {"form": form, "participant": found}, status=422 if form.is_bound else 200
    )


def find(request: Any, code: str) -> Mobility:
    """One mobility that the person may see; 404 alike for an absent and a hidden one."""
    try:
        return queries.mobility_by_code(request.person, code)
    except Mobility.DoesNotExist as error:
        raise Http404 from error


@desk("mobilities.change_mobilities")
def edit(request: Any, code: str) -> HttpResponse:
    """Change place, referent and codes; two referents on one file do not overwrite one another."""
    mobility = find(request, code)
    form = MobilityForm(request.POST or None, instance=mobility)
    if form.is_valid():
        fresh = Mobility.objects.get(pk=mobility.pk)  # the form wrote into its own copy
        last = activity.on(fresh).first()
        actions.change_mobility(mobility=fresh, changes=form.changes(), by=request.person)
        if (wanted := form.support_answer()) is not None and fresh.application is not None:
            answer_support(application=fresh.application, needs_support=wanted, by=request.person)
        messages.success(request, " ".join([_("Saved."), *queries.what_followed(fresh, last)]))
        return redirect(mobility)
    return render(
        request, "mobilities/desk/edit.html", {"form": form, "mobility": mobility}, status=422 if form.is_bound else 200
    )


_MOVES = {
    "departure": (actions.confirm_departure, gettext_lazy("Departure confirmed.")),
    "return": (actions.confirm_return, gettext_lazy("Return noted.")),
    "close": (actions.close, gettext_lazy("The mobility is closed.")),
    "reopen": (actions.reopen, gettext_lazy("The file is open again.")),
}


@desk("mobilities.change_mobilities")
def move(request: Any, code: str, to: str) -> HttpResponse:
    """Send off, bring home, close, take up again."""
    mobility = find(request, code)
    act, said = _MOVES[to]
    try:
        act(mobility=mobility, by=request.person)
    except actions.Blocked as blocked:
        return render(
            request, "mobilities/desk/blocked.html", {"mobility": mobility, "to": to, "blocked": blocked}, status=409
        )
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(mobility)


@desk("mobilities.change_mobilities")
def cancel(request: Any, code: str) -> HttpResponse:
    """Cancel a mobility, with the reason."""
    mobility = find(request, code)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.cancel(mobility=mobility, by=request.person, reason=form.cleaned_data["reason"])
        except MoveRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("The mobility is cancelled."))
        return redirect(mobility)
    return render(
        request,
        "mobilities/desk/cancel.html",
        {"form": form, "mobility": mobility},
        status=422 if form.is_bound else 200,
    )
