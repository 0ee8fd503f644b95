"""Following stays at the desk: what asks for attention, and one long stay on one page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.mobilities.choices import BACK
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.stays.actions import followup as actions
from compagnon.stays.actions.lessons import plan_lessons
from compagnon.stays.choices import Attended
from compagnon.stays.forms.followup import (
    CallOffForm,
    ContractForm,
    CountsForm,
    VisitForm,
    VisitPlanForm,
)
from compagnon.stays.forms.lessons import LessonPlanForm
from compagnon.stays.models import ContractEvent, CountsAtHome, Visit
from compagnon.stays.queries import followup as queries
from compagnon.stays.queries.lessons import kept, who_may_teach, who_travels_along


@desk("stays.follow_stays")
def follow_ups(request: Any) -> HttpResponse:
    """Low, missing or asking for a call; or all that were asked."""
    seen = queries.seen_by(request.person)
    show = "all" if request.GET.get("show") == "all" else "attention"
    rows = seen if show == "all" else queries.asking_for_attention(seen)
    page = Paginator(queries.for_list(rows), 50).get_page(request.GET.get("page"))
    shown = {"page": page, "show": show, "is_all": show == "all", "is_open": show != "all"}
    return render(request, "stays/desk/follow_ups.html", shown)


@desk("stays.follow_stays")
@require_POST
def note_seen(request: Any) -> HttpResponse:
    chosen = queries.seen_by(request.person).filter(code__in=request.POST.getlist("selected"))
    count = actions.note_seen(follow_ups=chosen, by=request.person)
    messages.success(request, ngettext("%d answer is dealt with.", "%d answers are dealt with.", count) % count)
    return redirect("stays:follow-ups")


def find(request: Any, code: str) -> Mobility:
    """One that the person may see; 404 alike for an absent and a hidden one."""
    seen = visible_to(request.person, Mobility.objects.all())
    return get_object_or_404(
        seen.select_related("participant__person", "host", "tutor", "counts_at_home", "stay_terms"), code=code
    )


@desk("stays.follow_stays")
def long_stay(request: Any, code: str) -> HttpResponse:
    """Both sides month by month, visits, lessons, the contract, what counts."""
    return _page(request, find(request, code))


def _page(request: Any, mobility: Mobility, **bound: Any) -> HttpResponse:
    counts: CountsAtHome | None = getattr(mobility, "counts_at_home", None)
    known = (
        {"counts_as": counts.counts_as, "what": counts.what, "is_confirmed": bool(counts.confirmed_at)}
        if counts
        else {}
    )
    staff = who_may_teach(request.network.pk)
    forms = {
        "visit_form": VisitForm(prefix="visit"),
        "plan_form": VisitPlanForm(prefix="plan", staff=staff),
        "lesson_form": LessonPlanForm(prefix="lesson", **_known_to(LessonPlanForm, request, mobility)),
        "contract_form": ContractForm(prefix="contract"),
        "counts_form": CountsForm(prefix="counts", initial=known, is_back=mobility.state in BACK),
    } | bound
    shown = {
        "mobility": mobility,
        "rows": queries.side_by_side(mobility),
        "visits": Visit.objects.filter(mobility=mobility).select_related("goes"),
        "lessons": kept().filter(mobility=mobility).select_related("teacher"),
        "events": queries.contract_told(mobility),
        "counts": counts,
        "attended": Attended,
    }
    return render(request, "stays/desk/long_stay.html", shown | forms, status=422 if bound else 200)


@desk("stays.follow_stays")
@require_POST
def long_stay_act(request: Any, code: str, what: str) -> HttpResponse:
    """Keep a visit, a lesson, an event of the contract, what counts."""
    mobility = find(request, code)
    form_class, do = DOING[what]
    form = form_class(request.POST, prefix=what, **_known_to(form_class, request, mobility))
    if not form.is_valid():
        return _page(request, mobility, **{f"{what.replace('-', '_')}_form": form})
    if what == "lesson":
        messages.success(request, _plan_lessons(request, mobility, form))
    else:
        do(mobility=mobility, by=request.person, **form.cleaned_data)
        messages.success(request, _("Noted."))
    return redirect("stays:long-stay", code=code)


def _plan_lessons(request: Any, mobility: Mobility, form: LessonPlanForm) -> str:
    """For the one or for all who travel along; says how many there are."""
    given = form.cleaned_data
    stays = who_travels_along(request.person, mobility) if given.get("for_group") else [mobility]
    made = plan_lessons(mobilities=stays, on=given["on"], until=given["until"], said=form.said(), by=request.person)
    return ngettext("%(count)s lesson is planned.", "%(count)s lessons are planned.", made) % {"count": made}


@desk("stays.follow_stays")
@require_POST
def contract_event(request: Any, code: str, what: str) -> HttpResponse:
    """Take an event of the contract away, with a button to put it back."""
    seen = visible_to(request.person, Mobility.objects.all())
    event = get_object_or_404(ContractEvent.objects.filter(mobility__in=seen).select_related("mobility"), code=code)
    if what == "remove":
        actions.remove_contract_event(event=event, by=request.person)
        undo.offer(request, _("The event is taken away."), reverse("stays:contract-event", args=[code, "restore"]))
    else:
        actions.restore_contract_event(event=event, by=request.person)
        messages.success(request, _("The event is back."))
    return redirect(undo.back(request, otherwise=reverse("stays:long-stay", args=[event.mobility.code])))


def _known_to(form_class: Any, request: Any, mobility: Mobility) -> dict[str, Any]:
    if form_class is CountsForm:
        return {"is_back": mobility.state in BACK}
    if form_class is LessonPlanForm:
        travellers = who_travels_along(request.person, mobility).count() if mobility.departure_id else 1
        return {"staff": who_may_teach(request.network.pk), "mobility": mobility, "travellers": travellers}
    return {"staff": who_may_teach(request.network.pk)} if form_class is VisitPlanForm else {}


DOING: dict[str, Any] = {
    "visit": (VisitForm, actions.report_visit),
    "plan": (VisitPlanForm, actions.plan_visit),
    "call-off": (CallOffForm, actions.call_off_visit),
    "lesson": (LessonPlanForm, None),
    "contract": (ContractForm, actions.note_contract),
    "counts": (CountsForm, actions.decide_counts),
}
