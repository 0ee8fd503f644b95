"""The register of reports, for the one person who receives them; and naming that person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.inclusion.actions import reports as actions
from compagnon.inclusion.choices import REPORT_MOVES, ReportState
from compagnon.inclusion.forms.desk import ConfidantForm
from compagnon.inclusion.models import Report
from compagnon.inclusion.queries import reports as queries
from compagnon.people.entrance.proof import proved

_RIGHT = "inclusion.handle_reports"


@desk("inclusion.handle_reports")
def reports(request: Any) -> HttpResponse:
    """All reports, the first to answer on top."""
    show = request.GET.get("show", "open")
    show = show if show in ("open", "closed") else "open"
    words = {"open": _("To answer"), "closed": _("Closed")}
    tabs = [
        {"label": words[one], "url": f"?show={one}", "count": queries.register(one).count(), "current": one == show}
        for one in words
    ]
    context = {"reports": queries.register(show)[:200], "tabs": tabs, "show": show}
    return render(request, "inclusion/desk/reports.html", context)


def _find(code: str) -> Report:
    return get_object_or_404(Report.objects.select_related("person"), code=code)


@desk("inclusion.handle_reports")
@proved
def report(request: Any, code: str) -> HttpResponse:
    """One report with its talk."""
    found = _find(code)
    context = {
        "report": found,
        "told": actions.words_of(found),
        "talk": actions.talk_of(found, notes=True),
        "moves": [str(one) for one in REPORT_MOVES.get(ReportState(found.state), set())],
    }
    return render(request, "inclusion/desk/report.html", context)


@desk("inclusion.handle_reports")
@require_POST
@proved
def answer(request: Any, code: str) -> HttpResponse:
    """Answer, note for oneself, take up, close or open again."""
    found, words, to = _find(code), request.POST.get("words", "").strip()[:5000], request.POST.get("do", "")
    try:
        if to in ("answer", "note"):
            if words:
                actions.say(report=found, words=words, by=request.person, is_note=to == "note")
        else:
            actions.move_report(report=found, to=to, words=words, by=request.person)
        messages.success(request, _("Noted."))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect("inclusion:report", code)


@desk("inclusion.change_settings")
def confidant(request: Any) -> HttpResponse:
    """Who receives reports: somebody outside of every selection."""
    form = ConfidantForm(request.POST or None)
    if form.is_valid():
        try:
            actions.name_confidant(network=request.network, by=request.person, **form.cleaned_data)
            messages.success(request, _("Reports go there from now on."))
            return redirect("inclusion:confidant")
        except MoveRefused as refused:
            form.add_error("email", str(refused))
    receivers = queries.confidants()
    context = {
        "form": form,
        "receivers": receivers,
        "excluded": [one for one in queries.named() if one not in receivers],
    }
    return render(request, "inclusion/desk/confidant.html", context, status=422 if form.is_bound else 200)
