"""Information meetings at the desk, and the list at the door on a phone."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions, queries
from compagnon.recruitment.forms.calls import CancelForm
from compagnon.recruitment.forms.information import CodeForm, MeetingForm, WalkInForm
from compagnon.recruitment.models import Call, Meeting, Registration

_VIEW, _OPEN = "recruitment.view_applications", "recruitment.open_calls"


def _meetings() -> Any:
    return Meeting.objects.select_related("site", "call", "network")


def _found(code: str) -> Meeting:
    found: Meeting = get_object_or_404(_meetings(), code=code)
    return found


@desk(_VIEW)
def meetings(request: Any) -> HttpResponse:
    """Those to come, or those that are over; words are looked for in titles, calls and places."""
    is_over = request.GET.get("when") == "over"
    typed = request.GET.get("q", "")
    found = queries.meetings.listed(_meetings(), is_over=is_over, typed=typed)
    tabs = [
        {"label": _("To come"), "url": "?", "current": not is_over, "count": None},
        {"label": _("Over or cancelled"), "url": "?when=over", "current": is_over, "count": None},
    ]
    context = {
        "page": CountedPaginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "tabs": tabs,
        "typed": typed,
        "may_open": rules.test_rule(_OPEN, request.person),
    }
    return render(request, "recruitment/desk/information_meetings.html", context)


@desk(_OPEN)
def new_meeting(request: Any) -> HttpResponse:
    """Announce a meeting, about a call or about going abroad as such."""
    call = Call.objects.filter(code=request.GET.get("call", "")).first()
    form = MeetingForm(request.POST or None, call=call)
    if form.is_valid():
        made = actions.plan_meeting(network=request.network, by=request.person, **form.fields_of_meeting())
        messages.success(request, _("The meeting is announced on the public pages."))
        return redirect("recruitment:information-meeting", code=made.code)
    return _form(request, form)


@desk(_OPEN)
def change_meeting(request: Any, code: str) -> HttpResponse:
    """Another time, place or number of seats; those registered hear of it."""
    found = _found(code)
    form = MeetingForm(request.POST or None, meeting=found)
    if form.is_valid():
        try:
            actions.change_meeting(meeting=found, by=request.person, **form.fields_of_meeting())
        except MoveRefused as refusal:
            form.add_error("capacity", str(refusal))
        else:
            messages.success(request, _("The meeting is changed."))
            return redirect("recruitment:information-meeting", code=code)
    return _form(request, form, found)


def _form(request: Any, form: MeetingForm, meeting: Meeting | None = None) -> HttpResponse:
    context = {"form": form, "meeting": meeting}
    return render(request, "recruitment/desk/meeting_form.html", context, status=422 if form.is_bound else 200)


@desk(_VIEW)
def meeting(request: Any, code: str) -> HttpResponse:
    """One meeting: who registered, who came, who applied afterwards, by channel."""
    return _show(request, _found(code), CancelForm())


def _show(request: Any, found: Meeting, form: CancelForm) -> HttpResponse:
    address = reverse("recruitment:public-meeting", kwargs={"network": found.network.key, "code": found.code})
    context = {
        "meeting": found,
        "registrations": list(queries.meetings.registered(found)),
        "channels": queries.meetings.by_channel(found),
        "left": queries.meetings.seats_left(found),
        "public_url": request.build_absolute_uri(address),
        "form": form,
        "may_open": rules.test_rule(_OPEN, request.person),
    }
    return render(request, "recruitment/desk/information_meeting.html", context, status=422 if form.is_bound else 200)


@desk(_OPEN)
@require_POST
def cancel(request: Any, code: str) -> HttpResponse:
    """Call it off; those registered are told why."""
    found = _found(code)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    actions.cancel_meeting(meeting=found, by=request.person, **form.cleaned_data)
    messages.success(request, _("The meeting is cancelled; those registered are told."))
    return redirect("recruitment:information-meeting", code=code)


@desk(_VIEW)
def door(request: Any, code: str) -> HttpResponse:
    """The list at the door: press a name, type or scan a code, add who had not registered."""
    return _at_the_door(request, _found(code))


def _at_the_door(request: Any, found: Meeting, **forms: Any) -> HttpResponse:
    context = {
        "meeting": found,
        "registrations": list(queries.meetings.registered(found)),
        "code_form": forms.get("code_form") or CodeForm(initial={"code": request.GET.get("code", "")}),
        "walk_in_form": forms.get("walk_in_form") or WalkInForm(),
    }
    return render(request, "recruitment/desk/door.html", context, status=422 if forms else 200)


@desk(_VIEW)
@require_POST
def scan(request: Any, code: str) -> HttpResponse:
    """The code that somebody shows: noted as there."""
    found = _found(code)
    form = CodeForm(request.POST)
    if form.is_valid():
        shown = found.registrations.filter(code=form.cleaned_data["code"]).first()
        if shown is not None:
            return _noted(request, shown)
        form.add_error("code", _("Nobody has registered for this meeting with that code. Look for the name below."))
    return _at_the_door(request, found, code_form=form)


@desk(_VIEW)
@require_POST
def note(request: Any, code: str, registration: str) -> HttpResponse:
    """Somebody of the list is there, or was noted by mistake."""
    one = get_object_or_404(Registration.objects.select_related("contact"), meeting__code=code, code=registration)
    return _noted(request, one, came=request.POST.get("came") != "0")


def _noted(request: Any, one: Registration, *, came: bool = True) -> HttpResponse:
    kept = actions.note_presence(registration=one, by=request.person, came=came)
    said = _("%(name)s is there.") if came else _("%(name)s is not there.")
    messages.success(request, said % {"name": kept.contact})
    return redirect("recruitment:meeting-door", code=kept.meeting.code)


@desk(_VIEW)
@require_POST
def walk_in(request: Any, code: str) -> HttpResponse:
    """Somebody came without having registered."""
    found = _found(code)
    form = WalkInForm(request.POST)
    if form.is_valid():
        made = actions.add_walk_in(meeting=found, by=request.person, **form.cleaned_data)
        messages.success(request, _("%(name)s is there.") % {"name": made.contact})
        return redirect("recruitment:meeting-door", code=code)
    return _at_the_door(request, found, walk_in_form=form)
