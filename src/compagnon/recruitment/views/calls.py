"""Calls at the desk."""

from datetime import timedelta
from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import activity, clock
from compagnon.core.access import desk
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import ApplicationState, CallState
from compagnon.recruitment.forms.desk import CallForm
from compagnon.recruitment.models import Call
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries import to_open

_VIEW, _OPEN = "recruitment.view_applications", "recruitment.open_calls"


def _calls() -> Any:
    return Call.objects.select_related("scheme", "network")


@desk(_VIEW)
def calls(request: Any) -> HttpResponse:
    """All calls: those open, in preparation, over."""
    chosen = request.GET.get("state", "")
    by_state = queries.calls_by_state()
    tabs = [
        {
            "label": label,
            "url": f"?state={state}" if state else "?",
            "count": by_state.get(state, 0) if state else sum(by_state.values()),
            "current": chosen == state,
        }
        for state, label in [("", _("All")), *CallState.choices]
    ]
    found = _calls().filter(state=chosen) if chosen else _calls()
    page = CountedPaginator(found.order_by("-closes_on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_of(page.object_list)
    rows = [{"call": call, "counts": counts.get(call.pk, {})} for call in page]
    may_open = rules.test_rule(_OPEN, request.person)
    context = {"rows": rows, "page": page, "tabs": tabs, "may_open": may_open}
    return render(request, "recruitment/desk/calls.html", context)


@desk(_OPEN)
def new_call(request: Any) -> HttpResponse:
    """First the scheme, then what it asks of each call; or a copy of an earlier call."""
    model = _calls().filter(code=request.GET.get("copy", "")).first()
    scheme = model.scheme if model else Scheme.objects.filter(code=request.GET.get("scheme", "")).first()
    if scheme is None:
        last = {call.scheme_id: call for call in Call.objects.order_by("pk")}
        schemes = [{"scheme": one, "last": last.get(one.pk)} for one in to_open()]
        return render(request, "recruitment/desk/choose_scheme.html", {"schemes": schemes})
    form = CallForm(request.POST or None, scheme=scheme, call=model, initial=_proposed(scheme, model))
    if form.is_valid():
        made = actions.create_call(scheme=scheme, by=request.person, **form.fields_of_call())
        messages.success(request, _("The call is prepared. Read it once more, then open it."))
        return redirect("recruitment:call", code=made.code)
    context = {"form": form, "scheme": scheme, "model": model}
    return render(request, "recruitment/desk/call_form.html", context, status=422 if form.is_bound else 200)


def _proposed(scheme: Scheme, model: Call | None) -> dict[str, Any]:
    """Dates to begin with: a copy moves by a year, a new call opens today."""
    if model is not None:
        names = ("opens_on", "closes_on", "departs_on", "returns_on")
        return {name: getattr(model, name) + timedelta(weeks=52) for name in names}
    today = clock.today()
    leaves = today + timedelta(weeks=17)
    leaves += timedelta(days=(7 - leaves.weekday()) % 7)
    days = scheme.rules.get("min_days") or 15
    return {
        "title_fr": scheme.name.localize("fr"),
        "title_en": scheme.name.localize("en"),
        "opens_on": today,
        "closes_on": today + timedelta(weeks=6),
        "departs_on": leaves,
        "returns_on": leaves + timedelta(days=days - 1),
        "places": 12,
    }


@desk(_OPEN)
def change_call(request: Any, code: str) -> HttpResponse:
    found = get_object_or_404(_calls(), code=code)
    form = CallForm(request.POST or None, scheme=found.scheme, call=found)
    if form.is_valid():
        actions.change_call(call=found, by=request.person, **form.fields_of_call())
        messages.success(request, _("The call is changed."))
        return redirect("recruitment:call", code=code)
    context = {"form": form, "scheme": found.scheme, "call": found}
    return render(request, "recruitment/desk/call_form.html", context, status=422 if form.is_bound else 200)


@desk(_VIEW)
def call(request: Any, code: str) -> HttpResponse:
    """A call: places, applications, the public link, who moves up when a place is free."""
    found = get_object_or_404(_calls(), code=code)
    counts = queries.counts_of([found]).get(found.pk, {})
    address = reverse("recruitment:public-call", kwargs={"network": found.network.key, "code": code})
    context = {
        "call": found,
        "counts": [(state, label, counts.get(state.value, 0)) for state, label in _labels()],
        "left": max(0, found.places - counts.get(ApplicationState.ADMITTED, 0)),
        "admitted": counts.get(ApplicationState.ADMITTED, 0),
        "waiting": list(queries.waiting_list(found)[:10]),
        "public_url": request.build_absolute_uri(address),
        "activities": list(activity.on(found)[:20]),
        "may_open": rules.test_rule(_OPEN, request.person),
    }
    return render(request, "recruitment/desk/call.html", context)


def _labels() -> list[tuple[ApplicationState, Any]]:
    return [(state, state.label) for state in ApplicationState]


@desk(_OPEN)
@require_POST
def move_call(request: Any, code: str) -> HttpResponse:
    """Open, close, open again."""
    found = get_object_or_404(_calls(), code=code)
    verbs = {"publish": actions.publish_call, "close": actions.close_call, "reopen": actions.reopen_call}
    verb = verbs.get(request.POST.get("verb", ""))
    try:
        if verb is not None:
            verb(call=found, by=request.person)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("recruitment:call", code=code)
