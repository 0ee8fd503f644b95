"""The page of a call, open to everybody, and the first words of an application."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core.access import guest, portal
from compagnon.core.states import MoveRefused
from compagnon.people.actions import let_in_by, may_try
from compagnon.people.models import PersonalLink
from compagnon.recruitment import actions, eligibility, phrases, queries
from compagnon.recruitment.forms.public import ApplyForm
from compagnon.recruitment.models import Call


@portal
def call(request: Any, code: str) -> HttpResponse:
    """What the call offers, whom it is for, and how to apply."""
    found = _call(code)
    return _show(request, found, ApplyForm())


def _call(code: str) -> Call:
    return get_object_or_404(queries.shown_in_public(), code=code)


def _show(request: Any, found: Call, form: ApplyForm) -> HttpResponse:
    own = None
    if request.person is not None and request.person.network_id == found.network_id:
        own = queries.of_participant(request.person).filter(call=found).first()
    context = {
        "call": found,
        "form": form,
        "own": own,
        "conditions": _conditions(found),
        "trades": list(found.trades.all()),
        "sites": list(found.sites.all()),
        "days": (found.returns_on - found.departs_on).days + 1,
    }
    return render(request, "recruitment/public/call.html", context, status=422 if form.is_bound else 200)


def _conditions(call: Call) -> list[dict[str, str]]:
    """The rules of the call as people read them, with their source."""
    rules = eligibility.rules_of(call.scheme, call)
    return phrases.conditions(rules.model_dump(exclude_defaults=True), rules.sources)


@portal
def apply(request: Any, code: str) -> HttpResponse:
    """Known and signed in: straight to the draft. Otherwise: a link by mail."""
    found = _call(code)
    if request.method != "POST":
        return redirect("recruitment:public-call", network=request.network.key, code=code)
    if request.person is not None and request.person.network_id == found.network_id:
        return _start(request, found)
    form = ApplyForm(request.POST)
    if form.is_valid() and not found.is_open:
        form.add_error(None, _("This call does not take applications now."))
    if form.is_valid() and not may_try(f"apply:{form.cleaned_data['email'].lower()}", times=4, seconds=1800):
        form.add_error(None, _("A link has been sent several times already: please look into your mailbox first."))
    if not form.is_valid():
        return _show(request, found, form)
    actions.register_applicant(call=found, language=translation.get_language() or "en", **form.cleaned_data)
    return render(request, "recruitment/public/link_sent.html", {"call": found, "email": form.cleaned_data["email"]})


def _start(request: Any, call: Call) -> HttpResponse:
    try:
        actions.start_application(call=call, person=request.person)
    except MoveRefused as refusal:
        form = ApplyForm(request.POST)
        form.add_error(None, str(refusal))
        return _show(request, call, form)
    return redirect("recruitment:apply", call=call.code)


@guest(actions.APPLY)
def apply_link(request: Any, link: PersonalLink) -> HttpResponse:
    """From the letter into the draft: one button signs in and opens it."""
    call = link.about
    if call is None:
        raise Http404
    if request.method == "POST":
        onward = reverse("recruitment:apply", args=[call.code])
        try:
            actions.start_application(call=call, person=link.holder)
        except MoveRefused:  # the call has closed meanwhile; its page says so
            onward = reverse("recruitment:public-call", args=[call.network.key, call.code])
        return let_in_by(link=link, request=request, onward=onward)
    return render(request, "recruitment/guest/apply.html", {"link": link, "call": call})
