"""Applications at the desk: the list, the file, decisions on one and on many."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import activity, lists, openings
from compagnon.core.access import desk
from compagnon.core.i18n import says
from compagnon.core.sheets import xlsx_response
from compagnon.core.states import MoveRefused
from compagnon.people.entrance.proof import asked_first
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import ApplicationState, ConsentKind
from compagnon.recruitment.forms.desk import AssignForm, DecisionForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.recruitment.queries import eligibility
from compagnon.recruitment.tables import APPLICATIONS

_VIEW, _DECIDE = "recruitment.view_applications", "recruitment.decide_applications"
DECIDABLE = (ApplicationState.SUBMITTED, ApplicationState.WAITING)


def _visible(request: Any) -> Any:
    return queries.visible_to(request.person, Application.objects.all())


@desk(_VIEW)
def applications(request: Any) -> HttpResponse:
    """The list; its filters live in the address."""
    listed = lists.read(APPLICATIONS, request, queries.applications.with_people(_visible(request)))
    page = listed.page
    assert page is not None  # noqa: S101  (asked for with pages)
    rows = [{"application": one, "missing": _open_consents(one)} for one in page]
    return lists.answer(request, "recruitment/desk/applications.html", listed, {"rows": rows})


def _open_consents(application: Application) -> list[Any]:
    return [consent for consent in application.consents.all() if consent.state != "given"]


@desk(_VIEW)
def export(request: Any) -> HttpResponseBase:
    """What the filters show, as a spreadsheet."""
    listed = lists.read(APPLICATIONS, request, queries.applications.with_people(_visible(request)), paged=False)
    return asked_first(request, listed.rows.count()) or _given_out(request, listed.rows[: lists.COUNTED])


def _given_out(request: Any, rows: Any) -> HttpResponseBase:
    """The spreadsheet; it is noted who took it."""
    openings.note("recruitment.export", about=request.network, by=request.person)
    return xlsx_response("applications", APPLICATIONS.columns, rows)


@desk(_DECIDE)
@require_POST
def many(request: Any) -> HttpResponseBase:
    """What is done with the selected applications."""
    chosen = lists.chosen(APPLICATIONS, request, queries.applications.with_people(_visible(request)))
    action = request.POST.get("action", "")
    if action == "export":
        return asked_first(request, len(chosen)) or _given_out(request, chosen)
    if not chosen:
        messages.info(request, _("Nothing was selected."))
    elif action == "consents":
        _ask_again(request, chosen)
    elif action in (ApplicationState.ADMITTED, ApplicationState.WAITING, ApplicationState.DECLINED):
        _decide_many(request, chosen, action)
    query = request.POST.get("query", "")
    return redirect(reverse("recruitment:applications") + (f"?{query}" if query else ""))


def _decide_many(request: Any, chosen: Any, decision: str) -> None:
    done, refused = actions.decide_each(
        applications=chosen, decision=decision, by=request.person, reason=request.POST.get("reason", "")
    )
    if done:
        messages.success(
            request,
            ngettext(
                "%(count)s decision recorded; its letter waits to be read.",
                "%(count)s decisions recorded; their letters wait to be read.",
                len(done),
            )
            % {"count": len(done)},
        )
    for application, sentence in refused[:5]:
        messages.error(request, says(application.participant, sentence))
    if len(refused) > 5:
        messages.error(request, _("And %(count)s others for like reasons.") % {"count": len(refused) - 5})


def _ask_again(request: Any, chosen: Any) -> None:
    """Letters to all whose word still lacks among the chosen."""
    asked = 0
    for application in chosen.filter(state__in=queries.applications.UNDECIDED):
        for kind, consent in queries.applications.consents_of(application):
            if consent is None or consent.state != "given":
                asked += actions.ask_consent(application=application, kind=kind, by=request.person) is not None
    messages.success(request, ngettext("%(count)s letter goes.", "%(count)s letters go.", asked) % {"count": asked})


def _found(request: Any, code: str) -> Application:
    rows = _visible(request).select_related(
        "call__scheme", "participant__person", "participant__trade", "participant__site", "participant__employer",
        "participant__guardian", "participant__mentor", "decided_by",
    )  # fmt: skip
    found: Application = get_object_or_404(rows, code=code)
    return found


@desk(_VIEW)
def application(request: Any, code: str) -> HttpResponse:
    """One file: what was answered, the verdict opened to its reasons, consents, reviews, the decision; it is noted who looks."""
    found = _found(request, code)
    openings.note("recruitment.application", about=found, by=request.person)
    return _show(request, found)


def _show(request: Any, found: Application, form: DecisionForm | None = None) -> HttpResponse:
    verdict = eligibility.read(found.verdict) or eligibility.verdict_on(found)
    context = {
        "application": found,
        "participant": found.participant,
        "call": found.call,
        "left": queries.places.places_left(found.call),
        "verdict": verdict,
        "headline": eligibility.headline(verdict),
        "reasons": eligibility.in_words(verdict, reader=phrases.DESK),
        "consents": queries.applications.consents_of(found),
        "openings": queries.reading.openings_of(found),
        "activities": list(activity.on(found)[:30]),
        "form": form or _decision_form(found),
        "assign_form": AssignForm(call=found.call),
        "can_decide": found.state in DECIDABLE,
        "beside": _beside(request, found),
        "following": _following(request, found),
    }
    return render(request, "recruitment/desk/application.html", context, status=422 if form else 200)


def _beside(request: Any, found: Application) -> lists.Beside | None:
    return lists.beside(APPLICATIONS, request, _visible(request), found.code)


def _following(request: Any, found: Application) -> str:
    """Whose file comes next: the one that followed on the list before the decision, else the one that waits longest."""
    waiting = queries.applications.to_decide(request.person).exclude(pk=found.pk)
    codes = waiting.order_by("submitted_at", "pk").values_list("code", flat=True)
    wanted = request.GET.get("next", "")
    return wanted if wanted and codes.filter(code=wanted).exists() else codes.first() or ""


def _decision_form(found: Application, posted: Any = None) -> DecisionForm:
    """A file that stands in an order asks why a decision departs from it."""
    return DecisionForm(posted, state=found.state, is_ranked=queries.ranking.rank_of(found) is not None)


@desk(_DECIDE)
@require_POST
def decide(request: Any, code: str) -> HttpResponse:
    """Admit, let wait, decline; the letter is written and held until somebody has read it."""
    found = _found(request, code)
    form, beside = _decision_form(found, request.POST), _beside(request, found)
    if form.is_valid():
        try:
            actions.decide(application=found, by=request.person, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Decision recorded. The letter waits among the letters to be read."))
            onward = urlencode({"in": request.GET.get("in", ""), "next": beside.after if beside else ""})
            return redirect(reverse("recruitment:application", args=[code]) + f"?{onward}")
    return _show(request, found, form)


@desk(_DECIDE)
@require_POST
def ask_consent(request: Any, code: str, kind: str) -> HttpResponse:
    """Write (again) to the guardian or the employer."""
    found = _found(request, code)
    asked = None
    if kind in ConsentKind.values:
        asked = actions.ask_consent(application=found, kind=ConsentKind(kind), by=request.person)
    if asked is None:
        messages.error(request, _("No e-mail address is known: complete the participant's file first."))
    else:
        messages.success(request, _("The letter goes to %(contact)s.") % {"contact": asked.contact})
    return redirect("recruitment:application", code=code)


@desk(_DECIDE)
@require_POST
def assign(request: Any, code: str) -> HttpResponse:
    """Ask a reviewer to read."""
    found = _found(request, code)
    form = AssignForm(request.POST, call=found.call)
    if form.is_valid():
        actions.assign_review(application=found, reviewer=form.cleaned_data["reviewer"], by=request.person)
        messages.success(request, _("The reviewer finds it on the list of reviews."))
    return redirect("recruitment:application", code=code)
