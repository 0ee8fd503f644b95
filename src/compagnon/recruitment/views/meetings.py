"""The panel's meeting: files in order, what is noted and decided, the minutes."""

from typing import Any
from urllib.parse import urlencode

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import files, openings
from compagnon.core.access import desk
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import Part
from compagnon.recruitment.forms.deciding import NoteForm, SittingForm
from compagnon.recruitment.models import Application, PanelMeeting, Selection
from compagnon.recruitment.typesetting import minutes
from compagnon.recruitment.views.selection import of_call

_SIT = "recruitment.sit_on_panel"


def _seat(request: Any, selection: Any) -> Any:
    """The seat of who looks; a coordinator may look on without one, others find nothing."""
    seat = selection.panel.filter(person=request.person).first()
    if seat is None and not _looks_on(request.person):
        raise Http404
    return seat


def _looks_on(person: Any) -> bool:
    """Who decides in the whole network: a referent without a seat would see files of other centres."""
    return bool(rules.test_rule("recruitment.decide_applications", person) and person.reach.everything)


@desk(_SIT)
def panel_meetings(request: Any, code: str) -> HttpResponse:
    """The meetings of a call's panel: planned, and opened by who presides, saying who is there."""
    found = of_call(code)
    seat = _seat(request, found)
    presides = seat is not None and seat.part == Part.CHAIR
    opens = request.method == "POST" and request.POST.get("do") != "plan"
    if opens and (meeting := _opened(request, found)):
        return redirect("recruitment:meeting", code=meeting.code)
    form = _sitting_form(request, found) if presides or _looks_on(request.person) else None
    if form is not None and form.is_valid():
        actions.plan_sitting(selection=found, by=request.person, **form.cleaned_data)
        messages.success(request, _("Noted."))
        return redirect("recruitment:panel-meetings", code=code)
    context = {
        "selection": found,
        "call": found.call,
        "meetings": found.meetings.all()[:50],
        "panel": found.panel.select_related("person"),
        "presides": presides,
        "form": form,
    }
    return render(request, "recruitment/desk/meetings.html", context, status=422 if form and form.errors else 200)


def _sitting_form(request: Any, selection: Selection) -> SittingForm:
    asked = request.POST if request.POST.get("do") == "plan" else None
    return SittingForm(asked, initial={"sits_at": selection.sits_at, "sits_in": selection.sits_in})


def _opened(request: Any, selection: Selection) -> PanelMeeting | None:
    """The meeting that was opened; none, with the sentence that says why, where it cannot be."""
    present = {int(key) for key in request.POST.getlist("present") if key.isdigit()}
    try:
        return actions.open_meeting(selection=selection, present=present, by=request.person)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return None


def _meeting(request: Any, code: str) -> PanelMeeting:
    rows = PanelMeeting.objects.select_related("selection__call__scheme", "selection__call__network", "run").defer(
        "run__facts"
    )
    found: PanelMeeting = get_object_or_404(rows, code=code)
    _seat(request, found.selection)
    return found


@desk(_SIT)
def meeting(request: Any, code: str) -> HttpResponse:
    """Files in order with scores, spread, open questions and notes; who presides records decisions as they are taken."""
    found = _meeting(request, code)
    openings.note("recruitment.meeting", about=found, by=request.person)
    return _show(request, found)


def _show(request: Any, found: PanelMeeting, refused: dict[str, dict[str, str]] | None = None) -> HttpResponse:
    """The page; what was typed about a refused file stays, by its code, with the sentence that says why."""
    files_there = queries.ranking.files_of(found.run, request.GET.get("show", ""), Application.objects.all())
    page = CountedPaginator(files_there, PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.panel.rows_of(page, found)
    for row in rows:
        row["typed"] = (refused or {}).get(row["application"].code)
    context = {
        "meeting": found,
        "selection": found.selection,
        "call": found.selection.call,
        "page": page,
        "rows": rows,
        "shows": queries.ranking.SHOWS,
        "chosen": request.GET.get("show", ""),
        "named": queries.ranking.shows_names(found.selection),
        "records": found.closed_at is None and found.chair_id == request.person.pk,
        "present": found.selection.panel.filter(person__in=found.present).select_related("person"),
        "may_sign": queries.panel.has_to_sign(request.person, found),
        "form": NoteForm(),
        "opened": request.GET.get("open", ""),
        "undecided": queries.panel.left_to_decide(found),
    }
    return render(request, "recruitment/desk/meeting.html", context, status=422 if refused else 200)


@desk(_SIT)
@require_POST
def record(request: Any, code: str, file: str) -> HttpResponse:
    """Note something about one file, and record what the panel decides."""
    found = _meeting(request, code)
    application = get_object_or_404(
        Application.objects.select_related("call", "participant__person"), call=found.selection.call, code=file
    )
    form = NoteForm(request.POST)
    refusal = ""
    try:
        if form.is_valid():
            actions.record_in_meeting(meeting=found, application=application, by=request.person, **form.cleaned_data)
    except MoveRefused as refused:
        refusal = str(refused)
    if refusal or not form.is_valid():
        said = refusal or " ".join(str(sentence) for errors in form.errors.values() for sentence in errors)
        return _show(request, found, {file: {**request.POST.dict(), "refusal": said}})
    messages.success(request, _("Kept."))
    return redirect(_next_address(request, found, file, decided=bool(form.cleaned_data["decision"])))


def _next_address(request: Any, found: PanelMeeting, file: str, *, decided: bool) -> str:
    """After a decision the next file, open; after a note the same one."""
    show, page = request.GET.get("show", ""), request.GET.get("page", "")
    following = queries.panel.next_to_decide(found, show, file) if decided else None
    code, at = following or (file, page)
    query = {"show": show, "page": "" if str(at) == "1" else at, "open": code}
    told = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('recruitment:meeting', args=[found.code])}?{told}#file-{code}"


@desk(_SIT)
@require_POST
def end(request: Any, code: str) -> HttpResponse:
    """Close the meeting, or sign its minutes."""
    found = _meeting(request, code)
    try:
        if "name" in request.POST:
            actions.sign_minutes(meeting=found, name=request.POST["name"], by=request.person)
        else:
            actions.close_meeting(meeting=found, notes=request.POST.get("notes", "")[:5000], by=request.person)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("recruitment:meeting", code=code)


@desk(_SIT)
def minutes_paper(request: Any, code: str) -> HttpResponse:
    """The minutes as an accessible PDF."""
    found = _meeting(request, code)
    openings.note("recruitment.minutes", about=found, by=request.person)
    return files.stream(minutes.typeset(found), kind=files.PDF, filename=f"minutes-{code}.pdf")
