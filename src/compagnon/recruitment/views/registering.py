"""Information meetings in public: what there is, a seat without an account, and the page behind the letter's link."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core.access import guest, portal
from compagnon.core.states import MoveRefused
from compagnon.people import links
from compagnon.people.actions import may_try
from compagnon.people.models import PersonalLink
from compagnon.recruitment import actions, queries
from compagnon.recruitment.forms.information import RegisterForm
from compagnon.recruitment.models import Meeting, Registration
from compagnon.recruitment.typesetting import calendars, codes


@portal
def meetings(request: Any) -> HttpResponse:
    """All meetings to come."""
    rows = [{"meeting": one, "left": _left(one)} for one in queries.meetings.to_come()]
    return render(request, "recruitment/public/meetings.html", {"rows": rows})


def _left(meeting: Any) -> int | None:
    return None if meeting.capacity is None else max(0, meeting.capacity - meeting.registered)


@portal
def meeting(request: Any, code: str) -> HttpResponse:
    """One meeting, and a seat for who gives a name and an address."""
    found = get_object_or_404(Meeting.objects.select_related("site", "call"), code=code)
    form = RegisterForm(request.POST or None)
    if form.is_valid() and not may_try(f"meeting:{form.cleaned_data['email'].lower()}", times=6, seconds=1800):
        form.add_error(None, _("A letter has been sent several times already: please look into your mailbox first."))
    if form.is_valid():
        try:
            actions.register(meeting=found, language=translation.get_language() or "en", **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            context = {"meeting": found, "email": form.cleaned_data["email"]}
            return render(request, "recruitment/public/registered.html", context)
    context = {
        "meeting": found,
        "form": form,
        "left": queries.meetings.seats_left(found),
        "place": calendars.place_of(found),
    }
    return render(request, "recruitment/public/meeting.html", context, status=422 if form.is_bound else 200)


def _seat(link: PersonalLink) -> Registration:
    if link.about is None:
        raise Http404
    seat: Registration = link.about
    return seat


@guest(actions.REGISTRATION)
def own(request: Any, link: PersonalLink) -> HttpResponse:
    """The seat of one: when, where, the code to show, and the way to give it back."""
    refused = ""
    if request.method == "POST":
        try:
            actions.give_seat_back(registration=_seat(link))
        except MoveRefused as refusal:
            refused = str(refusal)
        else:
            return redirect(links.address_of(link))
    context = {
        "link": link,
        "registration": _seat(link),
        "meeting": _seat(link).meeting,
        "token": links.token_of(link),
        "place": calendars.place_of(_seat(link).meeting),
        "refused": refused,
    }
    return render(request, "recruitment/guest/registration.html", context, status=422 if refused else 200)


@guest(actions.REGISTRATION)
def calendar(request: Any, link: PersonalLink) -> HttpResponse:
    """The meeting for one's calendar."""
    meeting = _seat(link).meeting
    response = HttpResponse(calendars.event_of(meeting, with_link=True), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{meeting.code}.ics"'
    return response


@guest(actions.REGISTRATION)
def ticket(request: Any, link: PersonalLink) -> HttpResponse:
    """The code to show at the door."""
    return HttpResponse(codes.drawn(_seat(link).code, kind="svg"), content_type="image/svg+xml")
