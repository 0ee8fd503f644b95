"""Calls at the desk: the list, one call, and what moves it."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import activity, lists
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import ApplicationState, CallState
from compagnon.recruitment.forms.calls import CancelForm, ExtendForm
from compagnon.recruitment.models import Call
from compagnon.recruitment.tables import CALLS

_VIEW, _OPEN = "recruitment.view_applications", "recruitment.open_calls"


def _calls() -> Any:
    return Call.objects.select_related("scheme", "network")


@desk(_VIEW)
def calls(request: Any) -> HttpResponse:
    """All calls, by state, with what has come in."""
    listed = lists.read(CALLS, request, queries.calls.with_numbers(_calls()))
    page = listed.page
    assert page is not None  # noqa: S101  (asked for with pages)
    by_state = queries.calls.calls_by_state()
    chosen = request.GET.get("state", "")
    tabs = [
        {
            "label": label,
            "url": f"?state={state}" if state else "?",
            "count": by_state.get(state, 0) if state else sum(by_state.values()),
            "current": chosen == state,
        }
        for state, label in [("", _("All")), *CallState.choices]
    ]
    rows = [{"call": call, "left": max(0, call.places - call.taken)} for call in page]
    context = {"rows": rows, "tabs": tabs, "may_open": rules.test_rule(_OPEN, request.person)}
    return lists.answer(request, "recruitment/desk/calls.html", listed, context)


@desk(_VIEW)
def export(request: Any) -> HttpResponseBase:
    """What the filters show, as a spreadsheet."""
    listed = lists.read(CALLS, request, queries.calls.with_numbers(_calls()), paged=False)
    return xlsx_response("calls", CALLS.columns, listed.rows[: lists.COUNTED])


@desk(_VIEW)
def call(request: Any, code: str) -> HttpResponse:
    """A call: places, applications, the public link, meetings, who moves up when a place is free."""
    return _show(request, get_object_or_404(_calls(), code=code))


def _show(request: Any, found: Call, **forms: Any) -> HttpResponse:
    counts = queries.calls.counts_of([found]).get(found.pk, {})
    address = reverse("recruitment:public-call", kwargs={"network": found.network.key, "code": found.code})
    context = {
        "call": found,
        "schemes": found.schemes,
        "counts": [(state, label, counts.get(state.value, 0)) for state, label in _labels()],
        "left": max(0, found.places - counts.get(ApplicationState.ADMITTED, 0)),
        "waiting": list(queries.places.waiting_list(found)[:10]),
        "places_by_site": queries.places.places_by_site(found),
        "places_by_scheme": queries.places.places_by_scheme(found),
        "lacking": queries.calls.lacking(found) if found.state == CallState.DRAFT else [],
        "meetings": list(found.meetings.select_related("site")),
        "asked": list(found.questions.filter(is_off=False)),
        "pieces": list(found.required_pieces.filter(is_off=False)),
        "public_url": request.build_absolute_uri(address),
        "activities": list(activity.on(found)[:20]),
        "may_open": rules.test_rule(_OPEN, request.person),
        "extend_form": forms.get("extend_form") or ExtendForm(),
        "cancel_form": forms.get("cancel_form") or CancelForm(),
    }
    return render(request, "recruitment/desk/call.html", context, status=422 if forms else 200)


def _labels() -> list[tuple[ApplicationState, Any]]:
    return [(state, state.label) for state in ApplicationState]


@desk(_OPEN)
@require_POST
def move_call(request: Any, code: str) -> HttpResponse:
    """Open, close, open again; what stops it is said on the page of the call."""
    found = get_object_or_404(_calls(), code=code)
    verbs = {"publish": actions.publish_call, "close": actions.close_call, "reopen": actions.reopen_call}
    verb = verbs.get(request.POST.get("verb", ""))
    try:
        if verb is not None:
            verb(call=found, by=request.person)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("recruitment:call", code=code)


@desk(_OPEN)
@require_POST
def extend(request: Any, code: str) -> HttpResponse:
    """A later last day; a closed call opens again."""
    found = get_object_or_404(_calls(), code=code)
    form = ExtendForm(request.POST)
    if form.is_valid():
        try:
            actions.extend_call(call=found, by=request.person, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, _("The call is open longer; everybody with a draft is told."))
            return redirect("recruitment:call", code=code)
    return _show(request, found, extend_form=form)


@desk(_OPEN)
@require_POST
def cancel(request: Any, code: str) -> HttpResponse:
    """Call it off, with a reason that those concerned read."""
    found = get_object_or_404(_calls(), code=code)
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_call(call=found, by=request.person, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The call is cancelled; everybody concerned is told."))
            return redirect("recruitment:call", code=code)
    return _show(request, found, cancel_form=form)
