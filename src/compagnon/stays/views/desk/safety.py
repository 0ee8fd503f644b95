"""Reaching everybody in a place at once, and the page of who accompanies a group."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import Names, visible_to
from compagnon.stays.actions import safety as actions
from compagnon.stays.actions.care import call_for_help
from compagnon.stays.forms.care import GroupHelpForm
from compagnon.stays.forms.safety import ReachForm, SafetyForm
from compagnon.stays.queries import care
from compagnon.stays.queries import safety as queries
from compagnon.stays.queries.abroad import abroad_on, by_country


@desk("stays.reach_all")
def reach(request: Any) -> HttpResponse:
    """Where, what is said, then who would be asked, then it goes; the rounds that were."""
    names = Names()
    there = by_country(abroad_on(visible_to(request.person, Mobility.objects.all()), clock.today()))
    places = [(code, f"{names.country(code)} ({count})") for code, count in there]
    form = ReachForm(request.POST or None, places=places, initial={"country": request.GET.get("country", "")})
    people = None
    if form.is_valid():
        if "confirmed" in request.POST:
            return _ask(request, form)
        people = queries.who_is_there(request.person, form.cleaned_data["country"], form.cleaned_data["town"])
    shown = {"form": form, "people": people, "places": places, "rounds": queries.rounds_seen_by(request.person)[:20]}
    return render(request, "stays/desk/reach.html", shown, status=422 if form.is_bound and not form.is_valid() else 200)


def _ask(request: Any, form: ReachForm) -> HttpResponse:
    try:
        return redirect(actions.ask_all(by=request.person, **form.cleaned_data))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
        return redirect("stays:reach")


@desk("stays.reach_all")
def round_page(request: Any, code: str) -> HttpResponse:
    """Live counts, who has not answered, the numbers to call; what was heard by telephone is noted here."""
    found = get_object_or_404(queries.rounds_seen_by(request.person), code=code)
    shown = {"round": found, "rows": queries.rows_of(found, request.person)}
    return render(request, "stays/desk/round.html", shown)


@desk("stays.reach_all")
@require_POST
def round_act(request: Any, code: str, what: str) -> HttpResponse:
    """Write once more to who has not answered, or end the asking."""
    found = get_object_or_404(queries.rounds_seen_by(request.person), code=code)
    if what == "close":
        actions.close_round(safety_round=found, by=request.person)
        messages.success(request, _("The asking is over; the answers stay."))
    else:
        count = actions.remind_all(safety_round=found, by=request.person)
        messages.success(request, ngettext("%d letter is on its way.", "%d letters are on their way.", count) % count)
    return redirect(found)


@desk("stays.reach_all")
@require_POST
def note_answer(request: Any, code: str) -> HttpResponse:
    """Somebody was reached by telephone: safe, or in need of help."""
    found = get_object_or_404(queries.answers_seen_by(request.person).select_related("round", "mobility"), code=code)
    form = SafetyForm(request.POST)
    if form.is_valid():
        actions.answer(answer=found, by=request.person, **form.cleaned_data)
    return redirect(found.round)


@desk("stays.accompany_group")
def groups(request: Any) -> HttpResponse:
    return render(request, "stays/desk/groups.html", {"groups": queries.groups_of(request.person)})


@desk("stays.accompany_group")
def group(request: Any, code: str) -> HttpResponse:
    """The people of a group with whom to call about them; who is present is ticked and kept."""
    departure = get_object_or_404(queries.groups_of(request.person), code=code)
    people = queries.group_page(request.person, departure)
    if request.method == "POST":
        present = set(request.POST.getlist("present"))
        place = request.POST.get("place", "")
        actions.call_roll(departure=departure, people=people, present=present, place=place, by=request.person)
        messages.success(request, _("The count is kept."))
        return redirect(request.path)
    shown = {
        "departure": departure,
        "people": people,
        "roll_calls": queries.last_roll_calls(request.person, departure),
        "numbers": care.numbers_for(people[0]) if people else None,
        "calls": queries.calls_of_group(people),
    }
    return render(request, "stays/desk/group.html", shown)


@desk("stays.accompany_group")
def group_help(request: Any, code: str) -> HttpResponse:
    """Who accompanies calls for help for one of the group: the same call, answered by the same people."""
    departure = get_object_or_404(queries.groups_of(request.person), code=code)
    people = queries.group_page(request.person, departure)
    form = GroupHelpForm(request.POST or None, people=people, phone=request.person.phone)
    if form.is_valid():
        call, _is_new = call_for_help(mobility=form.cleaned_data["mobility"], cry=form.cry(), by=request.person)
        if call.asked:
            messages.success(request, _("The call for help is there: %(name)s has been told.") % {"name": call.asked})
        else:
            messages.warning(request, _("The call for help is there. Nobody is on call: telephone as well."))
        return redirect("stays:group", code=departure.code)
    shown = {"departure": departure, "form": form, "numbers": care.numbers_for(people[0]) if people else None}
    return render(request, "stays/desk/group_help.html", shown, status=422 if form.is_bound else 200)


@desk("stays.accompany_group")
def group_cards(request: Any, code: str) -> HttpResponse:
    """The emergency cards of all, one a sheet: paper works without a network."""
    departure = get_object_or_404(queries.groups_of(request.person), code=code)
    cards = care.cards_of(list(queries.group_page(request.person, departure)))
    return render(request, "stays/desk/group_cards.html", {"departure": departure, "cards": cards})
