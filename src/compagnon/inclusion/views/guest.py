"""The vault by personal link: a named reader opens with a press, a guardian tells for a minor."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from compagnon.core.access import guest
from compagnon.inclusion.actions import vault as actions
from compagnon.inclusion.catalogue import in_words, needs
from compagnon.inclusion.choices import EntryKind, Reader
from compagnon.inclusion.forms.guest import NeedsForm
from compagnon.inclusion.models import VaultEntry
from compagnon.inclusion.queries import vault as queries
from compagnon.people import links
from compagnon.people.models import Participant, PersonalLink


@guest(actions.READ)
def read(request: Any, link: PersonalLink) -> HttpResponse:
    """Nothing is shown before the press, so that a mail scanner reads nothing and no reading is noted for nobody."""
    entry = get_object_or_404(VaultEntry.objects.select_related("participant__person"), pk=link.about_id)
    reader = queries.link_reads_as(link.holder, entry)
    if reader is None:
        raise Http404
    told = None
    if request.method == "POST":
        told = actions.open_entry(entry=entry, reader=reader, by=link.holder, page="personal link")
        links.used(link)
    context = {
        "participant": entry.participant,
        "told": told,
        "needs": in_words(told["needs"], needs().needs) if told else [],
    }
    return render(request, "inclusion/guest/read.html", context)


@guest(actions.GUARDIAN)
def guardian(request: Any, link: PersonalLink) -> HttpResponse:
    """What would help, told by a guardian; what is there already is opened by a press, and noted."""
    joined = Participant.objects.select_related("person", "guardian", "network")
    participant = get_object_or_404(joined, pk=link.about_id, guardian_id=link.contact_id)
    if not participant.is_minor:
        raise Http404
    entry = queries.entry_of(participant, EntryKind.SUPPORT)
    told: dict[str, Any] = {}
    if entry is not None and request.POST.get("do") in ("open", "keep"):
        told = actions.open_entry(entry=entry, reader=Reader.GUARDIAN, by=link.holder, page="personal link")
    typed = request.POST if request.POST.get("do") == "keep" else None
    form = NeedsForm(typed, told=told, readers=entry.readers if entry else [])
    if typed and form.is_valid():
        _keep(participant, form, link)
        return redirect(request.get_full_path())
    context = {
        "participant": participant,
        "form": form,
        "is_sealed": entry is not None and not request.POST.get("do"),
        "events": queries.events_of(participant).filter(kind=EntryKind.SUPPORT)[:50],
    }
    return render(request, "inclusion/guest/guardian.html", context, status=422 if form.is_bound else 200)


def _keep(participant: Participant, form: NeedsForm, link: PersonalLink) -> None:
    readers = form.cleaned_data["readers"]
    actions.tell(
        participant=participant,
        kind=EntryKind.SUPPORT,
        told=form.told(),
        readers=readers,
        by=link.holder,
        page="personal link",
    )
    links.used(link)
