"""What helps me: told in private, seen by those whom the person names; the plan; who has read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import journey
from compagnon.core.states import MoveRefused
from compagnon.inclusion.actions import vault as actions
from compagnon.inclusion.catalogue import in_words, needs
from compagnon.inclusion.choices import EntryKind
from compagnon.inclusion.forms.guest import NeedsForm
from compagnon.inclusion.forms.journey import AdjustmentsForm, OpportunitiesForm
from compagnon.inclusion.models import OpportunityAnswer, VaultEntry
from compagnon.inclusion.queries import support as support_queries
from compagnon.inclusion.queries import vault as queries
from compagnon.people.models import Participant


def _own(request: Any) -> Participant:
    return get_object_or_404(Participant.objects.select_related("person", "guardian", "network"), person=request.person)


@journey()
def support(request: Any) -> HttpResponse:
    """Everything about help on one page; somebody without a file yet reads what it is for."""
    participant = Participant.objects.select_related("guardian", "network").filter(person=request.person).first()
    if participant is None:
        return render(request, "inclusion/journey/support.html", {"participant": None})
    kept = {one.kind: one for one in VaultEntry.objects.filter(participant=participant)}
    told = actions.own_words(entry=kept.get(EntryKind.SUPPORT), by=request.person)
    context = {
        "participant": participant,
        "told": told,
        "needs": in_words(told.get("needs", []), needs().needs),
        "readers": queries.named(kept[EntryKind.SUPPORT].readers) if EntryKind.SUPPORT in kept else [],
        "adjustments": kept.get(EntryKind.ADJUSTMENTS),
        "opportunity": OpportunityAnswer.objects.filter(participant=participant).first(),
        "events": queries.events_of(participant)[:50],
        "plan": support_queries.of_participant(participant),
        "keep_days": queries.settings_of(request.network).keep_days,
    }
    return render(request, "inclusion/journey/support.html", context)


@journey()
def tell(request: Any) -> HttpResponse:
    """What would help, and who may read it."""
    participant = _own(request)
    entry = queries.entry_of(participant, EntryKind.SUPPORT)
    told = actions.own_words(entry=entry, by=request.person)
    form = NeedsForm(request.POST or None, told=told, readers=entry.readers if entry else [])
    if request.method == "POST" and form.is_valid():
        readers = form.cleaned_data["readers"]
        kept = actions.tell(
            participant=participant, kind=EntryKind.SUPPORT, told=form.told(), readers=readers, by=request.person
        )
        messages.success(request, _("Kept, sealed.") if kept else _("Nothing is kept."))
        return redirect("inclusion:support")
    context = {"form": form, "entry": entry, "participant": participant}
    return render(request, "inclusion/journey/tell.html", context, status=422 if form.is_bound else 200)


@journey()
def opportunities(request: Any) -> HttpResponse:
    """Yes, no, or nothing said; the reasons are sealed and only counted."""
    participant = _own(request)
    known = OpportunityAnswer.objects.filter(participant=participant).first()
    told = actions.own_words(entry=queries.entry_of(participant, EntryKind.OPPORTUNITIES), by=request.person)
    initial = {"answer": known.answer if known else None, "families": told.get("families", [])}
    form = OpportunitiesForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.answer_opportunities(participant=participant, by=request.person, **form.cleaned_data)
        messages.success(request, _("Kept. It never counts in the selection."))
        return redirect("inclusion:support")
    return render(request, "inclusion/journey/opportunities.html", {"form": form}, status=422 if form.is_bound else 200)


@journey()
def adjustments(request: Any) -> HttpResponse:
    """What should be arranged for the selection, without a why; reviewers never hear of it."""
    participant = _own(request)
    entry = queries.entry_of(participant, EntryKind.ADJUSTMENTS)
    form = AdjustmentsForm(request.POST or None, initial=actions.own_words(entry=entry, by=request.person))
    if request.method == "POST" and form.is_valid():
        kept = actions.tell(
            participant=participant, kind=EntryKind.ADJUSTMENTS, told=form.told(), readers=[], by=request.person
        )
        messages.success(request, _("The coordinator is asked.") if kept else _("Nothing is asked."))
        return redirect("inclusion:support")
    return render(request, "inclusion/journey/adjustments.html", {"form": form}, status=422 if form.is_bound else 200)


@journey()
@require_POST
def forget(request: Any, kind: str) -> HttpResponse:
    """Delete what was told."""
    if kind not in EntryKind.values:
        raise Http404
    entry = queries.entry_of(_own(request), EntryKind(kind))
    if entry is None:
        raise Http404
    actions.forget(entry=entry, by=request.person)
    messages.success(request, _("Deleted."))
    return redirect("inclusion:support")


@journey()
@require_POST
def ask_guardian(request: Any) -> HttpResponse:
    """Let the guardian fill in with, or for, a minor."""
    try:
        actions.ask_guardian(participant=_own(request), by=request.person)
        messages.success(request, _("The letter to the guardian goes."))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect("inclusion:support")
