"""Consents at the desk: who agreed to what, the texts, the national ages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from rules import test_rule

from compagnon.consents import actions, queries
from compagnon.consents.choices import Party
from compagnon.consents.forms import AgeForm, PurposeForm
from compagnon.consents.models import Consent, NationalAge, Purpose
from compagnon.consents.tables import CONSENTS
from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.people.entrance.proof import asked_first
from compagnon.people.models import Participant
from compagnon.people.queries import visible_to as participants_visible_to


@desk("consents.view_consents")
def consents(request: Any) -> HttpResponse:
    rows = queries.for_list(queries.visible_to(request.person, Consent.objects.all()))
    listed = lists.read(CONSENTS, request, rows)
    may_change = test_rule("consents.change_purposes", request.person)
    return lists.answer(request, "consents/desk/consents.html", listed, {"may_change": may_change})


@desk("consents.view_consents")
def export(request: Any) -> HttpResponseBase:
    """What the filters leave, with the words that were read, as a spreadsheet."""
    rows = queries.for_list(queries.visible_to(request.person, Consent.objects.all()))
    found = lists.read(CONSENTS, request, rows, paged=False).rows
    name = _("consents-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, found.count()) or xlsx_response(name, CONSENTS.columns, found.iterator(chunk_size=2000))


def panel_of_participant(request: Any, participant: Participant) -> str:
    """Where one person stands, on the page of a participant."""
    asked = queries.asked_of(participant, Party.LEARNER)
    if not asked:
        return ""
    context = {"participant": participant, "asked": asked}
    return render_to_string("consents/desk/panel.html", context, request=request)


@desk("consents.view_consents")
@require_POST
def ask_guardian(request: Any, code: str) -> HttpResponse:
    """Write to the guardian of one person."""
    rows = participants_visible_to(request.person, Participant.objects.select_related("person", "guardian"))
    participant = get_object_or_404(rows, code=code)
    if actions.ask_guardian(participant=participant, by=request.person):
        messages.success(request, _("The letter to the guardian goes."))
    else:
        messages.warning(request, _("No address of a guardian is known."))
    return redirect(participant)


@desk("consents.change_purposes")
def purposes(request: Any) -> HttpResponse:
    """What is asked, and from which age alone in which country."""
    if request.method == "POST":
        actions.load_purposes(request.network, request.person)
        return redirect("consents:purposes")
    ages = sorted(NationalAge.objects.select_related("checked_by"), key=lambda one: str(one.country.name))
    context = {
        "purposes": queries.purposes(),
        "ages": ages,
        "own_country": str(request.network.country),
    }
    return render(request, "consents/desk/purposes.html", context)


def _purpose_page(request: Any, purpose: Purpose) -> HttpResponse:
    languages = list(request.network.languages) or ["en"]
    form = PurposeForm(request.POST or None, purpose=purpose, languages=languages)
    if form.is_valid():
        filled, sentence = form.filled()
        actions.keep_purpose(purpose=filled, sentence=sentence, by=request.person)
        messages.success(request, _("The purpose is kept."))
        return redirect("consents:purposes")
    texts = purpose.texts.order_by("-number") if purpose.pk else []
    context = {"form": form, "purpose": purpose, "texts": texts}
    return render(request, "consents/desk/purpose.html", context, status=422 if form.is_bound else 200)


@desk("consents.change_purposes")
def new_purpose(request: Any) -> HttpResponse:
    return _purpose_page(request, Purpose(network=request.network))


@desk("consents.change_purposes")
def purpose(request: Any, code: str) -> HttpResponse:
    """Texts are never changed: other words become the next version."""
    return _purpose_page(request, get_object_or_404(queries.purposes(), code=code))


@desk("consents.change_purposes")
def age(request: Any, country: str) -> HttpResponse:
    """A coordinator has read the law of a country."""
    national = get_object_or_404(NationalAge, country=country)
    form = AgeForm(request.POST or None, instance=national)
    if form.is_valid():
        actions.check_age(national=national, by=request.person, **form.cleaned_data)
        messages.success(request, _("The age counts as checked."))
        return redirect("consents:purposes")
    context = {"form": form, "national": national}
    return render(request, "consents/desk/age.html", context, status=422 if form.is_bound else 200)
