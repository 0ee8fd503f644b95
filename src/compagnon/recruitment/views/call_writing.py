"""Writing a call: its form, the questions and papers it asks for, and how others will see it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.people.models import Participant, Person
from compagnon.recruitment import actions
from compagnon.recruitment.choices import CallState, When
from compagnon.recruitment.forms.asked import PieceForm, QuestionForm
from compagnon.recruitment.forms.calls import CallForm
from compagnon.recruitment.forms.screens import form_for
from compagnon.recruitment.models import Application, Call
from compagnon.recruitment.queries import steps
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries import to_open

_OPEN = "recruitment.open_calls"
_KINDS: dict[str, Any] = {"questions": QuestionForm, "pieces": PieceForm}
_YEAR = timedelta(weeks=52)  # the same weekday, so that a departure on a Sunday stays one


def _calls() -> Any:
    return Call.objects.select_related("scheme", "network")


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
        try:
            made = _made(request, scheme, model, form)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The call is prepared. Read it once more, then open it."))
            return redirect("recruitment:call", code=made.code)
    context = {"form": form, "scheme": scheme, "model": model}
    return render(request, "recruitment/desk/call_form.html", context, status=422 if form.is_bound else 200)


def _made(request: Any, scheme: Scheme, model: Call | None, form: CallForm) -> Call:
    if model is not None:
        return actions.clone_call(call=model, by=request.person, **form.fields_of_call())
    return actions.create_call(scheme=scheme, by=request.person, **form.fields_of_call())


def _proposed(scheme: Scheme, model: Call | None) -> dict[str, Any]:
    """Dates to begin with: a copy moves by a year, a new call opens today."""
    if model is not None:
        return {
            name: _next_year(getattr(model, name)) for name in ("opens_on", "closes_on", "departs_on", "returns_on")
        }
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


def _next_year(day: date) -> date:
    return day + _YEAR


@desk(_OPEN)
def change_call(request: Any, code: str) -> HttpResponse:
    """The form of a call; when somebody else saved meanwhile, both texts are shown and nothing is lost."""
    found = get_object_or_404(_calls(), code=code)
    form = CallForm(request.POST or None, scheme=found.kept_scheme, call=found)
    if form.is_valid():
        try:
            edition = form.cleaned_data["edition"]
            kept = actions.change_call(call=found, by=request.person, edition=edition, **form.fields_of_call())
        except actions.ChangedMeanwhile as refusal:
            return _both(request, form, refusal)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, kept)
    if form.is_bound and request.headers.get("X-Autosave"):
        return HttpResponse(status=422)
    context = {"form": form, "scheme": found.kept_scheme, "call": found}
    return render(request, "recruitment/desk/call_form.html", context, status=422 if form.is_bound else 200)


def _saved(request: Any, call: Call) -> HttpResponse:
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=204, headers={"X-Edition": str(call.edition)})
    messages.success(request, _("The call is changed."))
    return redirect("recruitment:call", code=call.code)


def _both(request: Any, form: CallForm, refusal: actions.ChangedMeanwhile) -> HttpResponse:
    """What was typed stays in the form; what somebody else has kept stands beside it, field by field."""
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=409)
    theirs = CallForm(scheme=refusal.call.kept_scheme, call=refusal.call)
    differing = []
    for name in form.fields:
        kept, typed = theirs[name].value(), form[name].value()
        if name != "edition" and _told(kept) != _told(typed):
            differing.append((form[name].label, _told(kept)))
    form.add_error(None, str(refusal))
    form.data = {**form.data, "edition": str(refusal.call.edition)}
    context = {"form": form, "scheme": refusal.call.kept_scheme, "call": refusal.call, "differing": differing}
    return render(request, "recruitment/desk/call_form.html", context, status=409)


def _told(value: Any) -> str:
    """A value of a field as one text, whether it comes from the database or from a browser."""
    if isinstance(value, list | tuple):
        return ", ".join(sorted(str(getattr(one, "pk", one)) for one in value))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


@desk(_OPEN)
def asked(request: Any, code: str) -> HttpResponse:
    """What the call asks of its own: questions and papers, in order."""
    found = get_object_or_404(_calls(), code=code)
    context = {
        "call": found,
        "questions": list(found.questions.filter(is_off=False)),
        "pieces": list(found.required_pieces.filter(is_off=False)),
        "is_draft": found.state == CallState.DRAFT,
    }
    return render(request, "recruitment/desk/asked.html", context)


def _kind(name: str) -> Any:
    if name not in _KINDS:
        raise Http404
    return _KINDS[name]


@desk(_OPEN)
def ask(request: Any, code: str, kind: str) -> HttpResponse:
    """One question or paper more."""
    found = get_object_or_404(_calls(), code=code)
    form_class = _kind(kind)
    form = form_class(request.POST or None)
    if form.is_valid():
        try:
            actions.ask(call=found, model=form_class.model, by=request.person, **form.fields_of_asked())
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("recruitment:call-asked", code=code)
    return _asked_page(request, found, kind, form)


@desk(_OPEN)
def change_asked(request: Any, code: str, kind: str, asked: str) -> HttpResponse:
    """Change one question or paper."""
    form_class = _kind(kind)
    one = get_object_or_404(form_class.model.objects.select_related("call__scheme"), call__code=code, code=asked)
    form = form_class(request.POST or None, asked=one)
    if form.is_valid():
        try:
            actions.change_asked(asked=one, by=request.person, **form.fields_of_asked())
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("recruitment:call-asked", code=code)
    return _asked_page(request, one.call, kind, form)


def _asked_page(request: Any, call: Call, kind: str, form: Any) -> HttpResponse:
    context = {"call": call, "kind": kind, "form": form, "asked": form.asked}
    return render(request, "recruitment/desk/asked_form.html", context, status=422 if form.is_bound else 200)


@desk(_OPEN)
@require_POST
def move_asked(request: Any, code: str, kind: str, asked: str) -> HttpResponse:
    """Higher, lower, or away."""
    one = get_object_or_404(_kind(kind).model.objects.select_related("call"), call__code=code, code=asked, is_off=False)
    verb = request.POST.get("verb")
    if verb == "away":
        actions.stop_asking(asked=one, by=request.person)
        messages.success(request, _("No longer asked. What was answered already is kept."))
    elif verb in ("up", "down"):
        actions.move_asked(asked=one, up=verb == "up", by=request.person)
    return redirect("recruitment:call-asked", code=code)


@desk(_OPEN)
def preview(request: Any, code: str) -> HttpResponse:
    """The application as its applicants meet it, question by question; nothing can be sent from here."""
    found = get_object_or_404(_calls().prefetch_related("questions", "required_pieces", "offers__scheme"), code=code)
    application = _nobody(found, request.GET.get("as", ""))
    shown = [
        {"step": one, "form": form_for(one, application)} for one in steps.of(application) if one.key != steps.CHECK.key
    ]
    views = [(one.value, one.label, one.value == request.GET.get("as", "always")) for one in When]
    return render(request, "recruitment/desk/call_preview.html", {"call": found, "shown": shown, "views": views})


def _nobody(call: Call, who: str) -> Application:
    """An applicant who does not exist and is never saved, of the age and status asked for."""
    age = 17 if who == When.MINORS else 30
    statuses: dict[str, str] = {When.GRADUATES: "graduate", When.STAFF: "trainer"}
    audience = (call.kept_scheme.rules or {}).get("audience") or ["apprentice"]
    person = Person(network=call.network, first_name="", last_name="", email="")
    participant = Participant(
        network=call.network,
        person=person,
        kind="staff" if who == When.STAFF else call.scheme.participant_kind,
        status=statuses.get(who, audience[0]),
        birth_date=clock.today() - timedelta(days=366 * age),
    )
    return Application(pk=0, network=call.network, call=call, participant=participant)
