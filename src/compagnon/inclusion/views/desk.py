"""The vault and the plan of help at the desk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from rules import test_rule

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.core.states import MoveRefused
from compagnon.inclusion.actions import support as actions
from compagnon.inclusion.actions import vault
from compagnon.inclusion.catalogue import in_words, needs
from compagnon.inclusion.choices import EntryKind
from compagnon.inclusion.forms.desk import MeasureForm, TogetherForm
from compagnon.inclusion.models import SupportMeasure, VaultEntry
from compagnon.inclusion.queries import support as queries
from compagnon.inclusion.queries import vault as vault_queries
from compagnon.inclusion.tables import MEASURES
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to as mobilities_visible_to
from compagnon.people.entrance.proof import asked_first, proved
from compagnon.people.models import Participant
from compagnon.people.queries import visible_to as participants_visible_to


def _participant(request: Any, code: str) -> Participant:
    rows = participants_visible_to(request.person, Participant.objects.select_related("person", "network"))
    return get_object_or_404(rows, code=code)


@desk("people.read_vault")
@proved
def read(request: Any, code: str) -> HttpResponse:
    """What somebody told, for whom they named; opening it is the reading, and it is noted."""
    entry = get_object_or_404(VaultEntry.objects.select_related("participant__person"), code=code)
    reader = vault_queries.reads_as(request.person, entry)
    if reader is None:
        raise Http404
    told = vault.open_entry(entry=entry, reader=reader, by=request.person, page="desk")
    among = needs().adjustments if entry.kind == EntryKind.ADJUSTMENTS else needs().needs
    context = {
        "entry": entry,
        "participant": entry.participant,
        "told": told,
        "lines": in_words(told.get("needs") or told.get("adjustments") or [], among),
        "readers": vault_queries.named(entry.readers),
        "holders": vault_queries.holders_for(entry) if entry.kind == EntryKind.SUPPORT else [],
    }
    return render(request, "inclusion/desk/read.html", context)


@desk("people.read_vault")
@require_POST
@proved
def send(request: Any, code: str) -> HttpResponse:
    """Write to the tutor and the accompanying person whom the person named."""
    entry = get_object_or_404(VaultEntry.objects.select_related("participant__person"), code=code)
    if entry.kind != EntryKind.SUPPORT or vault_queries.reads_as(request.person, entry) is None:
        raise Http404
    count = vault.send_to_named(entry=entry, by=request.person)
    messages.success(request, ngettext("%d letter goes.", "%d letters go.", count) % count)
    return redirect(entry.participant)


@desk("mobilities.view_mobilities")
def help_of(request: Any, code: str) -> HttpResponse:
    """The plan of one stay, and a way to what was told, for whom the person named."""
    rows = mobilities_visible_to(request.person, Mobility.objects.select_related("participant__person"))
    mobility = get_object_or_404(rows, code=code)
    entry = vault_queries.entry_of(mobility.participant, EntryKind.SUPPORT)
    context = {
        "mobility": mobility,
        "plan": queries.of_participant(mobility.participant),
        "entry": entry if entry and vault_queries.reads_as(request.person, entry) else None,
        "may_plan": test_rule("inclusion.plan_support", request.person),
    }
    return render(request, "inclusion/desk/help_of.html", context)


@desk("inclusion.plan_support")
def together(request: Any, code: str) -> HttpResponse:
    """Write down what would help, with the person beside; what was told before is replaced, not shown."""
    participant = _participant(request, code)
    form = TogetherForm(request.POST or None, told={}, readers=[])
    if form.is_valid():
        readers = form.cleaned_data["readers"]
        vault.tell(
            participant=participant,
            kind=EntryKind.SUPPORT,
            told=form.told(),
            readers=readers,
            by=request.person,
            page="desk",
        )
        messages.success(request, _("Kept, sealed. The person sees it on their page."))
        return redirect(participant)
    is_there = vault_queries.entry_of(participant, EntryKind.SUPPORT) is not None
    context = {"form": form, "participant": participant, "is_there": is_there}
    return render(request, "inclusion/desk/together.html", context, status=422 if form.is_bound else 200)


@desk("inclusion.plan_support")
def measures(request: Any) -> HttpResponse:
    rows = queries.for_list(queries.visible_to(request.person, SupportMeasure.objects.all()))
    listed = lists.read(MEASURES, request, rows)
    may_arrange = test_rule("inclusion.arrange_adjustments", request.person)
    context = {"costs": queries.costs(listed.rows), "may_arrange": may_arrange}
    return lists.answer(request, "inclusion/desk/measures.html", listed, context)


@desk("inclusion.plan_support")
def export(request: Any) -> HttpResponseBase:
    """What the filters leave, as a spreadsheet: help and costs, no reason."""
    rows = queries.for_list(queries.visible_to(request.person, SupportMeasure.objects.all()))
    found = lists.read(MEASURES, request, rows, paged=False).rows
    name = _("planned-help-%(day)s") % {"day": clock.today().isoformat()}
    return asked_first(request, found.count()) or xlsx_response(name, MEASURES.columns, found.iterator(chunk_size=2000))


@desk("inclusion.plan_support")
def new_measure(request: Any, participant: str) -> HttpResponse:
    found = _participant(request, participant)
    form = MeasureForm(request.POST or None)
    if form.is_valid():
        actions.plan(participant=found, fields=form.cleaned_data, by=request.person)
        messages.success(request, _("The help is planned."))
        return redirect(found)
    context = {"form": form, "participant": found}
    return render(request, "inclusion/desk/measure.html", context, status=422 if form.is_bound else 200)


def _measure(request: Any, code: str) -> SupportMeasure:
    rows = queries.visible_to(request.person, SupportMeasure.objects.select_related("participant__person"))
    return get_object_or_404(rows, code=code)


@desk("inclusion.plan_support")
def measure(request: Any, code: str) -> HttpResponse:
    """Edit one piece of help."""
    found = _measure(request, code)
    form = MeasureForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.change(measure=found, fields=form.cleaned_data, by=request.person)
        messages.success(request, _("The help is kept as edited."))
        return redirect("inclusion:measures")
    context = {"form": form, "participant": found.participant, "measure": found}
    return render(request, "inclusion/desk/measure.html", context, status=422 if form.is_bound else 200)


@desk("inclusion.plan_support")
@require_POST
def move_measure(request: Any, code: str) -> HttpResponse:
    """Say what became of it."""
    try:
        actions.move_measure(measure=_measure(request, code), to=request.POST.get("to", ""), by=request.person)
        messages.success(request, _("Noted."))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect("inclusion:measure", code)
