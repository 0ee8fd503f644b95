"""The page of a call, open to everybody, and the first words of an application."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from compagnon.core.access import desk, guest, portal
from compagnon.core.states import MoveRefused
from compagnon.people.actions import let_in_by, may_try
from compagnon.people.models import PersonalLink
from compagnon.recruitment import actions, queries
from compagnon.recruitment.forms.public import ApplyForm
from compagnon.recruitment.models import Call
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.recruitment.queries import eligibility
from compagnon.recruitment.typesetting import codes


@portal
def call(request: Any, code: str) -> HttpResponse:
    """What the call offers, whom it is for, and how to apply."""
    found = _call(code)
    return _show(request, found, ApplyForm())


def _call(code: str) -> Call:
    return get_object_or_404(queries.shown_in_public(), code=code)


@desk("recruitment.open_calls")
def preview(request: Any, code: str) -> HttpResponse:
    """The page as the public will see it, before or after the call opens."""
    found = get_object_or_404(Call.objects.select_related("scheme", "network"), code=code)
    return _show(request, found, ApplyForm(), is_preview=True)


@portal
def qr_code(request: Any, code: str, kind: str) -> HttpResponse:
    """The address of the call as a code to print."""
    found = _call(code)
    types = {"svg": "image/svg+xml", "png": "image/png"}
    if kind not in types:
        raise Http404
    return HttpResponse(codes.drawn(_address(request, found), kind=kind), content_type=types[kind])


def _address(request: Any, call: Call) -> str:
    address: str = request.build_absolute_uri(reverse("recruitment:public-call", args=[request.network.key, call.code]))
    return address


def _show(request: Any, found: Call, form: ApplyForm, *, is_preview: bool = False) -> HttpResponse:
    own = None
    if not is_preview and request.person is not None and request.person.network_id == found.network_id:
        own = queries.of_participant(request.person).filter(call=found).first()
    context = {
        "call": found,
        "form": form,
        "own": own,
        "conditions": _conditions(found),
        "trades": list(found.trades.all()),
        "sites": list(found.sites.all()),
        "days": (found.returns_on - found.departs_on).days + 1,
        "schemes": found.schemes,
        "left": queries.places.places_left(found),
        "places_by_site": queries.places.places_by_site(found),
        "places_by_scheme": queries.places.places_by_scheme(found),
        "meetings": list(queries.meetings.to_come(found)[:4]),
        "asked": [str(one) for one in found.questions.filter(is_off=False)],
        "pieces": list(found.required_pieces.filter(is_off=False)),
        "address": _address(request, found),
        "linked": _linked(request, found),
        "is_preview": is_preview,
    }
    return render(request, "recruitment/public/call.html", context, status=422 if form.is_bound else 200)


def _linked(request: Any, call: Call) -> str:
    """The call as schema.org knows it, without what is not known for certain; no text of it can end the script it stands in."""
    offered = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalProgram",
        "name": str(call.title),
        "description": str(call.introduction) or str(call.scheme.summary),
        "url": _address(request, call),
        "provider": {"@type": "EducationalOrganization", "name": str(call.network)},
        "applicationStartDate": call.opens_on.isoformat(),
        "applicationDeadline": call.closes_on.isoformat(),
        "startDate": call.departs_on.isoformat(),
        "endDate": call.returns_on.isoformat(),
        "maximumEnrollment": call.places,
    }
    written = json.dumps(offered, ensure_ascii=False)
    return mark_safe(written.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}))


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
