"""Two entries of one participant at the desk: side by side, merged, taken apart."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.core.doubles.queries import open_doubles
from compagnon.core.lists import CountedPaginator
from compagnon.core.models import Merge
from compagnon.core.states import MoveRefused
from compagnon.people import doubles as actions
from compagnon.people.models import Participant

PER_PAGE = 20
_COMPARED = {
    "external_id": gettext_lazy("Own number"),
    "birth_date": gettext_lazy("Birth date"),
    "site": gettext_lazy("Training centre"),
    "trade": gettext_lazy("Trade"),
    "employer": gettext_lazy("Employer"),
}


@desk("people.import_people")
def doubles(request: Any) -> HttpResponse:
    """Compare all participants, then show the pairs that nobody has judged yet, the surest first."""
    if request.method == "POST":
        actions.look_for_doubles(network=request.network)
        messages.success(request, _("All participants were compared."))
        return redirect("desk-people:doubles")
    page = CountedPaginator(open_doubles(Participant), PER_PAGE).get_page(request.GET.get("page"))
    keys = [key for double in page for key in (double.one, double.other)]
    there = Participant.objects.select_related("person", "site", "trade", "employer").in_bulk(keys)
    pairs = [(there[d.one], there[d.other], d) for d in page if d.one in there and d.other in there]
    shown = [
        {"one": one, "other": other, "sure": "born" in d.reasons, "rows": _rows(one, other)} for one, other, d in pairs
    ]
    return render(request, "people/desk/doubles.html", {"page": page, "pairs": shown})


def _rows(one: Participant, other: Participant) -> list[tuple[str, Any, Any]]:
    """What one compares two people by: label and both values."""
    told = [(_("E-mail"), one.person.email, other.person.email)]
    for name, label in _COMPARED.items():
        told.append((str(label), getattr(one, name), getattr(other, name)))
    return [row for row in told if row[1] or row[2]]


def _two(participant: str, other: str) -> tuple[Participant, Participant]:
    rows = Participant.objects.select_related("person")
    return get_object_or_404(rows, code=participant), get_object_or_404(rows.exclude(code=participant), code=other)


@desk("people.import_people")
def merge(request: Any, participant: str, other: str) -> HttpResponse:
    kept, lost = actions.kept_first(*_two(participant, other))
    try:
        made = actions.merge(kept=kept, lost=lost, by=request.person)
    except MoveRefused as refused:
        messages.error(request, str(refused))
        return redirect("desk-people:doubles")
    undo.offer(request, _("Merged."), reverse("desk-people:undo-merge", args=[made.code]))
    return redirect("desk-people:doubles")


@desk("people.import_people")
def apart(request: Any, participant: str, other: str) -> HttpResponse:
    """Remember that two are not the same."""
    first, second = _two(participant, other)
    actions.tell_apart(one=first, other=second, by=request.person)
    messages.success(request, _("Remembered: these two are not the same."))
    return redirect("desk-people:doubles")


@desk("people.import_people")
def undo_merge(request: Any, merge: str) -> HttpResponse:
    """Take two participants apart again."""
    found = get_object_or_404(Merge.objects.filter(of="people.participant"), code=merge)
    try:
        back = actions.undo_merge(merge=found, by=request.person)
    except MoveRefused as refused:
        messages.error(request, str(refused))
        return redirect(Participant.objects.filter(pk=found.kept).first() or "desk-people:doubles")
    messages.success(request, _("Taken apart: %(name)s is back.") % {"name": back})
    return redirect(back)
